"""Which marked words stand near a place, answered as quickly among 50,000 marks as among five."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_BUCKET = 10
"""Words are looked up in buckets of ``2 ** _BUCKET`` code points: 1 KB of plain text."""


class Stretch(NamedTuple):
    """Words ``[start, end)`` that belong to a mark or a claim (``owner_id``) and look like ``look``."""

    start: int
    end: int
    look: str
    owner_id: str


class MarkIndex:
    """The stretches of one text. Looking up costs what is found, not what there is."""

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        self._buckets: defaultdict[int, list[Stretch]] = defaultdict(list)
        self._owned: defaultdict[str, list[Stretch]] = defaultdict(list)
        buckets, owned = self._buckets, self._owned
        for stretch in stretches:  # plain steps: a report may have 50,000 of them
            start, end, _look, owner_id = stretch
            owned[owner_id].append(stretch)
            first, last = start >> _BUCKET, (end - 1) >> _BUCKET
            buckets[first].append(stretch)
            while first < last:
                first += 1
                buckets[first].append(stretch)

    def add(self, stretch: Stretch) -> None:
        """Takes in one more stretch."""
        for bucket in _buckets_of(stretch):
            self._buckets[bucket].append(stretch)
        self._owned[stretch.owner_id].append(stretch)

    def take_away(self, owner_id: str) -> list[Stretch]:
        """Forgets every stretch of a mark or claim, and says which they were."""
        gone = self._owned.pop(owner_id, [])
        for stretch in gone:
            for bucket in _buckets_of(stretch):
                self._buckets[bucket].remove(stretch)
        return gone

    def of(self, owner_id: str) -> tuple[Stretch, ...]:
        """The stretches of one mark or claim."""
        return tuple(self._owned.get(owner_id, ()))

    def between(self, start: int, end: int) -> list[Stretch]:
        """The stretches that share a character with ``[start, end)``, in order of their beginning."""
        found: dict[Stretch, None] = {}
        for bucket in range(start >> _BUCKET, ((max(end, start + 1) - 1) >> _BUCKET) + 1):
            for stretch in self._buckets.get(bucket, ()):
                if stretch.start < end and stretch.end > start:
                    found[stretch] = None
        return sorted(found)

    def at(self, place: int) -> list[Stretch]:
        """The stretches that hold the character at a place, the shortest one first."""
        return sorted(self.between(place, place + 1), key=lambda stretch: stretch.end - stretch.start)


def _buckets_of(stretch: Stretch) -> Iterator[int]:
    yield from range(stretch.start >> _BUCKET, ((stretch.end - 1) >> _BUCKET) + 1)
