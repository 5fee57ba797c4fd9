"""Reports that may be the same: by their ids, else by title, year and authors. What is found is only offered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import fuzz, process

from curator.coding.reports import family_names
from curator.importing.accounts import Offer
from curator.records import Report
from curator.text.folding import fold

LEAST_LIKENESS = 0.92
"""Titles less alike than this are taken for different ones."""

_LONG_ENOUGH = 25
"""Shorter titles (Editorial, Reply) must be the same letter by letter, and so must year and first author."""
_NOT_A_LETTER = re.compile(r"[\W_]+")
_ONE_PERCENT = 0.01
_IDS_AGREE, _TITLES_AGREE, _IDS_DIFFER = 1.0, 0.99, 0.8
_MOST_COMPARED = 5


class _Known(NamedTuple):
    report: Report
    title: str
    first_author: str


class KnownReports:
    """Reports in which another one is looked for."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self._by_id: dict[tuple[str, str], list[Report]] = {}
        self._by_text: dict[str, list[Report]] = {}
        self._by_title: dict[str, list[_Known]] = {}
        self._titles_of_year: dict[int | None, dict[str, str]] = {}
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        """Makes a report one of those that are known. Of two with one id, the first is named."""
        for key in _ids(report):
            self._by_id.setdefault(key, []).append(report)
        self._by_text.setdefault(report.text_sha256, []).append(report)
        known = _known(report)
        if known.title:
            self._by_title.setdefault(known.title, []).append(known)
            self._titles_of_year.setdefault(report.year, {})[known.title] = known.title

    def most_like(self, report: Report, besides: Collection[str] = ()) -> Offer | None:
        """The known report that this one may be the same as; None when it is like none.

        Those whose ids are in ``besides`` are not: somebody said so.
        """
        for key in _ids(report):
            for known in self._by_id.get(key, ()):
                if known.id not in besides:
                    return _same_id(report, known, *key)
        wanted = _known(report)
        for known in self._by_text.get(report.text_sha256, ()):
            if known.id not in besides and not _are_others(report, known) and _agree(wanted, _known(known)):
                return Offer(report=known, reason="The text is the same, word for word.", likeness=_TITLES_AGREE)
        offers = (offer for offer in self._by_likeness(wanted) if offer.report and offer.report.id not in besides)
        return max(offers, key=lambda offer: offer.likeness, default=None)

    def _by_likeness(self, wanted: _Known) -> Iterator[Offer]:
        if not wanted.title:
            return
        for known in self._by_title.get(wanted.title, ()):
            if _agree(wanted, known):
                yield from _same_title(wanted, known)
        if len(wanted.title) >= _LONG_ENOUGH:
            yield from self._by_similar_title(wanted)

    def _by_similar_title(self, wanted: _Known) -> Iterator[Offer]:
        year = wanted.report.year
        years = tuple(self._titles_of_year) if year is None else (year, year - 1, year + 1, None)
        for titles in (self._titles_of_year.get(one, {}) for one in years):
            found = process.extract(
                wanted.title,
                titles,
                scorer=fuzz.ratio,
                score_cutoff=LEAST_LIKENESS / _ONE_PERCENT,
                limit=_MOST_COMPARED,
            )
            for title, percent, _ in found:
                for known in self._by_title[title] if title != wanted.title else ():
                    differ = _digits(title) != _digits(wanted.title) or _are_others(wanted.report, known.report)
                    if not differ and _agree(wanted, known):
                        reason = f"The titles are {percent:.0f} % alike, and {_what_agrees(wanted, known)}."
                        yield Offer(report=known.report, reason=reason, likeness=percent * _ONE_PERCENT)


def _ids(report: Report) -> list[tuple[str, str]]:
    named = (("PubMed id", report.pmid), ("DOI", report.doi), ("PubMed Central id", report.pmcid))
    return [(name, value.strip().lower()) for name, value in named if value.strip()]


def _known(report: Report) -> _Known:
    families = family_names(report.authors)
    return _Known(report, _plain(report.title), _plain(families[0]) if families else "")


def _plain(words: str) -> str:
    return _NOT_A_LETTER.sub(" ", fold(words)).strip()


def _digits(title: str) -> list[str]:
    """The numbers of a title: part 1 and part 2 are 98 % alike."""
    return re.findall(r"\d+", title)


def _same_id(report: Report, known: Report, name: str, value: str) -> Offer:
    alike = fuzz.ratio(_plain(report.title), _plain(known.title)) * _ONE_PERCENT
    reason = f"The {name} is the same: {value}."
    if alike < LEAST_LIKENESS:
        reason = f"{reason} Their titles differ, though."
    return Offer(report=known, reason=reason, likeness=_IDS_AGREE if alike >= LEAST_LIKENESS else _IDS_DIFFER)


def _are_others(one: Report, other: Report) -> bool:
    """Whether their ids say that they are two."""
    return any(
        bool(mine and theirs) and mine.lower() != theirs.lower()
        for mine, theirs in ((one.pmid, other.pmid), (one.doi, other.doi), (one.pmcid, other.pmcid))
    )


def _agree(one: _Known, other: _Known) -> bool:
    """Whether year and first author, where both have them, say nothing against it."""
    years = one.report.year, other.report.year
    if None not in years and abs((years[0] or 0) - (years[1] or 0)) > 1:
        return False
    return not one.first_author or not other.first_author or one.first_author == other.first_author


def _same_title(wanted: _Known, known: _Known) -> Iterator[Offer]:
    agrees = _what_agrees(wanted, known)
    if not _are_others(wanted.report, known.report):
        yield Offer(report=known.report, reason=f"The title is the same, and {agrees}.", likeness=_TITLES_AGREE)
    elif wanted.first_author and wanted.first_author == known.first_author and len(wanted.title) >= _LONG_ENOUGH:
        reason = f"The title is the same, and {agrees}, but they have different ids."
        yield Offer(report=known.report, reason=reason, likeness=_IDS_DIFFER)


def _what_agrees(one: _Known, other: _Known) -> str:
    years = one.report.year, other.report.year
    year = "one of them has no year" if None in years else "the year is the same"
    year = "the years are one apart" if None not in years and years[0] != years[1] else year
    author = "so is the first author" if one.first_author and other.first_author else "one of them names no authors"
    return f"{year}; {author}"
