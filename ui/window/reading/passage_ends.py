"""Moving one end of a passage by a word or a character."""

from __future__ import annotations

from enum import Enum

from curator.text import words
from ui.window.reading.selection import Unit, step_back, step_forward, tidy_end


class End(Enum):
    """Which end of a passage moves."""

    START = "start"
    END = "end"


def moved_end(text: str, start: int, end: int, which: End, unit: Unit, *, forward: bool) -> tuple[int, int]:
    """The passage ``[start, end)`` with one end moved; as it was where moving would leave no words."""
    exact = unit is Unit.CHARACTER
    if which is End.END:
        after = step_forward(text, end, unit) if forward else step_back(text, end, unit)
        if not exact:
            after = tidy_end(text, start, words.snap(text, start, after)[1]) if after > start else start
        return (start, after) if after > start else (start, end)
    before = _start_forward(text, start, end, unit) if forward else step_back(text, start, unit)
    return (before, end) if before < end else (start, end)


def _start_forward(text: str, start: int, end: int, unit: Unit) -> int:
    before = step_forward(text, start, unit)
    if unit is Unit.CHARACTER or before >= end:
        return before
    return words.snap(text, before, end)[0]


def end_put(text: str, start: int, end: int, which: End, place: int, *, exact: bool) -> tuple[int, int]:
    """The passage with one end put to a place, as when it is dragged there; snapped to words unless ``exact``."""
    first, after = (place, end) if which is End.START else (start, place)
    if after <= first:
        return start, end
    if exact:
        return words.whole_characters(text, first, after)
    snapped = words.snap(text, first, after)
    first, after = (snapped[0], end) if which is End.START else (start, snapped[1])
    return (first, after) if after > first else (start, end)
