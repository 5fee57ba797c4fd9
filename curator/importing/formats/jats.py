"""Journal XML (JATS, and the NLM DTDs before it): the article's words, and everything it says of itself.

What a reader of the journal sees comes in as text: title, abstracts, body, tables and the captions of figures,
references. Who wrote it, where and when goes into the particulars.
"""

from __future__ import annotations

from lxml import etree

from curator.errors import BadInput
from curator.importing.formats.jats_front import particulars_of
from curator.importing.formats.jats_words import BLOCKS, SILENT, rows_of, words_of
from curator.importing.formats.manuscript import Manuscript, counted
from curator.importing.formats.reading import Head, Reading, TextFormat
from curator.importing.formats.xml import name_of, parse_xml, root_name
from curator.records import SectionKind

_SECTION_TYPES = {
    "intro": SectionKind.INTRODUCTION,
    "introduction": SectionKind.INTRODUCTION,
    "background": SectionKind.INTRODUCTION,
    "methods": SectionKind.METHODS,
    "materials": SectionKind.METHODS,
    "subjects": SectionKind.METHODS,
    "results": SectionKind.RESULTS,
    "discussion": SectionKind.DISCUSSION,
    "conclusion": SectionKind.CONCLUSION,
    "conclusions": SectionKind.CONCLUSION,
}
_ROOTS = ("article", "pmc-articleset")


def read_jats(original: bytes, _name: str) -> Reading:
    """The article in the bytes of a file; raises ``BadInput`` for what is no article, or several."""
    root = parse_xml(original)
    article = root if name_of(root) == "article" else _only_article(root)
    front = article.find("{*}front")
    meta = article.find("{*}front/{*}article-meta")
    if meta is None or front is None:
        raise BadInput("This XML is not a journal article: it does not say what its title is.")
    writer = _Writer()
    title = meta.find("{*}title-group/{*}article-title")
    if title is None:
        title = meta.find("{*}article-title")
    writer.title(title)
    for abstract in (*meta.findall("{*}abstract"), *meta.findall("{*}trans-abstract")):
        writer.abstract(abstract)
    for part in ("body", "floats-group", "floats-wrap", "back"):
        for element in article.findall(f"{{*}}{part}"):
            writer.blocks(element, 1)
            writer.manuscript.close(1)
    return writer.reading(article, front)


class _Writer:
    """Writes the parts of an article down, one after the other."""

    def __init__(self) -> None:
        self.manuscript = Manuscript()
        self._pictured = 0

    def reading(self, article: etree._Element, front: etree._Element) -> Reading:
        if self._pictured:
            tables = counted(self._pictured, "table is a picture", "tables are pictures")
            self.manuscript.notes.append(f"{tables} in the source; only what is written beside came in.")
        return self.manuscript.reading(particulars_of(article, front))

    def title(self, title: etree._Element | None) -> None:
        if title is not None:
            self.manuscript.heading(words_of(title), 1, SectionKind.TITLE)
            self.manuscript.close(1)

    def abstract(self, abstract: etree._Element) -> None:
        named = abstract.find("{*}title")
        self.manuscript.heading(words_of(named) if named is not None else "Abstract", 1, SectionKind.ABSTRACT)
        self.blocks(abstract, 2, besides=named)
        self.manuscript.close(1)

    def blocks(self, parent: etree._Element, level: int, besides: etree._Element | None = None) -> None:
        """Everything in an element that holds paragraphs, sections, tables and the like."""
        for child in parent:
            if child is not besides:
                self._block(child, level)

    def _block(self, element: etree._Element, level: int) -> None:
        name = name_of(element)
        if name in SILENT:
            return
        if name in ("sec", "app", "ack", "glossary", "notes", "bio", "fn-group", "ref-list", "boxed-text", "statement"):
            self._section(element, level)
        elif name in ("table-wrap", "table-wrap-group", "fig", "fig-group"):
            self._float(element, level)
        elif name == "table":
            self.manuscript.rows(rows_of(element))
        elif name in ("list", "def-list"):
            self._list(element)
        elif name in ("ref", "fn"):
            self.manuscript.paragraph(words_of(element))
        elif name in ("p", "title") or not any(name_of(part) in BLOCKS for part in element):
            self._paragraph(element, level)
        else:
            self.blocks(element, level)

    def _section(self, element: etree._Element, level: int) -> None:
        titled = element.find("{*}title")
        label = element.find("{*}label")
        words = (
            words_of(titled)
            if titled is not None
            else {"ref-list": "References", "ack": "Acknowledgements"}.get(name_of(element), "")
        )
        if label is not None and words:
            words = f"{words_of(label)} {words}"
        types = (element.get("sec-type") or "").lower().replace("|", " ").split()
        kind = next((_SECTION_TYPES[one] for one in types if one in _SECTION_TYPES), None) if level == 1 else None
        if name_of(element) == "ref-list":
            kind = SectionKind.REFERENCES
        if words or kind:
            self.manuscript.heading(words, level, kind)
        for child in element:
            if child is not titled and child is not label:
                self._block(child, level + 1)
        if words or kind:
            self.manuscript.close(level)

    def _paragraph(self, element: etree._Element, level: int) -> None:
        """A paragraph. What stands in it as a block (a table, a list) parts it in two."""
        words = element.text or ""
        for child in element:
            if name_of(child) in BLOCKS:
                self.manuscript.paragraph(words)
                self._block(child, level)
                words = ""
            else:
                words += words_of(child)
            words += child.tail or ""
        self.manuscript.paragraph(words)

    def _float(self, element: etree._Element, level: int) -> None:
        """A table or a figure: a section with its label and caption, whatever else it holds, and its notes."""
        name = name_of(element)
        parts = [part for part in element if name_of(part) in ("table-wrap", "fig")]
        if parts:
            for part in parts:
                self._float(part, level)
            return
        label, caption = element.find("{*}label"), element.find("{*}caption")
        named = caption.find("{*}title") if caption is not None else None
        title = words_of(label) if label is not None else ""
        first = f"{title} {words_of(named) if named is not None else ''}"
        kind = SectionKind.FIGURE if name == "fig" else SectionKind.TABLE
        self.manuscript.heading(first, level, kind, title)
        if caption is not None:
            self.blocks(caption, level + 1, besides=named)
        tables = list(element.iter("{*}table"))
        self._pictured += kind is SectionKind.TABLE and not tables
        for table in tables:
            self.manuscript.rows(rows_of(table))
        for foot in element.findall("{*}table-wrap-foot"):
            self.blocks(foot, level + 1)
        self.manuscript.close(level)

    def _list(self, element: etree._Element) -> None:
        titled = element.find("{*}title")
        if titled is not None:
            self.manuscript.paragraph(words_of(titled))
        lines = []
        for entry in element:
            if name_of(entry) == "def-item":
                lines.append(": ".join(filter(None, (words_of(part).strip() for part in entry))))
            elif name_of(entry) == "list-item":
                label = entry.find("{*}label")
                sign = words_of(label) if label is not None else "•"
                lines.append(f"{sign} " + " ".join(words_of(part) for part in entry if part is not label))
        self.manuscript.lines(lines)


def _only_article(root: etree._Element) -> etree._Element:
    articles = list(root.iter("{*}article"))
    if len(articles) != 1:
        raise BadInput(
            "The XML holds {count} articles. Save each as a file of its own, and bring those in.", count=len(articles)
        )
    return articles[0]


def _recognises(head: Head) -> bool:
    return root_name(head.start) in _ROOTS


FORMAT = TextFormat(
    name="journal XML (JATS)", endings=(".nxml", ".xml", ".jats"), recognises=_recognises, read=read_jats
)
