from __future__ import annotations

import csv
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.text.finding import Ambiguous, Found, How, find
from curator.text.folding import FoldedText, fold
from tests.conftest import shared_folder

TEXT = (
    "Relapse was rarer with cells than with standard care (RR 0.47, 95% CI 0.26 to 0.83). "
    "Pain scores were 6 ± 4 in the first group and 8 ± 2 in the other one after two years. "
    "Relapse was rare in both groups later on."
)


def there(text: str, answer: Found | Ambiguous | None) -> str:
    assert isinstance(answer, Found)
    return text[answer.start : answer.end]


def test_words_that_stand_there_once_are_found_exactly() -> None:
    answer = find(TEXT, "standard care")
    assert answer == Found(TEXT.index("standard care"), TEXT.index("standard care") + 13, How.EXACT)


def test_words_that_stand_twice_have_to_be_asked_about() -> None:
    answer = find(TEXT, "Relapse was")
    assert answer == Ambiguous(((0, 11), (TEXT.rindex("Relapse"), TEXT.rindex("Relapse") + 11)))


def test_the_place_nearest_to_where_they_stood_is_meant() -> None:
    second = TEXT.rindex("Relapse")
    assert find(TEXT, "Relapse was", near=second - 20) == Found(second, second + 11, How.EXACT)
    assert find(TEXT, "Relapse was", near=20) == Found(0, 11, How.EXACT)


def test_what_stands_around_words_tells_which_are_meant() -> None:
    second = TEXT.rindex("Relapse")
    assert find(TEXT, "Relapse was", after=" rare in both") == Found(second, second + 11, How.EXACT)
    assert find(TEXT, "Relapse was", before="after two years. ") == Found(second, second + 11, How.EXACT)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("a  difference\nof 5\u00a0mg was", "difference of 5 mg", "difference\nof 5\u00a0mg"),
        ("the “best” drug’s effect", 'the "best" drug\'s effect', "the “best” drug’s effect"),
        ("2–3 weeks −0.4", "2-3 weeks -0.4", "2–3 weeks −0.4"),
        ("a soft\u00adhyphen here", "softhyphen", "soft\u00adhyphen"),
        ("im\u00ad\nmune system", "immune system", "im\u00ad\nmune system"),
        ("zero\u200bwidth", "zerowidth", "zero\u200bwidth"),
        ("the eﬃcacy", "efficacy", "eﬃcacy"),
        ("cafe\u0301 noir", "caf\u00e9 noir", "cafe\u0301 noir"),
        ("0·75 points", "0.75 points", "0·75 points"),
        ("RELAPSE RATES", "Relapse rates", "RELAPSE RATES"),
        ("𝑝 < 0.05", "p < 0.05", "𝑝 < 0.05"),
        ("10 µg", "10 μg", "10 µg"),
        ("ΝΟΣΟΣ", "νοσος", "ΝΟΣΟΣ"),
    ],
)
def test_words_are_found_however_they_were_typeset(text: str, words: str, found: str) -> None:
    text = f"Before. {text} After."
    answer = find(text, words)
    assert isinstance(answer, Found)
    assert answer.how is How.NORMALISED
    assert there(text, answer) == found


def test_half_a_ligature_is_found_as_the_whole_one() -> None:
    assert there("the eﬃcacy", find("the eﬃcacy", "the ef")) == "the eﬃ"


def test_words_with_lost_characters_are_found_closely() -> None:
    answer = find(TEXT, "Pain scores were 6 � 4 in the first group and 8 � 2 in the other one")
    assert isinstance(answer, Found)
    assert answer.how is How.CLOSE
    assert there(TEXT, answer) == "Pain scores were 6 ± 4 in the first group and 8 ± 2 in the other one"


def test_words_with_typing_errors_are_found_whole() -> None:
    answer = find(TEXT, "Relapse was rarer wih cells then with standrad care")
    assert there(TEXT, answer) == "Relapse was rarer with cells than with standard care"


def test_the_close_place_is_looked_for_nearby_first() -> None:
    text = "Fewer flares were seen with cells. " + "Nothing to see here. " * 500 + "Fewer flares were seen with celts."
    answer = find(text, "Fewer flairs were seen with cells", near=len(text) - 40)
    assert isinstance(answer, Found)
    assert answer.start > 5000


def test_words_with_other_numbers_are_never_taken_for_found() -> None:
    answer = find(TEXT, "standard care (RR 0.74, 95% CI 0.26 to 0.83)")
    assert isinstance(answer, Ambiguous)
    assert len(answer.places) == 1


