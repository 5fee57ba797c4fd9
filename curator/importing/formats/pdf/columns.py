"""Columns: in which order the parts of a page are read.

A gutter is known by the words beside it: full lines of running text that all begin at one place. What crosses the
gutter (a title, a wide table, a caption below a wide figure) divides the page into bands; within a band between two
such, the left column is read before the right one. Numbers in columns are a table, and are read row by row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum, auto
from itertools import groupby
from typing import NamedTuple

from curator.importing.formats.pdf.pieces import Piece
from curator.importing.formats.pdf.rows import Row, rows_of, usual_height

_SAME_EDGE = 1.6
_NARROWEST = 0.14
"""A column has at least this share of the width of what it divides."""
_FULL = 0.75
_FEWEST_FULL_LINES = 4
_FEWEST_SHORT_LINES = 3
_LETTERS_OF_A_LINE = 20
_NARROWEST_LINE = 8.0
"""A line of running text is at least this wide, in its own heights."""
_CROSSING = 3.0
_BAND_GAP = 0.75
_NEAR_GUTTER = 12.0
_DEEPEST = 3
_LEVEL = 0.45
_NEAR = 0.5
_WIDEST_NUMBER = 30.0


class _Kind(Enum):
    """What a strip of a page is: two columns, one across both, or unsure: words on both sides, or on one only."""

    DIVIDED = auto()
    WIDE = auto()
    MIXED = auto()
    ONE_SIDED = auto()


class Column(NamedTuple):
    """A part of a page that is read from top to bottom. ``is_wide``: it goes across columns, or the page has none."""

    rows: list[Row]
    left: float
    right: float
    is_wide: bool


def columns_of(pieces: Sequence[Piece], known: Sequence[float]) -> list[Column]:
    """The columns in the order in which they are read. ``known`` are edges of columns of other pages."""
    return _columns(_lines(pieces), known, 0)


def gutter_of(pieces: Sequence[Piece]) -> float | None:
    """Where the right one of two columns begins; None without a second column."""
    return _gutter(_lines(pieces), ()) if pieces else None


class _Line:
    """Pieces that go on in one another: a line of a column, or one cell of a table."""

    __slots__ = ("bottom", "height", "left", "middle", "pieces", "right", "text", "top")

    def __init__(self, piece: Piece) -> None:
        self.pieces = [piece]
        self.text = piece.text
        self.left, self.top, self.right, self.bottom = piece.left, piece.top, piece.right, piece.bottom
        self.height = piece.height
        self.middle = piece.middle

    def goes_on_in(self, piece: Piece) -> bool:
        """Whether a piece stands right behind it."""
        height = max(self.height, piece.height)
        level = abs(self.middle - piece.middle) < _LEVEL * height
        return level and -_LEVEL * height < piece.left - self.right < _NEAR * height

    def add(self, piece: Piece) -> None:
        """Puts a piece at its end."""
        self.pieces.append(piece)
        self.text += piece.text
        self.right = max(self.right, piece.right)
        if piece.height > self.height:
            self.height, self.middle = piece.height, piece.middle
        self.top, self.bottom = min(self.top, piece.top), max(self.bottom, piece.bottom)


def _lines(pieces: Sequence[Piece]) -> list[_Line]:
    lines: list[_Line] = []
    for piece in pieces:
        if lines and lines[-1].goes_on_in(piece):
            lines[-1].add(piece)
        else:
            lines.append(_Line(piece))
    return lines


def _columns(pieces: Sequence[_Line], known: Sequence[float], depth: int) -> list[Column]:
    if not pieces:
        return []
    edge = _gutter(pieces, known) if depth < _DEEPEST else None
    if edge is None:
        return [_column(pieces, is_wide=depth == 0)]
    columns: list[Column] = []
    for band, is_divided in _bands(pieces, edge):
        if is_divided:
            left = [piece for piece in band if piece.left < edge - _SAME_EDGE]
            right = [piece for piece in band if piece.left >= edge - _SAME_EDGE]
            columns += _columns(left, (), depth + 1) + _columns(right, (), depth + 1)
        else:
            columns += _columns(band, (), depth + 1) if depth else [_column(band, is_wide=True)]
    return columns


def _gutter(pieces: Sequence[_Line], known: Sequence[float]) -> float | None:
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    margin = _NARROWEST * (right - left)
    lefts = sorted(pieces, key=lambda piece: piece.left)
    edges = [piece.left for piece in lefts]
    best: tuple[int, float] | None = None
    begin = bisect_left(edges, left + margin)
    while begin < len(lefts) and edges[begin] < right - margin:
        end = bisect_right(edges, edges[begin] + _SAME_EDGE)
        edge = edges[begin]
        support = _support(lefts[begin:end], pieces, edge, known)
        if support and (best is None or support > best[0]):
            best = (support, edge)
        begin = end
    return _with_numbers(best[1], pieces) if best is not None else None


def _with_numbers(edge: float, pieces: Sequence[_Line]) -> float:
    """The edge of a column whose lines hang behind numbers or bullets: that of the numbers."""
    lines = [piece for piece in pieces if abs(piece.left - edge) <= _SAME_EDGE and is_running(piece)]
    if not lines:
        return edge
    top, bottom = min(piece.top for piece in lines) - lines[0].height, max(piece.bottom for piece in lines)
    beside = [piece for piece in pieces if top < piece.middle < bottom]
    reach = max((piece.right for piece in beside if is_running(piece) and piece.right <= edge), default=0.0)
    nearest = max(reach, edge - _WIDEST_NUMBER)
    return min((piece.left for piece in beside if nearest < piece.left < edge), default=edge)


def _support(starting: Sequence[_Line], pieces: Sequence[_Line], edge: float, known: Sequence[float]) -> int:
    """How many full lines of running text begin here; 0 when that is no column."""
    is_known = any(abs(edge - other) < _SAME_EDGE for other in known)
    running = [piece for piece in starting if is_running(piece)]
    fewest = 1 if is_known else _FEWEST_FULL_LINES
    if len(running) < fewest:
        return 1 if is_known and len(starting) >= _FEWEST_SHORT_LINES and not _crossing(starting, pieces, edge) else 0
    reach = sorted(piece.right - edge for piece in running)[len(running) * 3 // 4]
    full = [piece for piece in running if piece.right - edge >= _FULL * reach]
    top, bottom = min(piece.top for piece in full), max(piece.bottom for piece in full)
    beside = [piece for piece in pieces if top < piece.middle < bottom and piece.right <= edge]
    if len(full) < fewest or len(beside) < len(full) // 4 or not beside:
        return 0
    if max(piece.right for piece in beside) - min(piece.left for piece in beside) < 0.5 * reach * (not is_known):
        return 0
    across = _crossing(full, pieces, edge)
    return len(full) if across * 2 <= len(full) or is_known else 0


def _crossing(starting: Sequence[_Line], pieces: Sequence[_Line], edge: float) -> int:
    """How many pieces beside these go across the edge."""
    top, bottom = min(piece.top for piece in starting), max(piece.bottom for piece in starting)
    return sum(1 for piece in pieces if top < piece.middle < bottom and crosses(piece, edge))


def is_running(piece: _Line | Row | Piece) -> bool:
    """Whether it looks like a line of running text rather than a cell or a number."""
    text = piece.text
    wide = piece.right - piece.left >= _NARROWEST_LINE * piece.height
    return wide and len(text) >= _LETTERS_OF_A_LINE and sum(map(str.isalpha, text)) >= len(text) // 2


def crosses(piece: _Line, edge: float) -> bool:
    """Whether a piece goes across the edge of a column."""
    return piece.left < edge - _CROSSING and piece.right > edge + _CROSSING


def _column(pieces: Sequence[_Line], *, is_wide: bool) -> Column:
    rows = rows_of([piece for line in pieces for piece in line.pieces])
    return Column(rows, min(row.left for row in rows), max(row.right for row in rows), is_wide)


class _Strip(NamedTuple):
    """Pieces that stand side by side. ``kind`` says what can be told of them alone."""

    pieces: list[_Line]
    top: float
    bottom: float
    kind: _Kind


def _bands(pieces: Sequence[_Line], edge: float) -> list[tuple[list[_Line], bool]]:
    """The page in bands from top to bottom, and whether each has two columns."""
    bands: list[tuple[list[_Line], bool]] = []
    for strip in _settled(_strips(pieces, edge), edge):
        divided = strip.kind is _Kind.DIVIDED
        if bands and bands[-1][1] == divided:
            bands[-1][0].extend(strip.pieces)
        else:
            bands.append((list(strip.pieces), divided))
    return bands


def _strips(pieces: Sequence[_Line], edge: float) -> list[_Strip]:
    """Strips of the page, cut where nothing stands from one side to the other, and around what crosses the gutter."""
    wide = sorted((piece for piece in pieces if crosses(piece, edge)), key=lambda piece: piece.middle)
    middles = [piece.middle for piece in wide]
    beside: dict[int, list[_Line]] = {}
    lines: list[tuple[float, list[_Line]]] = []
    for piece in wide:
        if lines and piece.middle - lines[-1][0] < piece.height / 2:
            lines[-1][1].append(piece)
        else:
            lines.append((piece.middle, [piece]))
    for piece in pieces:
        if crosses(piece, edge):
            continue
        near = bisect_left(middles, piece.middle)
        on_line = [one for one in wide[max(0, near - 1) : near + 1] if one.top < piece.middle < one.bottom]
        if on_line:
            next(line for line in lines if on_line[0] in line[1])[1].append(piece)
        else:
            beside.setdefault(near, []).append(piece)
    strips: list[_Strip] = []
    for place in sorted(beside):
        strips += _cut_at_gaps(beside[place], edge)
    strips += [_strip(line, _Kind.WIDE) for _middle, line in lines]
    return sorted(strips, key=lambda strip: strip.top)


def _cut_at_gaps(pieces: list[_Line], edge: float) -> list[_Strip]:
    """Pieces none of which crosses the gutter, cut at white space that goes from one side to the other."""
    gap = _BAND_GAP * usual_height([piece for line in pieces for piece in line.pieces])
    groups: list[list[_Line]] = []
    reaches = 0.0
    for piece in sorted(pieces, key=lambda one: one.top):
        if not groups or piece.top - reaches > gap:
            groups.append([])
            reaches = piece.bottom
        groups[-1].append(piece)
        reaches = max(reaches, piece.bottom)
    return [_strip(group, _kind(group, edge)) for group in groups]


def _kind(group: Sequence[_Line], edge: float) -> _Kind:
    on_right = [piece for piece in group if piece.left >= edge - _SAME_EDGE]
    at_edge = [piece for piece in on_right if piece.left - edge < _SAME_EDGE]
    if len(at_edge) > 1 or any(piece.left - edge < _NEAR_GUTTER and is_running(piece) for piece in on_right):
        return _Kind.DIVIDED
    left = min(piece.left for piece in group)
    full = [
        piece
        for piece in group
        if is_running(piece) and piece.left - left < _NEAR_GUTTER and piece.right > edge - 2 * _NEAR_GUTTER
    ]
    if len(full) > 1:
        return _Kind.DIVIDED
    return _Kind.MIXED if 0 < len(on_right) < len(group) else _Kind.ONE_SIDED


def _strip(pieces: list[_Line], kind: _Kind) -> _Strip:
    return _Strip(pieces, min(piece.top for piece in pieces), max(piece.bottom for piece in pieces), kind)


def _settled(strips: Sequence[_Strip], edge: float) -> list[_Strip]:
    """Says of every strip that is unsure by itself what it is, by how it is made and by what it stands nearer to."""
    settled: list[_Strip] = []
    groups = [(sure, list(group)) for sure, group in groupby(strips, lambda strip: strip.kind in _SURE)]
    for number, (sure, group) in enumerate(groups):
        if sure:
            settled += group
            continue
        above = settled[-1] if settled else None
        below = groups[number + 1][1][0] if number + 1 < len(groups) else None
        kind = _kind_among(group, above, below, edge)
        settled += [strip._replace(kind=kind) for strip in group]
    return settled


_SURE = (_Kind.DIVIDED, _Kind.WIDE)


def _kind_among(group: Sequence[_Strip], above: _Strip | None, below: _Strip | None, edge: float) -> _Kind:
    mixed = [strip for strip in group if strip.kind is _Kind.MIXED]
    if mixed and 2 * sum(_begins_at(strip, edge) for strip in mixed) >= len(mixed):
        return _Kind.DIVIDED
    neighbours = [strip for strip in (above, below) if strip is not None]
    if not neighbours:
        return _Kind.WIDE if mixed else _Kind.DIVIDED
    if mixed and all(strip.kind is _Kind.DIVIDED for strip in neighbours):
        return _Kind.WIDE if 2 * sum(_is_aligned(strip, edge) for strip in mixed) > len(mixed) else _Kind.DIVIDED
    top, bottom = group[0].top, group[-1].bottom
    return min(neighbours, key=lambda strip: max(top - strip.bottom, strip.top - bottom)).kind


def _begins_at(strip: _Strip, edge: float) -> bool:
    """Whether what stands at the right of the gutter begins there with words, as a column does; a table has numbers."""
    first = min((piece for piece in strip.pieces if piece.left >= edge - _SAME_EDGE), key=lambda piece: piece.left)
    return first.left - edge < _NEAR_GUTTER and first.text[:1].isalpha()


def _is_aligned(strip: _Strip, edge: float) -> bool:
    """Whether the words on both sides stand on the same lines, as a table's do."""
    lefts = [piece.middle for piece in strip.pieces if piece.left < edge - _SAME_EDGE]
    rights = [piece for piece in strip.pieces if piece.left >= edge - _SAME_EDGE]
    level = [any(abs(piece.middle - middle) < 0.15 * piece.height for middle in lefts) for piece in rights]
    return all(level)
