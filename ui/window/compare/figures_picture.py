"""The drawn figures as a picture for a paper: claims found, and every field with its interval."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.window.compare.figure_list import ROW_HEIGHT, line_of, paint_figure
from ui.window.compare.figure_rows import FigureRow
from ui.window.furniture.words import translated
from ui.window.look.palette import Palette, colour
from ui.window.look.typefaces import sans

_WIDTH = 560.0
_MARGIN = 20.0
_HEAD, _AXIS = 64.0, 28.0


class FiguresPicture:
    """The rows as they are drawn in the room, with an axis from 0 to 1 under them."""

    def __init__(self, title: str, under_title: str, heading: str, rows: Sequence[FigureRow]) -> None:
        self.title = title
        self._under_title = under_title
        self._heading = heading
        self._rows = rows

    @property
    def size(self) -> QSizeF:
        """How large it is, in pixels."""
        return QSizeF(_WIDTH, 2 * _MARGIN + _HEAD + ROW_HEIGHT * len(self._rows) + _AXIS)

    def paint(self, painter: QPainter, palette: Palette) -> None:
        """Draws all of it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(0, 0), self.size), colour(palette.card))
        inside = QRectF(_MARGIN, _MARGIN, _WIDTH - 2 * _MARGIN, _HEAD)
        painter.setPen(colour(palette.ink))
        painter.setFont(sans(17, bold=True))
        painter.drawText(inside, Qt.AlignmentFlag.AlignTop, self.title)
        painter.setPen(colour(palette.muted))
        painter.setFont(sans(13))
        painter.drawText(inside.adjusted(0, 24, 0, 0), Qt.AlignmentFlag.AlignTop, self._under_title)
        right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        painter.drawText(inside.adjusted(0, 24, 0, 0), right, self._heading)
        area = QRectF(inside.left(), inside.bottom(), inside.width(), ROW_HEIGHT)
        line = line_of(area)
        foot = area.top() + ROW_HEIGHT * len(self._rows)
        self._paint_axis(painter, palette, line, area.top(), foot)
        for number, row in enumerate(self._rows):
            paint_figure(painter, area.translated(0, number * ROW_HEIGHT), row, palette, ground=palette.card)

    @staticmethod
    def _paint_axis(painter: QPainter, palette: Palette, line: QRectF, top: float, foot: float) -> None:
        painter.setFont(sans(11))
        for value in (0.0, 0.25, 0.5, 0.75, 1.0):
            across = line.left() + value * line.width()
            painter.setPen(QPen(colour(palette.line), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(across, top), QPointF(across, foot + 4))
            painter.setPen(colour(palette.muted))
            below = QRectF(across - 20, foot + 6, 40, 16)
            painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, f"{value:g}")
        painter.setPen(colour(palette.muted))
        words = translated("FiguresPicture", "differ")
        beside = QRectF(line.right() + 44, foot + 6, 50, 16)
        painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, words)
