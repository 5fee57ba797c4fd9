"""The line that a room is searched with."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit

from ui.window.furniture.words import with_key
from ui.window.look.style import say_kind

_NARROWEST, _WIDEST = 120, 240


class SearchLine(QLineEdit):
    """Says in pale words what it looks into; gives way where there is little room."""

    def __init__(self, words: str) -> None:
        super().__init__()
        say_kind(self, "search")
        self.look_into(words)
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(_NARROWEST)
        self.setMaximumWidth(_WIDEST)

    def sizeHint(self) -> QSize:
        return QSize(_WIDEST, super().sizeHint().height())

    def look_into(self, words: str) -> None:
        """Says what it looks into."""
        self.setPlaceholderText(words)
        self.setAccessibleName(words)
        self.setToolTip(with_key(words, "Ctrl+F"))
