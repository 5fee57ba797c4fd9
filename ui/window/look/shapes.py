"""Shapes of directions: a direction is a shape before it is a colour.

The shapes are drawn, not typed, so that they look the same where no typeface has the signs.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from curator.records import Meaning
from ui.window.look import palette as colours
from ui.window.look.palette import Palette
from ui.window.look.typefaces import sans

_SIGNS = {
    Meaning.IMPROVED: "▲",
    Meaning.WORSENED: "▼",
    Meaning.NO_DIFFERENCE: "=",
    Meaning.MIXED: "◆",
    Meaning.UNCLEAR: "?",
    Meaning.INCREASED: "↑",
    Meaning.DECREASED: "↓",
    Meaning.OTHER: "●",
}


def direction_shape(meaning: Meaning | None) -> str:
    """The sign that stands for a direction in running words; empty for none."""
    return _SIGNS[meaning] if meaning is not None else ""


def direction_colour(meaning: Meaning | None, palette: Palette) -> str:
    """The colour (``#RRGGBB``) of a direction's sign."""
    match meaning:
        case Meaning.IMPROVED:
            return palette.improved
        case Meaning.WORSENED:
            return palette.worsened
        case Meaning.MIXED:
            return palette.mixed
        case Meaning.INCREASED | Meaning.DECREASED:
            return palette.ink
        case _:
            return palette.unclear


def draw_direction(painter: QPainter, square: QRectF, meaning: Meaning | None, palette: Palette) -> None:
    """Draws a direction's shape inside ``square``."""
    if meaning is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = QColor(direction_colour(meaning, palette))
    if meaning is Meaning.UNCLEAR:
        painter.setPen(shade)
        painter.setFont(sans(square.height() * 1.15, bold=True))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, "?")
    elif meaning in (Meaning.INCREASED, Meaning.DECREASED, Meaning.NO_DIFFERENCE):
        painter.setPen(QPen(shade, square.height() * 0.16, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(_strokes(meaning, square))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawPath(_filled(meaning, square))
    painter.restore()


def _filled(meaning: Meaning, square: QRectF) -> QPainterPath:
    def point(across: float, down: float) -> QPointF:
        return QPointF(square.x() + across * square.width(), square.y() + down * square.height())

    path = QPainterPath()
    if meaning is Meaning.IMPROVED:
        path.addPolygon(QPolygonF([point(0.5, 0.08), point(1, 0.92), point(0, 0.92)]))
    elif meaning is Meaning.WORSENED:
        path.addPolygon(QPolygonF([point(0, 0.08), point(1, 0.08), point(0.5, 0.92)]))
    elif meaning is Meaning.MIXED:
        path.addPolygon(QPolygonF([point(0.5, 0), point(1, 0.5), point(0.5, 1), point(0, 0.5)]))
    else:
        path.addEllipse(square.adjusted(*(square.width() * part for part in (0.15, 0.15, -0.15, -0.15))))
    path.closeSubpath()
    return path


def _strokes(meaning: Meaning, square: QRectF) -> QPainterPath:
    left, right, middle = (square.x() + square.width() * part for part in (0.12, 0.88, 0.5))
    top, bottom = (square.y() + square.height() * part for part in (0.1, 0.9))
    path = QPainterPath()
    if meaning is Meaning.NO_DIFFERENCE:
        for part in (0.36, 0.66):
            path.moveTo(left, square.y() + square.height() * part)
            path.lineTo(right, square.y() + square.height() * part)
        return path
    tip, tail = (top, bottom) if meaning is Meaning.INCREASED else (bottom, top)
    shoulder = tip + (tail - tip) * 0.4
    path.moveTo(middle, tail)
    path.lineTo(middle, tip)
    path.moveTo(left + square.width() * 0.1, shoulder)
    path.lineTo(middle, tip)
    path.lineTo(right - square.width() * 0.1, shoulder)
    return path


@lru_cache(maxsize=64)
def _drawn(meaning: Meaning, palette: Palette, pixels: int, scale: float) -> QPixmap:
    picture = QPixmap(round(pixels * scale), round(pixels * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_direction(painter, QRectF(1, 1, pixels - 2, pixels - 2), meaning, palette)
    painter.end()
    return picture


def direction_icon(meaning: Meaning | None, pixels: int = 14) -> QIcon:
    """A direction's shape as an icon in the palette in force; an empty icon for none."""
    if meaning is None:
        return QIcon()
    return QIcon(_drawn(meaning, colours.current(), pixels, 2.0))
