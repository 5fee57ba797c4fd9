"""The table of reports as it is seen and moved about in."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from curator.records import Report
from ui.window.furniture.painting import paint_ruled_ground, paint_words
from ui.window.furniture.rows import RowsView
from ui.window.furniture.titles import Titles
from ui.window.furniture.words import translated
from ui.window.look.palette import colour, current
from ui.window.look.typefaces import sans
from ui.window.sources.report_table import NUMBERS, REPORT_ROLE, Detail, ReportTable

_ROW = 54
_WIDTHS = {
    Detail.TITLE: 210,
    Detail.AUTHORS: 96,
    Detail.YEAR: 60,
    Detail.KIND: 92,
    Detail.FILE: 122,
    Detail.CHARACTERS: 90,
    Detail.CLAIMS: 66,
    Detail.NOTE: 120,
}


class _Cells(QStyledItemDelegate):
    """Paints titles strong, the rest quiet; a report that was set aside is pale and in italics."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette = current()
        area: QRect = option.rect
        report = index.data(REPORT_ROLE)
        retired = isinstance(report, Report) and report.retired
        detail = Detail(index.column())
        painter.save()
        painter.setClipRect(area)
        paint_ruled_ground(painter, area, option.state, palette)
        strong = detail is Detail.TITLE
        painter.setPen(colour(palette.ink if strong and not retired else palette.muted))
        font = sans(14 if strong else 13, italic=retired, bold=strong and not retired)
        across = Qt.AlignmentFlag.AlignRight if detail in NUMBERS else Qt.AlignmentFlag.AlignLeft
        paint_words(painter, QRectF(area.adjusted(10, 6, -10, -6)), str(index.data() or ""), font, across)
        painter.restore()


class ReportView(RowsView):
    """Rows are chosen with the arrows; Enter reads, Delete sets aside. The title takes what width is left."""

    set_aside = Signal()

    def __init__(self, table: ReportTable) -> None:
        super().__init__(translated("ReportView", "Reports"), _ROW, Detail.TITLE, _WIDTHS[Detail.TITLE])
        self.setModel(table)
        self.setItemDelegate(_Cells(self))
        self.titles = Titles(self)
        self.setHorizontalHeader(self.titles)
        for detail, width in _WIDTHS.items():
            self.setColumnWidth(detail, width)
        self.titles.sectionResized.connect(lambda section, _old, _new: self.spread() if section else None)

    @property
    def chosen_report(self) -> Report | None:
        """The report that is chosen."""
        report = self.currentIndex().data(REPORT_ROLE) if self.currentIndex().isValid() else None
        return report if isinstance(report, Report) else None

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        column = self.currentIndex().column()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                self.opened.emit()
            case Qt.Key.Key_Delete if plain:
                self.set_aside.emit()
            case Qt.Key.Key_S if plain and column >= 0:
                self.titles.sectionClicked.emit(column)
            case _:
                super().keyPressEvent(event)
