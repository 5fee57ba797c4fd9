"""What a person types is read as they mean it, and what cannot be read is said in a sentence."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.finding.language import read_question
from curator.finding.question import AllOf, AnyOf, Near, Without, Words


def words(typed: str, *, begins: bool = False) -> Words:
    return Words(typed, begins)


def test_words_must_all_be_there() -> None:
    assert read_question("Relapse  rate") == AllOf((words("relapse"), words("rate")))
    assert read_question("relapse AND rate") == AllOf((words("relapse"), words("rate")))


def test_or_joins_what_and_has_joined() -> None:
    assert read_question("a b OR c") == AnyOf((AllOf((words("a"), words("b"))), words("c")))
    assert read_question("a (b OR c)") == AllOf((words("a"), AnyOf((words("b"), words("c")))))


def test_small_or_near_and_and_are_words() -> None:
    assert read_question("near or and") == AllOf((words("near"), words("or"), words("and")))


@pytest.mark.parametrize("typed", ['"no difference"', "“no difference”", "«no difference»", "„no difference“"])
def test_a_phrase_stands_in_quotation_marks_of_any_kind(typed: str) -> None:
    assert read_question(typed) == words("no difference")


def test_a_star_finds_beginnings() -> None:
    assert read_question("relap*") == words("relap", begins=True)
    assert read_question('"less relap"*') == words("less relap", begins=True)


def test_near_says_how_near() -> None:
    assert read_question("cells NEAR/3 relapse") == Near((words("cells"), words("relapse")), 3)
    assert read_question('"stem cells" NEAR relapse') == Near((words("stem cells"), words("relapse")), 10)
    three = Near((words("a"), words("b"), words("c")), 5)
    assert read_question("a NEAR/2 b NEAR/5 c") == three


def test_a_minus_or_not_excludes() -> None:
    assert read_question("relapse -mouse") == AllOf((words("relapse"), Without(words("mouse"))))
    assert read_question("relapse NOT (mouse OR rat)") == AllOf(
        (words("relapse"), Without(AnyOf((words("mouse"), words("rat")))))
    )


@pytest.mark.parametrize("typed", ["IL-6", "TNF-α", "0.75", "p<0.001", "95%", "6/60", "2-year", "1,023"])
def test_clinical_words_are_one_word(typed: str) -> None:
    assert read_question(typed) == words(typed.lower())


def test_spaces_around_a_sign_do_not_part_it_from_its_number() -> None:
    assert read_question("p < 0.001") == read_question("p<0.001") == words("p<0.001")
    assert read_question("p <0.001") == read_question("p< 0.001") == words("p<0.001")
    assert read_question("relapse <5%") == AllOf((words("relapse"), words("<5%")))
    assert read_question('"p < 0.001"') == words("p < 0.001")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a word"),
        ("   ", "Type a word"),
        ('"open', "not closed"),
        ("(a b", "not closed"),
        ("a b)", "closes nothing"),
        ("()", "a word is missing"),
        ("a OR", "a word is missing"),
        ("OR a", "a word is missing"),
        ("AND", "a word is missing"),
        ("a NEAR/3", "a word is missing"),
        ("NEAR a", "a word is missing"),
        ("a NEAR/999 b", "too far"),
        ("(a OR b) NEAR c", "not beside a bracket"),
        ("c NEAR (a OR b)", "not beside a bracket"),
        ("re*lapse", "must stand at the end"),
        ("*", "right before"),
        ("-mouse", "only says what shall not be there"),
        ("cells OR -mouse", "only says what shall not be there"),
        ("--a", "Two minus signs"),
        ("±", "no letter or digit"),
        ('""', "no letter or digit"),
        ("(" * 30 + "a" + ")" * 30, "brackets"),
        ("a" * 500, "at most 400 characters"),
    ],
)
def test_what_cannot_be_read_is_said(typed: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_question(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("relap", "relap*"),
        ("fewer relap", "fewer relap*"),
        ('fewer "stem ce', 'fewer "stem ce"*'),
        ("(a OR b", "(a OR b*)"),
        ("a OR", "a"),
        ("a OR (", "a"),
        ("a NEAR/3 ", "a"),
        ("a -", "a"),
        ("relapse ", "relapse"),
        ('"closed"', '"closed"'),
    ],
)
def test_what_is_still_being_typed_is_understood_as_far_as_it_goes(typed: str, meant: str) -> None:
    assert read_question(typed, unfinished=True) == read_question(meant)


@given(st.lists(st.sampled_from([*'ab-*"()<=. \u201e', " OR ", " NEAR/2 ", " AND ", "NOT "]), max_size=30).map("".join))
def test_nothing_typed_is_more_than_refused(typed: str) -> None:
    for unfinished in (False, True):
        with suppress(BadInput):
            read_question(typed, unfinished=unfinished)
