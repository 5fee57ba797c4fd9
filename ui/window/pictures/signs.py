"""The signs of directions as pictures use them: on a coloured ground, and in a legend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from curator.records import Meaning
from ui.window.furniture.words import translated
from ui.window.look.palette import Palette, colour
from ui.window.look.shapes import direction_colour, draw_direction
from ui.window.look.typefaces import sans

_LEGEND_PIXELS = 13
_DOT = 16.0
_BETWEEN = 28.0


def in_one_colour(palette: Palette, shade: str) -> Palette:
    """The palette in which every direction has the same colour, for signs on a coloured ground."""
    return replace(palette, improved=shade, worsened=shade, mixed=shade, unclear=shade, ink=shade)


def paint_dot(painter: QPainter, palette: Palette, middle: QPointF, radius: float, meaning: Meaning | None) -> None:
    """A dot in the colour of a direction; only a ring where no direction is said."""
    painter.save()
    if meaning is None:
        painter.setPen(colour(palette.unclear))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(direction_colour(meaning, palette)))
    painter.drawEllipse(middle, radius, radius)
    painter.restore()


def paint_sign(painter: QPainter, palette: Palette, square: QRectF, meaning: Meaning | None) -> None:
    """The shape of a direction, to be seen on a dot."""
    draw_direction(painter, square, meaning, in_one_colour(palette, palette.paper))


def legend_width(meanings: Iterable[Meaning], after: str) -> float:
    """The room that ``paint_legend`` needs."""
    metrics = QFontMetricsF(sans(_LEGEND_PIXELS))
    words = [*(_said(meaning) for meaning in meanings), after]
    return sum(_DOT + 8 + metrics.horizontalAdvance(one) + _BETWEEN for one in words)


def paint_legend(painter: QPainter, palette: Palette, meanings: Iterable[Meaning], after: str) -> None:
    """What the colours and shapes mean, in a line; ``after`` is said at its end."""
    metrics = QFontMetricsF(sans(_LEGEND_PIXELS))
    painter.setFont(sans(_LEGEND_PIXELS))
    left, middle = 0.0, 22.0
    for meaning in meanings:
        paint_dot(painter, palette, QPointF(left + _DOT / 2, middle), _DOT / 2, meaning)
        paint_sign(painter, palette, QRectF(left + 4, middle - 4, 8, 8), meaning)
        painter.setPen(colour(palette.muted))
        painter.drawText(QPointF(left + _DOT + 8, middle + 4), _said(meaning))
        left += _DOT + 8 + metrics.horizontalAdvance(_said(meaning)) + _BETWEEN
    painter.setPen(colour(palette.muted))
    painter.drawText(QPointF(left, middle + 4), after)


def _said(meaning: Meaning) -> str:
    return translated("Meaning", meaning.value)
