"""Paints what is suggested, so faintly that it is never taken for a mark: dots under words, a dotted line beside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.window.look.palette import Palette, colour

Places = Sequence[tuple[int, int]]

BESIDE = 14
"""So far left of the text the line beside a result stands, in pixels."""
_DOTS = [1.0, 2.2]
_UNDER = 21.5
_SHARE = 0.75


def hint_pen(palette: Palette, scale: float) -> QPen:
    """Round dots in a pale grey: a label's line is thicker and has a hue."""
    pen = QPen(colour(palette.muted, _SHARE), 1.3 * scale)
    pen.setDashPattern(_DOTS)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def paint_under(
    painter: QPainter, spans: Iterable[tuple[float, float]], left: float, top: float, scale: float, palette: Palette
) -> None:
    """Dots under words that stand in these stretches of one line, ``top`` being the line's upper edge."""
    painter.setPen(hint_pen(palette, scale))
    down = round(top + _UNDER * scale) + 0.5
    for first, last in spans:
        painter.drawLine(QLineF(left + first, down, left + last, down))


def paint_beside(painter: QPainter, left: float, top: float, height: float, scale: float, palette: Palette) -> None:
    """The dotted line left of one line of a result."""
    pen = hint_pen(palette, scale)
    pen.setColor(colour(palette.accent, _SHARE))
    painter.setPen(pen)
    across = round(left - BESIDE) + 0.5
    painter.drawLine(QLineF(across, top + 2, across, top + height - 2))


def within(places: Places, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Those of some places, in order and without overlap, that lie in ``[start, end)`` or reach into it."""
    first = bisect_left(places, start, key=lambda place: place[1] - 1)
    for place in places[first:]:
        if place[0] >= end:
            return
        yield place
