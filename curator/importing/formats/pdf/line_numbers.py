"""The numbers that manuscripts have beside their lines: counted by journals, and no part of any sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from curator.importing.formats.pdf.columns import is_running
from curator.importing.formats.pdf.pieces import PageOfPieces, Piece

_FEWEST = 12
_MOST_OF_THE_PAGE = 0.4
_MOST_DIGITS = 4
_SAME_EDGE = 3.0
_STEPS = (1, 5, 10)
_REGULAR = 0.9


def without_line_numbers(page: PageOfPieces) -> PageOfPieces:
    """The page without the numbers that count its lines, alone in the left margin; the same page where there are none.

    They go down most of the page, beside running text: a table's numbers are never taken for them.
    """
    numbers = [piece for piece in page.pieces if piece.text.isdigit() and len(piece.text) <= _MOST_DIGITS]
    if len(numbers) < _FEWEST:
        return page
    for column in _columns(numbers):
        long = column[-1].bottom - column[0].top > _MOST_OF_THE_PAGE * page.height
        if long and _counts(column) and _stands_before_lines(column, page.pieces):
            counted = set(map(id, column))
            return page._replace(pieces=[piece for piece in page.pieces if id(piece) not in counted])
    return page


def _columns(numbers: Sequence[Piece]) -> list[list[Piece]]:
    """Numbers one below the other, by their left or their right edge."""
    columns: defaultdict[tuple[str, int], list[Piece]] = defaultdict(list)
    for piece in numbers:
        columns["left", round(piece.left / _SAME_EDGE)].append(piece)
        columns["right", round(piece.right / _SAME_EDGE)].append(piece)
    long = [column for column in columns.values() if len(column) >= _FEWEST]
    return [sorted(column, key=lambda piece: piece.middle) for column in long]


def _counts(column: Sequence[Piece]) -> bool:
    """Whether the numbers go up from line to line."""
    steps = [int(after.text) - int(before.text) for before, after in pairwise(column)]
    return max(steps.count(step) for step in _STEPS) >= _REGULAR * len(steps)


def _stands_before_lines(column: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Whether everything else beside the numbers stands at their right, and most of it is running text."""
    counted = set(map(id, column))
    top, bottom = column[0].top, column[-1].bottom
    beside = [piece for piece in pieces if id(piece) not in counted and top < piece.middle < bottom]
    right = max(piece.right for piece in column)
    running = sum(is_running(piece) for piece in beside)
    return all(one.left > right for one in beside) and running > max(len(beside) // 2, len(column) // 2)
