"""Joins marked words that overlap in one look, and gives each a lane for its underline, so that none hides another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ui.window.reading.mark_index import Stretch

MOST_LANES = 4
"""Underlines that find room below one line; more share the last lane."""


class Washed(NamedTuple):
    """Words ``[start, end)`` to be washed in one look, with their underline in ``lane`` (0 is the uppermost)."""

    start: int
    end: int
    look: str
    lane: int


def joined(stretches: Iterable[Stretch]) -> list[tuple[int, int, str]]:
    """Stretches of one look that overlap as one, in order; neighbours that only touch stay apart."""
    ends: dict[str, list[list[int]]] = {}
    for stretch in sorted(stretches):
        known = ends.setdefault(stretch.look, [])
        if known and stretch.start < known[-1][1]:
            known[-1][1] = max(known[-1][1], stretch.end)
        else:
            known.append([stretch.start, stretch.end])
    return sorted((start, end, look) for look, several in ends.items() for start, end in several)


def in_lanes(stretches: Iterable[Stretch]) -> list[Washed]:
    """The stretches joined, each in the uppermost lane that is free all along it."""
    free_from: list[int] = []
    washed: list[Washed] = []
    for start, end, look in sorted(joined(stretches), key=lambda joined_: (joined_[0], -joined_[1], joined_[2])):
        lane = next((lane for lane, free in enumerate(free_from) if free <= start), len(free_from))
        lane = min(lane, MOST_LANES - 1)
        if lane == len(free_from):
            free_from.append(end)
        else:
            free_from[lane] = max(free_from[lane], end)
        washed.append(Washed(start, end, look, lane))
    return washed
