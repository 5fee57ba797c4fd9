"""What a screen reader says while one reads and selects: the text is painted, so it has to be told."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from ui.window.reading.selection import Selection, Unit, around
from ui.window.reading.sheet import Sheet

_MOST = 400
"""Code points that are said at once; nobody listens to a selected page."""


def words_to_say(sheet: Sheet, picked: Selection, unit: Unit | None) -> str:
    """The selected words, else what the caret came to: a character, a word, a paragraph, or (None) a line."""
    if picked.bounds is not None:
        words = sheet.text[picked.start : picked.end]
        return words if len(words) <= _MOST else words[: _MOST // 2] + " … " + words[-_MOST // 2 :]
    if unit is Unit.CHARACTER:
        return sheet.text[picked.caret : picked.caret + 1]
    first, last = sheet.line_edges(picked.caret) if unit is None else around(sheet.text, picked.caret, unit)
    return sheet.text[first : min(last + 1, first + _MOST)].strip()


def say(widget: QWidget, words: str) -> None:
    """Lets a screen reader say ``words``, if one is listening."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
