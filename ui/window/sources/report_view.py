"""The table of reports as it is seen and moved about in."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from curator.records import Report
from ui.window.furniture.painting import paint_words
from ui.window.furniture.titles import Titles
from ui.window.furniture.words import Surface
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
        ground = palette.paper
        if option.state & QStyle.StateFlag.State_Selected:
            ground = palette.accent_wash
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = palette.surround
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, colour(ground))
        painter.setPen(colour(palette.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        strong = detail is Detail.TITLE
        painter.setPen(colour(palette.ink if strong and not retired else palette.muted))
        font = sans(14 if strong else 13, italic=retired, bold=strong and not retired)
        across = Qt.AlignmentFlag.AlignRight if detail in NUMBERS else Qt.AlignmentFlag.AlignLeft
        paint_words(painter, QRectF(area.adjusted(10, 6, -10, -6)), str(index.data() or ""), font, across)
        painter.restore()


class ReportView(QTableView):
    """Rows are chosen with the arrows; Enter reads, Delete sets aside. The title takes what width is left."""

    opened = Signal()
    chosen = Signal()
    set_aside = Signal()

    def __init__(self, table: ReportTable) -> None:
        super().__init__()
        self._spreading = False
        self.setModel(table)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName(self.tr("Reports"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(Surface("paper"))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW)
        self.titles = Titles(self)
        self.setHorizontalHeader(self.titles)
        for detail, width in _WIDTHS.items():
            self.setColumnWidth(detail, width)
        self.titles.sectionResized.connect(lambda section, _old, _new: self._spread() if section else None)
        self.doubleClicked.connect(lambda _place: self.opened.emit())

    @property
    def chosen_report(self) -> Report | None:
        """The report that is chosen."""
        report = self.currentIndex().data(REPORT_ROLE) if self.currentIndex().isValid() else None
        return report if isinstance(report, Report) else None

    def choose_row(self, row: int) -> None:
        """Chooses a row and brings it into view."""
        index = self.model().index(row, max(self.currentIndex().column(), 0))
        self.setCurrentIndex(index)
        self.scrollTo(index)

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

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are keys of their own here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        if self._spreading:
            return
        self._spreading = True
        others = self.titles.length() - self.columnWidth(Detail.TITLE)
        self.setColumnWidth(Detail.TITLE, max(_WIDTHS[Detail.TITLE], self.viewport().width() - others))
        self._spreading = False
