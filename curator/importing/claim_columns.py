"""The columns of a claims table, and how a cell of it is read."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from curator.codebook.names import fold
from curator.errors import CuratorError
from curator.records import Absence

V = TypeVar("V")

WORDS_COLUMNS = ("fragments", "start", "end", "quote")
"""The columns that say on which words a row stands."""

TEXT_COLUMNS: Mapping[str, str] = {
    "population": "population",
    "timepoint": "time_point",
    "time_point": "time_point",
    "design": "design",
    "attribution": "attribution",
    "note": "note",
    "statement": "statement",
}
"""Columns whose words are kept as they are, with the field of a claim that keeps them."""

COLUMNS = (
    "report",
    "reviewer",
    "key",
    *WORDS_COLUMNS,
    "label",
    "therapy",
    "comparator",
    "outcome",
    "direction",
    "estimate",
    "study",
    "status",
    *TEXT_COLUMNS,
)
"""Every column that means something; others are extra fields of the codebook, or are ignored and named."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ABSENT = {absence.value: absence for absence in Absence}


def decoded(cell: str) -> str:
    """A cell with what a web page left in it (``120&nbsp;mg``) turned into the characters that are meant."""
    return _ENTITY.sub(lambda entity: html.unescape(entity.group()), cell) if "&" in cell else cell


def absence(cell: str) -> Absence | None:
    """The reason why a field is empty, where a cell says "not reported" or "not applicable" in full."""
    return _ABSENT.get(fold(cell))


class Remembered(dict[str, V | CuratorError]):
    """What each cell of a column means, found out once: a table says the same thing thousands of times.

    A cell that means nothing is remembered with the problem that says why.
    """

    def __init__(self, find_out: Callable[[str], V]) -> None:
        super().__init__()
        self._find_out = find_out

    def __missing__(self, cell: str) -> V | CuratorError:
        try:
            meaning: V | CuratorError = self._find_out(cell)
        except CuratorError as problem:
            meaning = problem
        self[cell] = meaning
        return meaning
