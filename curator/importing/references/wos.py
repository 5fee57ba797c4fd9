"""Web of Science's own export, which is often called RIS as well: two letters, a space, the value."""

from __future__ import annotations

import re

from curator.importing.formats.reading import Head, head_in_words
from curator.importing.references.reference import Part, ReadReferences, ReferenceFormat, Tags
from curator.importing.references.tagged import Grammar, read_tagged

_BEGINNING = re.compile(r"\s*(?:FN [^\n]*\nVR |PT [A-Z]\n(?:AU|BA|GP|AF|TI) )")

GRAMMAR = Grammar(
    start=r"PT (?=[A-Z][\r\n])",
    line=re.compile(r"([A-Z][A-Z0-9])(?: (.*)|$)"),
    end="ER",
    joint=" ",
    listed=frozenset(("AU", "AF", "BA", "BF", "BE", "CA", "GP", "CR", "C1", "RI", "OI")),
)


def recognises(head: Head) -> bool:
    """Whether a file begins as Web of Science begins its exports."""
    return _BEGINNING.match(head_in_words(head)) is not None


def read(data: bytes) -> ReadReferences:
    """Every record of a Web of Science export."""
    return read_tagged(data, GRAMMAR)


_NAMES = {
    "PT": "Publication type",
    "AU": "Authors",
    "AF": "Authors, full",
    "BA": "Book authors",
    "BE": "Editors",
    "GP": "Book group authors",
    "CA": "Group authors",
    "TI": "Title",
    "SO": "Journal",
    "SE": "Series",
    "LA": "Language",
    "DT": "Document type",
    "CT": "Conference",
    "CY": "Conference date",
    "CL": "Conference place",
    "SP": "Conference sponsors",
    "DE": "Keywords",
    "ID": "Keywords Plus",
    "AB": "Abstract",
    "C1": "Author address",
    "RP": "Reprint address",
    "EM": "E-mail",
    "RI": "Researcher ids",
    "OI": "ORCID ids",
    "FU": "Funding",
    "FX": "Funding text",
    "CR": "Cited references",
    "NR": "Number of cited references",
    "TC": "Times cited",
    "Z9": "Times cited in all databases",
    "U1": "Uses in 180 days",
    "U2": "Uses since 2013",
    "PU": "Publisher",
    "PI": "Publisher city",
    "PA": "Publisher address",
    "SN": "ISSN",
    "EI": "eISSN",
    "BN": "ISBN",
    "J9": "Journal, abbreviated",
    "JI": "Journal, ISO abbreviation",
    "PD": "Publication date",
    "PY": "Year",
    "VL": "Volume",
    "IS": "Issue",
    "SI": "Special issue",
    "PN": "Part",
    "SU": "Supplement",
    "BP": "Start page",
    "EP": "End page",
    "AR": "Article number",
    "DI": "DOI",
    "D2": "Book DOI",
    "EA": "Early access date",
    "PG": "Page count",
    "WC": "Web of Science categories",
    "SC": "Research areas",
    "GA": "Document delivery number",
    "UT": "Accession number",
    "PM": "PubMed id",
    "OA": "Open access",
    "DA": "Date of this export",
}

FORMAT = ReferenceFormat(
    name="Web of Science",
    endings=(".ris", ".ciw", ".txt"),
    recognises=recognises,
    read=read,
    tags=Tags(
        parts={
            Part.TITLE: ("TI",),
            Part.AUTHORS: ("AF", "AU"),
            Part.YEAR: ("PY", "EA"),
            Part.JOURNAL: ("SO", "JI", "J9"),
            Part.DOI: ("DI",),
            Part.PMID: ("PM",),
            Part.ABSTRACT: ("AB",),
        },
        names=_NAMES,
        retracted=("DT", "PT"),
    ),
)
