"""Which pairs of claims can be about the same thing at all: few of the many there are."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from curator.agreement.arrays import Ints
from curator.agreement.claims.profiles import BLANK, Profiles
from curator.agreement.covers import overlapping, ranges
from curator.agreement.marked import groups

NEAREST = 16
"""Without words in common, as many claims to either side in the text are looked at as may be the same."""


class Candidates(Struct, frozen=True, kw_only=True):
    """Pairs of a claim of the first and one of the second reviewer, by their places in the profiles.

    Each pair is there once, in order. ``shared`` is how many characters both have in their passages.
    """

    one: Ints
    other: Ints
    shared: Ints

    def __len__(self) -> int:
        return len(self.one)


def candidates(first: Profiles, second: Profiles, room: int, also: list[tuple[int, int]]) -> Candidates:
    """The pairs to look at, all of them on one report.

    They share a character, or have the same key, or have the same therapies, comparators and outcome and stand among
    the nearest of those in the text; ``also`` are pairs that a person named.
    """
    size = max(1, len(second))
    sharing, shared = _sharing(first, second, room, size)
    named = np.array([one * size + other for one, other in also], dtype=np.int64)
    pairs = np.unique(np.concatenate([sharing, _of_one_key(first, second, size), _alike(first, second, size), named]))
    in_common = np.zeros(len(pairs), dtype=np.int64)
    in_common[np.searchsorted(pairs, sharing)] = shared
    return Candidates(one=pairs // size, other=pairs % size, shared=in_common)


def _sharing(first: Profiles, second: Profiles, room: int, size: int) -> tuple[Ints, Ints]:
    """The pairs that share characters, and how many."""
    offset_1, offset_2 = first.report[first.owner] * room, second.report[second.owner] * room
    start_1, end_1 = first.start + offset_1, first.end + offset_1
    start_2, end_2 = second.start + offset_2, second.end + offset_2
    stretch_1, stretch_2 = overlapping(start_1, end_1, start_2, end_2)
    length = np.minimum(end_1[stretch_1], end_2[stretch_2]) - np.maximum(start_1[stretch_1], start_2[stretch_2])
    pairs, which = np.unique(first.owner[stretch_1] * size + second.owner[stretch_2], return_inverse=True)
    shared = np.bincount(which.ravel(), weights=length, minlength=len(pairs)).astype(np.int64)
    return pairs, shared


def _of_one_key(first: Profiles, second: Profiles, size: int) -> Ints:
    one, other = np.flatnonzero(first.key != BLANK), np.flatnonzero(second.key != BLANK)
    other = other[np.argsort(second.key[other], kind="stable")]
    keys = second.key[other]
    low = np.searchsorted(keys, first.key[one], side="left")
    row, place = ranges(low, np.searchsorted(keys, first.key[one], side="right"))
    return one[row] * size + other[place]


def _alike(first: Profiles, second: Profiles, size: int) -> Ints:
    """The pairs with the same outcome, therapies and comparators; profiles are in the order of the text already."""
    columns = [
        np.concatenate(both)
        for both in (
            (first.report, second.report),
            (first.outcome, second.outcome),
            (first.therapies, second.therapies),
            (first.comparators, second.comparators),
        )
    ]
    alike = groups(*columns)
    group_1, group_2 = alike[: len(first)], alike[len(first) :]
    one = np.flatnonzero((first.outcome != BLANK) & (first.therapies != BLANK))
    order = np.lexsort((second.place, group_2))
    sought = np.sort(group_2)
    low = np.searchsorted(sought, group_1[one], side="left")
    high = np.searchsorted(sought, group_1[one], side="right")
    width = int(second.place.max(initial=0)) + int(first.place.max(initial=0)) + 1
    near = np.searchsorted(group_2[order] * width + second.place[order], group_1[one] * width + first.place[one])
    row, place = ranges(np.maximum(low, near - NEAREST), np.minimum(high, near + NEAREST))
    return one[row] * size + order[place]
