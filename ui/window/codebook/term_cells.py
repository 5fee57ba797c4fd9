"""How a term is painted in the tree: its sign, its name, its synonyms in the background, and its count of use."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from curator.codebook.altering import Entry
from curator.records import Direction, Label
from ui.window.codebook.term_model import ENTRY_ROLE, NAME, synonyms_of
from ui.window.furniture.label_sample import paint_sample
from ui.window.furniture.painting import paint_ground
from ui.window.furniture.words import translated
from ui.window.look.palette import Palette, colour, current
from ui.window.look.shapes import draw_direction
from ui.window.look.typefaces import sans

ROW_HEIGHT = 34
SIGN_WIDTH = 34


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
        paint_ground(painter, area, option.state, palette)
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
        paint_sample(painter, QRectF(inside.left(), inside.center().y() - 8, 24, 16), entry, palette)
        return SIGN_WIDTH
    if isinstance(entry, Direction):
        square = QRectF(inside.left() + 4, inside.center().y() - 6, 12, 12)
        draw_direction(painter, square, entry.meaning, palette)
        return SIGN_WIDTH - 8
    return 0


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
