"""Elements of a REFI-QDA project file: attributes and texts that XML can hold, in the order of the standard."""

from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from curator.exporting.workbook.cells import possible

NAMESPACE = "urn:QDA-XML:project:1.0"
_LONGEST_NAME = 80


class Maker:
    """Makes elements, and counts the texts in which a character had to be replaced."""

    def __init__(self) -> None:
        self.replaced = 0

    def root(self, **attributes: str) -> etree._Element:
        """The element of a whole project."""
        root = etree.fromstring(f'<Project xmlns="{NAMESPACE}"/>')
        for name, value in attributes.items():
            root.set(name, self._fit(value))
        return root

    def under(self, parent: etree._Element, tag: str, words: str = "", **attributes: str) -> etree._Element:
        """A new element at the end of another one; attributes without a value are left out."""
        made = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
        for name, value in attributes.items():
            if value:
                made.set(name, self._fit(value))
        if words:
            made.text = self._fit(words)
        return made

    def _fit(self, words: str) -> str:
        if words.isascii() and words.isprintable():
            return words
        fit = possible(words)
        self.replaced += bool(fit.replaced)
        return fit.text.replace("\r\n", "\n").replace("\r", "\n")


def moment(at: datetime) -> str:
    """A time as the standard writes it: in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def shown_name(words: str) -> str:
    """The beginning of a selection's words, by which people and programs know it again."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_NAME else f"{line[:_LONGEST_NAME].rstrip()}…"


def as_bytes(root: etree._Element) -> bytes:
    """The file."""
    etree.indent(root)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)
