"""Paints what can be seen of a text: washes under the words, underlines in lanes, the words, the caret."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextLine

from curator.records import Line
from ui.window.look.hatching import Hatch, paint_hatch
from ui.window.look.palette import Palette, colour
from ui.window.reading.hint_painter import paint_beside, paint_under, within
from ui.window.reading.lanes import Washed, in_lanes
from ui.window.reading.mark_index import MarkIndex, Stretch
from ui.window.reading.page import PaperHeading
from ui.window.reading.sheet import Laid, Sheet

PATTERNS: dict[Line, list[float]] = {
    Line.SOLID: [],
    Line.DASHED: [4.6, 2.0],
    Line.DOTTED: [1.4, 1.4],
    Line.DASH_DOT: [4.6, 1.8, 1.4, 1.8],
}
_UNDERLINE = 22.0
_LANE_STEP = 3.0
_THICK, _THICKER = 1.6, 2.4
_CARET = 20.0
_STRONG = -1
_AROUND = 1_024
"""Code points above and below what is seen in which marks are looked at, so that lanes keep still while scrolling."""


@dataclass(frozen=True)
class Look:
    """How marked words look: a hue (``#RRGGBB``) and the style of the line under them.

    With a ``hatch`` they are hatched instead of washed, also where something else is washed already.
    """

    colour: str
    line: Line = Line.SOLID
    hatch: Hatch | None = None


@dataclass
class Painted:
    """Everything that lies on a text while it is painted."""

    index: MarkIndex = field(default_factory=MarkIndex)
    looks: Mapping[str, Look] = field(default_factory=dict)
    strong: Sequence[Stretch] = ()
    found: Sequence[tuple[int, int]] = ()
    hints: Sequence[tuple[int, int]] = ()
    results: Sequence[tuple[int, int]] = ()
    selected: tuple[int, int] | None = None
    caret: int | None = None


@dataclass(frozen=True)
class _Row:
    """One line of the text on the paper."""

    laid: Laid
    line: QTextLine
    start: int
    end: int
    top: float
    height: float


class TextPainter:
    """Paints the rows of one sheet that a rectangle shows. ``left`` and ``top`` say where the sheet begins."""

    def __init__(self, painter: QPainter, sheet: Sheet, palette: Palette, left: float, top: float) -> None:
        self._painter = painter
        self._sheet = sheet
        self._palette = palette
        self._left = left
        self._top = top
        self._scale = sheet.setting.line_height / 26

    def paint(self, seen: QRectF, painted: Painted) -> None:
        """Paints what ``seen`` shows of the text and of all that lies on it."""
        pieces = list(self._pieces(seen))
        rows = [row for laid, top in pieces for row in self._rows(laid, top, seen)]
        if rows:
            self._paint_under(rows, painted)
        for laid, top in pieces:
            self._painter.setPen(QColor(self._palette.ink))
            laid.layout.draw(self._painter, QPointF(self._left, top), [], seen)
        if painted.caret is not None:
            self._paint_caret(painted.caret)

    def _pieces(self, seen: QRectF) -> Iterator[tuple[Laid, float]]:
        sheet = self._sheet
        number = sheet.heights.at(round(seen.top() - self._top))
        top = self._top + sheet.heights.top(number)
        while number < len(sheet.heights) and top < seen.bottom():
            yield sheet.laid(number), top
            top += sheet.heights[number]
            number += 1

    def _rows(self, laid: Laid, top: float, seen: QRectF) -> Iterator[_Row]:
        height = self._sheet.line_height(laid.number)
        first = max(0, int((seen.top() - top) // height))
        last = min(laid.layout.lineCount() - 1, int((seen.bottom() - top) // height))
        for number in range(first, last + 1):
            line = laid.layout.lineAt(number)
            start, end = self._sheet.line_bounds(laid, line)
            yield _Row(laid, line, start, end, top + number * height, height)

    def _paint_under(self, rows: Sequence[_Row], painted: Painted) -> None:
        start, end = rows[0].start, rows[-1].end + 1
        near = painted.index.between(max(0, start - _AROUND), end + _AROUND)
        washed = [wash for wash in in_lanes(near) if wash.start < end and wash.end > start]
        for row in rows:
            self._wash_row(row, [*self._strong_first(painted.strong), *washed], painted.looks)
            self._paint_found(row, painted.found)
            if painted.selected is not None:
                for area in self._areas(row, *painted.selected, whole_line=True):
                    self._painter.fillRect(area, QColor(self._palette.selection))
            self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._hint_row(row, painted)
            self._underline_row(row, washed, painted)
            self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _hint_row(self, row: _Row, painted: Painted) -> None:
        """What is suggested lies under everything else."""
        for start, end in within(painted.hints, row.start, row.end):
            spans = self._sheet.spans(row.laid, row.line, start, end)
            paint_under(self._painter, spans, self._left, row.top, self._scale, self._palette)
        for _ in within(painted.results, row.start, row.end):
            paint_beside(self._painter, self._left, row.top, row.height, self._scale, self._palette)
            break

    @staticmethod
    def _strong_first(strong: Sequence[Stretch]) -> list[Washed]:
        return [Washed(stretch.start, stretch.end, stretch.look, _STRONG) for stretch in strong]

    def _wash_row(self, row: _Row, washed: Sequence[Washed], looks: Mapping[str, Look]) -> None:
        """Washes each place once: mixed hues would be nobody's. Underlines tell what else lies there."""
        covered: list[tuple[float, float]] = []
        for wash in sorted(washed, key=lambda wash: wash.lane):
            look = looks.get(wash.look)
            if look is None or wash.start >= row.end or wash.end <= row.start:
                continue
            palette = self._palette
            if look.hatch is not None:
                for area in self._areas(row, wash.start, wash.end):
                    paint_hatch(self._painter, area, look.colour, look.hatch, palette)
                continue
            shade = colour(look.colour, palette.strong_wash_share if wash.lane == _STRONG else palette.wash_share)
            for area in self._areas(row, wash.start, wash.end):
                for left, right in uncovered(area.left(), area.right(), covered):
                    self._painter.fillRect(QRectF(left, area.top(), right - left, area.height()), shade)
                covered.append((area.left(), area.right()))

    def _underline_row(self, row: _Row, washed: Sequence[Washed], painted: Painted) -> None:
        for wash in washed:
            look = painted.looks.get(wash.look)
            if look is None or wash.start >= row.end or wash.end <= row.start:
                continue
            self._underline(row, wash.start, wash.end, look, wash.lane, _THICK)
            for stretch in painted.strong:
                if stretch.look == wash.look and wash.start <= stretch.start and stretch.end <= wash.end:
                    self._underline(row, stretch.start, stretch.end, look, wash.lane, _THICKER)

    def _underline(self, row: _Row, start: int, end: int, look: Look, lane: int, width: float) -> None:
        pen = QPen(QColor(look.colour), width * self._scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if PATTERNS[look.line]:
            pen.setDashPattern(PATTERNS[look.line])
        self._painter.setPen(pen)
        # Its upper edge lies on a whole pixel, so that it is as sharp as it is thin.
        down = round(row.top + (_UNDERLINE + lane * _LANE_STEP) * self._scale) + pen.widthF() / 2
        for left, right in self._sheet.spans(row.laid, row.line, start, end):
            self._painter.drawLine(QLineF(self._left + left, down, self._left + right, down))

    def _paint_found(self, row: _Row, found: Sequence[tuple[int, int]]) -> None:
        first = bisect_left(found, row.start, key=lambda hit: hit[1])
        for start, end in found[first:]:
            if start >= row.end:
                return
            for area in self._areas(row, start, end):
                self._painter.setPen(QPen(colour(self._palette.accent, 0.5), 1))
                self._painter.setBrush(colour(self._palette.accent, 0.10))
                self._painter.drawRoundedRect(area.adjusted(-1, 0.5, 1, -0.5), 3, 3)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _areas(self, row: _Row, start: int, end: int, *, whole_line: bool = False) -> Iterator[QRectF]:
        if start >= row.end and not (whole_line and start <= row.start < end):
            return
        upper, lower = (0.0, row.height) if whole_line else (2.4 * self._scale, _UNDERLINE * self._scale)
        for left, right in self._sheet.spans(row.laid, row.line, start, end):
            yield QRectF(self._left + left, row.top + upper, right - left, lower - upper)

    def _paint_caret(self, place: int) -> None:
        at = self._sheet.caret_rect(place).translated(self._left, self._top)
        height = _CARET * self._scale
        bar = QRectF(at.left() - 0.75, at.center().y() - height / 2, max(1.5, 1.5 * self._scale), height)
        self._painter.fillRect(bar, QColor(self._palette.accent))


def paint_heading(painter: QPainter, heading: PaperHeading, palette: Palette, left: float, top: float) -> None:
    """Paints the report's title and what stands under it."""
    down = top + heading.top
    for lines, font, shade, step in (
        (heading.title_lines, heading.title_font, palette.ink, heading.title_step),
        (heading.warning_lines, heading.byline_font, palette.warning, heading.byline_step),
        (heading.byline_lines, heading.byline_font, palette.muted, heading.byline_step),
    ):
        painter.setFont(font)
        painter.setPen(QColor(shade))
        for line in lines:
            painter.drawText(QPointF(left, down + step * 0.75), line)
            down += step


def uncovered(left: float, right: float, covered: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """What is left of a stretch from left to right beside what is covered already."""
    rest = [(left, right)]
    for over_left, over_right in covered:
        rest = [
            part
            for begin, end in rest
            for part in ((begin, min(end, over_left)), (max(begin, over_right), end))
            if part[1] > part[0]
        ]
    return rest
