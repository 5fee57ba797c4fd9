"""How each cell of a claim, of an estimate and of a mark is read when somebody edited it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curator.codebook.codebook import Codebook
from curator.codebook.extra_values import options_of, read_extra
from curator.codebook.names import fold, tidy
from curator.errors import BadInput
from curator.exporting.workbook.columns import field_keys
from curator.importing.claim_columns import absence
from curator.importing.claim_rows import status_named
from curator.importing.claim_sources import Studies
from curator.importing.claim_terms import Terms
from curator.importing.spreadsheet_file import CellValue, in_words
from curator.importing.workbook.cells import Offered, number_in
from curator.importing.workbook.lines import Reader
from curator.records import Field, Study
from curator.text.estimate_words import read_level, read_p

FIELD_OF: Mapping[str, str] = {
    "study": "study_id",
    "key": "key",
    "status": "status",
    "therapies": "therapies",
    "comparators": "comparators",
    "outcome": "outcome_id",
    "direction": "direction_id",
    "population": "population",
    "time_point": "time_point",
    "design": "design",
    "attribution": "attribution",
    "statement": "statement",
    "note": "note",
}
"""The columns of the sheet Claims that can be edited, with the field of a claim that each fills."""

NUMBERS = ("measure", "value", "ci_low", "ci_high", "ci_level", "p_operator", "p_value", "unit")
"""The columns of an estimate that the sheet Claims has too, for the first estimate of a claim."""

_ARMS = ("intervention", "control")
_WHOLE_OF_AN_ARM = ("n", "events")
_OF_AN_ARM = (*_WHOLE_OF_AN_ARM, "mean", "sd")

_WORDS = "The words are the report's own. Other passages are chosen in the window, or by a new row."
_FOLLOWS = "It follows from the outcome and the direction; alter those."
_IDS = "Ids are not to be altered. Write the name instead, in the column before it."
_STAYS = "On which report a claim is, and whose it is, stays as it is. For another one, add a row with an empty id."

FIXED_OF_CLAIMS: Mapping[str, str] = {
    **dict.fromkeys(("quote", "passages", "start", "section", "page"), _WORDS),
    **dict.fromkeys(("outcome_area", "effect"), _FOLLOWS),
    **dict.fromkeys(("estimates", "estimate"), "It is written from the sheet Estimates; edit that."),
    "open_queries": "It is counted from the sheet Queries; edit that.",
    **dict.fromkeys(("report", "reviewer", "recorded_at"), _STAYS),
    **dict.fromkeys(("study_id", "therapy_ids", "comparator_ids", "outcome_id", "direction_id"), _IDS),
}
"""Why the other columns of the sheet Claims cannot be edited."""

_OF_ITS_CLAIM = "It is written from the sheet Claims; edit that."
FIXED_OF_ESTIMATES: Mapping[str, str] = dict.fromkeys(
    ("study", "therapies", "comparators", "outcome", "direction", "effect", "time_point", "claim_status"), _OF_ITS_CLAIM
)
FIXED_OF_PASSAGES = _WORDS
FIXED_OF_TERMS = "The codebook is edited in its room, or by a table of terms."


def readers_of_claims(codebook: Codebook, studies: list[Study]) -> dict[str, Reader]:
    """How the columns of the sheet Claims are read; those of the codebook's own fields as well."""
    terms = Terms(codebook, add=False)
    known = {fold(study.name) for study in studies}
    names = Studies(studies)

    def study(cell: CellValue) -> object:
        name = tidy(in_words(cell))
        if name and fold(name) not in known and absence(name) is None:
            raise BadInput("There is no study “{name}” in the review. Add it among the sources first.", name=name)
        return names.id_of(name)

    own = {"study": study, "key": lambda cell: tidy(in_words(cell)), "note": _text, "status": _status}
    named = {"therapies": terms.groups, "comparators": terms.groups}
    named |= {"outcome": terms.outcome, "direction": terms.direction}  # type: ignore[dict-item]  # these name one term, those above groups of them
    readers: dict[str, Reader] = {**own, **{column: _by_words(read) for column, read in named.items()}}
    for column in ("population", "time_point", "design", "attribution", "statement"):
        readers[column] = _text_or_absence
    keys = field_keys(codebook)
    readers |= {keys[field.id]: _of_field(field) for field in codebook.fields.values()}
    return readers | {column: READERS_OF_NUMBERS[column] for column in NUMBERS}


def _by_words(read: Any) -> Reader:
    return lambda cell: read(in_words(cell))


def _text(cell: CellValue) -> str:
    return in_words(cell).strip()


def _text_or_absence(cell: CellValue) -> object:
    words = _text(cell)
    return absence(words) or words


def _status(cell: CellValue) -> object:
    status = status_named(in_words(cell))
    if status is None:
        raise BadInput("A claim has a status: draft, complete or retracted.")
    return status


def _of_field(field: Field) -> Reader:
    offered = {fold(option) for option in options_of(field)}

    def read(cell: CellValue) -> object:
        words = in_words(cell)
        reason = absence(words) if fold(words) not in offered else None
        return reason or read_extra(field, words)

    return read


def _number(cell: CellValue) -> object:
    return number_in(cell, whole=False)


def _count(cell: CellValue) -> object:
    return number_in(cell, whole=True)


def _checked(check: Any) -> Reader:
    def read(cell: CellValue) -> object:
        number = number_in(cell, whole=False)
        value = number.value if isinstance(number, Offered) else number
        if value is not None:
            check(f"{value:.15g}")
        return number

    return read


def _operator(cell: CellValue) -> object:
    words = _text(cell)
    return read_p(f"{words} 0.5")[0] if words else ""


def _tidy(cell: CellValue) -> object:
    return tidy(in_words(cell))


READERS_OF_NUMBERS: Mapping[str, Reader] = {
    "measure": _tidy,
    "unit": _tidy,
    **dict.fromkeys(("value", "ci_low", "ci_high"), _number),
    "ci_level": _checked(read_level),
    "p_value": _checked(read_p),
    "p_operator": _operator,
}

READERS_OF_ESTIMATES: Mapping[str, Reader] = {
    **READERS_OF_NUMBERS,
    **{f"{arm}_{name}": _count if name in _WHOLE_OF_AN_ARM else _number for arm in _ARMS for name in _OF_AN_ARM},
    "as_reported": _text,
    "note": _text,
}
"""How the columns of the sheet Estimates are read."""
