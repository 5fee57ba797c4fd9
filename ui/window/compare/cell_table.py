"""A table of cells to stand in, one of which is always stood in while the table has the keyboard."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.window.furniture.plain_table import PlainTable
from ui.window.look.style import say_kind


class CellTable(PlainTable):
    """Nothing in it is selected. Whoever comes to it with Tab stands in its first cell."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        say_kind(self, "plain")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are keys of the room."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
