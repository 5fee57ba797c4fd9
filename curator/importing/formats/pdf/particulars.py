"""What a PDF says of itself: in its particulars, on its first page and in its running heads. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from curator.codebook.names import tidy
from curator.importing.details import guess_doi, guess_pmid
from curator.importing.formats.reading import Particulars

_FIRST_PAGE = 6000
_DOI = re.compile(r"\b(10\.\d{4,9}/[^\s\"'<>|,;\]}]+)")
_PUBLISHED = re.compile(
    r"(?:©|\(c\)|copyright|published(?: online)?:?)\D{0,40}?\b((?:19|20)\d{2})\b"
    r"|\b((?:19|20)\d{2})\s*;\s*\d+\s*(?:\(\d+\))?\s*:"
    r"|\(((?:19|20)\d{2})\)\s*\d+\s*[:(]",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?P<journal>[^,;:]{3,120}), (?P<year>(?:19|20)\d{2})(?:, .*)?", re.DOTALL)
_LICENCE = re.compile(
    r"creativecommons\.org/(licenses/(by(?:-nc)?(?:-(?:nd|sa))?)/(\d\.\d)|publicdomain/zero/(\d\.\d))", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_USELESS_TITLE = re.compile(r"untitled|microsoft|\.(?:docx?|pdf|indd|qxd|tex|dvi)\b|^doi:|^\w+$", re.IGNORECASE)
_SHORTEST_TITLE, _LONGEST_TITLE = 12, 300
_ENOUGH = 0.8


def particulars_of(said: Mapping[str, str], text: str, title: str, apart: Sequence[str]) -> Particulars:
    """The particulars of a document. ``said`` is what stands in its file, ``title`` what stands out on its first page.

    A DOI is taken when all places that name one name the same, a title from the file when its words stand at the
    text's beginning, a year when nothing contradicts it.
    """
    beginning = "\n".join((*apart, text[:_FIRST_PAGE]))
    subject = _SUBJECT.fullmatch(said.get("Subject", "").strip())
    keywords = tidy(re.sub(r"(?<=[^\W\d]),(?=\S)", ", ", said.get("Keywords", "")))
    return Particulars(
        title=_title(said.get("Title", ""), beginning, title),
        authors=_authors(said.get("Author", ""), beginning),
        year=_year(beginning, subject),
        journal=tidy(subject.group("journal")) if subject else "",
        doi=_doi(said, text, apart),
        pmid=guess_pmid(text),
        licence=_licence(beginning),
        details={"keywords": keywords} if keywords else {},
    )


def _title(said: str, beginning: str, standing_out: str) -> str:
    said = tidy(said)
    words = _words(said)
    there = _words(beginning)
    known = [word for word in words if word in there]
    fits = _SHORTEST_TITLE <= len(said) <= _LONGEST_TITLE and not _USELESS_TITLE.search(said) and words
    if fits and len(known) >= _ENOUGH * len(words):
        return said
    return standing_out[:_LONGEST_TITLE]


def _words(text: str) -> dict[str, None]:
    return dict.fromkeys(_WORD.findall(text.casefold()))


def _authors(said: str, beginning: str) -> str:
    """The authors that the file names, when there are several and the first page names them too."""
    said = tidy(said)
    names = [name for name in re.split(r"[;,]|\band\b", said) if name.strip()]
    there = _words(beginning)
    words = _words(said)
    words.pop("and", None)
    return said if len(names) > 1 and words and all(word in there for word in words) else ""


def _year(beginning: str, subject: re.Match[str] | None) -> int | None:
    lines = [line for line in beginning.split("\n") if "download" not in line.casefold()]
    years = {int(next(filter(None, found.groups()))) for line in lines for found in _PUBLISHED.finditer(line)}
    if subject is not None:
        years.add(int(subject.group("year")))
    return years.pop() if len(years) == 1 else None


def _doi(said: Mapping[str, str], text: str, apart: Sequence[str]) -> str:
    elsewhere = [found for words in (*said.values(), *apart) for found in _DOI.findall(words)]
    found = {doi.rstrip(".").lower(): doi.rstrip(".") for doi in (*elsewhere, guess_doi(text)) if doi}
    return next(iter(found.values())) if len(found) == 1 else ""


def _licence(beginning: str) -> str:
    found = _LICENCE.search(beginning)
    if found is None:
        return ""
    return f"CC {found.group(2).upper()} {found.group(3)}" if found.group(2) else f"CC0 {found.group(4)}"
