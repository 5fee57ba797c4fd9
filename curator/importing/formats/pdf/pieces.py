"""What stands on a page of a PDF, piece by piece: characters that follow one another on one line, in one size.

Pieces are measured in points from the upper left corner of the page, held so that most of its words are upright. The
characters of a piece follow one another in pdfium's own count too: that count leads from a word of the text back to
its place on the page.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
from collections import Counter, deque
from collections.abc import Callable
from itertools import repeat
from typing import Any, NamedTuple

from curator.importing.formats.pdf.asking import Places
from curator.importing.formats.pdf.letters import UNEVEN
from curator.importing.formats.pdf.library import PdfPage, PdfTextPage, pdfium
from curator.importing.formats.pdf.turning import Box, Turning
from curator.text.decoding import LOST

_LINE_HYPHENS = "\x02\ufffe"
"""What pdfium gives for a hyphen at the end of a line whose word goes on in the next one."""
_LINE = re.compile(rf"[^\r\n{_LINE_HYPHENS}]+[{_LINE_HYPHENS}]?|[{_LINE_HYPHENS}]")
_BLANK = frozenset(
    " \t\xa0\u1680\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060\0" + "".join(map(chr, range(0x2000, 0x200B)))
)
_WIDEST_GAP = 0.85
"""A gap wider than this, in heights of the line, ends a piece: it may lie between two columns or two cells."""
SPACE = 0.17
"""A gap wider than this, in heights of the line, is a space although the file has none there."""
_BACKWARDS = 0.4
_SHIFT = 0.12
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")
_NO_WIDTH = "\u2060"
_BOLD = re.compile(r"bold|black|heavy|[-.,]b(?![a-z])|bd(?![a-z])", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
_BOLD_WEIGHT = 600
_NAME_BYTES = 128
_RIGHT_ANGLE = math.pi / 2


def _fast(function: Any, *takes: Any) -> Callable[..., int]:
    """One of pdfium's functions, called with plain addresses: for what is asked once for every character."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(ctypes.c_int, *takes)(address or 0)


_box_of = _fast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_font_of = _fast(
    pdfium.FPDFText_GetFontInfo,
    ctypes.c_void_p,
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_ulong,
    ctypes.c_void_p,
)
_code_of = _fast(pdfium.FPDFText_GetUnicode, ctypes.c_void_p, ctypes.c_int)


_LEAST_HEIGHT = 0.1
_FARTHEST = 20_000.0
"""Points; a PDF's page has at most 14,400 each way, and what a damaged file puts beyond this is on no page."""
MOST_ON_A_PAGE = 200_000
"""A page of a newspaper has 30,000 characters. A page with more than this was not made to be read."""


class TooMuch(Exception):
    """A page has more characters than any page has."""


class Piece:
    """The characters of a page from its ``first`` one on, as many as ``text`` has.

    ``shown`` is its box on the page as it is shown. ``hyphen`` says that the last character is a hyphen at which a
    word was broken. ``places`` are the boxes of its characters, where some of them are stored otherwise. ``spaced``
    and ``trailed`` say that white space stands before it and after it. ``quarter`` counts the quarter turns clockwise
    by which it differs from most of the page's words.
    """

    __slots__ = (
        "begins_bold",
        "bold",
        "bottom",
        "first",
        "font",
        "height",
        "hyphen",
        "is_upright",
        "left",
        "middle",
        "places",
        "quarter",
        "right",
        "shown",
        "spaced",
        "text",
        "top",
        "trailed",
    )

    def __init__(self, first: int, text: str, box: Box, shown: Box) -> None:
        self.first = first
        self.text = text
        self.put(box)
        self.shown = shown
        self.is_upright = True
        self.hyphen = self.spaced = self.trailed = self.bold = self.begins_bold = False
        self.quarter = 0
        self.font = ""
        self.places: list[Box] = []

    def put(self, box: Box) -> None:
        """Puts it into another place of the page that is read."""
        self.left, self.top, self.right, self.bottom = box
        self.height = max(_LEAST_HEIGHT, self.bottom - self.top)
        self.middle = (self.top + self.bottom) / 2

    def box(self, begin: int, end: int) -> Box:
        """Where some of its characters stand on the page as it is shown."""
        places = [place for place in self.places[begin:end] if place[2] > place[0] and place[3] > place[1]]
        if not places:
            return self.shown
        lefts, tops, rights, bottoms = zip(*places, strict=True)
        left, top, right, bottom = self.shown
        if self.is_upright:
            return min(lefts), top, max(rights), bottom
        return left, min(tops), right, max(bottoms)

    def __repr__(self) -> str:
        return f"<{self.text!r} {self.left:.0f},{self.top:.0f}–{self.right:.0f},{self.bottom:.0f}>"


class PageOfPieces(NamedTuple):
    """What stands on one page. ``width`` and ``height`` are of the page as it is held for reading, in points.

    ``shown`` is its size as it is shown. ``unknown`` counts the characters that the file gives no meaning.
    """

    pieces: list[Piece]
    width: float
    height: float
    shown: tuple[float, float]
    characters: int
    unknown: int


