"""Which marked words stand near a place, answered as quickly among 50,000 marks as among five."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from operator import attrgetter

from msgspec import Struct

_BUCKET = 10
_LONG = 1 << _BUCKET
"""Code points beyond which a stretch counts as long: 1 KB of plain text."""

_start = attrgetter("start")


class Stretch(Struct, frozen=True, order=True, gc=False):
    """Words ``[start, end)`` that belong to a mark or a claim (``owner_id``) and look like ``look``."""

    start: int
    end: int
    look: str
    owner_id: str


class MarkIndex:
    """The stretches of one text. Looking up costs what is found, not what there is.

    Most stretches are short: they lie in the order of their beginning, and whatever reaches a place begins at most
    1 KB before it. The few long ones lie in buckets of 1 KB, so that one over the whole text delays no other.
    """

    def __init__(self, stretches: Iterable[Stretch] = ()) -> None:
        self._short = sorted(stretches, key=_start)
        self._long: defaultdict[int, list[Stretch]] = defaultdict(list)
        self._owned: defaultdict[str, list[Stretch]] | None = None
        long_ones = [stretch for stretch in self._short if stretch.end - stretch.start > _LONG]
        if long_ones:
            self._short = [stretch for stretch in self._short if stretch.end - stretch.start <= _LONG]
            for stretch in long_ones:
                self._put_long(stretch)

    def _put_long(self, stretch: Stretch) -> None:
        for bucket in _buckets_of(stretch):
            self._long[bucket].append(stretch)

    def _by_owner(self) -> defaultdict[str, list[Stretch]]:
        """The stretches by owner, gathered when somebody first asks."""
        if self._owned is None:
            self._owned = defaultdict(list)
            for stretch in self._short:
                self._owned[stretch.owner_id].append(stretch)
            for bucket, stretches in self._long.items():
                for stretch in stretches:
                    if bucket == stretch.start >> _BUCKET:
                        self._owned[stretch.owner_id].append(stretch)
        return self._owned

    def add(self, stretch: Stretch) -> None:
        """Takes in one more stretch."""
        self._by_owner()[stretch.owner_id].append(stretch)
        if stretch.end - stretch.start > _LONG:
            self._put_long(stretch)
        else:
            insort(self._short, stretch, key=_start)

    def take_away(self, owner_id: str) -> list[Stretch]:
        """Forgets every stretch of a mark or claim, and says which they were."""
        gone = self._by_owner().pop(owner_id, [])
        for stretch in gone:
            if stretch.end - stretch.start > _LONG:
                for bucket in _buckets_of(stretch):
                    self._long[bucket].remove(stretch)
            else:
                del self._short[self._short.index(stretch, bisect_left(self._short, stretch.start, key=_start))]
        return gone

    def of(self, owner_id: str) -> tuple[Stretch, ...]:
        """The stretches of one mark or claim, in order."""
        return tuple(sorted(self._by_owner().get(owner_id, ())))

    def between(self, start: int, end: int) -> list[Stretch]:
        """The stretches that share a character with ``[start, end)``, in order of their beginning."""
        first = bisect_left(self._short, start - _LONG, key=_start)
        after = bisect_left(self._short, end, key=_start)
        found = dict.fromkeys(stretch for stretch in self._short[first:after] if stretch.end > start)
        if self._long:
            for bucket in range(start >> _BUCKET, ((max(end, start + 1) - 1) >> _BUCKET) + 1):
                for stretch in self._long.get(bucket, ()):
                    if stretch.start < end and stretch.end > start:
                        found[stretch] = None
        return sorted(found)

    def at(self, place: int) -> list[Stretch]:
        """The stretches that hold the character at a place, the shortest one first."""
        return sorted(self.between(place, place + 1), key=lambda stretch: stretch.end - stretch.start)


def _buckets_of(stretch: Stretch) -> range:
    return range(stretch.start >> _BUCKET, ((stretch.end - 1) >> _BUCKET) + 1)
