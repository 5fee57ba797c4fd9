"""The known name most like one that is not known, to offer instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from curator.codebook.names import fold

_LEAST_LIKENESS = 60.0
_MOST_ASKED = 200
"""After this many unknown names the table belongs to another review, and no offer helps any more."""


class NearestNames:
    """Finds the known name nearest to an unknown one. The names are only read when the first one is asked for."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names
        self._known: dict[str, str] | None = None
        self._asked = 0

    def to(self, name: str) -> str:
        """The known name that is most like this one; empty when none is like it, or very many were asked for."""
        self._asked += 1
        if self._asked > _MOST_ASKED:
            return ""
        if self._known is None:
            self._known = {fold(known): known for known in self._names()}
        found = process.extractOne(fold(name), self._known.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
        return "" if found is None else self._known[str(found[0])]


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The one of a few known names that is most like this one; empty when none is like it."""
    return NearestNames(lambda: known).to(name)
