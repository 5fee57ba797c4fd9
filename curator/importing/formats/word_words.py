"""The words of one paragraph of a Word document, run by run.

What was changed under "track changes" is read as if every change had been accepted: inserted words come in, deleted
ones stay out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from lxml import etree

from curator.importing.formats.scripts import fraction, lowered, raised
from curator.importing.formats.symbol_font import letter_of
from curator.importing.formats.xml import name_of
from curator.text.decoding import LOST

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_DELETED = ("del", "moveFrom")
_INSERTED = ("ins", "moveTo")
_SILENT = frozenset(
    ("pPr", "rPr", "instrText", "delText", "delInstrText", "commentRangeStart", "commentRangeEnd", "fldData", "rt")
)
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


class Words:
    """Reads paragraphs, and counts what a person should know of: ``counts`` by what it is."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.notes_named: list[tuple[str, str]] = []
        """The footnotes and endnotes that the text refers to, in order: which kind, and its id."""
        self.boxes: list[etree._Element] = []
        """The text boxes that stand at the paragraph, to be written down after it."""

    def of(self, element: etree._Element) -> str:
        """The words of a paragraph, or of anything in one; lines are parted by line feeds."""
        said = _IN_THEIR_WAY.get(name_of(element))
        if said is not None:
            return said(self, element)
        if name_of(element) in _SIGNS:
            return _SIGNS[name_of(element)]
        return "" if name_of(element) in _SILENT else self.inside(element)

    def inside(self, element: etree._Element) -> str:
        """The words of everything in an element."""
        return "".join(self.of(child) for child in element)

    def deleted(self, _element: etree._Element) -> str:
        """Deleted words stay out."""
        self.counts["deletion"] += 1
        return ""

    def inserted(self, element: etree._Element) -> str:
        """Inserted words come in."""
        self.counts["insertion"] += 1
        return self.inside(element)

    def run(self, element: etree._Element) -> str:
        """A run: hidden words stay out, raised and lowered ones are written so."""
        words = self.inside(element)
        if words and _is_on(element, "vanish"):
            self.counts["hidden"] += 1
            return ""
        stands = element.find(f"{W}rPr/{W}vertAlign")
        where = stands.get(f"{W}val") if stands is not None else ""
        return raised(words) if where == "superscript" else lowered(words) if where == "subscript" else words

    def symbol(self, element: etree._Element) -> str:
        """A character of a typeface of signs; those of Symbol are known, others are lost, and counted."""
        try:
            number = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            number = 0
        letter = letter_of(number) if element.get(f"{W}font", "").lower().startswith("symbol") else ""
        self.counts["lost sign"] += not letter
        return letter or LOST

    def note_sign(self, element: etree._Element) -> str:
        """The number that a footnote or an endnote has in this text."""
        self.notes_named.append((name_of(element).removesuffix("Reference"), element.get(f"{W}id", "")))
        return raised(str(len(self.notes_named)))

    def comment(self, _element: etree._Element) -> str:
        """Somebody's comment is no part of the text."""
        self.counts["comment"] += 1
        return ""

    def alternatives(self, element: etree._Element) -> str:
        """What newer programs show and what older ones do are the same words: one of the two is read."""
        return self.of(element[0]) if len(element) else ""

    def box(self, element: etree._Element) -> str:
        """A text box stands beside the paragraph, and comes after it."""
        self.boxes.append(element)
        return ""

    def fraction(self, element: etree._Element) -> str:
        """A fraction on one line."""
        return fraction([self.inside(part) for part in element if name_of(part) in ("num", "den")])

    def power(self, element: etree._Element) -> str:
        """A base with what stands above and below it."""
        said = {name_of(part): self.inside(part) for part in element}
        return said.get("e", "") + lowered(said.get("sub", "")) + raised(said.get("sup", ""))

    def root(self, element: etree._Element) -> str:
        """A square root on one line."""
        inside = element.find(f"{_MATHS}e")
        return f"√({self.inside(inside)})" if inside is not None else ""

    def brackets(self, element: etree._Element) -> str:
        """What stands in brackets, with the brackets."""
        signs = [element.find(f"{_MATHS}dPr/{_MATHS}{end}") for end in ("begChr", "endChr")]
        first, last = (
            sign.get(f"{_MATHS}val", plain) if sign is not None else plain
            for sign, plain in zip(signs, "()", strict=True)
        )
        return first + ", ".join(self.inside(part) for part in element if name_of(part) == "e") + last


def _is_on(run: etree._Element, property_name: str) -> bool:
    said = run.find(f"{W}rPr/{W}{property_name}")
    return said is not None and said.get(f"{W}val", "1") not in ("0", "false", "off")


_IN_THEIR_WAY: Mapping[str, Callable[[Words, etree._Element], str]] = {
    "t": lambda _words, element: element.text or "",
    "r": Words.run,
    "sym": Words.symbol,
    "softHyphen": lambda _words, _element: "",
    "footnoteReference": Words.note_sign,
    "endnoteReference": Words.note_sign,
    "commentReference": Words.comment,
    "AlternateContent": Words.alternatives,
    "txbxContent": Words.box,
    "f": Words.fraction,
    "sSup": Words.power,
    "sSub": Words.power,
    "sSubSup": Words.power,
    "rad": Words.root,
    "d": Words.brackets,
    **dict.fromkeys(_DELETED, Words.deleted),
    **dict.fromkeys(_INSERTED, Words.inserted),
}
