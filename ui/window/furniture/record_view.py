"""A table of records as it is seen and moved about in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.painting import paint_ruled_ground, paint_words
from ui.window.furniture.record_table import RECORD_ROLE, RecordTable
from ui.window.furniture.rows import RowsView
from ui.window.furniture.titles import Titles
from ui.window.look.palette import colour, current
from ui.window.look.typefaces import sans

_ROW = 54


class _Cells(QStyledItemDelegate):
    """Paints the first column strong, the rest quiet; what was set aside is pale and in italics."""

    def __init__(self, table: RecordTable[Any], parent: QObject) -> None:
        super().__init__(parent)
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette = current()
        area: QRect = option.rect
        retired = bool(getattr(index.data(RECORD_ROLE), "retired", False))
        strong = index.column() == 0
        painter.save()
        painter.setClipRect(area)
        paint_ruled_ground(painter, area, option.state, palette)
        painter.setPen(colour(palette.ink if strong and not retired else palette.muted))
        font = sans(14 if strong else 13, italic=retired, bold=strong and not retired)
        is_number = index.column() in self._table.numbers
        across = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        paint_words(painter, QRectF(area.adjusted(10, 6, -10, -6)), str(index.data() or ""), font, across)
        painter.restore()


class RecordView(RowsView):
    """Rows are chosen with the arrows; S or a click on a title sorts. The first column takes what width is left."""

    def __init__(self, name: str, table: RecordTable[Any], widths: Mapping[IntEnum, int]) -> None:
        super().__init__(name, _ROW, wide=0, least_width=next(iter(widths.values())))
        self._table = table
        self.setModel(table)
        self.setItemDelegate(_Cells(table, self))
        self.titles = Titles(self)
        self.setHorizontalHeader(self.titles)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.titles.sectionResized.connect(lambda section, _old, _new: self.spread() if section else None)
        self.titles.sectionClicked.connect(lambda section: self.sort_by(list(table.titles)[section]))
        self._keys = OwnKeys(self)
        self.bind("S", self._sort_here)

    def bind(self, keys: str, act: Callable[[], object]) -> None:
        """Lets a key do something with the chosen record."""
        self._keys.bind(keys, act)

    @property
    def chosen_record(self) -> Any:
        """The record that is chosen; None when none is."""
        index = self.currentIndex()
        return index.data(RECORD_ROLE) if index.isValid() else None

    def sort_by(self, column: IntEnum) -> None:
        """Sorts by a column: upwards, then downwards, then as the records came in again."""
        known, descending = self._table.sorted_by, self._table.descending
        after = (column, False) if known is not column else (column, True) if not descending else (None, False)
        self.titles.show_sort(after[0], descending=after[1])
        self.keep_chosen(lambda: self._table.sort_by(after[0], descending=after[1]))

    def _sort_here(self) -> None:
        if self.currentIndex().isValid():
            self.sort_by(list(self._table.titles)[self.currentIndex().column()])

    def keep_chosen(self, act: Callable[[], object]) -> None:
        """Lists records anew; the chosen one stays, or the one that now stands in its place is chosen."""
        chosen = self.chosen_record
        row_before = max(self.currentIndex().row(), 0)
        act()
        row = self._table.row_of(chosen.id) if chosen is not None else None
        if row is None and self._table.records:
            row = min(row_before, len(self._table.records) - 1)
        if row is not None:
            self.choose_row(row)
        self.chosen.emit()

    def choose(self, record_id: str) -> bool:
        """Chooses a record; False when it is not listed."""
        row = self._table.row_of(record_id)
        if row is not None:
            self.choose_row(row)
        return row is not None

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()
