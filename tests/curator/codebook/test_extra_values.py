from __future__ import annotations

import pytest

from curator.codebook.extra_values import options_of, read_extra
from curator.errors import BadInput
from curator.records import Field, FieldKind


def field(kind: FieldKind, *options: str) -> Field:
    return Field(id="f", name="Risk of bias", kind=kind, options=options)


@pytest.mark.parametrize(
    ("kind", "words", "kept"),
    [
        (FieldKind.TEXT, "  as  typed ", "as typed"),
        (FieldKind.NUMBER, "12,5", "12.5"),
        (FieldKind.NUMBER, "−3", "-3"),
        (FieldKind.YES_NO, "Y", "yes"),
        (FieldKind.YES_NO, "No", "no"),
        (FieldKind.CHOICE, "LOW", "low"),
        (FieldKind.DATE, "2024-3-1", "2024-03-01"),
        (FieldKind.DATE, "2024", "2024"),
        (FieldKind.DATE, "", ""),
    ],
)
def test_a_value_is_kept_in_one_form(kind: FieldKind, words: str, kept: str) -> None:
    assert read_extra(field(kind, "low", "high"), words) == kept


@pytest.mark.parametrize(
    ("kind", "words", "sentence"),
    [
        (FieldKind.NUMBER, "many", "not a number"),
        (FieldKind.YES_NO, "perhaps", "yes or no"),
        (FieldKind.CHOICE, "medium", "Choose one of: low, high"),
        (FieldKind.DATE, "31.3.2024", "Type it as 2024-03-31"),
        (FieldKind.DATE, "2024-02-30", "no day"),
    ],
)
def test_a_value_that_the_field_cannot_hold_is_refused(kind: FieldKind, words: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        read_extra(field(kind, "low", "high"), words)


def test_yes_or_no_is_offered_like_a_choice() -> None:
    assert options_of(field(FieldKind.YES_NO)) == ("yes", "no")
    assert options_of(field(FieldKind.CHOICE, "low", "high")) == ("low", "high")
    assert options_of(field(FieldKind.TEXT)) == ()
