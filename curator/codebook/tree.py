"""Therapies or outcomes as a tree of terms, found by name, by what is typed, or in the words of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from curator.codebook.names import fit, fold
from curator.records import Term

T = TypeVar("T", bound=Term)

_WORD_PART = r"[^\W_]"
_FEWEST_LETTERS_FOUND_ANY_CASE = 4


class Tree(Generic[T]):
    """One tree of the codebook. It never alters; a new one is read when a term was altered.

    Terms under one parent are in order of position, then name. A term whose parent is unknown, or that stands in a
    ring of parents, is shown at the top rather than lost.
    """

    def __init__(self, terms: Iterable[T]) -> None:
        ordered = sorted(terms, key=lambda term: (term.position, fold(term.name), term.id))
        self.by_id: Mapping[str, T] = {term.id: term for term in ordered}
        self._children: dict[str | None, list[T]] = {}
        for term in ordered:
            self._children.setdefault(self._parent(term), []).append(term)

    def _parent(self, term: T) -> str | None:
        seen = {term.id}
        above = term.parent_id
        while above is not None and above in self.by_id:
            if above in seen:
                return None
            seen.add(above)
            above = self.by_id[above].parent_id
        return term.parent_id if term.parent_id in self.by_id else None

    def __len__(self) -> int:
        return len(self.by_id)

    def __iter__(self) -> Iterator[T]:
        """All terms, each followed by the terms under it."""
        waiting = list(reversed(self._children.get(None, ())))
        while waiting:
            term = waiting.pop()
            yield term
            waiting.extend(reversed(self._children.get(term.id, ())))

    def children(self, parent_id: str | None = None) -> tuple[T, ...]:
        """The terms directly under a term, or those at the top."""
        return tuple(self._children.get(parent_id, ()))

    def path(self, term_id: str) -> tuple[T, ...]:
        """The terms from the top down to this one; empty for an unknown id."""
        steps: list[T] = []
        term = self.by_id.get(term_id)
        while term is not None:
            steps.append(term)
            parent = self._parent(term)
            term = self.by_id[parent] if parent is not None else None
        return tuple(reversed(steps))

    def under(self, term_id: str) -> set[str]:
        """The ids of a term and of all terms under it."""
        found = {term_id}
        waiting = [term_id]
        while waiting:
            for child in self._children.get(waiting.pop(), ()):
                found.add(child.id)
                waiting.append(child.id)
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, T]:
        names: dict[str, T] = {}
        for term in self._alive_first:
            names.setdefault(fold(term.name), term)
        for term in self._alive_first:
            for synonym in term.synonyms:
                names.setdefault(fold(synonym), term)
        return names

    @cached_property
    def _alive_first(self) -> list[T]:
        return sorted(self, key=lambda term: term.retired)

    def find(self, name: str) -> T | None:
        """The term with this name or, failing that, this synonym. A term that is in use goes before a retired one.

        A term that was merged leads to the one it was merged into.
        """
        term = self._by_name.get(fold(name))
        seen: set[str] = set()
        while term is not None and term.merged_into_id in self.by_id and term.id not in seen:
            seen.add(term.id)
            term = self.by_id[str(term.merged_into_id)]
        return term

    @cached_property
    def _folded(self) -> list[tuple[T, str, tuple[str, ...]]]:
        return [
            (term, fold(term.name), tuple(fold(synonym) for synonym in term.synonyms))
            for term in self
            if not term.retired
        ]

    def search(self, typed: str, limit: int = 20) -> list[T]:
        """The terms that fit what was typed so far, best first; names before synonyms, then tree order."""
        wanted = fold(typed)
        if not wanted:
            return [term for term, _, _ in self._folded][:limit]
        found: list[tuple[int, int, T]] = []
        for place, (term, name, synonyms) in enumerate(self._folded):
            fits = [2 * own for own in [fit(wanted, name)] if own is not None]
            fits += [2 * other + 1 for synonym in synonyms if (other := fit(wanted, synonym)) is not None]
            if fits:
                found.append((min(fits), place, term))
        found.sort(key=lambda row: row[:2])
        return [term for _, _, term in found[:limit]]

    def matching(self, words: str) -> set[str]:
        """The ids of terms that have these words in their name or a synonym, and of all terms under those."""
        wanted = fold(words)
        found: set[str] = set()
        for term in self:
            if any(wanted in fold(name) for name in (term.name, *term.synonyms)):
                found |= self.under(term.id)
        return found

    @cached_property
    def _occurrence(self) -> tuple[re.Pattern[str], re.Pattern[str], Mapping[str, T]] | None:
        """Patterns for names in any case and for short ones (abbreviations) as they are written."""
        names: dict[str, T] = {}
        for term, _, _ in self._folded:
            for name in (term.name, *term.synonyms):
                names.setdefault(name if len(name) < _FEWEST_LETTERS_FOUND_ANY_CASE else fold(name), term)
        if not names:
            return None
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        short = [name for name in longest_first if len(name) < _FEWEST_LETTERS_FOUND_ANY_CASE]
        long = [name for name in longest_first if len(name) >= _FEWEST_LETTERS_FOUND_ANY_CASE]
        return _any_of(long), _any_of(short), names

    def occurring_in(self, words: str) -> list[T]:
        """The terms that these words name, in the order in which they are named; the longest name wins.

        Abbreviations of up to three letters count only as they are written ("CTX", not "ctx").
        """
        if self._occurrence is None:
            return []
        any_case, as_written, names = self._occurrence
        shown = " ".join(words.split())
        hits = [(hit.start(), names[hit.group()]) for hit in any_case.finditer(fold(shown))]
        hits += [(hit.start(), names[hit.group()]) for hit in as_written.finditer(shown)]
        found: dict[str, T] = {}
        for _, term in sorted(hits, key=lambda hit: hit[0]):
            found.setdefault(term.id, term)
        return list(found.values())


def _any_of(names: list[str]) -> re.Pattern[str]:
    if not names:
        return re.compile(r"(?!)")
    joined = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<!{_WORD_PART})(?:{joined})(?!{_WORD_PART})")
