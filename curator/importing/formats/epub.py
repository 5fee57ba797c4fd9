"""Electronic books (EPUB): the chapters in the order in which they are read."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from lxml import etree

from curator.codebook.names import tidy
from curator.errors import BadInput
from curator.importing.formats.archives import Archive
from curator.importing.formats.html import parse_page
from curator.importing.formats.html_blocks import PageWriter
from curator.importing.formats.reading import Head, Particulars, Reading, TextFormat
from curator.importing.formats.xml import name_of, parse_xml
from curator.text.decoding import decode

MOST_BOOK_BYTES = 200_000_000
_MOST_CHAPTER_BYTES = 20_000_000
_CONTAINER = "META-INF/container.xml"
_PAGES = ("application/xhtml+xml", "text/html")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")


def read_epub(original: bytes, _name: str) -> Reading:
    """The text of a book; raises ``BadInput`` for what is broken, protected or no book."""
    with Archive(original) as archive:
        place = _package_place(archive)
        package = parse_xml(archive.read(place, _MOST_CHAPTER_BYTES))
        chapters = [name for name in _chapters(package, posixpath.dirname(place)) if name in archive]
        if "META-INF/rights.xml" in archive or not chapters:
            raise BadInput("No chapter of the book can be read: it is protected against copying, or damaged.")
        writer = PageWriter()
        particulars = _particulars(package)
        if particulars.title:
            writer.title(particulars.title)
        for name in chapters:
            data = archive.read(name, _MOST_CHAPTER_BYTES)
            body = parse_page(decode(data).text).body if data.strip() else None
            if body is not None:
                writer.article(body)
    return writer.manuscript.reading(particulars)


def _package_place(archive: Archive) -> str:
    container = parse_xml(archive.read(_CONTAINER, _MOST_CHAPTER_BYTES))
    place = next((one.get("full-path", "") for one in container.iter("{*}rootfile")), "")
    return posixpath.normpath(place)


def _chapters(package: etree._Element, folder: str) -> list[str]:
    """The names of the chapters in the archive, in the order of reading."""
    places = {
        one.get("id", ""): posixpath.normpath(posixpath.join(folder, unquote(one.get("href", ""))))
        for one in package.iter("{*}item")
        if one.get("media-type") in _PAGES and "nav" not in (one.get("properties") or "").split()
    }
    read = [one.get("idref", "") for one in package.iter("{*}itemref")]
    return [places[one] for one in dict.fromkeys(read) if one in places]


def _particulars(package: etree._Element) -> Particulars:
    said: dict[str, list[str]] = {}
    for metadata in package.iter("{*}metadata"):
        for one in metadata:
            if words := tidy(one.text or ""):
                said.setdefault(name_of(one), []).append(words)
    first = {name: values[0] for name, values in said.items()}
    year = _YEAR.search(first.get("date", ""))
    dois = [found.group() for words in said.get("identifier", []) if (found := _DOI.search(words))]
    details = {
        "Publisher": first.get("publisher", ""),
        "Language": first.get("language", ""),
        "Keywords": "; ".join(said.get("subject", [])),
    }
    return Particulars(
        title=first.get("title", ""),
        authors="; ".join(said.get("creator", [])),
        year=int(year.group()) if year is not None else None,
        doi=dois[0] if dois else "",
        licence=first.get("rights", ""),
        details={name: words for name, words in details.items() if words},
    )


def _recognises(head: Head) -> bool:
    named = b"mimetypeapplication/epub+zip" in head.start[:200]
    return head.start.startswith(b"PK\x03\x04") and (named or head.ending == ".epub")


FORMAT = TextFormat(
    name="electronic book (EPUB)",
    endings=(".epub",),
    recognises=_recognises,
    read=read_epub,
    most_bytes=MOST_BOOK_BYTES,
)
