"""The tables of the workbook written as CSV, row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from curator.exporting.csv_tables.cells import cell
from curator.exporting.workbook.account import AlteredCell, TooLong
from curator.exporting.workbook.column import Row, Sheet
from curator.exporting.workbook.draft import Draft


class CsvStream:
    """One table while it is written: the keys of the columns, then the rows."""

    def __init__(self, path: Path, sheet: Sheet) -> None:
        self.last_row = 1
        self.altered: list[AlteredCell] = []
        self.too_long: list[TooLong] = []
        self.links_left_out = 0
        self.guarded = 0
        self._keys = sheet.keys
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file)
        self._rows.writerow(self._keys)

    @property
    def rows(self) -> int:
        """How many rows there are below the header."""
        return self.last_row - 1

    def append(self, row: Row) -> int:
        """Writes a row and gives its number."""
        written = [cell(row[key]) for key in self._keys]
        self.guarded += sum(one.startswith("'") for one in written)
        self._rows.writerow(written)
        self.last_row += 1
        return self.last_row

    def link(self, key: str, rows: tuple[int, int], to_sheet: str, to_row: int) -> None:
        """A CSV file has no links; ids say the same."""

    def close(self) -> None:
        """Ends the table."""
        self._file.close()

    def give_up(self) -> None:
        """Ends the table as it is: nobody will see it."""
        self._file.close()


class CsvDraft(Draft):
    """Writes every table of the workbook into a folder, as CSV."""

    def _open(self, title: str) -> CsvStream:
        stream = CsvStream(self._folder / f"{file_stem(title)}.csv", self._sheets[title])
        self._streams[title] = stream
        return stream

    def _add_pictures(self) -> str:
        """Tables have none."""
        return ""

    def guarded(self) -> int:
        """How many cells got an apostrophe in front, so that no spreadsheet takes them for a formula."""
        return sum(stream.guarded for stream in self._streams.values() if isinstance(stream, CsvStream))

    def files(self) -> Iterator[Path]:
        """The finished tables, in the order of the workbook."""
        for title in self._streams:
            yield self._folder / f"{file_stem(title)}.csv"


def file_stem(title: str) -> str:
    """The name of a table's file: "Log summary" is ``log_summary``."""
    return title.lower().replace(" ", "_")
