"""The text laid out in one column: where each paragraph stands, which words a point is on, where a word stands.

Only what is looked at is laid out; the height of everything else is estimated from its length, and corrected when
its turn comes. Lines have one height whatever their letters, so that marks and underlines always find room.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout, QTextLine, QTextOption

from curator.text.graphemes import is_inside, start_of_character
from ui.window.reading.headings import LONGEST_HEADING, heading_sign, is_heading
from ui.window.reading.heights import Heights
from ui.window.reading.offsets import Offsets, as_shown
from ui.window.reading.paragraphs import Paragraphs

_LAYOUTS_KEPT = 400
_LONG_PARAGRAPH = 160
_TITLE_AMONG = 6
_BLANK, _FURTHER_BLANK, _GAP = 0.54, 0.3, 0.3
"""Shares of a line: an empty line after words, another one, and the space under a paragraph without any."""
_RAISED = 0.045
"""The share of a line by which letters stand above its middle: below them is room for underlines."""
_BOTH_WAYS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]"
)
_PLAIN = re.compile("[\t -\u024f]*")
SAMPLE = "the patients in both groups were followed for two years, and relapses fell from 0.75 to 0.31 "


@dataclass(frozen=True)
class Typesetting:
    """How the text is set: its typeface, the height of a line and the width of the column, in pixels."""

    font: QFont
    heading_font: QFont
    title_font: QFont
    line_height: int
    measure: int

    @property
    def letter_width(self) -> float:
        """The average width of a character in running text."""
        return QFontMetricsF(self.font).horizontalAdvance(SAMPLE) / len(SAMPLE)


@dataclass(frozen=True)
class Laid:
    """One piece of the text, laid out. ``start`` and ``end`` are code points of the text."""

    number: int
    start: int
    end: int
    layout: QTextLayout
    both_ways: bool

    @property
    def line_count(self) -> int:
        """How many lines the piece takes."""
        return max(1, self.layout.lineCount())


class Sheet:
    """One text in one column. Heights are measured from the top of the first line of the text."""

    def __init__(self, text: str, setting: Typesetting, sign_colour: QColor, title: str = "") -> None:
        self.text = text
        self.paragraphs = Paragraphs(text)
        self.offsets = Offsets(text)
        self._title_number = self._where_title_stands(title)
        self._sign_colour = sign_colour
        self._laid: OrderedDict[int, Laid] = OrderedDict()
        self.set_typesetting(setting)

    def set_typesetting(self, setting: Typesetting) -> None:
        """Sets the text in another size or width; everything is laid out anew when it is looked at."""
        self.setting = setting
        self._metrics = QFontMetricsF(setting.font)
        self._laid.clear()
        self.heights = Heights(self._estimated())

    def set_sign_colour(self, colour: QColor) -> None:
        """Sets the colour of the signs in front of headings."""
        self._sign_colour = colour
        self._laid.clear()

    def _where_title_stands(self, title: str) -> int | None:
        """The paragraph that is the report's own title, if the text begins with it."""
        for number in range(min(_TITLE_AMONG, len(self.paragraphs))):
            if title and _as_title(self.paragraphs.words(number)) == _as_title(title):
                return number
        return None

    @property
    def begins_with_title(self) -> bool:
        """Whether the text itself begins with the report's title."""
        return self._title_number is not None

    def _estimated(self) -> list[int]:
        """A height for every piece by its length alone: what is laid out later gets its true one."""
        per_line = max(1, int(self.setting.measure / self.setting.letter_width))
        line = self.setting.line_height
        blank, gap = round(line * _BLANK), round(line * _GAP)
        starts = self.paragraphs.starts
        heights: list[int] = []
        start, before = 0, 0
        for after in chain(islice(starts, 1, None), [len(self.text) + 1]):
            length = after - start - 1
            start = after
            if length < 1:
                heights.append(blank)
            else:
                if before and (length >= _LONG_PARAGRAPH or before >= _LONG_PARAGRAPH):
                    heights[-1] += gap
                heights.append(-(-length // per_line) * line)
            before = length
        return heights

    def _blank_height(self, number: int) -> int:
        """An empty line after a paragraph is the space between two; further ones are hardly seen."""
        line = self.setting.line_height
        if len(self.text) == 0:
            return line
        after_words = number > 0 and not self.paragraphs.is_blank(number - 1)
        return round(line * (_BLANK if after_words else _FURTHER_BLANK))

    def _gap(self, number: int) -> int:
        """The space under a paragraph where the text itself has none."""
        paragraphs = self.paragraphs
        if number + 1 >= len(paragraphs) or not paragraphs.ends_paragraph(number):
            return 0
        length, following = (paragraphs.end(n) - paragraphs.start(n) for n in (number, number + 1))
        if following == 0 or max(length, following) < _LONG_PARAGRAPH or paragraphs.is_blank(number + 1):
            return 0
        if length <= LONGEST_HEADING and self._is_heading(number, paragraphs.words(number)):
            return 0
        return round(self.setting.line_height * _GAP)

    # What is laid out

    def laid(self, number: int) -> Laid:
        """A piece laid out, and from then on exact in its height."""
        known = self._laid.get(number)
        if known is not None:
            self._laid.move_to_end(number)
            return known
        made = self._lay(number)
        self._laid[number] = made
        while len(self._laid) > _LAYOUTS_KEPT:
            self._laid.popitem(last=False)
        if self.paragraphs.is_blank(number):
            self.heights.correct(number, self._blank_height(number))
        else:
            self.heights.correct(number, made.line_count * self.setting.line_height + self._gap(number))
        return made

    def top_of(self, place: int) -> float:
        """How far down the line of a place stands; only estimated where nothing was laid out yet."""
        number = self.paragraphs.number_at(place)
        known = self._laid.get(number)
        top = self.heights.top(number)
        return top if known is None else top + self.line_at(known, place) * self.line_height(number)

    def _lay(self, number: int) -> Laid:
        start, end = self.paragraphs.start(number), self.paragraphs.end(number)
        words = self.text[start:end]
        layout = QTextLayout(as_shown(words), self.setting.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTabStopDistance(self.setting.letter_width * 4)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        self._set_heading(layout, number, words)
        layout.beginLayout()
        top = 0.0
        line_height = self.line_height(number)
        baseline = self._baseline(line_height)
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self.setting.measure)
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            top += line_height
        layout.endLayout()
        return Laid(number, start, end, layout, both_ways=_BOTH_WAYS.search(words) is not None)

    def _set_heading(self, layout: QTextLayout, number: int, words: str) -> None:
        if not self._is_heading(number, words):
            return
        bold = QTextLayout.FormatRange()
        bold.start, bold.length = 0, len(words.encode("utf-16-le")) // 2
        bold_format = QTextCharFormat()
        bold_format.setFont(self.setting.title_font if number == self._title_number else self.setting.heading_font)
        bold.format = bold_format
        formats = [bold]
        sign = heading_sign(words)
        if sign:
            pale = QTextLayout.FormatRange()
            pale.start, pale.length = 0, sign
            pale_format = QTextCharFormat()
            pale_format.setForeground(self._sign_colour)
            pale.format = pale_format
            formats.append(pale)
        layout.setFormats(formats)

    def _is_heading(self, number: int, words: str) -> bool:
        return number == self._title_number or is_heading(words, self._stands_over_a_paragraph(number))

    def _stands_over_a_paragraph(self, number: int) -> bool:
        """Whether a paragraph begins right under this one."""
        paragraphs = self.paragraphs
        following = number + 1
        while following < min(number + 4, len(paragraphs)) and paragraphs.is_blank(following):
            following += 1
        return (
            following < len(paragraphs)
            and paragraphs.ends_paragraph(number)
            and paragraphs.end(following) - paragraphs.start(following) >= _LONG_PARAGRAPH
        )

    def line_height(self, number: int) -> int:
        """The height of the lines of a piece."""
        if self.paragraphs.is_blank(number):
            return self._blank_height(number)
        return self.setting.line_height

    def _baseline(self, line_height: float) -> float:
        return (line_height + self._metrics.ascent() - self._metrics.descent()) / 2 - line_height * _RAISED

    @property
    def baseline(self) -> float:
        """How far below the top of a line its letters stand."""
        return self._baseline(self.setting.line_height)

    # Points and places

    def line_at(self, laid: Laid, place: int) -> int:
        """The line of a piece that holds a place."""
        line = laid.layout.lineForTextPosition(self.offsets.to_qt(place, laid.start))
        return line.lineNumber() if line.isValid() else 0

    def line_bounds(self, laid: Laid, line: QTextLine) -> tuple[int, int]:
        """The first place of a line and the one after its last."""
        first = self.offsets.from_qt(line.textStart(), laid.start)
        return first, self.offsets.from_qt(line.textStart() + line.textLength(), laid.start)

    def caret_rect(self, place: int) -> QRectF:
        """The whole line's height at the left edge of a place, with no width."""
        laid = self.laid(self.paragraphs.number_at(place))
        number = self.line_at(laid, place)
        height = self.line_height(laid.number)
        across = 0.0
        if laid.layout.lineCount():
            across = _x(laid.layout.lineAt(number), self.offsets.to_qt(place, laid.start))
        return QRectF(across, self.heights.top(laid.number) + number * height, 0, height)

    def right_edge_of(self, place: int) -> float:
        """Where the character before a place ends: at the end of its line, not at the beginning of the next one."""
        before = max(0, place - 1)
        laid = self.laid(self.paragraphs.number_at(before))
        if not laid.layout.lineCount():
            return 0.0
        line = laid.layout.lineAt(self.line_at(laid, before))
        spans = self.spans(laid, line, before, place)
        return spans[-1][1] if spans else line.naturalTextRect().right()

    def place_at(self, across: float, down: float) -> int:
        """The place nearest to a point of the column."""
        laid = self.laid(self.heights.at(round(down)))
        line = self._line_under(laid, down)
        if line is None:
            return laid.start
        return self._nearest(laid, line, across)

    def is_on_words(self, across: float, down: float) -> bool:
        """Whether a point is on a line's words rather than beside or below them."""
        if not 0 <= down < self.heights.total:
            return False
        laid = self.laid(self.heights.at(round(down)))
        line = self._line_under(laid, down)
        if line is None or down - self.heights.top(laid.number) >= laid.line_count * self.line_height(laid.number):
            return False
        return line.naturalTextRect().left() <= across <= line.naturalTextRect().right()

    def _line_under(self, laid: Laid, down: float) -> QTextLine | None:
        if not laid.layout.lineCount():
            return None
        into = down - self.heights.top(laid.number)
        number = int(into // self.line_height(laid.number))
        return laid.layout.lineAt(min(max(number, 0), laid.layout.lineCount() - 1))

    def _nearest(self, laid: Laid, line: QTextLine, across: float) -> int:
        """The place on a line whose left edge is nearest to a point.

        Qt's own answer is wrong beside letters with several accents and within joined emoji (6.11: a point on the
        first half of "q" with two dots is said to be at the line's end), so such lines are measured place by place.
        """
        first, after = self.line_bounds(laid, line)
        is_last = line.lineNumber() + 1 == laid.layout.lineCount()
        if _PLAIN.fullmatch(self.text, first, after):
            place = self.offsets.from_qt(line.xToCursor(across), laid.start)
            return min(place, laid.end) if is_last else min(place, after - 1)
        places = [place for place in range(first, after + is_last) if not is_inside(self.text, place)]
        origin = laid.start
        return min(places, key=lambda place: abs(_x(line, self.offsets.to_qt(place, origin)) - across))

    def spans(self, laid: Laid, line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
        """Where the words ``[start, end)`` stand on a line: one stretch from left to right, or several in bidi text."""
        first = max(self.offsets.to_qt(max(start, laid.start), laid.start), line.textStart())
        last = min(self.offsets.to_qt(min(end, laid.end), laid.start), line.textStart() + line.textLength())
        if last <= first:
            return []
        if laid.both_ways:
            return _joined(_letters(line, first, last))
        edge = line.naturalTextRect().right()
        left, right = min(_x(line, first), edge), min(_x(line, last), edge)
        return [(left, right)] if right > left else []

    # The caret's own lines

    def reads_leftwards(self, place: int) -> bool:
        """Whether the paragraph at a place reads from right to left."""
        laid = self.laid(self.paragraphs.number_at(place))
        if not laid.both_ways:
            return False
        ways = (bidirectional(letter) for letter in self.text[laid.start : laid.end])
        return next((way for way in ways if way in ("L", "R", "AL")), "L") != "L"

    def line_edges(self, place: int) -> tuple[int, int]:
        """The first and the last place of the caret on the line that holds ``place``."""
        laid = self.laid(self.paragraphs.number_at(place))
        if not laid.layout.lineCount():
            return laid.start, laid.end
        line = laid.layout.lineAt(self.line_at(laid, place))
        first, after = self.line_bounds(laid, line)
        if line.lineNumber() + 1 < laid.layout.lineCount():
            return first, start_of_character(self.text, after - 1)
        return first, min(after, laid.end)


def _x(line: QTextLine, position: int) -> float:
    return _across(line.cursorToX(position))


def _across(found: object) -> float:
    """Qt for Python gives the position back beside the pixels."""
    return float(found[0]) if isinstance(found, tuple) else float(str(found))


def _letters(line: QTextLine, first: int, last: int) -> Iterator[tuple[float, float]]:
    for position in range(first, last):
        edges = (line.cursorToX(position, edge) for edge in (QTextLine.Edge.Leading, QTextLine.Edge.Trailing))
        left, right = sorted(_across(found) for found in edges)
        if right > left:
            yield left, right
        else:  # Qt gives no width to the letter at which the direction turns; its glyph has one
            yield from ((ink.left(), ink.right()) for ink in _ink(line, position) if ink.right() > ink.left())


def _ink(line: QTextLine, position: int) -> list[QRectF]:
    return [run.boundingRect() for run in line.glyphRuns(position, 1)]


def _joined(stretches: Iterator[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for left, right in sorted(stretches):
        if joined and left <= joined[-1][1] + 0.5:
            joined[-1] = (joined[-1][0], max(joined[-1][1], right))
        else:
            joined.append((left, right))
    return joined


def _as_title(words: str) -> str:
    return " ".join(words[heading_sign(words) :].casefold().split()).rstrip(".")
