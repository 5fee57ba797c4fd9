"""EndNote's XML export: a record's elements are its tags, read without DTD and entities."""

from __future__ import annotations

import re

from lxml import etree

from curator.errors import BadInput
from curator.importing.formats.reading import Head, head_in_words
from curator.importing.formats.xml import parse_xml
from curator.importing.references.reference import (
    Entry,
    Part,
    ReadReferences,
    Reference,
    ReferenceFormat,
    Tags,
)

_BEGINNING = re.compile(r"<records>\s*<record>|<xml>\s*<records\b|<record>\s*<database\b")
_STYLE = "style"


def recognises(head: Head) -> bool:
    """Whether a file begins as EndNote begins its XML."""
    words = head_in_words(head)
    return words.lstrip().startswith("<") and _BEGINNING.search(words) is not None


def read(data: bytes) -> ReadReferences:
    """Every record of an EndNote XML file; raises ``BadInput`` for broken XML, and for a DTD or entities in it."""
    root = parse_xml(data)
    found = root.findall(".//record")
    if not found:
        raise BadInput("There are no records of EndNote in this XML.")
    references = tuple(
        Reference(
            number=number,
            entries=tuple(_entries(record)),
            original=etree.tostring(record, encoding="utf-8", with_tail=False),
        )
        for number, record in enumerate(found, start=1)
    )
    encoding = (root.getroottree().docinfo.encoding or "utf-8").lower()
    return ReadReferences(references=references, encoding=encoding)


def _entries(record: etree._Element) -> list[Entry]:
    """Every element that holds words, and every attribute, by the path to it inside the record."""
    entries: list[Entry] = []
    for element in record.iterdescendants():
        if not isinstance(element.tag, str) or element.tag == _STYLE:
            continue
        path = _path(element, record)
        for name, value in element.attrib.items():
            if value.strip():
                entries.append(Entry(f"{path}@{name!s}", str(value).strip()))
        has_elements = any(isinstance(child.tag, str) and child.tag != _STYLE for child in element)
        own = (element.text or "") if has_elements else "".join(map(str, element.itertext()))
        beyond = "".join((child.tail or "") for child in element) if has_elements else ""
        words = re.sub(r"\r\n?", "\n", f"{own} {beyond}" if beyond.strip() else own).strip()
        if words or not has_elements:
            entries.append(Entry(path, words))
    return entries


def _path(element: etree._Element, record: etree._Element) -> str:
    steps = [str(element.tag)]
    above = element.getparent()
    while above is not None and above is not record:
        if above.tag != _STYLE:
            steps.append(str(above.tag))
        above = above.getparent()
    return "/".join(reversed(steps))


_NAMES = {
    "database": "EndNote library",
    "database@name": "EndNote library's name",
    "database@path": "EndNote library's place",
    "source-app": "Written by",
    "source-app@name": "Written by",
    "source-app@version": "Written by version",
    "rec-number": "Record number",
    "ref-type": "Type, by number",
    "ref-type@name": "Type",
    "contributors/authors/author": "Authors",
    "contributors/secondary-authors/author": "Secondary authors",
    "contributors/tertiary-authors/author": "Tertiary authors",
    "auth-address": "Author address",
    "titles/title": "Title",
    "titles/secondary-title": "Secondary title",
    "titles/tertiary-title": "Tertiary title",
    "titles/alt-title": "Journal, abbreviated",
    "titles/short-title": "Short title",
    "titles/translated-title": "Translated title",
    "periodical/full-title": "Journal",
    "periodical/abbr-1": "Journal, abbreviated",
    "alt-periodical/full-title": "Journal, abbreviated",
    "pages": "Pages",
    "volume": "Volume",
    "number": "Issue",
    "edition": "Edition",
    "section": "Section",
    "keywords/keyword": "Keywords",
    "dates/year": "Year",
    "dates/pub-dates/date": "Date",
    "publisher": "Publisher",
    "pub-location": "Place published",
    "isbn": "ISSN or ISBN",
    "accession-num": "Accession number",
    "call-num": "Call number",
    "label": "Label",
    "abstract": "Abstract",
    "notes": "Notes",
    "research-notes": "Research notes",
    "work-type": "Type of work",
    "urls/related-urls/url": "Link",
    "urls/web-urls/url": "Link",
    "urls/pdf-urls/url": "Link to PDF",
    "electronic-resource-num": "DOI",
    "remote-database-name": "Database",
    "remote-database-provider": "Database provider",
    "language": "Language",
    "custom2": "Custom 2",
}

FORMAT = ReferenceFormat(
    name="EndNote XML",
    endings=(".xml",),
    recognises=recognises,
    read=read,
    tags=Tags(
        parts={
            Part.TITLE: ("titles/title", "titles/translated-title"),
            Part.AUTHORS: ("contributors/authors/author",),
            Part.YEAR: ("dates/year", "dates/pub-dates/date"),
            Part.JOURNAL: ("periodical/full-title", "titles/secondary-title", "titles/alt-title"),
            Part.DOI: ("electronic-resource-num", "urls/related-urls/url"),
            Part.PMID: ("accession-num",),
            Part.PMCID: ("custom2",),
            Part.ABSTRACT: ("abstract",),
        },
        names=_NAMES,
        retracted=("work-type", "notes", "keywords/keyword", "ref-type@name"),
    ),
)
