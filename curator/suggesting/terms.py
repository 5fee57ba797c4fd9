"""Terms of the codebook in a text: every name and synonym, found in one pass (Aho and Corasick, 1975).

A name is found where its words stand by themselves: not inside a longer word, not as a part of one with a hyphen
(*placebo* is not in *placebo-controlled*, *IL-6* not in *anti-IL-6*) or of a number. A plural *s* or *es* may follow.
Spaces and hyphens inside a name stand for one another. Abbreviations of a few capitals are only found in capitals: *AS*
is not *as*. Of names that overlap, the one that begins first is found, and of those the longest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import ahocorasick  # type: ignore[import-not-found]  # it comes without types

from curator.codebook.codebook import Codebook
from curator.finding.words import SearchedText, fold_for_search
from curator.records import Outcome, Term, Therapy

_LONGEST_ABBREVIATION = 5
_SHORTEST = 2
_CLEAR = ("", " ", ";", ":", "(", ")")
"""What never goes on with a word."""


class TermHit(NamedTuple):
    """A name of some terms at ``[start, end)``; usually of one."""

    start: int
    end: int
    terms: tuple[tuple[type[Term], str], ...]


class _Name(NamedTuple):
    length: int
    plural: bool
    in_capitals: bool
    terms: tuple[tuple[type[Term], str], ...]


class TermFinder:
    """Finds the names of the therapies and outcomes that are in use. Making one takes longer than using it."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.names = names_of(terms)
        self._automaton = ahocorasick.Automaton()
        for name, of in self.names.items():
            self._automaton.add_word(name, of)
        if self.names:
            self._automaton.make_automaton()

    @classmethod
    def of(cls, codebook: Codebook) -> TermFinder:
        """A finder of what the codebook has now."""
        return cls([*codebook.therapies, *codebook.outcomes])

    def find(self, text: SearchedText) -> list[TermHit]:
        """The terms in a text, in places of its source, in order, none overlapping the next."""
        if not self.names:
            return []
        hits: list[TermHit] = []
        taken = 0
        for start, end, name in sorted(self._candidates(text), key=_first_and_longest):
            if start >= taken:
                hits.append(TermHit(*text.original(start, end), name.terms))
                taken = end
        return hits

    def _candidates(self, text: SearchedText) -> Iterator[tuple[int, int, _Name]]:
        folded = text.text
        for last, names in self._automaton.iter(folded):
            end = last + 1
            clear = folded[end : end + 1] in _CLEAR  # most words end so; looked at once for all names
            for name in names:
                start = end - name[0]
                if start and folded[start - 1] != " " and not begins_freely(folded, start):
                    continue
                ends = end if clear else free_end(folded, end, plural=name.plural)
                if ends is not None and (not name.in_capitals or _is_in_capitals(text, start, end)):
                    yield start, ends, name


def _first_and_longest(candidate: tuple[int, int, _Name]) -> tuple[int, int]:
    return candidate[0], -candidate[1]


def names_of(terms: Iterable[Term]) -> Mapping[str, list[_Name]]:
    """By how it is looked for, each name of the terms in use: with and without capitals asked for."""
    named: dict[tuple[str, bool], dict[tuple[type[Term], str], None]] = {}
    for term in terms:
        if term.retired or term.merged_into_id is not None or not isinstance(term, Therapy | Outcome):
            continue
        for name in (term.name, *term.synonyms):
            folded = fold_for_search(name).strip()
            if len(folded) < _SHORTEST or not any(map(str.isalpha, folded)):
                continue
            for form in {folded, folded.replace("-", " "), folded.replace(" ", "-")}:
                named.setdefault((form, is_abbreviation(name)), {})[type(term), term.id] = None
    names: dict[str, list[_Name]] = {}
    for (form, in_capitals), of in named.items():
        names.setdefault(form, []).append(_Name(len(form), form[-1].isalpha(), in_capitals, tuple(of)))
    return names


def is_abbreviation(name: str) -> bool:
    """Whether a name is a few capitals, which may be a common word when written small."""
    name = name.strip()
    return len(name) <= _LONGEST_ABBREVIATION and name.isalpha() and name.isupper()


def begins_freely(folded: str, start: int) -> bool:
    """Whether a word may begin at a place of a folded text."""
    if start == 0:
        return True
    before = folded[start - 1]
    if before.isalnum():
        return False
    further = folded[start - 2] if start > 1 else " "
    if before == "-":
        return not further.isalnum()
    return not (before in ".," and further.isdigit() and folded[start].isdigit())


def free_end(folded: str, end: int, *, plural: bool) -> int | None:
    """Where a name that reaches to ``end`` ends as a word, its plural included; None inside a longer word."""
    ends = (end, end + 1, end + 2) if plural else (end,)
    for at, ending in zip(ends, ("", "s", "es"), strict=False):
        if folded.startswith(ending, end) and _ends_freely(folded, at):
            return at
    return None


def _ends_freely(folded: str, end: int) -> bool:
    after = folded[end : end + 1]
    if not after:
        return True
    if after.isalnum():
        return False
    further = folded[end + 1 : end + 2]
    if after == "-":
        return not further.isalnum()
    return not (after in ".," and further.isdigit() and folded[end - 1].isdigit())


def _is_in_capitals(text: SearchedText, start: int, end: int) -> bool:
    first, after = text.original(start, end)
    return text.source[first:after].isupper()
