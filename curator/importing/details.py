"""A report's title, DOI and PubMed id, guessed from its own text where they stand clearly.

A wrong DOI is worse than none: one is taken only when it is named as such, at the text's beginning or in a line about
the publication itself, before any list of references, and when no other one is.
"""

from __future__ import annotations

import re

from curator.codebook.names import tidy

_BEGINNING = 3000
"""How many characters of a text are taken for its title page."""
_LONGEST_TITLE = 300
_LONGEST_FIRST_LINE = 200

_TITLE_LINE = re.compile(r"\s*title\s*:[^\S\n]*\n?[^\S\n]*(\S[^\n]*)", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"#{1,3}[^\S\n]+(\S.*?)[^\S\n]*#*")
_UNDERLINE = re.compile(r"=+|-{3,}")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!-])")

_REFERENCES = re.compile(
    r"^[^\S\n]*(?:#{1,6}[^\S\n]*|\d{1,2}\.?[^\S\n]+)?[*_]*"
    r"(?:references?(?: list| cited)?|bibliography|literature(?: cited)?|works cited)"
    r"[*_]*[^\S\n]*:?[^\S\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ABOUT_THE_PUBLICATION = re.compile(
    r"\b(?:source|cit(?:e|ation)|published|received|accepted|copyright|how to cite|online version of this article)\b|©",
    re.IGNORECASE,
)
_DOI = re.compile(
    r"(?:\bdoi\b[\s:]*|\bdoi\.org/)(?:https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/[^\s\"'<>|,;\]}]+)", re.IGNORECASE
)
_PMID = re.compile(r"\bPMID\b[\s:]*(\d{4,9})(?!\d)")
_RETRACTED = re.compile(r"\W*(?:RETRACTED|WITHDRAWN|Retracted)(?:\s+(?:ARTICLE|Article|PUBLICATION))?\s*[:\-–—\]]")
_DATA_DEPOSITS = ("10.5061/", "10.5281/", "10.6084/", "10.17605/", "10.17632/", "10.7910/")
"""Beginnings of DOIs that name data in a deposit (Dryad, Zenodo, figshare, OSF, Mendeley, Dataverse)."""


def says_retracted(title: str) -> bool:
    """Whether a title says that what it stands over was retracted, as publishers put it in front."""
    return _RETRACTED.match(title) is not None


def guess_title(text: str) -> str:
    """The title that stands at a text's beginning; empty when what stands there looks like running text."""
    named = _TITLE_LINE.match(text, 0, _BEGINNING)
    if named is not None:
        return _plain(named.group(1))
    lines = [line.strip() for line in text[:_BEGINNING].lstrip().split("\n")]
    heading = _MARKDOWN_HEADING.fullmatch(lines[0])
    if heading is not None:
        return _plain(heading.group(1))
    below = lines[1] if len(lines) > 1 else ""
    underlined = below != "" and _UNDERLINE.fullmatch(below) is not None
    stands_alone = underlined or not below
    running = len(lines[0]) > _LONGEST_FIRST_LINE or lines[0].endswith((".", ";", ",", ":"))
    return "" if running or not stands_alone or not any(map(str.isalpha, lines[0])) else _plain(lines[0])


def guess_doi(text: str) -> str:
    """The report's own DOI, where one stands clearly; else empty."""
    found = {doi.lower(): doi for doi in map(_trimmed, _clearly(_DOI, text)) if not doi.startswith(_DATA_DEPOSITS)}
    return next(iter(found.values())) if len(found) == 1 else ""


def guess_pmid(text: str) -> str:
    """The report's own PubMed id, where one stands clearly; else empty."""
    found = set(_clearly(_PMID, text))
    return found.pop() if len(found) == 1 else ""


def _plain(title: str) -> str:
    unmarked = _ESCAPED.sub(r"\1", title).strip(" *_")
    return tidy(unmarked)[:_LONGEST_TITLE]


def _clearly(pattern: re.Pattern[str], text: str) -> list[str]:
    """What the pattern finds on the title page or in a line about the publication, before the references."""
    references = _REFERENCES.search(text)
    end = references.start() if references is not None else len(text)
    found = []
    for match in pattern.finditer(text, 0, end):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.end()]
        if match.start() < _BEGINNING or _ABOUT_THE_PUBLICATION.search(line):
            found.append(match.group(1))
    return found


def _trimmed(doi: str) -> str:
    """A DOI without what the sentence put behind it: full stops, and a bracket that was opened before it."""
    doi = doi.rstrip(".,;:")
    while doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1].rstrip(".,;:")
    return doi
