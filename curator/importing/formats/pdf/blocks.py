"""Blocks: rows that belong together. A paragraph as far as it goes in its column, a heading, a table, a caption."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from curator.importing.formats.pdf.columns import Column, is_running
from curator.importing.formats.pdf.rows import Row

_MORE_THAN_USUAL = 1.27
"""Lines that are further apart than this, compared with most lines of their size, are not of one paragraph."""
_UNKNOWN_LEAD = 1.35
_FEWEST_LEADS = 3
_OTHER_SIZE = 0.07
_INDENT = 0.45
_WIDEST_INDENT = 4.5
_CENTRED = 2.0
_SHORT = 0.2
_SPARSE = 0.72
_HEADING_ROOM = 2.0
_STRETCHED = 1.6
_FULL = 0.9
_SENTENCE_END = re.compile(r"(?:[.!?…][\"'”’)\]]*(?:\s?[\d,–\-\s*†‡§]{1,12})?|[:;][\"'”’)\]]*)$")
_FULL_STOP = re.compile(r"[.!?…][\"'”’)\]]*(?:\d[\d,–\-]{0,8}|\[[\d,–\-\s]+\])?$")
_ENTRY = re.compile(r"[•▪■●◦‣–]\s?\w|\[?\d{1,3}[.)\]]\s+[^\W\d]")
_CAPTION = re.compile(
    r"(?:supplementary\s+|additional\s+|extended data\s+)?(table|fig(?:ure|\.)?|box|scheme)\s*[\dSIVX]", re.IGNORECASE
)


class Block:
    """Rows of one column. ``is_table`` when it is read cell by cell; ``place`` is the number of its column."""

    def __init__(self, rows: Sequence[Row], page: int, place: int, column: Column, *, is_table: bool) -> None:
        self.rows = list(rows)
        self.page = page
        self.place = place
        self.left = column.left
        self.right = column.right
        self.is_table = is_table
        main = max(rows, key=lambda row: len(row.text))
        self.height = main.height
        self.font = main.font
        self.bold = main.bold
        self.fonts = {row.font for row in rows}

    @property
    def text(self) -> str:
        """Its words, roughly, for deciding what it is."""
        return " ".join(row.text for row in self.rows)

    @property
    def is_caption(self) -> bool:
        """Whether it begins as a table's or a figure's caption does."""
        return _CAPTION.match(self.rows[0].text) is not None

    @property
    def breaks_off(self) -> bool:
        """Whether its last line is full and its last sentence goes on elsewhere."""
        last = self.rows[-1]
        if self.is_table or self.is_caption:
            return False
        if last.ends_in_hyphen:
            return True
        full = last.right > self.right - _SHORT * (self.right - self.left)
        return full and not ends_sentence(last.text)

    @property
    def is_indented(self) -> bool:
        """Whether its first line begins further in than its others, or than its column."""
        edge = min((row.left for row in self.rows[1:]), default=self.left)
        return self.rows[0].left - edge > _INDENT * self.height

    def has_style_of(self, other: Block) -> bool:
        """Whether it is set in the same size and font."""
        alike = abs(self.height - other.height) < _OTHER_SIZE * self.height
        return alike and bool(self.fonts & other.fonts) and self.bold == other.bold

    def __repr__(self) -> str:
        return f"<{self.page}.{self.place} {self.text[:60]!r}>"


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence may end."""
    return _SENTENCE_END.search(text) is not None


def ends_with_full_stop(text: str) -> bool:
    """Whether a line ends with a full stop, also in front of the number of a reference."""
    return _FULL_STOP.search(text) is not None


class Leads:
    """How far apart the lines of each size are, in most of a document."""

    def __init__(self, columns: Iterable[Column]) -> None:
        seen: defaultdict[float, Counter[float]] = defaultdict(Counter)
        for column in columns:
            for above, below in pairwise(column.rows):
                if abs(above.height - below.height) < _OTHER_SIZE * above.height:
                    seen[round(above.height * 2) / 2][round((below.middle - above.middle) * 2) / 2] += 1
        self._usual = {
            height: counts.most_common(1)[0][0] for height, counts in seen.items() if counts.total() >= _FEWEST_LEADS
        }

    def of(self, height: float) -> float:
        """The usual distance between the middles of two lines of this height, in points."""
        usual = self._usual.get(round(height * 2) / 2, _UNKNOWN_LEAD * height)
        return min(max(usual, 0.9 * height), 2.2 * height)


def blocks_of(column: Column, leads: Leads, page: int, place: int) -> list[Block]:
    """The blocks of a column from top to bottom."""
    tabular = _tabular(column)
    blocks: list[Block] = []
    current: list[int] = []
    rows = column.rows
    for number, row in enumerate(rows):
        if current and _parts(column, leads, current, number, tabular):
            blocks.append(_block([rows[one] for one in current], tabular[current[0]], page, place, column))
            current = []
        current.append(number)
        del row
    if current:
        blocks.append(_block([rows[one] for one in current], tabular[current[0]], page, place, column))
    return blocks


