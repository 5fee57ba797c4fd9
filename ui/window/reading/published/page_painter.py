"""Paints on a page what lies on its words: washes, underlines in lanes, what was found, the selection, the caret."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ui.window.look.hatching import paint_hatch
from ui.window.look.palette import LIGHT, colour
from ui.window.reading.lanes import Washed, in_lanes
from ui.window.reading.published.places import PagePlaces
from ui.window.reading.text_painter import PATTERNS, Look, Painted

_LANE = 0.19
_THICK, _THICKER = 0.11, 0.17
_THINNEST = 1.2
_MULTIPLY = QPainter.CompositionMode.CompositionMode_Multiply
_PLAIN = QPainter.CompositionMode.CompositionMode_SourceOver


class PagePainter:
    """Paints on one page whose upper left corner is at ``corner``, ``scale`` pixels to a point.

    A page is white paper in any look of the window, so its colours are the light ones; they are multiplied with the
    page, as a marker pen's are, and its words stay as black as they were printed.
    """

    def __init__(self, painter: QPainter, places: PagePlaces, corner: QPointF, scale: float) -> None:
        self._painter = painter
        self._places = places
        self._corner = corner
        self._scale = scale

    def paint(self, painted: Painted) -> None:
        """Paints everything that lies on the page's words."""
        first, after = self._places.first, self._places.after
        washed = in_lanes(painted.index.between(first, after))
        strong = {(stretch.start, stretch.end, stretch.look) for stretch in painted.strong}
        self._painter.setCompositionMode(_MULTIPLY)
        for wash in reversed(washed):
            look = painted.looks.get(wash.look)
            if look is not None:
                self._wash(wash, look, strong=(wash.start, wash.end, wash.look) in strong)
        if painted.selected is not None:
            for area in self.areas(*painted.selected):
                self._painter.fillRect(area, QColor(LIGHT.selection))
        self._painter.setCompositionMode(_PLAIN)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for wash in washed:
            look = painted.looks.get(wash.look)
            if look is not None:
                self._underline(wash, look, strong=(wash.start, wash.end, wash.look) in strong)
        self._frame_found(painted, first, after)
        self._paint_caret(painted.caret)

    def areas(self, start: int, end: int) -> Iterator[QRectF]:
        """Where words stand in the viewport, an area for each line."""
        for left, top, right, bottom in self._places.boxes(start, end):
            yield QRectF(
                self._corner.x() + left * self._scale,
                self._corner.y() + top * self._scale,
                (right - left) * self._scale,
                (bottom - top) * self._scale,
            )

    def _wash(self, wash: Washed, look: Look, *, strong: bool) -> None:
        share = LIGHT.strong_wash_share if strong else LIGHT.wash_share
        for area in self.areas(wash.start, wash.end):
            if look.hatch is not None:
                paint_hatch(self._painter, area, look.colour, look.hatch, LIGHT)
            else:
                self._painter.fillRect(area, colour(look.colour, share))

    def _underline(self, wash: Washed, look: Look, *, strong: bool) -> None:
        for area in self.areas(wash.start, wash.end):
            thick = max(_THINNEST, area.height() * (_THICKER if strong else _THICK))
            pen = QPen(QColor(look.colour), thick)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if PATTERNS[look.line]:
                pen.setDashPattern(PATTERNS[look.line])
            self._painter.setPen(pen)
            down = area.bottom() + wash.lane * area.height() * _LANE
            self._painter.drawLine(QLineF(area.left(), down, area.right(), down))

    def _frame_found(self, painted: Painted, first: int, after: int) -> None:
        for start, end in painted.found:
            if start < after and end > first:
                for area in self.areas(start, end):
                    self._painter.setPen(QPen(colour(LIGHT.accent, 0.5), 1))
                    self._painter.setBrush(colour(LIGHT.accent, 0.10))
                    self._painter.drawRoundedRect(area.adjusted(-1, -1, 1, 1), 3, 3)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_caret(self, place: int | None) -> None:
        box = self._places.caret(place) if place is not None else None
        if box is None:
            return
        left, top, _right, bottom = box
        across = self._corner.x() + left * self._scale
        down = self._corner.y() + top * self._scale
        self._painter.fillRect(QRectF(across - 1, down, 2, (bottom - top) * self._scale), QColor(LIGHT.accent))
