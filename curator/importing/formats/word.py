"""Word documents (.docx): headings as sections, tables as text, footnotes at the end.

The XML inside is read here and not by python-docx, which passes over words that were inserted under "track changes"
and over everything that lies in a content control (docs/decisions tells).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from curator.errors import BadInput
from curator.importing.details import guess_doi, guess_pmid, guess_title, says_retracted
from curator.importing.formats.archives import Archive
from curator.importing.formats.grid import Cell, grid_of
from curator.importing.formats.manuscript import Manuscript, counted, in_one_line
from curator.importing.formats.reading import Head, Particulars, Reading, TextFormat
from curator.importing.formats.word_words import W, Words
from curator.importing.formats.xml import name_of, parse_xml
from curator.records import SectionKind
from curator.text.headings import kind_of_heading

MOST_DOCUMENT_BYTES = 200_000_000
"""A document of more bytes is refused; pictures make it large, and are not read."""
MOST_PART_BYTES = 60_000_000

_DOCUMENT = "word/document.xml"
_HOLDS_BLOCKS = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "txbxContent")
_FLOAT = re.compile(r"(?:Table|Figure|Fig\.?)\s*[A-Z]?\d+[a-z]?", re.IGNORECASE)
_HEADING_NAME = re.compile(r"(?i)heading ([1-9])")
_NOTE_KINDS = {"footnote": "Footnotes", "endnote": "Endnotes"}
_SMALL_NUMBER = re.compile(r"[1-9]\d{0,2}")
_TITLE = 0
_MOST_ANCESTORS = 20
_LEFT_OUT = {
    "insertion": ("tracked insertion came in", "tracked insertions came in"),
    "deletion": ("tracked deletion was left out", "tracked deletions were left out"),
    "hidden": ("stretch of hidden text was left out", "stretches of hidden text were left out"),
    "comment": ("comment was left out", "comments were left out"),
    "lost sign": ("sign of a typeface could not be read and stands as \ufffd", "signs of a typeface stand as \ufffd"),
}


def read_word(original: bytes, _name: str) -> Reading:
    """The text of a document; raises ``BadInput`` for what is broken or no Word document."""
    with Archive(original) as archive:
        if _DOCUMENT not in archive:
            raise BadInput("There is no text of a Word document in it. Save it as .docx with Word or LibreOffice.")
        parts = {
            name: parse_xml(archive.read(f"word/{name}.xml", MOST_PART_BYTES), MOST_PART_BYTES)
            for name in ("document", "styles", "footnotes", "endnotes")
            if f"word/{name}.xml" in archive
        }
    body = next((child for child in parts["document"] if name_of(child) == "body"), None)
    if body is None:
        raise BadInput("There is no text of a Word document in it. Save it as .docx with Word or LibreOffice.")
    writer = _Writer(body, _styles(parts.get("styles")))
    writer.blocks(body)
    writer.notes(parts)
    return writer.reading()


class _Writer:
    """Writes a document down, block by block."""

    def __init__(self, body: etree._Element, levels: dict[str, int]) -> None:
        self.manuscript = Manuscript()
        self._levels = levels
        self._has_headings = any(_level_of(one, levels) for one in body.iter(f"{W}p"))
        self._words = Words()
        self._caption = ""
        self._title = ""

    def blocks(self, parent: etree._Element) -> None:
        """Everything in the body, in a content control, or in a text box."""
        for child in parent:
            name = name_of(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tbl":
                self._table(child)
            elif name in _HOLDS_BLOCKS:
                self.blocks(child)
            elif name == "AlternateContent" and len(child):
                self.blocks(child[0])
        self._end_caption()

    def notes(self, parts: dict[str, etree._Element]) -> None:
        """The footnotes and endnotes that the text refers to, with the numbers that they have in it."""
        named = list(enumerate(self._words.notes_named, start=1))
        for kind, heading in _NOTE_KINDS.items():
            part = parts.get(f"{kind}s")
            there = {} if part is None else {one.get(f"{W}id", ""): one for one in part if name_of(one) == kind}
            said = [
                (number, there[note_id]) for number, (of_kind, note_id) in named if of_kind == kind and note_id in there
            ]
            if said:
                self.manuscript.heading(heading, 1, SectionKind.OTHER)
                for number, note in said:
                    words = " ".join(self._words.inside(one) for one in note if name_of(one) == "p")
                    self.manuscript.paragraph(f"{number} {words}")

    def reading(self) -> Reading:
        for what, (one, many) in _LEFT_OUT.items():
            if self._words.counts[what]:
                self.manuscript.notes.append(f"{counted(self._words.counts[what], one, many)}.")
        written = self.manuscript.reading(Particulars())
        title = self._title or guess_title(written.text)
        said = Particulars(
            title=title,
            doi=guess_doi(written.text),
            pmid=guess_pmid(written.text),
            retraction="Its title says that it was retracted" if says_retracted(title) else "",
        )
        return Reading(text=written.text, notes=written.notes, sections=written.sections, particulars=said)

    def _paragraph(self, element: etree._Element) -> None:
        words = self._words.inside(element)
        boxes, self._words.boxes = self._words.boxes, []
        plain = in_one_line(words)
        level = _level_of(element, self._levels)
        if plain and level is None and _FLOAT.match(plain):
            self._end_caption()
            self._caption = plain
        elif plain:
            self._end_caption()
            self._write(words, plain, level)
        for box in boxes:
            self.blocks(box)

    def _write(self, words: str, plain: str, level: int | None) -> None:
        if level == _TITLE and not self._title:
            self._title = plain
            self.manuscript.heading(plain, 1, SectionKind.TITLE)
            self.manuscript.close(1)
        elif level is not None:
            self.manuscript.heading(plain, max(1, level))
        elif not self._has_headings and kind_of_heading(plain) is not SectionKind.OTHER:
            self.manuscript.heading(plain, 1)
        else:
            self.manuscript.lines(words.split("\n"))

    def _end_caption(self) -> None:
        """Writes down what looked like the caption of a table, and had no table under it."""
        caption, self._caption = self._caption, ""
        self.manuscript.paragraph(caption)

    def _table(self, element: etree._Element) -> None:
        rows = list(_rows_of(element, self._words))
        if sum(len(row) for row in rows) <= 1:
            self._end_caption()
            for cell in element.iter(f"{W}tc"):
                self.blocks(cell)
            return
        caption, self._caption = self._caption, ""
        named = _FLOAT.match(caption)
        self.manuscript.heading(
            caption, self.manuscript.level + 1, SectionKind.TABLE, named.group() if named is not None else "Table"
        )
        level = self.manuscript.level
        self.manuscript.rows(grid_of(rows))
        self.manuscript.close(level)


def _rows_of(table: etree._Element, words: Words) -> Iterator[list[Cell]]:
    """The cells of a table, row by row; a cell that goes on from the row above is an empty one."""
    for row in table.iterchildren(f"{W}tr", f"{W}sdt", f"{W}ins"):
        inner = row if name_of(row) == "tr" else next(row.iter(f"{W}tr"), None)
        if inner is None or inner.find(f"{W}trPr/{W}del") is not None:
            words.counts["deletion"] += inner is not None
            continue
        cells = []
        for cell in inner.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr"), None) is not inner:
                continue
            said = " ".join(filter(None, (in_one_line(words.inside(one)) for one in cell.iter(f"{W}p"))))
            goes_on = cell.find(f"{W}tcPr/{W}vMerge")
            is_more = goes_on is not None and goes_on.get(f"{W}val", "continue") == "continue"
            wide = cell.find(f"{W}tcPr/{W}gridSpan")
            columns = wide.get(f"{W}val", "1") if wide is not None else "1"
            cells.append(Cell("" if is_more else said, int(columns) if _SMALL_NUMBER.fullmatch(columns) else 1))
        yield cells


def _styles(part: etree._Element | None) -> dict[str, int]:
    """By the id of a style: the level of heading that it makes of a paragraph, 0 for the title of the document."""
    if part is None:
        return {}
    levels: dict[str, int] = {}
    based_on: dict[str, str] = {}
    for style in part.iterchildren(f"{W}style"):
        style_id, name = style.get(f"{W}styleId", ""), style.find(f"{W}name")
        named = (name.get(f"{W}val", "") if name is not None else "").lower()
        heading = _HEADING_NAME.fullmatch(named)
        level = _outline(style)
        if named == "title":
            levels[style_id] = _TITLE
        elif heading is not None:
            levels[style_id] = int(heading.group(1))
        elif level is not None:
            levels[style_id] = level
        based = style.find(f"{W}basedOn")
        based_on[style_id] = based.get(f"{W}val", "") if based is not None else ""
    for style_id in based_on:
        ancestor, steps = style_id, 0
        while ancestor not in levels and ancestor in based_on and steps < _MOST_ANCESTORS:
            ancestor, steps = based_on[ancestor], steps + 1
        if ancestor in levels:
            levels[style_id] = levels[ancestor]
    return levels


def _level_of(paragraph: etree._Element, levels: dict[str, int]) -> int | None:
    own = _outline(paragraph)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return own if own is not None else levels.get(style.get(f"{W}val", "")) if style is not None else None


def _outline(element: etree._Element) -> int | None:
    """The level of heading that properties name, 1 to 9; 9 in the file means running text."""
    said = element.find(f"{W}pPr/{W}outlineLvl")
    words = said.get(f"{W}val", "") if said is not None else ""
    return int(words) + 1 if words in tuple("012345678") else None


def _recognises(head: Head) -> bool:
    return head.start.startswith(b"PK\x03\x04") and (head.ending in _ENDINGS or b"word/" in head.start)


_ENDINGS = (".docx", ".docm")

FORMAT = TextFormat(
    name="Word document",
    endings=_ENDINGS,
    recognises=_recognises,
    read=read_word,
    most_bytes=MOST_DOCUMENT_BYTES,
)
