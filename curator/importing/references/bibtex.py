"""BibTeX, read by bibtexparser; what is ours is that nothing is lost: neither entries of one key nor fields twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from curator.codebook.names import tidy
from curator.errors import BadInput
from curator.importing.formats.reading import Head, head_in_words
from curator.importing.references.reference import (
    Entry,
    Part,
    ReadReferences,
    Reference,
    ReferenceFormat,
    RefusedReference,
    Tags,
)
from curator.text.decoding import decode

if TYPE_CHECKING:
    from bibtexparser import model

_BEGINNING = re.compile(r"^[ \t]*@[A-Za-z]+[ \t]*[{(]\s*[^\s{},=]*\s*,\s*[A-Za-z][\w-]*\s*=", re.MULTILINE)
_PARTS_OF_A_SUM = re.compile(r'"[^"]*"|\{[^{}]*\}|[^#]+')
_AND = re.compile(r"\s+and\s+")
_UNESCAPED_PERCENT = re.compile(r"(?<!\\)%")
_CODE = frozenset(("url", "doi", "file", "eprint", "pmid", "pmcid", "issn", "isbn", "link", "bdsk-url-1"))
"""Fields that hold addresses and numbers, in which ``%`` and ``_`` are themselves."""


def recognises(head: Head) -> bool:
    """Whether a file has an entry of BibTeX in its first part; texts about BibTeX do not begin with one."""
    words = head_in_words(head)
    found = _BEGINNING.search(words)
    return found is not None and (head.ending == ".bib" or not words[: found.start()].strip())


def read(data: bytes) -> ReadReferences:
    """Every entry of a BibTeX file."""
    from bibtexparser import model
    from bibtexparser.entrypoint import parse_string

    decoded = decode(data)
    blocks = parse_string(decoded.text, parse_stack=[]).blocks
    strings = {block.key.lower(): _bare(block.value) for block in blocks if isinstance(block, model.String)}
    references: list[Reference] = []
    refused: list[RefusedReference] = []
    outside: list[str] = []
    for block in blocks:
        number = len(references) + len(refused) + 1
        if isinstance(block, model.ParsingFailedBlock):
            entry = block.ignore_error_block
            if isinstance(entry, model.Entry):
                references.append(_reference(number, entry, block, strings))
            else:
                refused.append(RefusedReference(number=number, problem=_broken(block)))
        elif isinstance(block, model.Entry):
            references.append(_reference(number, block, block, strings))
        elif isinstance(block, model.ImplicitComment):
            outside += [line.strip() for line in block.comment.split("\n") if line.strip()]
    return ReadReferences(
        references=tuple(references),
        refused=tuple(refused),
        outside=tuple(outside),
        encoding=decoded.encoding,
        notes=decoded.notes,
    )


def _broken(block: model.Block) -> BadInput:
    return BadInput(
        "The entry at line {line} is not complete: a bracket or a quotation mark is missing in it.",
        line=(block.start_line or 0) + 1,
    )


def _reference(number: int, entry: model.Entry, block: model.Block, strings: Mapping[str, str]) -> Reference:
    fields = [(field.key.lower(), _resolved(str(field.value), strings)) for field in entry.fields]
    plain = _without_tex([words for _, words in fields], [name in _CODE for name, _ in fields])
    entries = [Entry("entry type", entry.entry_type.lower()), Entry("entry key", entry.key)]
    for (name, _), words in zip(fields, plain, strict=True):
        values = _AND.split(words) if name in ("author", "editor") else [words]
        entries += [Entry(name, value.strip()) for value in values]
    notes = ("Another entry of the file has its key.",) if type(block).__name__ == "DuplicateBlockKeyBlock" else ()
    raw = (block.raw or "").encode()
    return Reference(number=number, entries=tuple(entries), original=raw, notes=notes)


def _bare(value: str) -> str:
    """A value without the brackets or quotation marks around it."""
    value = value.strip()
    pairs = (("{", "}"), ('"', '"'))
    return value[1:-1] if len(value) > 1 and (value[0], value[-1]) in pairs else value


def _resolved(value: str, strings: Mapping[str, str]) -> str:
    """A value with the names of strings replaced by what they stand for, and sums (``jan # " 5"``) put together."""
    value = value.strip()
    if value[:1] in ('"', "{") and (value[0] == "{" or value.count('"') == len('""')):
        return _bare(value)
    parts = _PARTS_OF_A_SUM.findall(value) if "#" in value else [value]
    return "".join(strings.get(part.strip().lower(), _bare(part)) for part in parts)


def _without_tex(values: list[str], is_code: list[bool]) -> list[str]:
    """The values with TeX's ways to write letters turned into letters, and lines joined."""
    from bibtexparser import model
    from bibtexparser.library import Library
    from bibtexparser.middlewares import LatexDecodingMiddleware

    words = [
        model.Field(str(place), _UNESCAPED_PERCENT.sub(r"\\%", value))
        for place, value in enumerate(values)
        if not is_code[place] and any(sign in value for sign in "\\${}~%")
    ]
    found: dict[int, str] = {}
    if words:
        library = Library([model.Entry("misc", "key", words)])
        entries = LatexDecodingMiddleware(allow_inplace_modification=True).transform(library).entries
        found = {int(field.key): str(field.value) for entry in entries for field in entry.fields}
    return [
        tidy(found.get(place, value)) if "\n\n" not in value else found.get(place, value)
        for place, value in enumerate(values)
    ]


_NAMES = {
    "entry type": "Type",
    "entry key": "Citation key",
    "title": "Title",
    "author": "Authors",
    "editor": "Editors",
    "journal": "Journal",
    "journaltitle": "Journal",
    "booktitle": "Book title",
    "year": "Year",
    "date": "Date",
    "month": "Month",
    "volume": "Volume",
    "number": "Issue",
    "pages": "Pages",
    "publisher": "Publisher",
    "address": "Address",
    "abstract": "Abstract",
    "keywords": "Keywords",
    "keyword": "Keywords",
    "note": "Notes",
    "annote": "Annotation",
    "doi": "DOI",
    "pmid": "PubMed id",
    "pmcid": "PubMed Central id",
    "issn": "ISSN",
    "isbn": "ISBN",
    "url": "Link",
    "urldate": "Access date",
    "language": "Language",
    "file": "File",
    "eprint": "Preprint",
    "copyright": "Copyright",
    "affiliation": "Author address",
    "type": "Type of work",
    "series": "Series",
    "edition": "Edition",
    "shorttitle": "Short title",
    "source": "Source",
    "document_type": "Type of work",
    "abbrev_source_title": "Journal, abbreviated",
}

FORMAT = ReferenceFormat(
    name="BibTeX",
    endings=(".bib",),
    recognises=recognises,
    read=read,
    tags=Tags(
        parts={
            Part.TITLE: ("title", "booktitle"),
            Part.AUTHORS: ("author",),
            Part.YEAR: ("year", "date"),
            Part.JOURNAL: ("journal", "journaltitle", "booktitle"),
            Part.DOI: ("doi", "url"),
            Part.PMID: ("pmid",),
            Part.PMCID: ("pmcid", "pmc"),
            Part.LICENCE: ("license", "licence"),
            Part.ABSTRACT: ("abstract",),
        },
        names=_NAMES,
        retracted=("note", "type", "document_type", "keywords"),
    ),
)