def _block(rows: Sequence[Row], is_table: bool, page: int, place: int, column: Column) -> Block:
    return Block(rows, page, place, column, is_table=is_table)


def _tabular(column: Column) -> list[bool]:
    """Which rows belong to a table: those with cells, and short ones among them."""
    rows = column.rows
    width = column.right - column.left
    bare = [not row.has_words for row in rows]
    has_cells = [_has_cells(row, width) for row in rows]
    beside = [any(has_cells[one] or bare[one] for one in (number - 1, number + 1) if 0 <= one < len(rows))
              for number in range(len(rows))]  # fmt: skip
    has_cells = [has_cells[number] or (bare[number] and beside[number]) for number in range(len(rows))]
    tabular = list(has_cells)
    for number, row in enumerate(rows):
        if has_cells[number] or row.right - row.left > _SPARSE * width or _CAPTION.match(row.text):
            continue
        above = next((one for one in range(number - 1, max(-1, number - 3), -1) if has_cells[one]), None)
        below = next((one for one in range(number + 1, min(len(rows), number + 3)) if has_cells[one]), None)
        tabular[number] = all(
            one is not None and abs(rows[one].height - row.height) < 2 * _OTHER_SIZE * row.height
            for one in (above, below)
        )
    return tabular


def _has_cells(row: Row, width: float) -> bool:
    """Whether a row has several cells; a line of running text that was stretched to its column's width has none."""
    stretched = row.widest_gap < _STRETCHED and row.right - row.left > _FULL * width and is_running(row)
    return len(row.cells) > 1 and not stretched


def _parts(column: Column, leads: Leads, current: Sequence[int], number: int, tabular: Sequence[bool]) -> bool:
    """Whether a row begins another block than the rows above it."""
    rows = column.rows
    row, above = rows[number], rows[number - 1]
    if tabular[number] != tabular[number - 1]:
        return True
    lead = row.middle - above.middle
    if tabular[number]:
        return lead > 2 * _MORE_THAN_USUAL * leads.of(max(row.height, above.height))
    if abs(row.height - above.height) > _OTHER_SIZE * max(row.height, above.height):
        return True
    begins_caption = _CAPTION.match(row.text) and ends_sentence(above.text)
    if lead > _MORE_THAN_USUAL * leads.of(row.height) + 0.5 or begins_caption:
        return True
    own = [rows[one] for one in current]
    return _is_heading_above(own, row, column) or _begins_paragraph(own, row, rows, number, column)


def _begins_entry(row: Row) -> bool:
    """Whether a line begins with a bullet or the number of a reference."""
    return _ENTRY.match(row.text) is not None


def _is_heading_above(own: Sequence[Row], row: Row, column: Column) -> bool:
    """Whether the rows above are a heading: all in one font, which goes no further, and not filling their line."""
    last = own[-1]
    if row.pieces[0].font == last.font or _begins_entry(own[0]):
        return False
    if any(not one.is_uniform or one.font != last.font for one in own):
        return False
    if row.bold and not last.bold:
        return row.is_uniform and ends_sentence(last.text)
    return last.right < column.right - _HEADING_ROOM * last.height and not ends_with_full_stop(last.text)


def _begins_paragraph(own: Sequence[Row], row: Row, rows: Sequence[Row], number: int, column: Column) -> bool:
    """Whether a line begins a paragraph: by its indent, by hanging less than others, or after a short last line."""
    above = own[-1]
    indent = _INDENT * row.height
    step = row.left - above.left
    centred = abs((row.left + row.right) - (above.left + above.right)) < 2 * _CENTRED and abs(step) > indent
    if centred and above.right < column.right - row.height:
        return False
    if _begins_entry(own[0]):
        return _begins_entry(row) and abs(row.left - own[0].left) < indent
    if step < -indent:
        hung = len(own) > 1 and abs(own[0].left - row.left) < indent
        return hung and own[1].left - own[0].left > indent
    following = rows[number + 1].left if number + 1 < len(rows) else None
    return _is_indented(own, row, following) or _comes_after_last_line(above, row, column)


def _is_indented(own: Sequence[Row], row: Row, following: float | None) -> bool:
    """Whether a line begins further in than the lines above it, and is not the first of several that hang."""
    above, indent = own[-1], _INDENT * row.height
    if not indent < row.left - above.left < _WIDEST_INDENT * row.height:
        return False
    if abs(above.left - min(one.left for one in own)) >= indent:
        return False
    hangs = len(own) == 1 and following is not None and abs(following - row.left) < indent
    return not hangs and (following is None or row.left - following > indent or ends_sentence(above.text))


def _comes_after_last_line(above: Row, row: Row, column: Column) -> bool:
    """Whether the line above was the last one of a paragraph."""
    if not ends_sentence(above.text):
        return False
    if row.pieces[0].begins_bold and not above.pieces[0].begins_bold:
        return True
    return above.right < column.right - _SHORT * (column.right - column.left) and not row.text[:1].islower()
