"""What two records say of one report, joined: empty fields are filled, and what differs is kept beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from curator.records import Report
from curator.text.folding import fold

_FIELDS: Mapping[str, str] = {
    "title": "title",
    "authors": "authors",
    "year": "year",
    "journal": "journal",
    "doi": "DOI",
    "pmid": "PubMed id",
    "pmcid": "PubMed Central id",
    "licence": "licence",
    "retraction": "retraction",
}


class Joined(NamedTuple):
    """A report with what another record says of it, the names of what was filled, and of what differs."""

    report: Report
    filled: tuple[str, ...]
    differing: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """The same in sentences."""
        filled = f"Filled in: {', '.join(self.filled)}." if self.filled else ""
        differing = f"Said differently, and kept with its details: {', '.join(self.differing)}."
        return tuple(filter(None, (filled, differing if self.differing else "")))


def join(report: Report, other: Report, whence: str, abstract: str = "", text: str = "") -> Joined:
    """The report with what ``other`` says of it as well; ``whence`` names the place that ``other`` is from.

    An ``abstract`` that is not in the report's ``text`` is kept with its details. Nothing that ``report`` says alters.
    """
    fields: dict[str, object] = {}
    details = dict(report.details)
    filled: list[str] = []
    differing: list[str] = []

    def keep(name: str, words: str) -> None:
        if not any(key.startswith(name) and _same(value, words) for key, value in details.items()):
            differing.append(name[0].lower() + name[1:] if not name.isupper() else name)
            details[f"{name}, in {whence}"] = words

    for field, name in _FIELDS.items():
        mine, theirs = getattr(report, field), getattr(other, field)
        if theirs and not mine:
            fields[field] = theirs
            filled.append(name)
        elif theirs and not _same(str(mine), str(theirs)):
            keep(name[0].upper() + name[1:], str(theirs))
    for name, words in other.details.items():
        if name not in details:
            details[name] = words
            filled.append(name[0].lower() + name[1:] if not name.isupper() else name)
        elif not _same(details[name], words):
            keep(name, words)
    if abstract.strip() and fold(abstract.strip()) not in fold(text):
        keep("Abstract", abstract.strip())
    return Joined(msgspec.structs.replace(report, **fields, details=details), tuple(filled), tuple(differing))


def _same(one: str, other: str) -> bool:
    return fold(one).strip() == fold(other).strip()
