"""A cell of a workbook that somebody edited, in words."""

from __future__ import annotations

from curator.importing.accounts import Difference
from ui.window.furniture.words import translated


def in_words(difference: Difference) -> str:
    """An edited cell: where it is and what it is about; below, what is there, and what the workbook says."""
    empty = translated("EditedCells", "empty")
    place = translated("EditedCells", "{sheet} row {row}").format(sheet=difference.sheet, row=difference.row)
    about = " · ".join(filter(None, (place, difference.column, difference.what, difference.who)))
    return f"{about}\n{difference.before or empty}  →  {difference.after or empty}"
