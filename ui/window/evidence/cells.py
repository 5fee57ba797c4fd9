"""How the cells of the evidence table are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from curator.evidence.lines import ClaimLine
from curator.evidence.question import Column
from curator.records import ClaimStatus
from ui.window.evidence.claim_table import LINE_ROLE
from ui.window.evidence.columns import ORDER, is_absent
from ui.window.furniture.painting import paint_ruled_ground, paint_words
from ui.window.look.palette import Palette, colour, current
from ui.window.look.shapes import direction_colour, draw_direction
from ui.window.look.typefaces import sans, serif

ROW_HEIGHT = 54
_MARGIN = 10
_MOST_WORDS = 600


class Cells(QStyledItemDelegate):
    """Paints quotes in the serif, directions as shape, colour and word, and everything else small and quiet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_focused = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette = current()
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setClipRect(area)
        self._paint_ground(painter, area, state, palette)
        line = index.data(LINE_ROLE)
        if isinstance(line, ClaimLine):
            column = ORDER[index.column()]
            inside = QRectF(area.adjusted(_MARGIN, 6, -_MARGIN, -6))
            if column is Column.DIRECTION and line.meaning is not None:
                _paint_direction(painter, inside, line, palette)
            else:
                font, shade = _style(line, column, palette)
                across = Qt.AlignmentFlag.AlignRight if column is Column.PLACE else Qt.AlignmentFlag.AlignLeft
                painter.setPen(shade)
                paint_words(painter, inside, _shown(line, column), font, across)
        painter.restore()

    def _paint_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag, palette: Palette) -> None:
        paint_ruled_ground(painter, area, state, palette)
        if self.is_focused and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(
                QRect(area.left() + _MARGIN, area.bottom() - 1, area.width() - 2 * _MARGIN, 2), colour(palette.accent)
            )


def _shown(line: ClaimLine, column: Column) -> str:
    words = line[column][:_MOST_WORDS]
    if column is Column.QUOTE:
        return f"“{words}”" if words else ""
    if column is Column.PLACE and words:
        return f"{int(words):,}"
    return words


def _style(line: ClaimLine, column: Column, palette: Palette) -> tuple[QFont, QColor]:
    retracted = line.claim.status is ClaimStatus.RETRACTED
    if column is Column.QUOTE:
        return serif(14, italic=True), colour(palette.muted if retracted else palette.ink)
    if is_absent(line.claim, column):
        return sans(13, italic=True), colour(palette.muted)
    if column is Column.STATUS:
        shades = {ClaimStatus.COMPLETE: palette.fine, ClaimStatus.RETRACTED: palette.warning}
        return sans(13), colour(shades.get(line.claim.status, palette.muted))
    if column in (Column.THERAPY, Column.OUTCOME):
        return sans(14, bold=column is Column.THERAPY), colour(palette.muted if retracted else palette.ink)
    return sans(13), colour(palette.muted)


def _paint_direction(painter: QPainter, inside: QRectF, line: ClaimLine, palette: Palette) -> None:
    side = 12.0
    draw_direction(painter, QRectF(inside.left(), inside.center().y() - side / 2, side, side), line.meaning, palette)
    painter.setPen(colour(direction_colour(line.meaning, palette)))
    paint_words(painter, inside.adjusted(side + 8, 0, 0, 0), line[Column.DIRECTION], sans(13))