class _Stretch(NamedTuple):
    """Characters ``[start, end)`` in one piece, and their box in user space."""

    start: int
    end: int
    box: Box
    quarter: int
    hyphen: bool


def read_page(page: PdfPage) -> PageOfPieces:
    """The pieces of a page in the order in which the file draws them."""
    turning = Turning(page.get_rotation() // 90 % 4, *page.get_bbox())
    words = page.get_textpage()
    try:
        count = words.count_chars()
        if count > MOST_ON_A_PAGE:
            raise TooMuch
        text = _text_of(words, count)
        boxes = _boxes_of(words, count)
        stretches = _Stretches(words, text, boxes).all()
        by_quarter = [0, 0, 0, 0]
        for stretch in stretches:
            by_quarter[stretch.quarter] += stretch.end - stretch.start
        upright = max(range(4), key=lambda quarter: (by_quarter[quarter], quarter == -turning.quarters % 4))
        held = turning._replace(quarters=-upright % 4)
        fonts = _Fonts(words)
        pieces = []
        for stretch in stretches:
            piece = Piece(
                stretch.start, text[stretch.start : stretch.end], held.box(stretch.box), turning.box(stretch.box)
            )
            piece.quarter = (stretch.quarter - upright) % 4
            piece.hyphen = stretch.hyphen
            piece.spaced = stretch.start > 0 and text[stretch.start - 1] in _BLANK
            if UNEVEN.search(piece.text):
                piece.places = [turning.box(box) for box in boxes[stretch.start : stretch.end]]
                piece.is_upright = (stretch.quarter + turning.quarters) % 2 == 0
            piece.trailed = stretch.end < count and text[stretch.end] in _BLANK
            piece.font, piece.bold = fonts.at((stretch.start + stretch.end - 1) // 2)
            piece.begins_bold = fonts.at(stretch.start)[1]
            pieces.append(piece)
    finally:
        words.close()
    shown = (min(turning.width, _FARTHEST), min(turning.height, _FARTHEST))
    return PageOfPieces(pieces, held.width, held.height, shown, count, text.count("\0") + text.count("\ufffd"))


def places_of(page: PdfPage) -> Places:
    """The characters of a page and their boxes on it, by the numbers that runs count from."""
    turning = Turning(page.get_rotation() // 90 % 4, *page.get_bbox())
    words = page.get_textpage()
    try:
        count = words.count_chars()
        return Places(_text_of(words, count), [turning.box(box) for box in _boxes_of(words, count)])
    finally:
        words.close()


def _text_of(words: PdfTextPage, count: int) -> str:
    """As many code points as the page has characters, so that one number counts both."""
    text = words.get_text_range() if count else ""
    if len(text) == count and (not count or pdfium.FPDFText_GetTextIndexFromCharIndex(words, count - 1) == count - 1):
        return text
    address = ctypes.cast(words.raw, ctypes.c_void_p)
    codes = map(_code_of, repeat(address, count), range(count))
    text = "".join(chr(code) if 0 <= code <= sys.maxunicode else LOST for code in codes)
    return _PAIR.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    """A character of two halves, which pdfium counts as two: whole, and a sign without width; half of one is lost."""
    halves = found.group()
    return LOST if len(halves) == 1 else halves.encode("utf-16", "surrogatepass").decode("utf-16") + _NO_WIDTH


def _boxes_of(words: PdfTextPage, count: int) -> list[Box]:
    """The box of every character in user space; one that covers the line's height where the font tells it."""
    store = (pdfium.FS_RECTF * count)()
    start, size = ctypes.addressof(store), ctypes.sizeof(pdfium.FS_RECTF)
    address = ctypes.cast(words.raw, ctypes.c_void_p)
    deque(map(_box_of, repeat(address, count), range(count), range(start, start + size * count, size)), maxlen=0)
    numbers = iter(memoryview(store).cast("B").cast("f").tolist() if count else ())
    return list(zip(numbers, numbers, numbers, numbers, strict=True))


class _Stretches:
    """Cuts the characters of a page into pieces."""

    def __init__(self, words: PdfTextPage, text: str, boxes: list[Box]) -> None:
        self._words = words
        self._text = text
        self._boxes = boxes

    def all(self) -> list[_Stretch]:
        """Every piece that shows something."""
        found: list[_Stretch] = []
        for line in _LINE.finditer(self._text):
            start, end = line.span()
            broken = self._text[end - 1] in _LINE_HYPHENS
            while True:
                while start < end and self._text[start] in _BLANK:
                    start += 1
                if start >= end:
                    break
                quarter = round(max(0.0, pdfium.FPDFText_GetCharAngle(self._words, start)) / _RIGHT_ANGLE) % 4
                stretch = self._cut(start, end, quarter)
                if all(-_FARTHEST < edge < _FARTHEST for edge in stretch.box):
                    found.append(stretch._replace(hyphen=broken and stretch.end == end))
                start = stretch.end
        return found

    def _along(self, box: Box, quarter: int) -> Box:
        """A box with its left in the direction of reading and its top above: user space, turned."""
        left, top, right, bottom = box
        match quarter:
            case 0:
                return box
            case 1:
                return -top, right, -bottom, left
            case 2:
                return -right, -bottom, -left, -top
            case _:
                return bottom, -left, top, -right

    def _cut(self, start: int, end: int, quarter: int) -> _Stretch:
        """The piece that begins at ``start``."""
        text, boxes, along = self._text, self._boxes, self._along
        begins, top, reaches, bottom = along(boxes[start], quarter)
        height = top - bottom
        last, uneven, spread = start, False, True
        gap, space, shift = _WIDEST_GAP * height, SPACE * height, _SHIFT * height
        back = (_BACKWARDS if quarter == 0 else _SHIFT) * height
        for number in range(start + 1, end):
            if text[number] in _BLANK:
                continue
            left, high, right, low = boxes[number] if quarter == 0 else along(boxes[number], quarter)
            if high - low <= 0:
                continue
            if not (-shift < low - bottom < shift and -shift < high - top < shift):
                if not self._on_the_line(start, number, height):
                    break
                uneven = True
            if left - reaches > gap or left < begins - back:
                break
            was_spread, spread = spread, left - reaches > space and text[number - 1] not in _BLANK
            if spread and not was_spread:
                break
            last, begins, reaches = number, left, right
        return _Stretch(start, last + 1, self._box(start, last, quarter, uneven=uneven), quarter, hyphen=False)

    def _box(self, first: int, last: int, quarter: int, *, uneven: bool) -> Box:
        """The box of a piece in user space: from its first to its last character, as high as most of them."""
        boxes = self._boxes[first : last + 1] if uneven else [self._boxes[one] for one in (first, last)]
        boxes = [box for box in boxes if box[1] > box[3]] or [self._boxes[first]]
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        low, high = self._extent(first, last, quarter, uneven=uneven)
        if quarter % 2 == 0:
            return min(lefts), high, max(rights), low
        return low, max(tops), high, min(bottoms)

    def _extent(self, first: int, last: int, quarter: int, *, uneven: bool) -> tuple[float, float]:
        """From where to where most characters of a piece go across the line."""
        extent_of = _height_of if quarter % 2 == 0 else _width_of
        middle = self._boxes[(first + last) // 2]
        if not uneven and middle[1] > middle[3] and middle[2] > middle[0]:
            return extent_of(middle)
        usual = Counter(map(extent_of, self._sample(first, last)))
        return max(usual.items(), key=lambda entry: (entry[1], entry[0]))[0]

    def _sample(self, first: int, last: int) -> list[Box]:
        """Some of the characters of a piece, to tell how high most of them are."""
        step = 1 + (last - first) // 12
        boxes = [box for box in self._boxes[first : last + 1 : step] if box[1] > box[3] and box[2] > box[0]]
        return boxes or [self._boxes[first]]

    def _on_the_line(self, first: int, second: int, height: float) -> bool:
        """Whether two characters of unlike boxes stand on one line in one size: fonts without measures look so."""
        origins = []
        for number in (first, second):
            x, y = ctypes.c_double(), ctypes.c_double()
            pdfium.FPDFText_GetCharOrigin(self._words, number, x, y)
            origins.append((x.value, y.value))
        apart = min(abs(origins[0][0] - origins[1][0]), abs(origins[0][1] - origins[1][1]))
        get_size = pdfium.FPDFText_GetFontSize
        return apart < _SHIFT * height and get_size(self._words, first) == get_size(self._words, second)


def _height_of(box: Box) -> tuple[float, float]:
    return box[3], box[1]


def _width_of(box: Box) -> tuple[float, float]:
    return box[0], box[2]


class _Fonts:
    """The fonts of a page, by the character."""

    def __init__(self, words: PdfTextPage) -> None:
        self._words = words
        self._address = ctypes.cast(words.raw, ctypes.c_void_p)
        self._name = ctypes.create_string_buffer(_NAME_BYTES)
        self._flags = ctypes.c_int()
        self._into = (ctypes.addressof(self._name), _NAME_BYTES, ctypes.addressof(self._flags))
        self._known: dict[bytes, tuple[str, bool]] = {}

    def at(self, number: int) -> tuple[str, bool]:
        """The name of a character's font, and whether it is bold as far as the font says."""
        length = _font_of(self._address, number, *self._into)
        written = self._name.value if 0 < length <= _NAME_BYTES else b""
        known = self._known.get(written)
        if known is None:
            name = written.decode("utf-8", "replace")
            name = name.partition("+")[2] or name
            weight = pdfium.FPDFText_GetFontWeight(self._words, number)
            bold = bool(_BOLD.search(name)) or weight >= _BOLD_WEIGHT or bool(self._flags.value & _FORCED_BOLD)
            known = self._known[written] = (name, bold)
        return known
