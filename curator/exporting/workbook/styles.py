"""The few looks that cells have, made once for a workbook and known by number."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from curator.exporting.workbook.column import Column, Kind

_TYPEFACE = "Calibri"
_INK = "20242A"
_ACCENT = "0B5E9E"
_SURROUND = "F4F2ED"
_LINE = "E3DFD6"

AS_TEXT = "@"
FORMATS = {
    Kind.IDENTITY: AS_TEXT,
    Kind.TEXT: AS_TEXT,
    Kind.WHOLE: "0",
    Kind.NUMBER: "General",
    Kind.DATE_TIME: "yyyy-mm-dd hh:mm:ss",
    Kind.DATE: "yyyy-mm-dd",
    Kind.YES_NO: AS_TEXT,
    Kind.MIXED: "General",
}


class Looks(NamedTuple):
    """The numbers of a column's styles, by what is in the cell.

    ``guarded`` is for text that starts like a formula: it carries the mark that keeps it text when it is edited.
    """

    text: int
    guarded: int
    number: int
    moment: int
    day: int


class Styles:
    """Makes the styles of one workbook; the same look always has the same number."""

    def __init__(self, workbook: Workbook, worksheet: WriteOnlyWorksheet) -> None:
        self._workbook = workbook
        self._worksheet = worksheet
        self.header = self._number_of(
            AS_TEXT,
            font=_font(bold=True),
            fill=PatternFill("solid", fgColor=_SURROUND),
            border=Border(bottom=Side("thin", color=_LINE)),
        )

    def looks(self, column: Column) -> Looks:
        """The styles of a column's cells."""
        font = _font(color=_ACCENT, underline="single") if column.leads_to else _font()
        wrap = column.wrapped
        return Looks(
            text=self._number_of(AS_TEXT, font=font, wrap=wrap),
            guarded=self._number_of(AS_TEXT, font=font, wrap=wrap, guarded=True),
            number=self._number_of(FORMATS[column.kind], font=font, wrap=wrap),
            moment=self._number_of(FORMATS[Kind.DATE_TIME], font=font, wrap=wrap),
            day=self._number_of(FORMATS[Kind.DATE], font=font, wrap=wrap),
        )

    def _number_of(
        self,
        number_format: str,
        *,
        font: Font,
        fill: PatternFill | None = None,
        border: Border | None = None,
        wrap: bool = False,
        guarded: bool = False,
    ) -> int:
        cell: Any = WriteOnlyCell(self._worksheet)
        cell.number_format = number_format
        cell.alignment = Alignment(vertical="top", horizontal="left" if wrap else None, wrap_text=wrap or None)
        cell.font = font
        if fill is not None:
            cell.fill = fill
        if border is not None:
            cell.border = border
        cell._style.quotePrefix = int(guarded)  # noqa: SLF001
        return int(cell.style_id)


def _font(*, bold: bool = False, color: str = _INK, underline: Literal["single"] | None = None) -> Font:
    return Font(name=_TYPEFACE, size=11, bold=bold, color=color, underline=underline)
