"""Rows: pieces of a column that stand on one line, from left to right, and the cells between wide gaps in them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median

from curator.importing.formats.pdf.pieces import SPACE, Piece

_SAME_LINE = 0.45
"""Pieces whose middles are nearer than this, in heights of the line, stand on one line."""
_SMALL = 0.8
_RAISED = 0.62
"""The same for smaller pieces, raised or lowered beside the line's words."""
_BESIDE = 1.2
_CELL_GAP = 1.0
"""A gap wider than this, in heights of the line, lies between two cells."""
_SPACE_IN_FIGURES = 0.13
"""The letters of words on their side are often drawn one by one: only the gaps between them tell where words end."""
_DROP_CAP = 1.7


class Row:
    """One line of a column. ``height`` and ``middle`` are those of its main words."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = sorted(pieces, key=lambda piece: (piece.left, piece.first))
        main = max(self.pieces, key=lambda piece: (len(piece.text), piece.height))
        self.main = main
        self.height = main.height
        self.middle = main.middle
        self.left = self.pieces[0].left
        self.right = max(piece.right for piece in self.pieces)
        self.top = min(piece.top for piece in self.pieces)
        self.bottom = max(piece.bottom for piece in self.pieces)
        self.font = main.font
        self.bold = main.bold

    @cached_property
    def cells(self) -> list[list[Piece]]:
        """The pieces between wide gaps."""
        cells: list[list[Piece]] = [[self.pieces[0]]]
        reaches = self.pieces[0].right
        for piece in self.pieces[1:]:
            if piece.left - reaches > _CELL_GAP * self.height:
                cells.append([])
            cells[-1].append(piece)
            reaches = max(reaches, piece.right)
        return cells

    @cached_property
    def widest_gap(self) -> float:
        """The widest gap between two of its cells, in its heights."""
        gaps = [after[0].left - max(piece.right for piece in before) for before, after in pairwise(self.cells)]
        return max(gaps, default=0.0) / self.height

    @cached_property
    def text(self) -> str:
        """Its words, roughly, for deciding what it is."""
        words = ""
        for number, piece in enumerate(self.pieces):
            gap = number > 0 and is_apart(self.pieces[number - 1], piece)
            words += (" " if gap else "") + piece.text
        return words

    @property
    def has_words(self) -> bool:
        """Whether it is more than numbers and signs."""
        return sum(map(str.isalpha, self.text)) > 1

    @property
    def is_uniform(self) -> bool:
        """Whether all of it is in one font."""
        return all(
            piece.font == self.font and piece.begins_bold == self.bold for piece in self.pieces if len(piece.text) > 1
        )

    @property
    def ends_in_hyphen(self) -> bool:
        """Whether a word may go on in the next line."""
        last = self.pieces[-1]
        return last.hyphen or last.text.endswith(("-", "\u00ad", "\u2010"))


def is_apart(before: Piece, after: Piece) -> bool:
    """Whether there is a space between two neighbours in a row."""
    if before.quarter:
        return after.left - before.right > _SPACE_IN_FIGURES * before.height
    wide = after.left - before.right > SPACE * max(before.height, after.height)
    return wide or ((after.spaced or before.trailed) and after.left - before.right > 0)


def rows_of(pieces: Sequence[Piece]) -> list[Row]:
    """The rows of one column from top to bottom."""
    gathered: list[list[Piece]] = []
    middles: list[tuple[float, int]] = []
    for piece in sorted(pieces, key=lambda one: (-round(one.height, 1), one.first)):
        number = _row_for(piece, gathered, middles)
        if number is None:
            insort(middles, (piece.middle, len(gathered)))
            gathered.append([piece])
        else:
            gathered[number].append(piece)
    return sorted(map(Row, gathered), key=lambda row: (row.middle, row.left))


def _row_for(piece: Piece, gathered: list[list[Piece]], middles: list[tuple[float, int]]) -> int | None:
    """The nearest row whose line the piece stands on; rows are told by their first piece, which is their highest."""
    reach = max(60.0, 2 * piece.height)
    near = bisect_left(middles, (piece.middle - reach, -1))
    best: tuple[float, int] | None = None
    while near < len(middles) and middles[near][0] <= piece.middle + reach:
        middle, number = middles[near]
        near += 1
        distance = abs(middle - piece.middle)
        if (best is None or distance < best[0]) and _fits(piece, gathered[number], distance):
            best = (distance, number)
    return best[1] if best is not None else None


def _fits(piece: Piece, row: list[Piece], distance: float) -> bool:
    height = row[0].height
    small = piece.height < _SMALL * height
    if distance > (_RAISED if small else _SAME_LINE) * height:
        return False
    if small:
        beside = _BESIDE * height
        if not any(one.left - beside < piece.right and piece.left < one.right + beside for one in row):
            return False
    return not any(min(one.right, piece.right) - max(one.left, piece.left) > 0.5 * min(
        one.right - one.left, piece.right - piece.left) for one in row)  # fmt: skip


def lay_drop_caps(pieces: Sequence[Piece]) -> None:
    """Puts a big first letter on the line that it begins, and the lines beside it at its edge."""
    for number, cap in enumerate(pieces[:-1]):
        following = pieces[number + 1]
        if len(cap.text) != 1 or not cap.text.isupper() or cap.height < _DROP_CAP * following.height:
            continue
        beside = 0 <= following.left - cap.right < following.height and cap.top < following.middle < cap.bottom
        if not beside or not following.text[0].islower():
            continue
        bottom, left, edge = cap.bottom, cap.left, following.left
        cap.put((left, following.top, edge, following.bottom))
        for piece in pieces[number + 2 : number + 8]:
            if abs(piece.left - edge) < following.height and following.bottom < piece.middle < bottom:
                piece.put((left, piece.top, piece.right, piece.bottom))


def usual_height(pieces: Sequence[Piece]) -> float:
    """The height of most words among these pieces, in points; 10 when there are none."""
    heights = [piece.height for piece in pieces for _ in range(1 + len(piece.text) // 8)]
    return median(heights) if heights else 10.0
