"""What an extra field of the codebook may hold: what was typed is read once, and kept in one form."""

from __future__ import annotations

import re
from datetime import date

from curator.codebook.names import fold, tidy
from curator.errors import BadInput
from curator.records import Field, FieldKind
from curator.text.estimate_words import read_number

YES, NO = "yes", "no"

_SPELLINGS = {"y": YES, "yes": YES, "true": YES, "1": YES, "n": NO, "no": NO, "false": NO, "0": NO}
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def read_extra(field: Field, words: str) -> str:
    """The form in which ``words`` are kept in ``field``: numbers with a point, dates as ``YYYY-MM-DD`` or less of it.

    Raises ``BadInput`` when the field cannot hold them.
    """
    words = tidy(words)
    if not words:
        return ""
    match field.kind:
        case FieldKind.NUMBER:
            return f"{read_number(words):.15g}"
        case FieldKind.YES_NO:
            return _yes_or_no(field, words)
        case FieldKind.CHOICE:
            return _choice(field, words)
        case FieldKind.DATE:
            return _date(words)
        case FieldKind.TEXT:
            return words


def options_of(field: Field) -> tuple[str, ...]:
    """What can be chosen in a field, in order; empty where anything may be typed."""
    return (YES, NO) if field.kind is FieldKind.YES_NO else field.options


def _yes_or_no(field: Field, words: str) -> str:
    said = _SPELLINGS.get(fold(words))
    if said is None:
        raise BadInput("“{field}” is answered with yes or no.", field=field.name)
    return said


def _choice(field: Field, words: str) -> str:
    for option in field.options:
        if fold(option) == fold(words):
            return option
    raise BadInput(
        "“{words}” is not a choice of “{field}”. Choose one of: {options}.",
        words=words,
        field=field.name,
        options=", ".join(field.options),
    )


def _date(words: str) -> str:
    found = _DATE.fullmatch(words)
    if found is None:
        raise BadInput("“{words}” is not a date. Type it as 2024-03-31, 2024-03 or 2024.", words=words)
    year, month, day = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError as wrong:
        raise BadInput("There is no day {words} in the calendar.", words=words) from wrong
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])
