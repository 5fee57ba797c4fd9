"""What takes the rows of one sheet, wherever they are written: into a workbook, or into a table by itself."""

from __future__ import annotations

from typing import Protocol

from curator.exporting.workbook.account import AlteredCell, TooLong
from curator.exporting.workbook.column import Row


class RowStream(Protocol):
    """One sheet while it is written. ``last_row`` is the number of its last row; the header is row 1."""

    last_row: int
    altered: list[AlteredCell]
    too_long: list[TooLong]

    @property
    def rows(self) -> int:
        """How many rows there are below the header."""

    @property
    def links_left_out(self) -> int:
        """How many links there was no room for."""

    def append(self, row: Row) -> int:
        """Writes a row and gives its number."""

    def link(self, key: str, rows: tuple[int, int], to_sheet: str, to_row: int) -> None:
        """Leads from the cells of a column, first to last row, to a row of another sheet."""

    def close(self) -> None:
        """Ends the sheet."""

    def give_up(self) -> None:
        """Leaves the sheet unfinished, and keeps no file open."""
