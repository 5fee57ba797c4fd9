"""The cells of a table whose cells may span several columns or rows, laid out so that columns stay columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_WIDEST = 200
"""No table has more columns; what says so is a slip, or wants to fill the memory."""


class Cell(NamedTuple):
    """One cell as the source gives it: its words, and how many columns and rows it spans."""

    words: str
    columns: int = 1
    rows: int = 1


def grid_of(rows: Iterable[Sequence[Cell]]) -> list[list[str]]:
    """The words row by row. A cell's words stand once, in its first column and row; the rest of its span is empty."""
    laid_out: list[list[str]] = []
    taken: dict[int, int] = {}  # by column: how many rows from here on belong to a cell above
    for row in rows:
        words: list[str] = []
        below: dict[int, int] = {}
        for cell in row:
            while taken.get(len(words), 0) and len(words) < _WIDEST:
                words.append("")
            width = max(1, min(cell.columns, _WIDEST - len(words)))
            below.update((len(words) + column, cell.rows - 1) for column in range(width) if cell.rows > 1)
            words += [cell.words, *[""] * (width - 1)]
        words += [""] * (max((column + 1 for column, left in taken.items() if left), default=0) - len(words))
        taken = {column: left - 1 for column, left in taken.items() if left > 1} | below
        laid_out.append(words)
    return laid_out
