"""A text as it is written down from a source that knows its headings, paragraphs and tables.

Paragraphs are parted by an empty line. A row of a table is one line, its cells parted by " | ", so that a value and
the head of its column can still be told. Sections are noted while the text grows, in its own code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from curator.errors import BadInput
from curator.importing.formats.reading import Particulars, Reading
from curator.records import Section, SectionKind
from curator.text.decoding import LOST, normalise
from curator.text.headings import kind_of_heading

BETWEEN_CELLS = " | "
"""What parts the cells of a row. An empty cell is kept, so that columns stay columns."""

MOST_CHARACTERS = 20_000_000
"""A text above this is refused, as a plain text of that size is."""

_BLANKS = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
"""White space that only says where a line of the source ended; no-break and thin spaces stay as they are."""


class _Open(Struct):
    kind: SectionKind
    title: str
    start: int
    level: int
    place: int


class Manuscript:
    """A text being written down. Headings open sections; a heading of the same level or a higher one closes them."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._sections: list[tuple[int, Section]] = []
        self._begun = 0

    @property
    def level(self) -> int:
        """The level of the section that is open; 0 outside of all."""
        return self._open[-1].level if self._open else 0

    def heading(self, words: str, level: int, kind: SectionKind | None = None, title: str = "") -> None:
        """Begins a section; without a kind, its words tell it, else the section that it lies in.

        Its words are written down where there are any; ``title`` is what the section is called where not by them.
        """
        words = in_one_line(words)
        self.close(level)
        if kind is None:
            around = self._open[-1].kind if self._open else SectionKind.OTHER
            kind = around if around is not SectionKind.OTHER else kind_of_heading(words)
        start = self._length + (2 if self._length else 0)
        self._open.append(_Open(kind, in_one_line(title) or words, start, level, self._begun))
        self._begun += 1
        self.paragraph(words)

    def close(self, level: int) -> None:
        """Ends the sections of this level and deeper ones."""
        while self._open and self._open[-1].level >= level:
            ended = self._open.pop()
            if ended.start < self._length:
                section = Section(
                    kind=ended.kind, title=ended.title, start=ended.start, end=self._length, level=ended.level
                )
                self._sections.append((ended.place, section))

    def paragraph(self, words: str) -> None:
        """Writes a paragraph down; nothing when there are no words in it."""
        self._write(in_one_line(words), "\n\n")

    def lines(self, several: Iterable[str]) -> None:
        """Writes lines down that belong together: the items of a list."""
        between = "\n\n"
        for line in map(in_one_line, several):
            if line:
                self._write(line, between)
                between = "\n"

    def rows(self, rows: Iterable[Sequence[str]]) -> None:
        """Writes the rows of a table down; a row without words is left out."""
        tidied = ([in_one_line(cell) for cell in row] for row in rows)
        self.lines(BETWEEN_CELLS.join(row) for row in tidied if any(row))

    def reading(self, particulars: Particulars, encoding: str = "utf-8") -> Reading:
        """What was written down; raises ``BadInput`` when there are no words in it."""
        self.close(0)
        decoded = normalise("".join(self._pieces), encoding)
        sections = tuple(section for _place, section in sorted(self._sections, key=lambda pair: pair[0]))
        notes = (*self.notes, *decoded.notes)
        return Reading(text=decoded.text, encoding=encoding, notes=notes, sections=sections, particulars=particulars)

    def _write(self, words: str, between: str) -> None:
        if not words:
            return
        piece = between + words if self._pieces else words
        self._length += len(piece)
        if self._length > MOST_CHARACTERS:
            raise BadInput(
                "There are more than {most} million characters in it, and no report has as many.",
                most=MOST_CHARACTERS // 1_000_000,
            )
        self._pieces.append(piece)


def in_one_line(words: str) -> str:
    """Words with every line break and every row of plain blanks made one space, and none at the ends."""
    return _BLANKS.sub(" ", words).replace("\0", LOST).strip(" ")


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun."""
    return f"1 {one}" if number == 1 else f"{number:,} {many}"
