"""Links from a cell to a row of another sheet, kept as a few numbers each and written one by one.

The library keeps an object of about 2.3 KB for each link; a review has tens of thousands of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

MOST_LINKS_OF_A_SHEET = 65_530
"""A sheet with more of them does not open in Excel."""


class Links:
    """All links of one sheet."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, str], array[int]] = {}
        self.count = 0
        self.left_out = 0

    def add(self, letter: str, first_row: int, last_row: int, to_sheet: str, to_row: int) -> None:
        """Leads from the cells of a column to a row of a sheet; counted as left out when there are too many."""
        if self.count >= MOST_LINKS_OF_A_SHEET:
            self.left_out += 1
            return
        self.count += 1
        self._columns.setdefault((letter, to_sheet), array("L")).extend((first_row, last_row, to_row))

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Each link as the cells it covers and the place it leads to."""
        for (letter, to_sheet), rows in self._columns.items():
            for place in range(0, len(rows), 3):
                first, last, target = rows[place : place + 3]
                cells = f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"
                yield cells, f"'{to_sheet}'!A{target}"
