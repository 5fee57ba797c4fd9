"""How claims side by side are painted: cards with a bar in the reviewer's colour, and a wash where they differ."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from curator.records import Line
from ui.window.compare.side_rows import CARD_ROLE, CELL_ROLE, Cell, ClaimCard
from ui.window.look import palette as colours
from ui.window.look.palette import Palette, blended, colour
from ui.window.look.shapes import draw_direction
from ui.window.look.typefaces import sans

Place = QModelIndex | QPersistentModelIndex
_HALF_GAP = 6
_SIDE = 12
_ABOVE, _BELOW = 5, 6
_NAME = 16
_HEAD = 36
_RADIUS = 8
_SIGN = 11
_MOST_LINES_HIGH = 220


class CardHeads(QHeaderView):
    """The upper ends of the cards: a bar in the reviewer's colour, who it is, and the key that takes the claim."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEAD)

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        palette = colours.current()
        painter.save()
        painter.fillRect(area, colour(palette.surround))
        card = self.model().headerData(section, Qt.Orientation.Horizontal, CARD_ROLE)
        if isinstance(card, ClaimCard):
            self._paint_card(painter, _inside(area, section, self.count()), card, palette)
        painter.restore()

    def _paint_card(self, painter: QPainter, area: QRectF, card: ClaimCard, palette: Palette) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area)
        body = area.adjusted(0.5, 0.5, -0.5, _RADIUS * 2)
        painter.setPen(QPen(colour(palette.accent if card.taken else palette.line), 1))
        painter.setBrush(colour(palette.card))
        painter.drawRoundedRect(body, _RADIUS, _RADIUS)
        bar = QPen(colour(card.hand.colour), 3)
        bar.setCapStyle(Qt.PenCapStyle.FlatCap)
        if card.hand.look.line is not Line.SOLID:
            bar.setDashPattern([4.0, 1.6] if card.hand.look.line is Line.DASHED else [1.2, 1.2])
        painter.setPen(bar)
        painter.drawLine(
            QPointF(area.left() + _RADIUS, area.top() + 1.5), QPointF(area.right() - _RADIUS, area.top() + 1.5)
        )
        words = area.adjusted(_SIDE, 6, -_SIDE, 0)
        key = "✓" if card.taken else card.key
        painter.setFont(sans(12, bold=card.taken))
        painter.setPen(colour(palette.accent if card.taken else palette.faint))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, key)
        painter.setFont(sans(14, bold=True))
        painter.setPen(colour(palette.ink if card.claim_id is not None else palette.muted))
        shown = painter.fontMetrics().elidedText(card.hand.title, Qt.TextElideMode.ElideRight, int(words.width()) - 20)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class SidePainter(QStyledItemDelegate):
    """One field of one claim: its name small, its value under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Place) -> QSize:
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, Cell):
            return QSize(100, 40)
        view = self.parent()
        width = view.columnWidth(index.column()) if isinstance(view, QTableView) else option.rect.width()
        room = QRect(0, 0, width - 2 * _SIDE - _HALF_GAP - (_SIGN + 6 if cell.meaning else 0), 10_000)
        metrics = QFontMetrics(_font(cell))
        high = metrics.boundingRect(room, _WRAPPED, cell.words or "–").height()
        foot = _BELOW if cell.is_last else 0
        return QSize(width, _ABOVE + _NAME + min(high, _MOST_LINES_HIGH) + _BELOW + foot)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        cell, palette = index.data(CELL_ROLE), colours.current()
        if not isinstance(cell, Cell):
            return
        painter.save()
        painter.setClipRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = _inside(option.rect, index.column(), index.model().columnCount())
        self._paint_ground(painter, QRectF(option.rect), area, cell, palette)
        if index.model().headerData(index.column(), Qt.Orientation.Horizontal, CARD_ROLE).claim_id is None:
            self._paint_missing(painter, area, cell, palette)
        else:
            self._paint_words(painter, area, cell, palette)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if cell.chosen is not None or focused:
            _paint_choice(painter, area, palette, chosen=cell.chosen, focused=focused)
        painter.restore()

    def _paint_ground(self, painter: QPainter, whole: QRectF, area: QRectF, cell: Cell, palette: Palette) -> None:
        body = area.adjusted(0.5, -_RADIUS * 2, -0.5, -0.5 if cell.is_last else _RADIUS * 2)
        card = QPainterPath()
        card.addRoundedRect(body, _RADIUS, _RADIUS)
        painter.fillPath(card, colour(palette.card))
        if cell.differs:
            between = blended(palette.warning, palette.warning_wash, 0.08)
            painter.fillRect(whole.adjusted(0, 1, 0, -1), between)
            painter.fillRect(area.adjusted(0, 1, 0, -1), colour(palette.warning_wash))
        painter.setPen(QPen(colour(palette.accent if cell.taken else palette.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(card)

    def _paint_words(self, painter: QPainter, area: QRectF, cell: Cell, palette: Palette) -> None:
        left_out = cell.chosen is False
        name = QRectF(area.left() + _SIDE, area.top() + _ABOVE, area.width() - 2 * _SIDE, _NAME)
        painter.setFont(sans(12))
        painter.setPen(colour(palette.muted))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, cell.title)
        value = QRectF(name.left(), name.bottom(), name.width(), area.bottom() - name.bottom() - 2)
        if cell.meaning is not None:
            sign = QRectF(value.left(), value.top() + 4, _SIGN, _SIGN)
            draw_direction(painter, sign, cell.meaning, palette)
            value.setLeft(sign.right() + 6)
        quiet = cell.absent or cell.is_note or left_out or not cell.words
        painter.setFont(_font(cell))
        painter.setPen(colour(palette.muted if quiet else palette.ink))
        painter.drawText(value, _WRAPPED, cell.words or "–")

    def _paint_missing(self, painter: QPainter, area: QRectF, cell: Cell, palette: Palette) -> None:
        if not cell.is_first:
            return
        painter.setFont(sans(14, italic=True))
        painter.setPen(colour(palette.muted))
        words = area.adjusted(_SIDE, _ABOVE, -_SIDE, -2)
        painter.drawText(words, _WRAPPED, self.tr("did not find it"))


_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)


def _font(cell: Cell) -> QFont:
    return sans(14, bold=cell.differs and not cell.absent, italic=cell.absent)


def _inside(area: QRect, column: int, count: int) -> QRectF:
    """The card's part of a cell: a gap lies between two cards, and none beside the first and the last."""
    left = 0 if column == 0 else _HALF_GAP
    right = 0 if column == count - 1 else _HALF_GAP
    return QRectF(area).adjusted(left, 0, -right, 0)


def _paint_choice(painter: QPainter, area: QRectF, palette: Palette, *, chosen: bool | None, focused: bool) -> None:
    frame = area.adjusted(2.5, 2.5, -2.5, -2.5)
    if chosen:
        painter.setPen(QPen(QColor(palette.accent), 2 if focused else 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 5, 5)
        painter.setFont(sans(13, bold=True))
        painter.drawText(frame.adjusted(0, 2, -8, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, "✓")
    elif focused:
        painter.setPen(QPen(QColor(palette.accent), 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, 5, 5)
