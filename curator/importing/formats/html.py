"""Web pages: the article on the page, as a reader's view of a browser shows it. Nothing is fetched, nothing is run."""

from __future__ import annotations

import codecs
import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from curator.errors import BadInput
from curator.importing.formats.html_blocks import PageWriter, is_shown, length_of_hidden_words, length_of_words
from curator.importing.formats.html_front import particulars_of
from curator.importing.formats.manuscript import counted
from curator.importing.formats.reading import Head, Reading, TextFormat
from curator.text.decoding import Decoded, decode, normalise

MOST_PAGE_BYTES = 50_000_000
"""Pages saved as one file carry their pictures with them."""

_BEGINNING = re.compile(
    rb"(?i)^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.DOTALL
)
_CHARSET = re.compile(rb"(?i)<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([a-z0-9_:-]{2,40})")
_WIDER_THAN_THEY_SAY = {"iso8859-1": "cp1252", "ascii": "cp1252"}
"""What web pages call ISO 8859-1, every browser reads as windows-1252."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NEED_NO_END = re.compile(
    r"area|base|br|col|colgroup|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|tbody|td|tfoot|th"
    r"|thead|tr|track|wbr|html|head|body"
)
_ENDS_ITSELF = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)(\s[^<>]*)?/>")
"""An element of XHTML that ends where it begins; read as HTML it would go on to the end of the page."""
_MOST_UNENDED = 3000
"""Elements lying in one another by the thousand keep a parser busy for hours; no page needs as many."""
_MOST_OF_THE_PAGE = 0.5
"""An element that calls itself the article is believed when at least this share of the page's words is in it."""


def read_html(original: bytes, _name: str) -> Reading:
    """The article on a page; raises ``BadInput`` when there are no words on it, or it is built like a trap."""
    decoded = _decoded(original)
    page = parse_page(decoded.text)
    body = page.body
    if body is None:
        raise BadInput("There are no words on the page.")
    chosen = _article_on(page, body)
    particulars = particulars_of(page)
    writer = PageWriter()
    writer.article(chosen, particulars.title)
    for left_out, where in (
        (length_of_words(body) - length_of_words(chosen), "outside of the article (menus, lists of links)"),
        (length_of_hidden_words(chosen), "that the page hides"),
    ):
        if left_out:
            letters = counted(left_out, "character", "characters")
            writer.manuscript.notes.append(f"Left out: {letters} {where}.")
    writer.manuscript.notes += decoded.notes
    return writer.manuscript.reading(particulars, decoded.encoding)


def parse_page(source: str) -> LexborHTMLParser:
    """The elements of a page; raises ``BadInput`` for one that would keep the parser busy for hours."""
    if source.lstrip("\ufeff \n\t").startswith("<?xml"):
        source = _ENDS_ITSELF.sub(_ended, source)
    _must_not_be_a_trap(source)
    return LexborHTMLParser(source)


def _ended(tag: re.Match[str]) -> str:
    name, said = tag.group(1), tag.group(2) or ""
    return tag.group() if _NEED_NO_END.fullmatch(name.lower()) else f"<{name}{said}></{name}>"


def _decoded(original: bytes) -> Decoded:
    """The source of a page. UTF-8 goes before what a page says of itself: pages are saved anew, and go on saying it."""
    said = _CHARSET.search(original, 0, 4096)
    if said is None or original.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decode(original)
    try:
        original.decode()
    except UnicodeDecodeError:
        pass
    else:
        return decode(original)
    try:
        name = codecs.lookup(said.group(1).decode("ascii")).name
        return normalise(original.decode(_WIDER_THAN_THEY_SAY.get(name, name)), name)
    except (LookupError, ValueError):
        return decode(original)


def _must_not_be_a_trap(source: str) -> None:
    depth = 0
    for closing, name in _TAG.findall(source):
        if not _NEED_NO_END.fullmatch(name.lower()):
            depth += -1 if closing else 1
            if depth > _MOST_UNENDED:
                raise BadInput(
                    "The page has thousands of elements lying in one another, as no article has. It is not read."
                )


def _article_on(page: LexborHTMLParser, body: LexborNode) -> LexborNode:
    """The element that holds the article: the only one that says so and has most of the words; else the whole page."""
    whole = length_of_words(body)
    for selector in ("article", "main", '[role="main"]'):
        found = [one for one in page.css(selector) if is_shown(one)]
        if len(found) == 1 and length_of_words(found[0]) >= whole * _MOST_OF_THE_PAGE:
            return found[0]
    return body


def _recognises(head: Head) -> bool:
    return _BEGINNING.match(head.start) is not None or head.ending in (".html", ".htm")


FORMAT = TextFormat(
    name="web page (HTML)",
    endings=(".html", ".htm", ".xhtml"),
    recognises=_recognises,
    read=read_html,
    most_bytes=MOST_PAGE_BYTES,
)
