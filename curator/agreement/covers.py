"""Stretches of text as arrays of borders: what they cover, and which of them overlap.

Nothing here looks at single characters, so that the length of a text costs nothing.
"""

from __future__ import annotations

import numpy as np

from curator.agreement.arrays import Floats, Ints


class Cover:
    """All that some stretches ``[start, end)`` cover, overlapping and touching ones joined."""

    def __init__(self, start: Ints, end: Ints) -> None:
        order = np.argsort(start, kind="stable")
        start, reach = start[order], np.maximum.accumulate(end[order]) if len(end) else end
        begins = np.ones(len(start), dtype=np.bool_)
        begins[1:] = start[1:] > reach[:-1]
        self.start: Ints = start[begins]
        self.end: Ints = reach[np.append(begins[1:], True)] if len(start) else reach
        self._before = np.concatenate(([0], np.cumsum(self.end - self.start)))

    @property
    def length(self) -> int:
        """How much is covered."""
        return int(self._before[-1])

    def within(self, start: Ints, end: Ints) -> Ints:
        """How much of each stretch is covered."""
        return self._up_to(end) - self._up_to(start)

    def _up_to(self, place: Ints) -> Ints:
        if len(self.start) == 0:
            return np.zeros(len(place), dtype=np.int64)
        last = np.searchsorted(self.start, place, side="right")
        beyond = np.where(last > 0, np.maximum(0, self.end[last - 1] - place), 0)
        covered: Ints = self._before[last] - beyond
        return covered


def overlap_themselves(start: Ints, end: Ints) -> bool:
    """Whether any two of these stretches have a character in common."""
    order = np.argsort(start, kind="stable")
    reach = np.maximum.accumulate(end[order])
    return bool(np.any(start[order][1:] < reach[:-1]))


def overlapping(
    start_1: Ints | Floats, end_1: Ints | Floats, start_2: Ints | Floats, end_2: Ints | Floats
) -> tuple[Ints, Ints]:
    """All pairs of a stretch of the first kind and one of the second that overlap, as their places in the arrays."""
    firsts, seconds = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    length = end_2 - start_2
    for members in _by_magnitude(length):
        order = members[np.argsort(start_2[members], kind="stable")]
        starts, longest = start_2[order], length[order].max()
        low = np.searchsorted(starts, start_1 - longest, side="right")
        high = np.searchsorted(starts, end_1, side="left")
        first, place = ranges(low, np.maximum(low, high))
        second = order[place]
        shared = end_2[second] > start_1[first]
        firsts.append(first[shared])
        seconds.append(second[shared])
    return np.concatenate(firsts), np.concatenate(seconds)


def ranges(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Every whole number from ``low`` up to below ``high``, row by row: the row, and the number."""
    size = high - low
    row = np.repeat(np.arange(len(low)), size)
    since = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    return row, np.repeat(low, size) + since


def _by_magnitude(length: Ints | Floats) -> list[Ints]:
    """The places of the lengths, those of one order of magnitude together, so that one long one slows no other."""
    if len(length) == 0:
        return []
    magnitude = np.frexp(length.astype(np.float64))[1] // 2
    return [np.flatnonzero(magnitude == one) for one in np.unique(magnitude)]
