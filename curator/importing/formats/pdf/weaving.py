"""Weaving: the units of a document become one text, and every stretch of it remembers where it stood on its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from curator.importing.formats.manuscript import BETWEEN_CELLS
from curator.importing.formats.pdf.blocks import Block
from curator.importing.formats.pdf.flow import Unit
from curator.importing.formats.pdf.hyphens import Ending, Vocabulary
from curator.importing.formats.pdf.letters import TO_MEND, as_stored
from curator.importing.formats.pdf.pieces import Piece
from curator.importing.formats.pdf.rows import Row, is_apart
from curator.importing.formats.scripts import lowered, raised
from curator.records import Run

_DECIMALS = 2
_SMALL = 0.82
_SHIFTED = 0.07
_LONGEST_OFF_THE_LINE = 12
_GOES_ON = re.compile(r"[/@—]$")
"""What a line may end in without a space before the next one: addresses, units and dashes are broken behind these."""


class WovenUnit(NamedTuple):
    """Where a unit came to stand in the text."""

    start: int
    end: int
    block: Block


class Woven(NamedTuple):
    """The text, its units, and the runs of each page in the order of the text."""

    text: str
    units: list[WovenUnit]
    runs: list[list[Run]]


def weave(units: Sequence[Unit], words: Vocabulary, pages: int) -> Woven:
    """The text of a document."""
    loom = _Loom(words, pages)
    woven = [loom.add(unit) for unit in units]
    return Woven("".join(loom.parts), [one for one in woven if one.end > one.start], loom.runs)


class _Loom:
    def __init__(self, words: Vocabulary, pages: int) -> None:
        self._words = words
        self.parts: list[str] = []
        self.runs: list[list[Run]] = [[] for _ in range(pages)]
        self._length = 0

    def add(self, unit: Unit) -> WovenUnit:
        if self._length:
            self._put("\n\n")
        start = self._length
        columns = _table_columns([placed.row for placed in unit.rows]) if unit.block.is_table else []
        for number, placed in enumerate(unit.rows):
            following = unit.rows[number + 1].row if number + 1 < len(unit.rows) else None
            if unit.block.is_table:
                self._put_cells(placed.row, placed.page, columns)
                self._put("\n" if following is not None else "")
            else:
                self._put_line(placed.row, placed.page, following)
        return WovenUnit(start, self._length, unit.block)

    def _put(self, words: str) -> None:
        self.parts.append(words)
        self._length += len(words)

    def _put_line(self, row: Row, page: int, following: Row | None) -> None:
        """A line of a paragraph, and what comes between it and the next one."""
        if following is None or not row.ends_in_hyphen:
            self._put_pieces(row.pieces, page)
            self._put(" " if following is not None and not _GOES_ON.search(row.text) else "")
            return
        ending = self._words.ending(row.text, following.text)
        self._put_pieces(row.pieces, page, without_hyphen=ending is Ending.JOIN)
        self._put(" " if ending is Ending.KEEP_AND_SPACE else "")

    def _put_cells(self, row: Row, page: int, columns: Sequence[tuple[float, float]]) -> None:
        """A row of a table: its cells with what parts them as often as brings each under its column."""
        reached = 0
        for number, cell in enumerate(row.cells):
            left, right = cell[0].left, max(piece.right for piece in cell)
            place = max(_column_of(left, right, columns), reached + (number > 0))
            self._put(BETWEEN_CELLS * (place - reached))
            reached = place
            self._put_pieces(cell, page)

    def _put_pieces(self, pieces: Sequence[Piece], page: int, *, without_hyphen: bool = False) -> None:
        for number, piece in enumerate(pieces):
            if number and is_apart(pieces[number - 1], piece):
                self._put(" ")
            last = number + 1 == len(pieces)
            text = piece.text[:-1] if without_hyphen and last else piece.text
            if len(pieces) > 1:
                text = _off_the_line(piece, text, pieces)
            if TO_MEND.search(text):
                self._put_mended(piece, text, page)
            elif text:
                self._run(text, piece, 0, page)

    def _put_mended(self, piece: Piece, text: str, page: int) -> None:
        """A piece some of whose characters are stored otherwise: runs on either side of what is not one for one."""
        begin, words = 0, ""
        for number, letters in enumerate(as_stored(text)):
            if len(letters) == 1:
                words += letters
                continue
            self._run(words, piece, begin, page)
            for letter in letters:
                self._run(letter, piece, number, page)
            begin, words = number + 1, ""
        self._run(words, piece, begin, page)

    def _run(self, words: str, piece: Piece, begin: int, page: int) -> None:
        """Puts words down that stand in the piece from its character ``begin`` on."""
        if not words:
            return
        box = tuple(round(value, _DECIMALS) for value in piece.box(begin, begin + len(words)))
        self.runs[page].append(Run(self._length, self._length + len(words), piece.first + begin, *box))
        self._put(words)


def _off_the_line(piece: Piece, text: str, pieces: Sequence[Piece]) -> str:
    """Small figures above or below a line, written so that nobody takes them for a part of the number beside them."""
    main = max(pieces, key=lambda one: (one.height, len(one.text)))
    if piece.height > _SMALL * main.height or len(text) > _LONGEST_OFF_THE_LINE:
        return text
    shift = (piece.middle - main.middle) / main.height
    if abs(shift) < _SHIFTED:
        return text
    written = raised(text) if shift < 0 else lowered(text)
    return written if len(written) == len(text) else text


def _table_columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """From where to where the columns of a table go: the places where its fullest rows have cells."""
    most = max(len(row.cells) for row in rows)
    bounds: list[tuple[float, float]] = []
    for row in rows:
        if len(row.cells) < most:
            continue
        cells = [(cell[0].left, max(piece.right for piece in cell)) for cell in row.cells]
        if not bounds:
            bounds = cells
        elif all(left < bound[1] and bound[0] < right for (left, right), bound in zip(cells, bounds, strict=True)):
            bounds = [
                (min(left, bound[0]), max(right, bound[1])) for (left, right), bound in zip(cells, bounds, strict=True)
            ]
    return bounds


def _column_of(left: float, right: float, columns: Sequence[tuple[float, float]]) -> int:
    """The number of the column that a cell stands in: the first that it reaches into, else the nearest."""
    for number, (begins, ends) in enumerate(columns):
        if left < ends and begins < right:
            return number
    middle = (left + right) / 2
    return min(range(len(columns)), key=lambda number: abs(sum(columns[number]) / 2 - middle), default=0)
