from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.text.graphemes import is_inside
from curator.text.words import (
    next_paragraph_end,
    next_sentence_end,
    paragraph_at,
    previous_paragraph_start,
    previous_sentence_start,
    sentence_at,
)


def sentences(text: str) -> list[str]:
    found = []
    place = 0
    while place < len(text):
        place = next_sentence_end(text, place)
        start, end = sentence_at(text, place - 1)
        if start < end:
            found.append(text[start:end])
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(
    "sentence",
    [
        "Smith et al. found it in mice.",
        "The drug vs. placebo fell short.",
        "It gave p = 0.05 in the end.",
        "Antimalarials, e.g. hydroxychloroquine, help.",
        "See Fig. 2 for that.",
        "It was given i.v. Twice daily was too much for most.",
        "As J. A. Smith and B. Jones wrote, it helps.",
        "The mean was 0.75 mg/dl on day 3.",
        "It cost approx. 5 EUR per day.",
        "It was no. 5 of the list.",
        "Does it help (as in ref. 3)?",
    ],
)
def test_a_sentence_is_not_broken_at_an_abbreviation_or_a_number(sentence: str) -> None:
    text = f"Before that was this. {sentence} After that came more."
    start = text.index(sentence)
    for place in range(start, start + len(sentence)):
        assert sentence_at(text, place) == (start, start + len(sentence))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One fell. Two rose.", ["One fell.", "Two rose."]),
        ("Was it? Yes! It was.", ["Was it?", "Yes!", "It was."]),
        ("It held.[12] The rest did not.", ["It held.[12]", "The rest did not."]),
        ("It held.¹² The rest did not.", ["It held.¹²", "The rest did not."]),
        ("He said “it held.” The rest did not.", ["He said “it held.”", "The rest did not."]),
        ("He took vitamin D. The rest did not.", ["He took vitamin D.", "The rest did not."]),
        ("Was there harm? No. We saw none.", ["Was there harm?", "No.", "We saw none."]),
        ("Results\nRelapse fell.", ["Results", "Relapse fell."]),
        ("1. Introduction\nRelapse fell.", ["1. Introduction", "Relapse fell."]),
        ("効果があった。副作用はない。", ["効果があった。", "副作用はない。"]),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_sentence_that_a_page_break_cut_in_two_is_whole() -> None:
    text = "Many patients had fewer relapses and used fewer medicines. The\n\nstudy also spoke of risks. So it was."
    assert text[slice(*sentence_at(text, text.index("risks")))] == "The\n\nstudy also spoke of risks."


def test_a_short_line_is_a_heading_and_not_part_of_the_next_sentence() -> None:
    text = "Methods\nof the trial were these."
    assert sentence_at(text, 0) == (0, 7)


def test_between_two_sentences_the_one_that_ended_is_meant() -> None:
    assert sentence_at("One fell.  Two rose.", 10) == (0, 9)
    assert sentence_at("   One fell.", 1) == (3, 12)
    assert sentence_at("   ", 1) == (1, 1)


def test_paragraphs_end_at_newlines() -> None:
    text = "First one.\n\nSecond one,\nthird one.\n"
    assert paragraph_at(text, 3) == (0, 10)
    assert paragraph_at(text, 11) == (12, 23)
    assert paragraph_at(text, 13) == (12, 23)
    assert next_paragraph_end(text, 0) == 10
    assert next_paragraph_end(text, 10) == 23
    assert previous_paragraph_start(text, 30) == 24
    assert previous_paragraph_start(text, 24) == 12
    assert paragraph_at("\n\n", 1) == (1, 1)


def test_a_line_separator_ends_a_paragraph_too() -> None:
    assert paragraph_at("one\u2028two\u2029three", 5) == (4, 7)


@pytest.mark.parametrize(
    "text", ["x" * 5_000_000, "ab c. " * 800_000, " \n" * 2_500_000], ids=["word", "stops", "blank"]
)
def test_five_megabytes_without_a_sentence_are_answered(text: str) -> None:
    middle = len(text) // 2
    for start, end in (sentence_at(text, middle), paragraph_at(text, middle)):
        assert 0 <= start <= end <= len(text)
    assert next_sentence_end(text, middle) > middle
    assert previous_sentence_start(text, middle) < middle


@given(st.text(alphabet="aB1 .!?\n[]()”e.gFig\u0301\u2028。", max_size=80), st.data())
def test_every_place_has_a_sentence_that_lies_around_it(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    start, end = sentence_at(text, place)
    assert 0 <= start <= end <= len(text)
    assert not is_inside(text, start)
    assert not is_inside(text, end)
    if place < len(text) and not text[place].isspace():
        assert start <= place < end


@given(st.text(alphabet="aB1 .!?\n[]", max_size=60))
def test_extending_by_sentence_and_paragraph_gets_on(text: str) -> None:
    for step in (next_sentence_end, next_paragraph_end):
        place = 0
        while place < len(text):
            assert step(text, place) > place
            place = step(text, place)
    for step in (previous_sentence_start, previous_paragraph_start):
        place = len(text)
        while place > 0:
            assert step(text, place) < place
            place = step(text, place)
