"""Therapies or outcomes as a tree of terms, found by name, by what is typed, or in the words of a report."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from curator.codebook.names import Sought, fold
from curator.records import Term

T = TypeVar("T", bound=Term)

_WORD_PART = r"[^\W_]"
_STARTS = re.compile(rf"(?<!{_WORD_PART})(?=\S)")
_ENDS = re.compile(rf"(?<=\S)(?!{_WORD_PART})")
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
    def _sought(self) -> list[tuple[T, tuple[Sought, ...]]]:
        """The terms that are offered, each with its name first and its synonyms after it."""
        return [(term, tuple(map(Sought.of, (term.name, *term.synonyms)))) for term in self if not term.retired]

    def search(self, typed: str, limit: int = 20) -> list[T]:
        """The terms that fit what was typed so far, best first; names before synonyms, short names before long."""
        wanted = fold(typed)
        if not wanted:
            return [term for term, _ in self._sought][:limit]
        found: list[tuple[int, int, int, T]] = []
        for place, (term, names) in enumerate(self._sought):
            fits = [
                2 * fit + (number > 0) for number, name in enumerate(names) if (fit := name.fit(wanted)) is not None
            ]
            if fits:
                found.append((min(fits), len(term.name), place, term))
        found.sort(key=lambda row: row[:3])
        return [term for *_, term in found[:limit]]

    @cached_property
    def _all_names(self) -> list[tuple[str, str]]:
        """(id, every name and synonym folded, a line each) of all terms, retired ones too."""
        return [(term.id, "\n".join(map(fold, (term.name, *term.synonyms)))) for term in self]

    def matching(self, words: str) -> set[str]:
        """The ids of terms that have these words in their name or a synonym, and of all terms under those."""
        wanted = fold(words)
        found: set[str] = set()
        for term_id, names in self._all_names:
            if term_id not in found and wanted in names:
                found |= self.under(term_id)
        return found

    @cached_property
    def _spelled(self) -> tuple[Spelled[T], Spelled[T]]:
        """Names to be found in any case, and short ones (abbreviations) only as they are written."""
        any_case: dict[str, T] = {}
        as_written: dict[str, T] = {}
        for term, names in self._sought:
            for written, sought in zip((term.name, *term.synonyms), names, strict=True):
                if len(written) < _FEWEST_LETTERS_FOUND_ANY_CASE:
                    as_written.setdefault(written, term)
                else:
                    any_case.setdefault(sought.name, term)
        return Spelled(any_case), Spelled(as_written)

    def occurring_in(self, words: str) -> list[T]:
        """The terms that these words name, in the order in which they are named; the longest name wins.

        Abbreviations of up to three letters count only as they are written ("CTX", not "ctx").
        """
        any_case, as_written = self._spelled
        shown = " ".join(words.split())
        hits = [*any_case.named_in(fold(shown)), *as_written.named_in(shown)]
        return list({term.id: term for _, term in sorted(hits, key=lambda hit: hit[0])}.values())


class Spelled(Generic[T]):
    """Names by their spelling, looked up at the words of a text: the work grows with the text, not with the names."""

    def __init__(self, names: Mapping[str, T]) -> None:
        self._names = names
        self._longest = max(map(len, names), default=0)

    def named_in(self, text: str) -> Iterator[tuple[int, T]]:
        """(place, term) for every name that stands in ``text`` as whole words; of two that overlap, the longer."""
        if not self._names:
            return
        starts = [found.start() for found in _STARTS.finditer(text)]
        ends = [found.start() for found in _ENDS.finditer(text)]
        after = 0
        for start in starts:
            if start < after:
                continue
            longest = bisect_right(ends, start + self._longest)
            for end in reversed(ends[bisect_right(ends, start) : longest]):
                term = self._names.get(text[start:end])
                if term is not None:
                    yield start, term
                    after = end
                    break
