"""Where words stand is decided on the text, as typed; an index never makes a find be missed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.finding.language import read_question
from curator.finding.matching import places
from curator.finding.question import Every, Needed, Row, needed
from curator.finding.words import index_words, searched, words_to_index


def found(typed: str, text: str) -> list[str] | None:
    spans = places(read_question(typed), searched(text))
    return None if spans is None else [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("typed", "text", "hits"),
    [
        ("relapse", "Relapse, relapses; relapse-free", ["Relapse", "relapse"]),
        ("relap*", "Relapse relapsing lapse", ["Relapse", "relapsing"]),
        ("IL-6", "IL-6, IL‐6 (il‑6) and IL-\n6 but not IL-60, IL 6 or MIL-6", ["IL-6", "IL‐6", "il‑6", "IL-\n6"]),
        ("TNF-α", "TNF–α and TNF-alpha", ["TNF–α"]),
        ("0.75", "0.75, 0·75, 10.75, 0.755 and 0.75.", ["0.75", "0·75", "0.75"]),
        ("75", "0.75, .75, 75, 75%, 1,75 and n=75", ["75", "75", "75"]),
        ("p<0.001", "p<0.001, P < 0.001, p < 0.0012", ["p<0.001", "P < 0.001"]),
        ("p<=0.05", "p≤0.05 or p <= 0.05", ["p≤0.05", "p <= 0.05"]),
        ('"95% CI"', "95% CI, 95 % CI, 95%\nCI", ["95% CI", "95 % CI", "95%\nCI"]),
        ('"placebo controlled"', "placebo-controlled, placebo  controlled, placebo, controlled", None),
        ("medecine", "médecine MÉDECINE me\u0301decine", ["médecine", "MÉDECINE", "me\u0301decine"]),
        ("médecine", "medecine", ["medecine"]),
        ("疼痛", "病人疼痛减轻", ["疼痛"]),
        ("efficacy", "eﬃcacy ｅｆｆｉｃａｃｙ", ["eﬃcacy", "ｅｆｆｉｃａｃｙ"]),
        (
            "relapse",
            "re\u00adlapse re\u200blapse re\u00ad\nlapse",
            ["re\u00adlapse", "re\u200blapse", "re\u00ad\nlapse"],
        ),
    ],
)
def test_words_are_found_as_typed(typed: str, text: str, hits: list[str] | None) -> None:
    if hits is None:
        hits = ["placebo-controlled", "placebo  controlled"]
    assert found(typed, text) == hits


def test_near_shows_all_from_one_word_to_the_other() -> None:
    text = "Cells led to fewer relapses. Relapses were rare; nothing was said about the use of cells in them."
    assert found("cells NEAR/3 relapses", text) == ["Cells led to fewer relapses"]
    assert found("relapses NEAR/3 cells", text) == ["Cells led to fewer relapses"]
    assert found("cells NEAR/2 relapses", text) is None


def test_of_places_that_overlap_one_is_made() -> None:
    assert found('"fewer relapses" OR relapses', "fewer relapses") == ["fewer relapses"]


def test_what_is_excluded_is_looked_for_as_typed() -> None:
    assert found("relapse -IL-6", "relapse with IL 6") == ["relapse"]
    assert found("relapse -IL-6", "relapse with IL-6") is None


_ODD = ["IL-6", "IL 6", "0.75", "é", "e\u0301", "\u00ad", "\u00ad\n", "ﬁ", "ß", "疼", "Σ", "ς", "K", "<", "≤", "½"]
_TEXTS = st.lists(st.sampled_from([*_ODD, *"ab16.-, \n"]) | st.characters(max_codepoint=0x2FFF), max_size=20).map(
    "".join
)


def indexed_finds(wanted: Needed, words: str) -> bool:
    """What any right index answers: a plain look at the words of the index, one row of them."""
    if isinstance(wanted, Row):
        row = " ".join(map(re.escape, wanted.words))
        ends = "" if wanted.begins else r"(?!\S)"
        return re.search(rf"(?<!\S){row}{ends}", words) is not None
    answers = [indexed_finds(part, words) for part in wanted.parts]
    return all(answers) if isinstance(wanted, Every) else any(answers)


@settings(max_examples=300)
@given(_TEXTS, st.data())
def test_an_index_never_misses_what_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    piece = "".join(char for char in text[start:end] if char not in '"“”„‟«»″＂')
    for typed in (f'"{piece}"', f'"{piece}"*', f'a OR "{piece}"', f'"{piece}" -IL-6', f'"{piece}" NEAR/3 1'):
        try:
            asked = read_question(typed)
        except BadInput:  # only what can be asked is of interest
            continue
        if places(asked, searched(text)) is not None:
            assert indexed_finds(needed(asked), words_to_index(text)), typed


@settings(max_examples=300)
@given(_TEXTS)
def test_places_lie_in_the_text_in_order(text: str) -> None:
    for word in set(index_words(searched(text).text)):
        spans = places(read_question(f'"{word}"'), searched(text)) or []
        assert spans == sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in spans)


@pytest.mark.parametrize("signs", ["- ", " / ", " % ", "- -", "< <= ", ". , ", "--"])
def test_no_text_takes_long_to_be_looked_through(signs: str) -> None:
    """Signs in a row could be matched in as many ways as there are spaces among them."""
    asked = read_question(f'"a {signs * 40}b"')
    assert places(asked, searched("a " + signs * 200 + "c")) is None
    assert places(asked, searched("a " + "- " * 5000)) is None
