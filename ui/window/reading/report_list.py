"""The left column of the reading room: the reports, and how far the reviewer has come with each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from curator.coding.reports import short_name
from curator.records import Report
from ui.window.furniture.progress_ring import paint_progress_ring
from ui.window.furniture.words import link, plain_label, surface
from ui.window.look import palette as colours
from ui.window.look.palette import Palette
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans
from ui.window.reading.reports_model import ReportsModel
from ui.window.session import Session

LIST_WIDTH = 240
_ROOM_FOR_WORDS = 200
_ROW = 52
_RING = 18

Place = QModelIndex | QPersistentModelIndex


class _ReportPainter(QStyledItemDelegate):
    """A report in a row: ring, name, kind and status."""

    def __init__(self, reports: ReportsModel, view: QListView) -> None:
        super().__init__(view)
        self._reports = reports

    def sizeHint(self, option: QStyleOptionViewItem, _index: Place) -> QSize:
        return QSize(option.rect.width(), _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        report, palette = self._reports.report_at(index.row()), colours.current()
        if report is None:
            return
        is_open = report.id == self._reports.open_id
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(10.5, 2.5, -10.5, -2.5)
        self._paint_card(painter, card, option, palette, is_open=is_open)
        self._paint_ring(painter, report, QRectF(card.left() + 11, card.center().y() - _RING / 2, _RING, _RING))
        left = round(card.left()) + 40
        width = round(card.right()) - 8 - left
        first = QRect(left, round(card.top()) + 5, width, 20)
        _line(painter, first, short_name(report), 14, palette.ink, bold=is_open)
        second = QRect(left, first.bottom() - 1, width, 18)
        _line(painter, second, self._reports.second_line(report), 12, palette.muted)
        painter.restore()

    @staticmethod
    def _paint_card(
        painter: QPainter, card: QRectF, option: QStyleOptionViewItem, palette: Palette, *, is_open: bool
    ) -> None:
        at_hand = bool(option.state & QStyle.StateFlag.State_Selected and option.state & QStyle.StateFlag.State_Active)
        focused = at_hand and bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if not (is_open or focused or hovered):
            return
        painter.setPen(
            QPen(QColor(palette.accent if focused else palette.line), 1) if is_open or focused else Qt.PenStyle.NoPen
        )
        painter.setBrush(QColor(palette.card if is_open else palette.hover))
        painter.drawRoundedRect(card, 8, 8)

    def _paint_ring(self, painter: QPainter, report: Report, circle: QRectF) -> None:
        paint_progress_ring(painter, circle, self._reports.status_of(report), colours.current())


def _line(painter: QPainter, area: QRect, words: str, size: int, colour: str, *, bold: bool = False) -> None:
    font = sans(size, bold=bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class _ReportView(QListView):
    """Enter and a click open the report at hand."""

    opened = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class ReportList(QWidget):
    """The reports of the review. ``report_chosen`` says which one is wanted."""

    report_chosen = Signal(str)
    import_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        say_kind(self, "surround")
        self.setAccessibleName(self.tr("Reports"))
        self.setMinimumWidth(150)
        self.model = ReportsModel(session, self)
        self.view = _ReportView()
        self._build_view()
        self._count = plain_label("", "hint")
        self._empty = plain_label(
            self.tr("No reports yet. Bring in the texts of trial reports, reviews or registry records to begin."),
            "muted",
            wraps=True,
        )
        self._pages = QStackedWidget()
        empty = surface("surround")
        inside = QVBoxLayout(empty)
        inside.setContentsMargins(20, 8, 20, 0)
        inside.addWidget(self._empty)
        inside.addStretch()
        self._pages.addWidget(self.view)
        self._pages.addWidget(empty)
        self.bring_in = link(self.tr("+  Bring in text"), tip=self.tr("Bring in texts (Ctrl+I)"))
        self.bring_in.clicked.connect(self.import_asked)
        self._arrange()
        self.model.counted.connect(self._say_count)
        self._say_count()

    def _build_view(self) -> None:
        view = self.view
        say_kind(view, "plain")
        view.setAccessibleName(self.tr("Reports of the review"))
        view.setModel(self.model)
        view.setItemDelegate(_ReportPainter(self.model, view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._choose)
        view.opened.connect(self._choose)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(18, 14, 18, 8)
        head.addWidget(plain_label(self.tr("REPORTS"), "section"))
        head.addStretch()
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 8, 18, 12)
        foot.addWidget(self.bring_in)
        foot.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)

    def sizeHint(self) -> QSize:
        return QSize(LIST_WIDTH, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_count()

    def _say_count(self) -> None:
        count = len(self.model.reports)
        wide = self.width() >= _ROOM_FOR_WORDS
        said = self.tr("{n} of {m} submitted") if wide else self.tr("{n} of {m}")
        self._count.setText(said.format(n=self.model.submitted, m=count) if count else "")
        self._pages.setCurrentIndex(0 if count else 1)

    def _choose(self, index: Place) -> None:
        report = self.model.report_at(index.row())
        if report is not None:
            self.report_chosen.emit(report.id)

    def show_open(self, report_id: str | None) -> None:
        """Shows which report is being read."""
        self.model.open(report_id)
        row = self.model.row_of(report_id)
        if row is not None:
            self.view.setCurrentIndex(self.model.index(row))
            self.view.scrollTo(self.model.index(row))

    def beside(self, report_id: str | None, step: int) -> str | None:
        """The id of the report ``step`` rows further on, or None at either end."""
        row = self.model.row_of(report_id)
        following = 0 if row is None else row + step
        report = self.model.report_at(following)
        return report.id if report is not None and report.id != report_id else None
