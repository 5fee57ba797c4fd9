"""A table that is read and stood in, whatever its cells are: without frame and grid, scrolled pixel by pixel."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget


class PlainTable(QTableView):
    """Nothing in it is edited in place, and Tab leaves it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
