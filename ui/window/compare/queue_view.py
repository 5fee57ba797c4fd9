"""The list of disagreements as it is seen and moved about in."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from curator.adjudication.queue import Consequence
from ui.window.compare.queue_rows import ROW_ROLE, Group, QueueRows, Row
from ui.window.look import palette as colours
from ui.window.look.palette import Palette
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans

Place = QModelIndex | QPersistentModelIndex
_ROW = 32
_SIDE = 12
_LEAST_NAME, _WIDEST_NAME, _NAME_SHARE = 80, 220, 0.3
_GRAVE = (Consequence.ONLY_ONE, Consequence.DIRECTION)


class _RowPainter(QStyledItemDelegate):
    """A disagreement in a line: the report, what it is about, and in what the claims differ."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Place) -> QSize:
        return QSize(option.rect.width(), _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        row, palette = index.data(ROW_ROLE), colours.current()
        if not isinstance(row, Row):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        if row.disagreement is None:
            painter.setFont(sans(12, bold=True))
            painter.setPen(QColor(palette.muted))
            painter.drawText(area.adjusted(_SIDE + 12, 8, -_SIDE, 0), Qt.AlignmentFlag.AlignVCenter, row.words)
        else:
            self._paint_row(painter, area, option.state, row, palette)
        painter.restore()

    def _paint_row(self, painter: QPainter, area: QRect, state: QStyle.StateFlag, row: Row, palette: Palette) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        card = QRectF(area).adjusted(_SIDE + 0.5, 0.5, -_SIDE - 0.5, -0.5)
        if chosen or hovered:
            painter.setPen(
                QPen(QColor(palette.accent if focused else palette.line), 1) if chosen else Qt.PenStyle.NoPen
            )
            painter.setBrush(QColor(palette.card if chosen else palette.hover))
            painter.drawRoundedRect(card, 6, 6)
        inside = area.adjusted(_SIDE + 12, 0, -_SIDE - 12, 0)
        reason = sans(13)
        width = min(QFontMetrics(reason).horizontalAdvance(row.words), inside.width() // 2)
        right = QRect(inside.right() - width, inside.top(), width + 1, inside.height())
        name_width = min(_WIDEST_NAME, max(_LEAST_NAME, round(inside.width() * _NAME_SHARE)))
        quiet = row.group is not Group.OPEN
        left = QRect(inside.left(), inside.top(), name_width, inside.height())
        middle = QRect(left.right() + 12, inside.top(), right.left() - left.right() - 24, inside.height())
        _line(painter, left, row.report, 14, palette.muted if quiet else palette.ink, bold=chosen)
        _line(painter, middle, row.about, 14, palette.ink if chosen else palette.muted)
        _line(painter, right, row.words, 13, _shade(row, palette))


def _shade(row: Row, palette: Palette) -> str:
    if row.group is Group.SETTLED:
        return palette.fine
    grave = row.disagreement is not None and row.disagreement.consequence in _GRAVE
    return palette.warning if row.group is Group.OPEN and grave else palette.muted


def _line(painter: QPainter, area: QRect, words: str, size: int, shade: str, *, bold: bool = False) -> None:
    painter.setFont(sans(size, bold=bold))
    painter.setPen(QColor(shade))
    shown = painter.fontMetrics().elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


class QueueView(QListView):
    """Rows are chosen with the arrows, J and K; ``chosen`` says that another one is."""

    chosen = Signal()

    def __init__(self, rows: QueueRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say_kind(self, "plain")
        self._quiet = False
        self.rows = rows
        self.setAccessibleName(self.tr("Disagreements, the most consequential first"))
        self.setModel(rows)
        self.setItemDelegate(_RowPainter(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)

    @property
    def current_row(self) -> Row | None:
        """The row that is chosen; None when none is."""
        row = self.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, Row) else None

    def choose(self, place: int, *, quietly: bool = False) -> None:
        """Chooses a row and brings it into view; quietly says nothing of it."""
        self._quiet = quietly
        index = self.rows.index(place, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._quiet = False

    def step(self, by: int) -> bool:
        """Goes to the next disagreement above or below, over headings; False at either end."""
        place = self.currentIndex().row() + by
        rows = self.rows.rows
        while 0 <= place < len(rows):
            if rows[place].disagreement is not None:
                self.choose(place)
                return True
            place += by
        return False

    def currentChanged(self, current: Place, previous: Place) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self.chosen.emit()

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are keys of the room."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
