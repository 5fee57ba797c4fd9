"""Spreadsheet files (XLSX) read by calamine: values as they stand in the cells, formulas as what they last gave.

Nothing in them is run and no link is followed. A file that would unpack into far more than it is, or that claims cells
at the ends of the earth, is refused before anything of it is laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from curator.errors import BadInput
from curator.importing.file_bytes import must_be_a_file, unreadable
from curator.importing.formats.archives import Archive
from curator.importing.formats.reading import Head
from curator.text.decoding import must_not_be_too_large

SPREADSHEET_ENDINGS = (".xlsx", ".xlsm")

CellValue = str | int | float | bool | datetime | date | time | timedelta
"""What a cell holds; the empty text for nothing."""

MOST_BYTES = 100_000_000
MOST_UNPACKED = 300_000_000
MOST_CELLS = 20_000_000
"""Rows times columns of one sheet: they are laid out as a whole, empty or not."""

_PANIC = "PanicException"
"""What calamine raises where it never meant to, and has no name for: a date far before all calendars does it."""

_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
_ZIP = b"PK\x03\x04"
_DIGITS = 15


class SheetRow(NamedTuple):
    """A row's number, as the spreadsheet shows it, and its cells from column A on."""

    number: int
    cells: list[CellValue]


class Spreadsheet:
    """An open spreadsheet file; raises ``BadInput`` for what is none, or is not to be trusted."""

    def __init__(self, source: Path | bytes) -> None:
        import python_calamine

        try:
            if isinstance(source, bytes):
                must_not_be_too_large(len(source), MOST_BYTES)
            else:
                must_not_be_too_large(must_be_a_file(source), MOST_BYTES)
            with Archive(source, most_unpacked=MOST_UNPACKED) as archive:
                _must_be_of_this_earth(archive)
            opened = BytesIO(source) if isinstance(source, bytes) else source
            self._book = python_calamine.load_workbook(opened)
        except OSError as trouble:
            raise unreadable(trouble) from trouble
        except python_calamine.PasswordError as problem:
            raise BadInput("The spreadsheet is protected by a password. Save it without one.") from problem
        except python_calamine.CalamineError as problem:
            raise _damaged() from problem
        self.titles: tuple[str, ...] = tuple(self._book.sheet_names)

    def rows(self, title: str) -> Iterator[SheetRow]:
        """The rows of a sheet from the first on; those without any value are left out."""
        import python_calamine

        try:
            rows = self._book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        except python_calamine.CalamineError as problem:
            raise _damaged() from problem
        except BaseException as problem:
            if type(problem).__name__ != _PANIC:
                raise
            raise BadInput(
                "In row {row} of the sheet {sheet} a cell that is formatted as a date holds a number that no calendar "
                "reaches. Mend the cell, or give it another format.",
                row=f"{self._rows_before_panic(title) + 1:,}",
                sheet=title,
            ) from problem
        for number, cells in enumerate(rows, start=1):
            if any(cell != "" for cell in cells):
                yield SheetRow(number, cells)

    def _rows_before_panic(self, title: str) -> int:
        """How many rows of a sheet can be read before the one that cannot."""
        count = 0
        try:
            for _cells in self._book.get_sheet_by_name(title).iter_rows():
                count += 1
        except BaseException as problem:
            if type(problem).__name__ != _PANIC:
                raise
        return count


def is_spreadsheet(head: Head) -> bool:
    """Whether a file looks like a spreadsheet: an archive that says so within, or by its ending."""
    if not head.start.startswith(_ZIP) or b"word/" in head.start:
        return False
    return b"xl/workbook.xml" in head.start or b"xl/worksheets/" in head.start or head.ending in SPREADSHEET_ENDINGS


def in_words(value: CellValue) -> str:
    """What a cell shows, as text: whole numbers without a point, days as ``2024-03-31``, flags as yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.{_DIGITS}g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    return value if isinstance(value, str) else str(value)


def _must_be_of_this_earth(archive: Archive) -> None:
    """Raises ``BadInput`` when a sheet has cells so far apart that laying it out would fill the memory."""
    for name in archive.names:
        if not name.startswith("xl/worksheets/") or not name.endswith(".xml"):
            continue
        last_row, last_column = 0, 0
        for column, row in _PLACE.findall(archive.read(name)):
            last_row = max(last_row, int(row))
            last_column = max(last_column, _number_of(column))
        if last_row * last_column > MOST_CELLS:
            raise BadInput(
                "A sheet of it reaches down to row {row} and across to column {column}, which is more than is read at"
                " once. Take out the rows and columns that are empty, or split it.",
                row=f"{last_row:,}",
                column=f"{last_column:,}",
            )


def _number_of(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - ord("A") + 1
    return number


def _damaged() -> BadInput:
    return BadInput("The spreadsheet is damaged, or is none. Save it anew as .xlsx.")
