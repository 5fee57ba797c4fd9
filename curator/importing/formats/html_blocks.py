"""The words of a web page, or of a chapter of an electronic book, written down block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from curator.errors import BadInput
from curator.importing.formats.grid import Cell, grid_of
from curator.importing.formats.manuscript import Manuscript, in_one_line
from curator.importing.formats.scripts import lowered, raised
from curator.records import SectionKind

DEEPEST = 120
"""Elements may lie this deep in one another."""

_SILENT = re.compile(
    r"script|style|noscript|template|nav|svg|iframe|object|embed|canvas|video|audio|button|input|select|textarea"
    r"|dialog|menu|img|map|head|title|link|meta|footer|annotation|annotation-xml|rp|rt"
)
_SILENT_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar", "dialog", "alert")
)
_UNSEEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h1|h2|h3"
    r"|h4|h5|h6|header|hr|legend|li|main|ol|p|pre|section|summary|table|ul|caption|tbody|thead|tfoot|tr|td|th|html"
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FLOATS = re.compile(r"(?:Supplementa\w+ )?(?:Table|Figure|Fig\.?|Scheme|Box)\s*[A-Z]?\d+[a-z]?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}")


class PageWriter:
    """Writes pages down, one behind the other, into one manuscript."""

    def __init__(self) -> None:
        self.manuscript = Manuscript()
        self._line = ""
        self._titled = False

    def article(self, root: LexborNode, title: str = "") -> None:
        """Writes down everything that an element shows; ``title`` goes before it where it has no first heading."""
        headed = next((one for one in _below(root) if is_shown(one) and one.tag in ("h1", "h2")), None)
        if not self._titled and title and (headed is None or headed.tag != "h1"):
            self.title(title)
        self._blocks(root, 0)
        self._end_line()
        self.manuscript.close(1)

    def title(self, words: str) -> None:
        """Writes the title of everything that comes after it."""
        self.manuscript.heading(words, 1, SectionKind.TITLE)
        self.manuscript.close(1)
        self._titled = True

    def _blocks(self, parent: LexborNode, depth: int) -> None:
        if depth > DEEPEST:
            raise BadInput(
                "Elements lie more than {most} deep in one another, as on no page with an article.", most=DEEPEST
            )
        for child in parent.iter(include_text=True):
            if child.is_text_node:
                self._line += _of_text(child)
            elif is_shown(child):
                self._element(child, depth)

    def _element(self, element: LexborNode, depth: int) -> None:
        name = element.tag or ""
        if name == "br":
            self._line += "\n"
        elif name in ("sup", "sub"):
            words = in_one_line(words_of(element))
            self._line += raised(words) if name == "sup" else lowered(words)
        elif not _BLOCKS.fullmatch(name):
            self._blocks(element, depth + 1)
        else:
            self._end_line()
            self._block(element, name, depth)
            self._end_line()

    def _block(self, element: LexborNode, name: str, depth: int) -> None:
        if name in _HEADINGS:
            self._heading(element, _HEADINGS.index(name) + 1)
        elif name in ("ul", "ol") and not _has_blocks(element, but="li"):
            self._list(element, numbered=name == "ol")
        elif name == "pre":
            self.manuscript.lines("".join(_texts(element)).split("\n"))
        elif name == "table" and not _is_for_layout(element):
            self._table(element)
        elif name == "figure" and element.css_first("table") is None:
            self._figure(element)
        else:
            self._blocks(element, depth + 1)

    def _heading(self, element: LexborNode, level: int) -> None:
        words = in_one_line(words_of(element))
        if not words:
            return
        if not self._titled and level == 1:
            self.title(words)
        else:
            self.manuscript.heading(words, max(1, level - self._titled))

    def _list(self, element: LexborNode, *, numbered: bool) -> None:
        start = element.attributes.get("start") or "1"
        first = int(start) if _NUMBER.fullmatch(start) else 1
        lines = [in_one_line(words_of(one)) for one in element.iter() if one.tag == "li" and is_shown(one)]
        signs = (f"{first + place}." if numbered else "•" for place in range(len(lines)))
        self.manuscript.lines(f"{sign} {line}" for sign, line in zip(signs, lines, strict=True) if line)

    def _table(self, element: LexborNode) -> None:
        caption = next((in_one_line(words_of(one)) for one in element.iter() if one.tag == "caption"), "")
        named = _FLOATS.match(caption)
        title = named.group() if named is not None else caption
        self.manuscript.heading(caption, self.manuscript.level + 1, SectionKind.TABLE, title)
        level = self.manuscript.level
        self.manuscript.rows(_rows_of(element))
        self.manuscript.close(level)

    def _figure(self, element: LexborNode) -> None:
        said = [in_one_line(words_of(one)) for one in element.css("figcaption")] or [in_one_line(words_of(element))]
        named = _FLOATS.match(said[0])
        kind = SectionKind.TABLE if named and named.group().lower().startswith("table") else SectionKind.FIGURE
        self.manuscript.heading("", self.manuscript.level + 1, kind, named.group() if named else "Figure")
        level = self.manuscript.level
        for words in said:
            self.manuscript.paragraph(words)
        self.manuscript.close(level)

    def _end_line(self) -> None:
        line, self._line = self._line, ""
        self.manuscript.lines(line.split("\n"))


def is_shown(element: LexborNode) -> bool:
    """Whether an element is one that a reader sees as part of the text."""
    return element.is_element_node and not _SILENT.fullmatch(element.tag or "") and not _is_hidden(element)


def _is_hidden(element: LexborNode) -> bool:
    said = element.attributes
    if "hidden" in said or said.get("aria-hidden") == "true":
        return True
    return (said.get("role") or "") in _SILENT_ROLES or _UNSEEN.search(said.get("style") or "") is not None


def length_of_hidden_words(element: LexborNode) -> int:
    """How many characters in an element the page itself hides, spaces left out."""
    return sum(
        length_of_words(one)
        for one in _below(element)
        if not _SILENT.fullmatch(one.tag or "") and _is_hidden(one) and (one.parent is None or is_shown(one.parent))
    )


def words_of(element: LexborNode) -> str:
    """What an element shows, as running text."""
    pieces: list[str] = []
    _add_words(element, pieces, 0)
    return "".join(pieces)


def length_of_words(element: LexborNode) -> int:
    """How many characters an element shows, spaces left out."""
    return sum(len("".join(words.split())) for words in _texts(element))


def _add_words(element: LexborNode, pieces: list[str], depth: int) -> None:
    if depth > DEEPEST:
        raise BadInput(
            "Elements lie more than {most} deep in one another, as on no page with an article.", most=DEEPEST
        )
    for child in element.iter(include_text=True):
        name = child.tag or ""
        if child.is_text_node:
            pieces.append(_of_text(child))
        elif not is_shown(child):
            continue
        elif name in ("sup", "sub"):
            words = in_one_line(words_of(child))
            pieces.append(raised(words) if name == "sup" else lowered(words))
        elif name == "br":
            pieces.append(" ")
        else:
            pieces.append(" " if _BLOCKS.fullmatch(name) else "")
            _add_words(child, pieces, depth + 1)
            pieces.append(" " if _BLOCKS.fullmatch(name) else "")


def _of_text(node: LexborNode) -> str:
    """The words of a text node; where its source begins a new line there is only a space."""
    return re.sub(r"[\n\t\f\r]", " ", node.text_content or "")


def _texts(element: LexborNode) -> Iterator[str]:
    """Every text in an element that is shown, in order; nothing calls itself here, however deep the elements lie."""
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if node.is_text_node:
            yield node.text_content or ""
        elif node is element or is_shown(node):
            waiting += reversed(list(node.iter(include_text=True)))


def _below(element: LexborNode) -> Iterator[LexborNode]:
    """Every element in an element that lies in nothing hidden, in order."""
    waiting = [element]
    while waiting:
        node = waiting.pop()
        if node is not element:
            yield node
        if node is element or is_shown(node):
            waiting += reversed(list(node.iter()))


def _has_blocks(element: LexborNode, but: str) -> bool:
    return any(_BLOCKS.fullmatch(one.tag or "") and one.tag != but for one in _below(element)) or any(
        one.tag == but and one.css_first(but + " " + but) is not None for one in element.iter()
    )


def _is_for_layout(table: LexborNode) -> bool:
    """Whether a table only puts things beside one another, as pages were built once."""
    if table.attributes.get("role") in ("presentation", "none") or table.css_first("table table") is not None:
        return True
    rows = [row for row in table.css("tr") if len(row.css("td, th")) > 1]
    return not rows or table.css_first("h1, h2, h3, ul, ol") is not None


def _rows_of(table: LexborNode) -> list[list[str]]:
    rows = []
    for row in table.css("tr"):
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        rows.append([Cell(words_of(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells])
    return grid_of(rows)


def _span(cell: LexborNode, attribute: str) -> int:
    said = cell.attributes.get(attribute) or ""
    return max(1, int(said)) if _NUMBER.fullmatch(said) else 1
