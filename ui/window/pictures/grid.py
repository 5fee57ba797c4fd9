"""A picture made of rows and columns with something drawn where they cross: on the screen, and in a file.

One drawing does for all: a widget paints its parts as they scroll, a file gets the whole with title and legend.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from ui.window.furniture.painting import paint_words
from ui.window.look.palette import Palette, colour
from ui.window.look.typefaces import sans

Place = tuple[int, int]
"""Number of a row and of a column."""

_MARGIN = 20.0
_GAP = 4.0
_INDENT = 14.0
_NAME_PIXELS, _HEAD_PIXELS, _UNDER_PIXELS = 14, 12, 12
_LEAST_NAMES, _MOST_NAMES = 120.0, 264.0
_TITLE_HEIGHT, _LEGEND_HEIGHT = 56.0, 44.0


@dataclass(frozen=True)
class RowName:
    """What stands before a row: its words, what is said under them, how far in, and whether it stands out."""

    words: str
    under: str = ""
    depth: int = 0
    strong: bool = False


class GridPicture(ABC):
    """Rows, columns and cells. Coordinates begin at the upper left corner of the first cell.

    What is drawn in a cell, in the legend and at the foot of a column is up to the picture (the methods at the end).
    """

    cell = QSizeF(72, 48)
    head_height = 44.0
    foot_height = 0.0

    def __init__(self, title: str, under_title: str, names: Sequence[RowName], heads: Sequence[str]) -> None:
        self.title = title
        self.under_title = under_title
        self.names = names
        self.heads = heads

    # Where things are.

    @cached_property
    def names_width(self) -> float:
        """The room that the names of rows need, with its margin."""
        metrics = QFontMetricsF(sans(_NAME_PIXELS, bold=True))
        widest = max((metrics.horizontalAdvance(row.words) + row.depth * _INDENT for row in self.names), default=0.0)
        return min(max(widest, _LEAST_NAMES), _MOST_NAMES) + _MARGIN + 16

    @property
    def body(self) -> QSizeF:
        """The size of all cells together."""
        across = len(self.heads) * (self.cell.width() + _GAP)
        return QSizeF(across, len(self.names) * (self.cell.height() + _GAP))

    def area(self, place: Place) -> QRectF:
        """Where a cell is."""
        row, column = place
        corner = QPointF(column * (self.cell.width() + _GAP), row * (self.cell.height() + _GAP))
        return QRectF(corner, self.cell)

    def place_at(self, point: QPointF) -> Place | None:
        """The cell at a point, if there is one."""
        row = int(point.y() // (self.cell.height() + _GAP))
        column = int(point.x() // (self.cell.width() + _GAP))
        inside = 0 <= row < len(self.names) and 0 <= column < len(self.heads)
        return (row, column) if inside and point.x() >= 0 and point.y() >= 0 else None

    @property
    def size(self) -> QSizeF:
        """The size of the whole picture, with title and legend."""
        across = self.names_width + self.body.width() + _MARGIN
        least = self.legend_width + 2 * _MARGIN
        down = _TITLE_HEIGHT + self.head_height + self.body.height() + self.foot_height + _LEGEND_HEIGHT
        return QSizeF(max(across, least), down)

    # Painting its parts, each from where the painter stands.

    def paint(self, painter: QPainter, palette: Palette) -> None:
        """Paints the whole picture, with its upper left corner where the painter stands."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(0, 0), self.size), colour(palette.paper))
        painter.setPen(colour(palette.ink))
        across = self.size.width() - 2 * _MARGIN
        paint_words(painter, QRectF(_MARGIN, 10, across, 24), self.title, sans(17, bold=True))
        painter.setPen(colour(palette.muted))
        paint_words(painter, QRectF(_MARGIN, 34, across, 18), self.under_title, sans(_HEAD_PIXELS))
        top = _TITLE_HEIGHT + self.head_height
        whole = QRectF(QPointF(0, 0), self.body)
        for corner, part in (
            (QPointF(self.names_width, _TITLE_HEIGHT), self.paint_heads),
            (QPointF(0, top), self.paint_names),
        ):
            painter.save()
            painter.translate(corner)
            part(painter, palette)
            painter.restore()
        painter.save()
        painter.translate(self.names_width, top)
        self.paint_body(painter, palette, whole, None)
        painter.translate(0, self.body.height())
        self.paint_foot(painter, palette)
        painter.restore()
        painter.save()
        painter.translate(_MARGIN, top + self.body.height() + self.foot_height)
        self.paint_legend(painter, palette)
        painter.restore()

    def paint_heads(self, painter: QPainter, palette: Palette) -> None:
        """Paints what the columns are called."""
        painter.setPen(colour(palette.muted))
        for number, words in enumerate(self.heads):
            left = number * (self.cell.width() + _GAP)
            area = QRectF(left - 1, 4, self.cell.width() + 2, self.head_height - 10)
            _paint_head(painter, area, words)

    def paint_names(self, painter: QPainter, palette: Palette) -> None:
        """Paints what the rows are called, ending where the cells begin."""
        for number, row in enumerate(self.names):
            top = number * (self.cell.height() + _GAP)
            left = _MARGIN + row.depth * _INDENT
            area = QRectF(left, top, self.names_width - left - 12, self.cell.height())
            painter.setPen(colour(palette.ink))
            font = sans(_NAME_PIXELS, bold=row.strong)
            if not row.under:
                paint_words(painter, area, row.words, font)
                continue
            half = area.height() / 2
            paint_words(painter, QRectF(area.left(), area.top() + 4, area.width(), half - 4), row.words, font)
            painter.setPen(colour(palette.muted))
            under = QRectF(area.left(), area.top() + half, area.width(), half - 6)
            paint_words(painter, under, row.under, sans(_UNDER_PIXELS))

    def paint_body(self, painter: QPainter, palette: Palette, seen: QRectF, current: Place | None) -> None:
        """Paints the cells that ``seen`` shows; the current one is ringed."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self._range(seen.top(), seen.bottom(), self.cell.height(), len(self.names))
        left, right = self._range(seen.left(), seen.right(), self.cell.width(), len(self.heads))
        for row in range(first, last):
            for column in range(left, right):
                area = self.area((row, column))
                is_current = (row, column) == current
                pen = QPen(colour(palette.accent if is_current else palette.line), 2 if is_current else 1)
                painter.setPen(pen)
                painter.setBrush(colour(palette.paper))
                inset = pen.widthF() / 2
                painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 6, 6)
                self.paint_cell(painter, palette, area, (row, column))

    @staticmethod
    def _range(start: float, end: float, side: float, most: int) -> tuple[int, int]:
        return max(0, int(start // (side + _GAP))), min(most, int(end // (side + _GAP)) + 1)

    # What a picture says for itself.

    @abstractmethod
    def paint_cell(self, painter: QPainter, palette: Palette, area: QRectF, place: Place) -> None:
        """Paints what stands where a row and a column cross."""

    @abstractmethod
    def words_of(self, place: Place) -> str:
        """What stands in a cell, in words; empty for nothing."""

    @abstractmethod
    def claims_at(self, place: Place) -> tuple[str, ...]:
        """The ids of the claims behind a cell."""

    @property
    @abstractmethod
    def legend_width(self) -> float:
        """The room that the legend needs."""

    @abstractmethod
    def paint_legend(self, painter: QPainter, palette: Palette) -> None:
        """Paints what the signs mean."""

    @abstractmethod
    def paint_foot(self, painter: QPainter, palette: Palette) -> None:
        """Paints what stands under the columns."""


def _paint_head(painter: QPainter, area: QRectF, words: str) -> None:
    """Paints the name of a column over it, in two lines at most; a word that is too long is cut."""
    font = sans(_HEAD_PIXELS)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    lines: list[str] = []
    for word in words.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(joined) <= area.width():
            lines[-1] = joined
        else:
            lines.append(word)
    most = max(1, int(area.height() // metrics.height()))
    shown = lines[:most]
    if len(lines) > most:
        shown[-1] = " ".join(lines[most - 1 :])
    top = area.bottom() - len(shown) * metrics.height()
    for number, line in enumerate(shown):
        cut = metrics.elidedText(line, Qt.TextElideMode.ElideRight, area.width())
        row = QRectF(area.left(), top + number * metrics.height(), area.width(), metrics.height())
        painter.drawText(row, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, cut)
