"""Passages followed from one text of a report into another: one that was corrected, or extracted again.

A passage in lines that are the same in both texts stands where they stand now. Any other is found by its words
(``curator.text.finding``), and believed only when the words are many or what stands around them is alike too: that
"p = 0.03" stands somewhere in the new text does not make it the one that was marked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct
from rapidfuzz import fuzz

from curator.records import Passage
from curator.text.finding import Ambiguous, Found, How, find, likeness_of_surroundings
from curator.text.passages import cut

_SHORTEST_LINE = 20
"""Shorter lines stand in a text more than once, and are no mark to go by."""
_MANY = 60
"""Words of as many characters are meant wherever they stand once."""
_ALIKE = 55.0
"""How alike each side of fewer words has to be, of 100."""
_MUCH_ALIKE = 80.0
"""The same of words that stand in the new text more than once."""
_SAME_WORD = 65.0
"""How alike, of 100, the first and the last word have to be: corrected perhaps, but no other words."""


class Followed(StrEnum):
    """How far a passage could be followed."""

    EXACTLY = "followed exactly"
    CLOSELY = "followed closely"
    TO_CHOOSE = "to look at"
    LOST = "not found"


class Trace(Struct, frozen=True, kw_only=True):
    """What became of one passage. ``after`` is where it stands now, ``choices`` where it may when nobody knows."""

    before: Passage
    followed: Followed
    after: Passage | None = None
    choices: tuple[Passage, ...] = ()


class Follower:
    """Follows passages from one text into another."""

    def __init__(self, before: str, after: str) -> None:
        self._before = before
        self._after = after
        self._lines = _same_lines(before, after)
        self._starts = [start for start, _end, _there in self._lines]

    def follow(self, passage: Passage) -> Trace:
        """What becomes of a passage of the text before."""
        there = self._in_same_lines(passage)
        if there is not None:
            return Trace(before=passage, followed=Followed.EXACTLY, after=self._cut(there, there + len(passage.words)))
        answer = find(self._after, passage.words, None, passage.before, passage.after)
        if isinstance(answer, Ambiguous):
            answer = self._nearest(passage, answer)
        if isinstance(answer, Ambiguous):
            choices = tuple(self._cut(start, end) for start, end in answer.places if start < end)
            return Trace(before=passage, followed=Followed.TO_CHOOSE if choices else Followed.LOST, choices=choices)
        if answer is None or answer.start >= answer.end:
            return Trace(before=passage, followed=Followed.LOST)
        after = self._cut(*self._without_space(answer.start, answer.end))
        if not self._is_sure(passage, answer) or not _has_its_ends(passage.words, after.words):
            return Trace(before=passage, followed=Followed.TO_CHOOSE, choices=self._wherever(after))
        exactly = answer.how is How.EXACT and after.words == passage.words
        return Trace(before=passage, followed=Followed.EXACTLY if exactly else Followed.CLOSELY, after=after)

    def expected(self, place: int) -> int:
        """About where a place of the text before is now, going by the lines that are the same around it."""
        at = bisect_right(self._starts, place) - 1
        if at < 0:
            return min(place, len(self._after))
        start, _end, there = self._lines[at]
        return min(there + place - start, len(self._after))

    def _in_same_lines(self, passage: Passage) -> int | None:
        """Where the passage begins when all of it lies in lines that are the same; None when it does not."""
        at = bisect_right(self._starts, passage.start) - 1
        if at < 0:
            return None
        start, end, there = self._lines[at]
        while end < passage.end and at + 1 < len(self._lines):
            at += 1
            next_start, next_end, next_there = self._lines[at]
            if self._before[end:next_start].strip() or next_there - there != next_start - start:
                return None
            end = next_end
        place = there + passage.start - start
        fits = passage.start >= start and passage.end <= end and self._after.startswith(passage.words, place)
        return place if fits else None

    def _nearest(self, passage: Passage, several: Ambiguous) -> Found | Ambiguous:
        """Of places that fit as well as each other, the only one close to where the passage must be now."""
        expected, reach = self.expected(passage.start), max(200, len(passage.words))
        close = [(start, end) for start, end in several.places if abs(start - expected) <= reach]
        alone = len(close) == 1 and self._after[slice(*close[0])] == passage.words
        return Found(*close[0], How.EXACT) if alone else several

    def _is_sure(self, passage: Passage, found: Found) -> bool:
        """Whether the place is believed: for many words that stand there only, else by what stands around it."""
        alone = self._after.count(self._after[found.start : found.end]) == 1
        if alone and len(passage.words) >= _MANY:
            return True
        sides = bool(passage.before) + bool(passage.after)
        alike = likeness_of_surroundings(self._after, found.start, found.end, passage.before, passage.after)
        alike -= 100 * (2 - sides)  # of a side that has nothing there is nothing to compare
        return sides > 0 and alike >= sides * (_ALIKE if alone else _MUCH_ALIKE)

    def _wherever(self, likely: Passage) -> tuple[Passage, ...]:
        """Every place where the words of a likely place stand; it comes first."""
        several = find(self._after, likely.words)
        places = several.places if isinstance(several, Ambiguous) else ()
        return tuple(dict.fromkeys((likely, *(self._cut(start, end) for start, end in places if start < end))))

    def _without_space(self, start: int, end: int) -> tuple[int, int]:
        """A place without the white space at its ends; one that is nothing else stays."""
        words = self._after[start:end]
        solid = words.strip()
        begin = start + words.index(solid) if solid else start
        return begin, begin + len(solid) if solid else end

    def _cut(self, start: int, end: int) -> Passage:
        return cut(self._after, start, end)


def _has_its_ends(before: str, after: str) -> bool:
    """Whether words that were found still begin and end as they did: what lost its last word says something else."""
    had, has = before.split(), after.split()
    return all(fuzz.ratio(had[end].casefold(), has[end].casefold()) >= _SAME_WORD for end in (0, -1))


def _same_lines(before: str, after: str) -> list[tuple[int, int, int]]:
    """Lines that stand once in each text: start and end in the first, start in the second, in the order of both."""
    there = _lines_once(after)
    pairs = [
        (start, start + len(line), there[line])
        for line, start in sorted(_lines_once(before).items(), key=_by_place)
        if line in there
    ]
    return [pairs[place] for place in _longest_rising([pair[2] for pair in pairs])]


def _by_place(pair: tuple[str, int]) -> int:
    return pair[1]


def _lines_once(text: str) -> dict[str, int]:
    places: dict[str, int | None] = {}
    start = 0
    for line in text.split("\n"):
        if len(line.strip()) >= _SHORTEST_LINE:
            places[line] = None if line in places else start
        start += len(line) + 1
    return {line: place for line, place in places.items() if place is not None}


def _longest_rising(values: Sequence[int]) -> list[int]:
    """The places of a longest rising subsequence, by patience sorting."""
    tops: list[int] = []
    top_places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(top_places[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            top_places.append(place)
        else:
            tops[pile], top_places[pile] = value, place
    chain: list[int] = []
    place = top_places[-1] if top_places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]
