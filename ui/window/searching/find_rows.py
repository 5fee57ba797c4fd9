"""Paints a find in one line: its report at the left, and its words under those of the finds above and below."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel as Model
from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from curator.finding.finds import Find, Where
from ui.window.look.palette import Palette, colour, current
from ui.window.look.typefaces import sans, serif
from ui.window.searching.finds_model import ASIDE_ROLE, FIND_ROLE, NAME_ROLE, FindsModel

ROW = 36
_TICK = 40
_SOURCE = 300
_NAME_SHARE = 0.56
_BOX = 14
_LEFT_SHARE = 0.42
_INSET = 14
_AROUND_HIT = 3
Index = QModelIndex | QPersistentModelIndex


class FindRows(QStyledItemDelegate):
    """One row. A click on the box ticks it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(400, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette, area = current(), QRect(option.rect)
        find: Find = index.data(FIND_ROLE)
        painter.save()
        painter.setClipRect(area)
        self._paint_ground(painter, area, option, index, palette)
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            _paint_box(painter, box_of(area), palette, ticked=index.data(Qt.ItemDataRole.CheckStateRole))
        _paint_source(painter, area, index, palette)
        words = QRectF(area).adjusted(_TICK + _source_width(area), 0, -_INSET, 0)
        _paint_words(painter, words, find, palette)
        painter.restore()

    @staticmethod
    def _paint_ground(
        painter: QPainter, area: QRect, option: QStyleOptionViewItem, index: Index, palette: Palette
    ) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour(palette.accent_wash))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colour(palette.surround))
        if index.row() and index.data(NAME_ROLE):
            painter.setPen(colour(palette.line))
            painter.drawLine(area.topLeft(), area.topRight())

    def editorEvent(self, event: QEvent, model: Model, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        on_box = event.position().x() < QRect(option.rect).left() + _TICK
        if on_box and isinstance(model, FindsModel):
            model.toggle(index.row())
        return on_box


def box_of(area: QRect) -> QRectF:
    """Where the box of a row stands."""
    return QRectF(area.left() + _INSET, area.top() + (area.height() - _BOX) / 2, _BOX, _BOX)


def _source_width(area: QRect) -> int:
    return min(_SOURCE, round(area.width() * 0.26))


def _paint_box(painter: QPainter, box: QRectF, palette: Palette, *, ticked: object) -> None:
    on = ticked in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(palette.accent if on else palette.faint), 1))
    painter.setBrush(colour(palette.accent if on else palette.card))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    if on:
        painter.setPen(QPen(colour(palette.on_accent), 1.8))
        tick = ((3.5, 7.5), (6.0, 10.0), (10.5, 4.5))
        painter.drawPolyline([QPointF(box.left() + across, box.top() + down) for across, down in tick])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _paint_source(painter: QPainter, area: QRect, index: Index, palette: Palette) -> None:
    width = _source_width(area) - 16
    said = str(index.data(ASIDE_ROLE) or "")
    name = QRectF(area.left() + _TICK, area.top(), width * (_NAME_SHARE if said else 1), area.height())
    aside = QRectF(
        area.left() + _TICK + width * _NAME_SHARE + 8, area.top(), width * (1 - _NAME_SHARE) - 8, area.height()
    )
    _line(painter, name, str(index.data(NAME_ROLE) or ""), palette.ink, bold=True)
    _line(painter, aside, said, palette.muted)


def _line(painter: QPainter, area: QRectF, words: str, shade: str, *, bold: bool = False) -> None:
    font = sans(13, bold=bold)
    painter.setFont(font)
    painter.setPen(colour(shade))
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def _paint_words(painter: QPainter, area: QRectF, find: Find, palette: Palette) -> None:
    """The words found begin at the same place in every row, so that the eye runs down them."""
    face = serif if find.where is Where.TEXT else sans
    plain, strong = face(15), face(15, bold=True)
    metrics, strong_metrics = QFontMetricsF(plain), QFontMetricsF(strong)
    middle = area.left() + area.width() * _LEFT_SHARE
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.setFont(plain)
    painter.setPen(colour(palette.muted))
    before = QRectF(area.left(), area.top(), middle - area.left() - _AROUND_HIT, area.height())
    left = metrics.elidedText(find.left, Qt.TextElideMode.ElideLeft, before.width())
    painter.drawText(before, flags | Qt.AlignmentFlag.AlignRight, left)
    hit = strong_metrics.elidedText(find.hit, Qt.TextElideMode.ElideMiddle, area.width() * 0.45)
    wide = strong_metrics.horizontalAdvance(hit)
    ground = QRectF(middle - _AROUND_HIT, area.top() + 7, wide + 2 * _AROUND_HIT, area.height() - 14)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.accent, palette.wash_share))
    painter.drawRoundedRect(ground, 3, 3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(strong)
    painter.setPen(colour(palette.ink))
    painter.drawText(QRectF(middle, area.top(), wide + 2, area.height()), flags, hit)
    painter.setFont(plain)
    painter.setPen(colour(palette.muted))
    after = QRectF(middle + wide + _AROUND_HIT, area.top(), area.right() - middle - wide - _AROUND_HIT, area.height())
    painter.drawText(after, flags, metrics.elidedText(find.right, Qt.TextElideMode.ElideRight, after.width()))
