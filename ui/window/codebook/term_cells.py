"""How a term is painted in the tree: its sign, its name, its synonyms in the background, and its count of use."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from curator.codebook.altering import Entry
from curator.records import Direction, Label, Line
from ui.window.codebook.term_model import ENTRY_ROLE, NAME, synonyms_of
from ui.window.furniture.words import translated
from ui.window.look.palette import Palette, blended, colour, current
from ui.window.look.shapes import draw_direction
from ui.window.look.typefaces import sans

ROW_HEIGHT = 34
SIGN_WIDTH = 34
PEN_OF_LINE = {
    Line.SOLID: Qt.PenStyle.SolidLine,
    Line.DASHED: Qt.PenStyle.DashLine,
    Line.DOTTED: Qt.PenStyle.DotLine,
    Line.DASH_DOT: Qt.PenStyle.DashDotLine,
}


class TermCells(QStyledItemDelegate):
    """Paints both columns of the tree."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(ENTRY_ROLE)
        palette = current()
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = palette.paper
        if option.state & QStyle.StateFlag.State_Selected:
            ground = palette.accent_wash
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = palette.surround
        painter.fillRect(area, colour(ground))
        inside = QRectF(area.adjusted(6, 0, -12, 0))
        if index.column() == NAME and entry is not None:
            inside.setLeft(inside.left() + _paint_sign(painter, inside, entry, palette))
            _paint_name(painter, inside, entry, palette)
        else:
            painter.setFont(sans(13))
            painter.setPen(colour(palette.muted))
            words = str(index.data() or "")
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


def _paint_sign(painter: QPainter, inside: QRectF, entry: Entry, palette: Palette) -> float:
    if isinstance(entry, Label):
        paint_label(painter, QRectF(inside.left(), inside.center().y() - 8, 24, 16), entry.colour, entry.line, palette)
        return SIGN_WIDTH
    if isinstance(entry, Direction):
        square = QRectF(inside.left() + 4, inside.center().y() - 6, 12, 12)
        draw_direction(painter, square, entry.meaning, palette)
        return SIGN_WIDTH - 8
    return 0


def paint_label(painter: QPainter, box: QRectF, hue: str, line: Line, palette: Palette) -> None:
    """Paints a small sample of a label: its wash, and its line underneath."""
    painter.fillRect(box, blended(hue, palette.paper, palette.strong_wash_share))
    pen = QPen(colour(hue), 2.0, PEN_OF_LINE[line])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(QPointF(box.left(), box.bottom()), QPointF(box.right(), box.bottom()))


def _paint_name(painter: QPainter, inside: QRectF, entry: Entry, palette: Palette) -> None:
    painter.setFont(sans(14, italic=entry.retired))
    painter.setPen(colour(palette.muted if entry.retired else palette.ink))
    metrics = QFontMetricsF(painter.font())
    name = metrics.elidedText(entry.name, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
    inside.setLeft(inside.left() + metrics.horizontalAdvance(name) + 10)
    aside = _aside(entry)
    if aside and inside.width() > SIGN_WIDTH:
        painter.setFont(sans(12))
        painter.setPen(colour(palette.muted if entry.retired else palette.faint))
        shown = QFontMetricsF(painter.font()).elidedText(aside, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _aside(entry: Entry) -> str:
    if entry.retired:
        merged = getattr(entry, "merged_into_id", None) is not None
        return translated("TermCells", "merged") if merged else translated("TermCells", "retired")
    if isinstance(entry, Label):
        return entry.key
    return ", ".join(synonyms_of(entry))
