"""Hatches: what tells apart by pattern what is also told apart by colour."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from ui.window.look.palette import Palette, colour

_STEP = 6.0
_WIDTH = 1.4
_LINES, _GROUND = 0.45, 0.08


class Hatch(Enum):
    """Which way the lines of a hatch run; the value is how far a line leans to the right for each pixel upwards."""

    RISING = 1.0
    FALLING = -1.0
    UPRIGHT = 0.0


def paint_hatch(painter: QPainter, area: QRectF, hue: str, hatch: Hatch, palette: Palette) -> None:
    """Fills ``area`` with the lines of a hatch on a breath of its hue.

    Lines go on from one area to the next one beside it or below it, so that a passage over several lines reads as one.
    """
    painter.save()
    painter.setClipRect(area)
    painter.fillRect(area, colour(hue, _GROUND * (1.6 if palette.is_dark else 1.0)))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour(hue, _LINES), _WIDTH))
    lean = hatch.value
    # A line is the set of points with x + lean * y constant; those that cross the area lie between two constants.
    ends = [area.left() + lean * area.top(), area.left() + lean * area.bottom()]
    least = min(ends)
    most = max(ends) + area.width()
    constant = (least // _STEP) * _STEP
    lines = []
    while constant <= most + _STEP:
        top, bottom = area.top(), area.bottom()
        lines.append(QLineF(constant - lean * top, top, constant - lean * bottom, bottom))
        constant += _STEP
    painter.drawLines(lines)
    painter.restore()
