"""Tables of titles and abstracts (CSV, XLSX): columns known by the names that databases and people give them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from curator.errors import BadInput
from curator.importing.formats.reading import Head
from curator.importing.references.reference import (
    Entry,
    Part,
    ReadReferences,
    Reference,
    ReferenceFormat,
    RefusedReference,
    Tags,
)
from curator.importing.spreadsheet_file import SPREADSHEET_ENDINGS, Spreadsheet
from curator.importing.tables import (
    NO_NAMES,
    TABLE_ENDINGS,
    header_of,
    key_of,
    named,
    records_of_csv,
    records_of_spreadsheet,
    table_of,
)
from curator.text.decoding import decode

OURS: Mapping[str, str] = {
    "title": "the report's title",
    "abstract": "its abstract",
    "authors": "its authors",
    "year": "the year of publication",
    "journal": "where it was published",
    "doi": "its DOI",
    "pmid": "its PubMed id",
    "pmcid": "its PubMed Central id",
    "keywords": "its keywords",
    "licence": "under which terms it may be used",
}
"""The columns that mean something, and what each says; others are kept with the report's details."""

ALIASES: Mapping[str, tuple[str, ...]] = {
    "title": ("article_title", "document_title", "primary_title", "ti", "title_of_report", "titel"),
    "abstract": ("ab", "abstract_note", "abstracts", "abstract_text", "summary"),
    "authors": ("author", "au", "author(s)", "author_full_names", "author_names", "autoren"),
    "year": ("publication_year", "pub_year", "py", "year_of_publication", "published", "date", "jahr"),
    "journal": ("source_title", "publication_title", "journal/book", "journal_title", "source", "so", "publication"),
    "doi": ("di", "doi_link", "digital_object_identifier"),
    "pmid": ("pubmed_id", "pubmed", "pm", "pubmedid"),
    "pmcid": ("pmc", "pmc_id", "pubmed_central_id"),
    "keywords": ("author_keywords", "keyword", "de", "index_keywords", "manual_tags"),
    "licence": ("license", "rights"),
}
"""What others call our columns, by key."""

_SAY_WHICH = frozenset(("abstract", "authors", "year", "journal", "doi", "pmid"))


def is_table_of_references(header: Sequence[str]) -> bool:
    """Whether columns of these keys are those of a table of references: titles, and something that tells them apart."""
    ours = {our_column(key) for key in header}
    return "title" in ours and not _SAY_WHICH.isdisjoint(ours)


def our_column(key: str) -> str:
    """The column that a column of this key is; empty when it is none of ours."""
    return key if key in OURS else next((ours for ours, names in ALIASES.items() if key in names), "")


def read_table_of_references(data: bytes, name: str, renamed: Mapping[str, str] = NO_NAMES) -> ReadReferences:
    """Every row of a table as a reference; raises ``BadInput`` when it is no table, or no column has the titles."""
    if PurePath(name).suffix.lower() in SPREADSHEET_ENDINGS:
        records, encoding = records_of_spreadsheet(Spreadsheet(data)), "utf-8"
        notes: tuple[str, ...] = ()
    else:
        decoded = decode(data)
        records, encoding, notes = records_of_csv(name, decoded.text), decoded.encoding, decoded.notes
    header, counted = _header_first(records, renamed)
    table = table_of(name, counted)
    columns = [(our_column(key_of(written)) or written, place) for place, written in enumerate(header)]
    if "title" not in {ours for ours, _ in columns}:
        raise BadInput("No column has the titles. Say which one it is: title.")
    references = tuple(
        Reference(
            number=row.number - 1,
            entries=tuple(Entry(column, row.cells[place].strip()) for column, place in columns if column),
            original=_as_table(header, row.cells),
        )
        for row in table.rows
    )
    refused = tuple(RefusedReference(number=row.row - 1, problem=row.problem) for row in table.refused)
    return ReadReferences(references=references, refused=refused, encoding=encoding, notes=tuple(notes))


def _header_first(
    records: Iterator[tuple[int, list[str]]], renamed: Mapping[str, str]
) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header with the names that were given to its columns, and all rows with it in its place."""
    seen = []
    for number, cells in records:
        seen.append((number, cells))
        if any(map(str.strip, cells)):
            break
    header = [named(name, renamed).strip() for name in seen[-1][1]] if seen else []
    if seen:
        seen[-1] = (seen[-1][0], header)

    def every() -> Iterator[tuple[int, list[str]]]:
        yield from seen
        yield from records

    return header, every()


def _as_table(header: list[str], cells: list[str]) -> bytes:
    """A row as a table of its own, so that it can be read without the others."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows((header, cells))
    return written.getvalue().encode("utf-8", "replace")


def _recognises(head: Head) -> bool:
    return is_table_of_references(header_of(head))


FORMAT = ReferenceFormat(
    name="a table of references",
    endings=TABLE_ENDINGS,
    recognises=_recognises,
    read=lambda data: read_table_of_references(data, "table.csv"),
    tags=Tags(
        parts={
            Part.TITLE: ("title",),
            Part.AUTHORS: ("authors",),
            Part.YEAR: ("year",),
            Part.JOURNAL: ("journal",),
            Part.DOI: ("doi",),
            Part.PMID: ("pmid",),
            Part.PMCID: ("pmcid",),
            Part.LICENCE: ("licence",),
            Part.ABSTRACT: ("abstract",),
        },
        names={"keywords": "Keywords", "year": "Year", "doi": "DOI", "pmid": "PubMed id", "pmcid": "PubMed Central id"},
        retracted=("keywords", "type", "Publication Type", "Document Type", "Notes"),
        says_itself=True,
    ),
)
"""By its content it is asked last of all references: a table of claims has titles, too."""
