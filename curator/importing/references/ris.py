"""RIS: what Embase, Scopus, Zotero, EndNote and most databases export."""

from __future__ import annotations

import re
from collections.abc import Mapping

from curator.importing.formats.reading import Head, head_in_words
from curator.importing.references.reference import (
    Part,
    ReadReferences,
    Reference,
    ReferenceFormat,
    Tags,
)
from curator.importing.references.tagged import Grammar, read_tagged

_START = re.compile(r"^TY  -[^\n]*\n\s*[A-Z][A-Z0-9]  -", re.MULTILINE)
_PUBMED = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,9})\b")
_PMID = re.compile(r"(?:PMID:?\s*)?(\d{5,9})")
_OF_PUBMED = ("pubmed", "medline")

GRAMMAR = Grammar(start="TY  -", line=re.compile(r"([A-Z][A-Z0-9])  - ?(.*)"), end="ER", joint="\n")


def recognises(head: Head) -> bool:
    """Whether a file begins a record somewhere in its first part."""
    return _START.search(head_in_words(head)) is not None


def read(data: bytes) -> ReadReferences:
    """Every record of a RIS file."""
    return read_tagged(data, GRAMMAR)


def _also(reference: Reference) -> Mapping[Part, str]:
    """PubMed's number, which RIS has no tag for: by the database, by the address, or where Scopus puts it."""
    database = " ".join(reference.values("DB")).lower()
    own = [*reference.values("AN"), *reference.values("ID")] if any(name in database for name in _OF_PUBMED) else []
    own += reference.values("C2") if "scopus" in database else []
    links = [link for tag in ("UR", "L2", "LK") for link in reference.values(tag)]
    found = (*map(_PMID.fullmatch, own), *map(_PUBMED.search, links))
    number = next((one.group(1) for one in found if one is not None), "")
    return {Part.PMID: number} if number else {}


_NAMES = {
    "TY": "Type",
    "A1": "Authors",
    "A2": "Secondary authors",
    "A3": "Tertiary authors",
    "A4": "Subsidiary authors",
    "AB": "Abstract",
    "AD": "Author address",
    "AN": "Accession number",
    "AU": "Authors",
    "CA": "Caption",
    "CN": "Call number",
    "CY": "Place published",
    "DA": "Date",
    "DB": "Database",
    "DO": "DOI",
    "DP": "Database provider",
    "ED": "Editors",
    "EP": "End page",
    "ET": "Edition",
    "ID": "Reference id",
    "IS": "Issue",
    "J1": "Journal, abbreviated",
    "J2": "Journal, abbreviated",
    "JA": "Journal, abbreviated",
    "JF": "Journal",
    "JO": "Journal",
    "KW": "Keywords",
    "L1": "Link to PDF",
    "L2": "Link to full text",
    "L3": "Related records",
    "L4": "Images",
    "LA": "Language",
    "LB": "Label",
    "LK": "Link to website",
    "M1": "Miscellaneous 1",
    "M2": "Miscellaneous 2",
    "M3": "Type of work",
    "N1": "Notes",
    "N2": "Abstract",
    "NV": "Number of volumes",
    "OP": "Original publication",
    "PB": "Publisher",
    "PP": "Place of publication",
    "PY": "Year",
    "RI": "Reviewed item",
    "RN": "Research notes",
    "RP": "Reprint status",
    "SE": "Section",
    "SN": "ISSN or ISBN",
    "SP": "Start page",
    "ST": "Short title",
    "T1": "Title",
    "T2": "Secondary title",
    "T3": "Tertiary title",
    "TA": "Translated author",
    "TI": "Title",
    "TT": "Translated title",
    "UR": "Link",
    "VL": "Volume",
    "VO": "Volume",
    "Y1": "Year",
    "Y2": "Access date",
    **{f"C{number}": f"Custom {number}" for number in range(1, 9)},
    **{f"U{number}": f"User field {number}" for number in range(1, 6)},
}

FORMAT = ReferenceFormat(
    name="RIS",
    endings=(".ris",),
    recognises=recognises,
    read=read,
    tags=Tags(
        parts={
            Part.TITLE: ("TI", "T1", "CT", "BT", "ST"),
            Part.AUTHORS: ("AU", "A1"),
            Part.YEAR: ("PY", "Y1", "DA"),
            Part.JOURNAL: ("JF", "JO", "T2", "JA", "J2", "J1"),
            Part.DOI: ("DO", "M3", "UR", "L2", "LK"),
            Part.PMCID: ("C2", "UR"),
            Part.ABSTRACT: ("AB", "N2"),
        },
        names=_NAMES,
        retracted=("M3", "N1", "KW", "TY", "PT"),
        also=_also,
    ),
)
