"""What a column of the workbook is, and what a sheet is: a meaning and its columns."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

Value = str | int | float | bool | datetime | date | None
"""What a cell may hold. None and the empty text are both an empty cell; a flag is written as "yes" or "no".

A spreadsheet's own TRUE and FALSE change with its language, and LibreOffice turns them into formulas.
"""

Row = dict[str, Value]
"""One row by column key; it has every column of its sheet."""


class Kind(StrEnum):
    """What a column holds, as the Dictionary says it."""

    IDENTITY = "id"
    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DATE_TIME = "date and time (UTC)"
    DATE = "date"
    YES_NO = "yes or no"
    MIXED = "text, number or date"


class Column(Struct, frozen=True, kw_only=True):
    """One column: its stable key, what people call it, what it means, and what may stand in it.

    ``width`` is in characters of the usual typeface. ``wrapped`` text breaks into lines. ``leads_to`` names the
    sheet that a cell of this column links to.
    """

    key: str
    heading: str
    meaning: str
    kind: Kind = Kind.TEXT
    allowed: str = ""
    width: int = 16
    wrapped: bool = False
    leads_to: str = ""


class Sheet(Struct, frozen=True, kw_only=True):
    """One sheet: its title, what a row of it is, and its columns in their order."""

    title: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its columns: row 1 of the sheet."""
        return tuple(column.key for column in self.columns)