def test_two_places_equally_close_have_to_be_asked_about() -> None:
    text = "Group one had fewer relapses than before. Padding words. Group two had fewer relapses than before."
    answer = find(text, "Group ten had fewer relapses than before")
    assert isinstance(answer, Ambiguous)
    assert len(answer.places) == 2


@pytest.mark.parametrize("words", ["", "   ", "\u200b", "no such words stand anywhere in this report", "flare"])
def test_words_that_are_not_there_are_not_found(words: str) -> None:
    assert find(TEXT, words) is None
    assert find(TEXT, words, near=10) is None


def test_a_place_outside_the_text_does_no_harm() -> None:
    assert find(TEXT, "standard care", near=10_000) == find(TEXT, "standard care")
    assert find(TEXT, "standard care", near=-5) == find(TEXT, "standard care")


def test_words_that_stand_everywhere_are_answered_at_once() -> None:
    text = "relapse " * 600_000
    answer = find(text, "relapse")
    assert isinstance(answer, Ambiguous)
    assert len(answer.places) == 50
    assert find(text, "relapse", near=2_400_003) == Found(2_400_000, 2_400_007, How.EXACT)


def test_words_in_five_megabytes_are_found() -> None:
    filler = "Nothing of interest happened in this line of the long report. " * 80_000
    text = filler + "The quick recovery of kidney function was a surprise to everybody. " + filler
    found = find(text, "The quik recovery of kidney functions was a surprise to every body")
    assert there(text, found).startswith("The quick recovery")
    assert find(text, "There is no sentence of this sort anywhere at all") is None


def test_every_quote_of_the_real_tables_is_found_at_its_own_place_again() -> None:
    folder = shared_folder("data", "evidence-inference")
    for table in ("claims_two_reviewers.csv", "claims_four_reviewers.csv"):
        with (folder / table).open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["fragments"]]
        for row in rows:
            text = (folder / "documents" / row["report"]).read_bytes().decode()
            start = int(row["fragments"].split("-")[0])
            assert find(text, row["quote"], near=start + 7) == find(text, row["quote"], near=start)
            assert there(text, find(text, row["quote"], near=start)) == row["quote"].strip()


def test_quotes_with_errors_are_found_in_real_reports() -> None:
    chance = random.Random(7)
    for file in sorted(shared_folder("data", "evidence-inference", "documents").glob("*.txt"))[:8]:
        text = file.read_bytes().decode()
        start = text.index(". ", 5000) + 2
        words = text[start : start + 150].rstrip()
        damaged = "".join(char if chance.random() > 0.06 or not char.isalpha() else "x" for char in words)
        answer = find(text, damaged)
        assert isinstance(answer, Found)
        assert abs(answer.start - start) <= 3


WORDS = st.text(
    st.one_of(
        st.sampled_from(list("aAbﬁé\u0301 \n\t\u00a0\u00ad\u200b–-“’·½İΣ")), st.characters(exclude_categories=("Cs",))
    ),
    max_size=50,
)


@given(WORDS, WORDS, WORDS)
def test_words_cut_out_of_a_text_are_found_where_they_were(before: str, words: str, after: str) -> None:
    text = before + words + after
    answer = find(text, words, near=len(before))
    if words.strip("\u00ad\u200b \n\t\u00a0") and words.strip():
        assert isinstance(answer, Found)
        assert answer.how is How.EXACT
        assert text[answer.start : answer.end] in words


@given(WORDS)
def test_folding_twice_changes_nothing_more(words: str) -> None:
    assert fold(fold(words)) == fold(words)


@given(WORDS, st.data())
def test_every_place_of_a_folded_text_leads_back_into_the_source(source: str, data: st.DataObject) -> None:
    folded = FoldedText(source)
    assert folded.text == fold(source)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    low, high = folded.original(start, end)
    assert 0 <= low <= high <= len(source)
    assert folded.text[start:end] in fold(source[low:high]) or not folded.text[start:end].strip()
    place = data.draw(st.integers(0, len(source)))
    assert 0 <= folded.place_of(place) <= len(folded.text)


def test_words_put_in_and_left_out_near_the_ends_do_not_move_these_into_the_sentence_before() -> None:
    words = (
        "HSCT has been studied extensively in patients with severe, refractory lupus, with several clinical trials "
        "providing evidence of its efficacy"
    )
    now = words.replace("has been studied", "was studied").replace("lupus", "lupus erythematosus")
    text = f"It aims at preventing further damage.\n\n{now} and safety. The first reports appeared in the late 1990s."
    found = find(text, words, None, "further damage.\n\n", " and safety.")
    assert isinstance(found, Found)
    assert text[found.start : found.end] == now
