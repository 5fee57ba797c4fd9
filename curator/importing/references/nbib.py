"""PubMed's own format (``.nbib``, MEDLINE): a tag of up to four letters, a hyphen, the value, wrapped lines."""

from __future__ import annotations

import re

from curator.importing.formats.reading import Head, head_in_words
from curator.importing.references.reference import Part, ReadReferences, ReferenceFormat, Tags
from curator.importing.references.tagged import Grammar, read_tagged

_BEGINNING = re.compile(r"^PMID- *\d{1,9}\s*\n[A-Z]{2,4} *- ", re.MULTILINE)

GRAMMAR = Grammar(start=r"PMID- *(?=\d)", line=re.compile(r"(?=[A-Z ]{4}-)([A-Z]{2,4}) *- ?(.*)"), end="", joint=" ")


def recognises(head: Head) -> bool:
    """Whether a file begins a record of PubMed somewhere in its first part."""
    return _BEGINNING.search(head_in_words(head)) is not None


def read(data: bytes) -> ReadReferences:
    """Every record of a PubMed export."""
    return read_tagged(data, GRAMMAR)


_NAMES = {
    "PMID": "PubMed id",
    "PMC": "PubMed Central id",
    "OWN": "Owner",
    "STAT": "Status",
    "DCOM": "Date completed",
    "LR": "Date last revised",
    "DA": "Date created",
    "IS": "ISSN",
    "VI": "Volume",
    "IP": "Issue",
    "DP": "Date of publication",
    "DEP": "Date of electronic publication",
    "TI": "Title",
    "BTI": "Book title",
    "TT": "Title in its own language",
    "PG": "Pages",
    "LID": "Location id",
    "AID": "Article id",
    "AB": "Abstract",
    "OAB": "Other abstract",
    "CI": "Copyright",
    "FAU": "Authors",
    "AU": "Authors, short",
    "AUID": "Author ids",
    "CN": "Group authors",
    "AD": "Author address",
    "LA": "Language",
    "PT": "Publication type",
    "PL": "Place published",
    "TA": "Journal, abbreviated",
    "JT": "Journal",
    "JID": "NLM journal id",
    "SB": "Subset",
    "MH": "MeSH terms",
    "OT": "Keywords",
    "OTO": "Keywords' owner",
    "RN": "Substances",
    "NM": "Supplementary concepts",
    "SI": "Registrations and data sets",
    "GR": "Grants",
    "COIS": "Conflicts of interest",
    "EDAT": "Date added to Entrez",
    "MHDA": "Date of MeSH terms",
    "CRDT": "Date record created",
    "PHST": "Publication history",
    "PST": "Publication status",
    "SO": "Source",
    "MID": "Manuscript id",
    "PMCR": "PubMed Central release",
    "RIN": "Retraction in",
    "ROF": "Retraction of",
    "ECI": "Expression of concern in",
    "ECF": "Expression of concern for",
    "EIN": "Erratum in",
    "EFR": "Erratum for",
    "CRI": "Corrected and republished in",
    "CRF": "Corrected and republished from",
    "RPI": "Republished in",
    "RPF": "Republished from",
    "CIN": "Comment in",
    "CON": "Comment on",
    "UIN": "Update in",
    "UOF": "Update of",
    "IR": "Investigators, short",
    "FIR": "Investigators",
    "GN": "General note",
    "RF": "Number of references",
}

FORMAT = ReferenceFormat(
    name="PubMed",
    endings=(".nbib", ".txt"),
    recognises=recognises,
    read=read,
    tags=Tags(
        parts={
            Part.TITLE: ("TI", "BTI", "TT"),
            Part.AUTHORS: ("FAU", "AU", "CN"),
            Part.YEAR: ("DP", "DEP"),
            Part.JOURNAL: ("JT", "TA"),
            Part.DOI: ("LID", "AID"),
            Part.PMID: ("PMID",),
            Part.PMCID: ("PMC",),
            Part.ABSTRACT: ("AB", "OAB"),
        },
        names=_NAMES,
        retracted=("PT", "RIN"),
    ),
)
