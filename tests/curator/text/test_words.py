from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.text.blanks import is_blank
from curator.text.graphemes import is_inside, whole_characters
from curator.text.words import next_word_end, previous_word_start, snap, word_at

ONE_WORD = [
    "IL-6",
    "0.75",
    "0·75",
    "1,023",
    "p<0.001",
    "p=.03",
    "P\u2009<\u20090.05",
    "n=43",
    "HDL\u2009<\u200940",
    "30.9\u00a0±\u00a05.2",
    "95% CI",
    "95 % CI",
    "95%\u00a0CI",
    "TNF-α",
    "2-year",
    "−0.35",
    "-0.12",
    "≥65",
    "6.4±0.5",
    "0.75–0.9",
    "37.5°C",
    "5%",
    "I²=45%",
    "CD4+CD25+",
    "HER2−",
    "mg/kg/day",
    "i.v.",
    "e.g.",
    "Crohn’s",
    "1\u202f023",
    "10\u00a0000",
    "soft\u00adhyphen",
    "zero\u200bwidth",
    "cafe\u0301",
    "👩\u200d👩\u200d👧",
    "👍🏽",
    "🇩🇪",
    "na\ufffdve",
    "2×10^9",
    "1:1",
    "10.1056/NEJMoa12",
    "R&D",
    "short-",
    "لمرضى",
    "क्षेत्र",
]


@pytest.mark.parametrize("word", ONE_WORD)
def test_what_clinicians_read_as_one_word_is_selected_as_one(word: str) -> None:
    text = f"fell ({word}) twice"
    start, end = 6, 6 + len(word)
    for place in range(start, end):
        assert word_at(text, place) == (start, end)
    for inside in range(start, end):
        assert snap(text, inside, inside + 1) == (start, end) or is_blank(text[inside])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("lupus, nephritis", ["lupus", ",", "nephritis"]),
        ("lupus.12 The", ["lupus", ".", "12", "The"]),
        ("(0.2 to 0.9)", ["(", "0.2", "to", "0.9", ")"]),
        ("risk—benefit", ["risk", "—", "benefit"]),
        ("120\u00a0mg daily", ["120", "mg", "daily"]),
        ("of\u2009≥\u200965 years", ["of", "≥\u200965", "years"]),
        ("(\u2009>\u200995th)", ["(", ">\u200995th", ")"]),
        ("A + B", ["A", "+", "B"]),
        ("50% of them", ["50%", "of", "them"]),
        ("改善した", ["改", "善", "し", "た"]),
        ("end of\nline", ["end", "of", "line"]),
    ],
)
def test_what_is_several_words_is_selected_one_by_one(text: str, words: list[str]) -> None:
    found = []
    for place, char in enumerate(text):
        if not char.isspace():
            start, end = word_at(text[:], place) if char.isalnum() else snap(text, place, place + 1)
            found.append(text[start:end])
    assert list(dict.fromkeys(found)) == words


def test_between_a_word_and_a_full_stop_the_word_is_meant() -> None:
    assert word_at("fewer relapses.", 14) == (6, 14)


def test_in_white_space_the_next_word_is_meant_and_nothing_when_there_is_none() -> None:
    assert word_at("one   two", 4) == (6, 9)
    assert word_at("one   ", 5) == (5, 5)
    assert word_at("", 0) == (0, 0)


def test_a_selection_loses_the_white_space_around_it_and_keeps_its_punctuation() -> None:
    text = "There were fewer relapses. Then"
    assert snap(text, 10, 28) == (11, 31)
    assert snap(text, 10, 26) == (11, 26)
    assert snap(text, 12, 20) == (11, 25)
    assert snap(text, 26, 27) == (26, 26)


def test_extending_by_word_stops_at_every_word_and_behind_closing_punctuation() -> None:
    text = "fewer relapses (p<0.001), said"
    ends = []
    place = 0
    while place < len(text):
        place = next_word_end(text, place)
        ends.append(text[:place])
    assert ends == [
        "fewer",
        "fewer relapses",
        "fewer relapses (p<0.001",
        "fewer relapses (p<0.001),",
        text,
    ]


def test_extending_backwards_by_word_mirrors_it() -> None:
    text = "fewer relapses (p<0.001), said"
    starts = []
    place = len(text)
    while place > 0:
        place = previous_word_start(text, place)
        starts.append(text[place:])
    assert starts == [
        "said",
        "p<0.001), said",
        "(p<0.001), said",
        "relapses (p<0.001), said",
        text,
    ]


@pytest.mark.parametrize(
    "text",
    ["x" * 5_000_000, " " * 5_000_000, "a\u0301" * 2_500_000, "one two " * 625_000, "\u200d" * 5_000_000],
    ids=["one word", "blank", "marks", "words", "joiners"],
)
def test_five_megabytes_on_one_line_are_looked_at_only_near_the_place(text: str) -> None:
    middle = len(text) // 2
    start, end = word_at(text, middle)
    assert 0 <= start <= end <= len(text)
    assert end - start <= 2000
    assert next_word_end(text, middle) > middle
    assert previous_word_start(text, middle) < middle


CLINICAL = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            list("aZé1290 .,;:-–−+<>=%()[]/'’·±°\n\t\u00a0\u2009\u00ad\u200b\u200d\u0301\u2028🇩👍🏽👩ßπ改")
        ),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


@given(CLINICAL, st.data())
def test_snapping_covers_what_was_selected_twice_is_as_once_and_no_character_is_cut(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = snap(text, start, end)
    assert 0 <= low <= high <= len(text)
    assert snap(text, low, high) == (low, high)
    assert not is_inside(text, low)
    assert not is_inside(text, high)
    kept = text[start:end].strip()
    assert kept.strip("\u00ad\u200b") in text[low:high]


@given(CLINICAL, st.data())
def test_every_place_has_a_word_that_is_whole(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    start, end = word_at(text, place)
    assert 0 <= start <= end <= len(text)
    assert whole_characters(text, start, end) == (start, end) or start == end
    if start < end:
        assert snap(text, start, end) == (start, end)


@given(CLINICAL)
def test_extending_always_gets_on_and_reaches_both_ends(text: str) -> None:
    place = 0
    for _ in range(len(text) + 1):
        if place < len(text):
            assert next_word_end(text, place) > place
            place = next_word_end(text, place)
    assert place == len(text)
    for _ in range(len(text) + 1):
        if place > 0:
            assert previous_word_start(text, place) < place
            place = previous_word_start(text, place)
    assert place == 0
