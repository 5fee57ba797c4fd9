"""A table of which whole rows are chosen: how it looks and is moved about in, whatever it lists."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from ui.window.furniture.plain_table import PlainTable
from ui.window.furniture.words import Surface


class RowsView(PlainTable):
    """Rows without a grid. One column is ``wide``: it takes what width the others leave.

    ``chosen`` says that another row is, ``opened`` that one was double-clicked.
    """

    opened = Signal()
    chosen = Signal()

    def __init__(self, name: str, row_height: int, wide: int, least_width: int = 0) -> None:
        super().__init__(name)
        self._wide = wide
        self.least_width = least_width
        self.is_spreading = False
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCornerWidget(Surface("paper"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height)
        self.doubleClicked.connect(lambda _place: self.opened.emit())

    def choose_row(self, row: int) -> None:
        """Chooses a row and brings it into view; the column stays."""
        index = self.model().index(row, max(self.currentIndex().column(), self.first_column(), 0))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def first_column(self) -> int:
        """The column to stand in when one stands in none."""
        return 0

    def spread(self) -> None:
        """Gives the wide column what is left of the width, but never less than its least."""
        if self.is_spreading or self.isColumnHidden(self._wide):
            return
        others = self.horizontalHeader().length() - self.columnWidth(self._wide)
        self.is_spreading = True
        self.setColumnWidth(self._wide, max(self.least_width, self.viewport().width() - others))
        self.is_spreading = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.spread()

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are keys of their own here."""
