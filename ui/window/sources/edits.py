"""A cell of a workbook that somebody edited, in words."""

from __future__ import annotations

from curator.importing.accounts import Difference
from ui.window.furniture.words import translated


def in_words(difference: Difference) -> str:
    """An edited cell in one line: what it is about, what is there, and what the workbook says."""
    empty = translated("EditedCells", "empty")
    about = " · ".join(filter(None, (difference.column, difference.what, difference.who)))
    return f"{about}:  {difference.before or empty}  →  {difference.after or empty}"
