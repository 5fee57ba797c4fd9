"""The words inside one element of journal XML: paragraphs, cells, captions, references."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from curator.importing.formats.grid import Cell, grid_of
from curator.importing.formats.scripts import fraction, lowered, raised
from curator.importing.formats.xml import name_of

BLOCKS = frozenset(
    (
        "sec",
        "p",
        "title",
        "table-wrap",
        "table-wrap-group",
        "table",
        "fig",
        "fig-group",
        "list",
        "def-list",
        "disp-quote",
        "boxed-text",
        "statement",
        "ref-list",
        "ref",
        "fn-group",
        "fn",
        "app",
        "app-group",
        "ack",
        "glossary",
        "notes",
        "bio",
        "verse-group",
        "verse-line",
        "speech",
        "disp-formula-group",
        "supplementary-material",
        "table-wrap-foot",
    )
)
"""Elements that stand in lines of their own."""

SILENT = frozenset(
    (
        "graphic",
        "inline-graphic",
        "media",
        "object-id",
        "tex-math",
        "alt-text",
        "long-desc",
        "permissions",
        "related-article",
        "related-object",
        "processing-meta",
        "xref-group",
        "index-term",
        "self-uri",
        "custom-meta-group",
        "inline-supplementary-material",
        "sec-meta",
    )
)
"""Elements that show no words: pictures, what is said of them for machines, and twins of formulas."""

_MOST_DIGITS = 4
"""No cell spans more columns or rows than this many digits can say."""


def words_of(element: etree._Element) -> str:
    """Everything that an element says, as running text."""
    name = name_of(element)
    if name in SILENT:
        return ""
    said = _SAID_IN_ITS_WAY.get(name)
    return said(element) if said is not None else _inside(element)


def _inside(element: etree._Element) -> str:
    words = element.text or ""
    for child in element:
        said = words_of(child)
        stands_apart = name_of(child) in BLOCKS or name_of(child) == "label"
        words += f" {said} " if stands_apart and said else said
        words += child.tail or ""
    return words


def rows_of(table: etree._Element) -> list[list[str]]:
    """The cells of a table, row by row; a cell that spans several is followed or underlaid by empty ones."""
    rows = []
    for row in table.iter("{*}tr", "{*}row"):
        cells = [cell for cell in row if name_of(cell) in ("td", "th", "entry")]
        rows.append([Cell(_inside(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells])
    return grid_of(rows)


def _span(cell: etree._Element, attribute: str) -> int:
    said = cell.get(attribute) or ("" if attribute == "colspan" else str(int(_number(cell.get("morerows"))) + 1))
    return max(1, _number(said))


def _number(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) <= _MOST_DIGITS else 0


def _has_own_words(element: etree._Element) -> bool:
    """Whether there are words between the elements inside, so that they only have to be read on end."""
    between = [element.text, *(child.tail for child in element)]
    return any(words and words.strip() for words in between)


def _person(element: etree._Element) -> str:
    said = {name_of(part): _inside(part).strip() for part in element}
    return " ".join(filter(None, (said.get("surname"), said.get("given-names"), said.get("suffix"))))


def _reference(element: etree._Element) -> str:
    """A reference that is only a list of its parts, written as journals write it."""
    said: dict[str, list[str]] = {}
    people: list[str] = []
    for part in element:
        name = name_of(part)
        if name in ("name", "string-name", "collab", "etal"):
            people.append(words_of(part).strip())
        elif name == "person-group":
            people += [words_of(person).strip() for person in part]
        else:
            said.setdefault(name, []).append(words_of(part).strip())
    first = {name: values[0] for name, values in said.items()}
    pages = "–".join(filter(None, (first.pop("fpage", ""), first.pop("lpage", "")))) or first.pop("elocation-id", "")
    volume = first.pop("volume", "") + (f"({issue})" if (issue := first.pop("issue", "")) else "")
    where = ":".join(filter(None, (volume, pages)))
    when = ";".join(filter(None, (first.pop("year", ""), where)))
    sentences = [", ".join(filter(None, people)), first.pop("article-title", ""), first.pop("source", ""), when]
    sentences += [" ".join(filter(None, values)) for name, values in said.items() if name in first]
    return " ".join(f"{one.rstrip('.')}." for one in sentences if one)


def _math(element: etree._Element) -> str:
    """A formula on one line: a/b for a fraction, raised and lowered letters as in running text."""
    name = name_of(element)
    parts = [_math(child) for child in element]
    if name in _MATH_OF_TWO and len(parts) == len(("above", "below")):
        return _MATH_OF_TWO[name](*parts)
    if name == "mfenced":
        return (element.get("open") or "(") + ", ".join(parts) + (element.get("close") or ")")
    if name in ("annotation", "annotation-xml"):
        return ""
    inside = (element.text or "").strip() + "".join(parts)
    return f"√({inside})" if name == "msqrt" else inside


_MATH_OF_TWO: Mapping[str, Callable[[str, str], str]] = {
    "mfrac": lambda above, below: fraction((above, below)),
    "msup": lambda base, above: base + raised(above),
    "msub": lambda base, below: base + lowered(below),
}

_ID_NAMES = {"doi": "doi:", "pmid": "PMID ", "pmc": "PMC ", "pmcid": "PMC "}

_SAID_IN_ITS_WAY: Mapping[str, Callable[[etree._Element], str]] = {
    "sup": lambda element: raised(_inside(element)),
    "sub": lambda element: lowered(_inside(element)),
    "break": lambda _element: " ",
    "math": _math,
    "etal": lambda element: _inside(element) or "et al",
    "name": _person,
    "pub-id": lambda element: _ID_NAMES.get(element.get("pub-id-type", ""), "") + _inside(element).strip(),
    "string-name": lambda element: _inside(element) if _has_own_words(element) else _person(element),
} | dict.fromkeys(
    ("element-citation", "citation", "mixed-citation", "nlm-citation"),
    lambda element: _inside(element) if _has_own_words(element) else _reference(element),
)
