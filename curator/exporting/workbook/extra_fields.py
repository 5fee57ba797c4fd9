"""The codebook's own fields as columns of the Claims sheet: a stable key, and typed cells."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date

from curator.codebook.extra_values import options_of
from curator.codebook.names import fold
from curator.exporting.workbook.column import Column, Kind, Value
from curator.records import Absence, Claim, Field, FieldKind

_NOT_IN_A_KEY = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIRST_DATE = date(1900, 3, 1)  # Before it, spreadsheets count a leap day that never was.

_KINDS = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.NUMBER: Kind.NUMBER,
    FieldKind.CHOICE: Kind.TEXT,
    FieldKind.YES_NO: Kind.YES_NO,
    FieldKind.DATE: Kind.DATE,
}
_ANYTHING = {FieldKind.NUMBER: "any number", FieldKind.DATE: "a day, a month or a year"}


def extra_keys(fields: Iterable[Field], taken: Iterable[str]) -> dict[str, str]:
    """The column key of each field, by field id: its name in snake case, which the claims table reads back.

    ``taken`` are the keys that the Claims sheet has already. A field with the name of one of those, or of an older
    field, gets ``_2`` after its key.
    """
    keys: dict[str, str] = {}
    used = set(taken)
    for field in sorted(fields, key=lambda field: field.id):
        name = _NOT_IN_A_KEY.sub("_", fold(field.name)).strip("_") or "field"
        key, number = name, 1
        while key in used:
            number += 1
            key = f"{name}_{number}"
        used.add(key)
        keys[field.id] = key
    return keys


def extra_columns(fields: Iterable[Field], keys: Mapping[str, str]) -> tuple[Column, ...]:
    """A column for each field, in the codebook's order; retired fields too, since claims may still hold them."""
    return tuple(
        Column(
            key=keys[field.id],
            heading=field.name,
            meaning=field.definition or f"The codebook's own field “{field.name}”",
            kind=_KINDS[field.kind],
            allowed=" · ".join((*_fillings(field), *Absence)),
            width=20,
        )
        for field in fields
    )


def _fillings(field: Field) -> tuple[str, ...]:
    return options_of(field) or (_ANYTHING.get(field.kind, "any words"),)


def extra_value(field: Field, words: str) -> Value:
    """What was filled in, as a number or date where the field says so and the words are one; else the words."""
    bare = words.strip()
    if field.kind is FieldKind.NUMBER and _NUMBER.fullmatch(bare):
        number = float(bare)
        return number if math.isfinite(number) else words
    if field.kind is FieldKind.DATE and _ISO_DATE.fullmatch(bare):
        try:
            day = date.fromisoformat(bare)
        except ValueError:
            return words
        return day if day >= _FIRST_DATE else words
    return words


def extra_values(fields: Mapping[str, Field], keys: Mapping[str, str], claim: Claim) -> dict[str, Value]:
    """The cells of all extra columns, by key: what was filled in, or why there is nothing."""
    return {
        keys[field_id]: absent.value
        if (absent := claim.absent.get(field_id)) is not None
        else extra_value(field, claim.extra.get(field_id, ""))
        for field_id, field in fields.items()
    }
