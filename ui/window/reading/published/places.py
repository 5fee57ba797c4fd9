"""Where a text's words stand on the pages of its publication, and which word stands at a point of a page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from curator.importing.formats.pdf.asking import Places
from curator.records import Page, Run

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the upper left corner of a page."""

_JOINED = 0.9
"""Boxes on one line that are nearer to one another than this, in heights of the line, are shown as one."""
_BESIDE = 2.0
_NEAR = 0.6


class PagePlaces:
    """One page: from places in the text to boxes, and from points to places.

    Until the page was drawn, boxes inside a run are estimated; ``drawn`` makes them exact.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self._runs = sorted(page.runs, key=lambda run: run.start)
        self._starts = [run.start for run in self._runs]
        self._drawn: Places | None = None

    @property
    def first(self) -> int:
        """The first place of the text that stands on the page."""
        return self._starts[0] if self._runs else self.page.start

    @property
    def after(self) -> int:
        """The place after the last one that stands on the page."""
        return max((run.end for run in self._runs), default=self.page.end)

    def drawn(self, places: Places) -> None:
        """Takes the boxes of the characters as they were drawn."""
        self._drawn = places

    def holds(self, place: int) -> bool:
        """Whether the character at a place stands on this page."""
        number = bisect_right(self._starts, place) - 1
        return number >= 0 and place < self._runs[number].end

    def boxes(self, start: int, end: int) -> list[Box]:
        """Where the words ``[start, end)`` stand on this page, a box for each line."""
        first = max(0, bisect_right(self._starts, start) - 1)
        found: list[Box] = []
        for run in self._runs[first : bisect_left(self._starts, end)]:
            if run.end <= start:
                continue
            box = self._part(run, max(start, run.start), min(end, run.end))
            if found and _goes_on(found[-1], box):
                found[-1] = _around((found[-1], box))
            else:
                found.append(box)
        return found

    def caret(self, place: int) -> Box | None:
        """The line between the character before a place and the one at it; None when neither stands here."""
        at = self.boxes(place, place + 1) if self.holds(place) else []
        if at:
            left, top, _right, bottom = at[0]
            return left, top, left, bottom
        before = self.boxes(place - 1, place) if place and self.holds(place - 1) else []
        if before:
            _left, top, right, bottom = before[-1]
            return right, top, right, bottom
        return None

    def place_at(self, across: float, down: float) -> int | None:
        """The place nearest to a point; None on a page without words."""
        run = min(self._runs, key=lambda one: _distance(one, across, down), default=None)
        if run is None:
            return None
        centres = [_centre(self._part(run, place, place + 1)) for place in range(run.start, run.end)]
        if _is_turned(run):
            nearest = min(range(len(centres)), key=lambda one: abs(centres[one][1] - down))
            return run.start + nearest
        return run.start + bisect_left([centre[0] for centre in centres], across)

    def is_on_words(self, across: float, down: float) -> bool:
        """Whether a point is on words."""
        return any(run.left <= across <= run.right and run.top <= down <= run.bottom for run in self._runs)

    def _part(self, run: Run, start: int, end: int) -> Box:
        """The box of some of a run's characters."""
        if start == run.start and end == run.end:
            return run.left, run.top, run.right, run.bottom
        exact = self._exact(run, start, end)
        if exact is not None:
            return exact
        count = run.end - run.start
        if _is_turned(run):
            return run.left, run.top, run.right, run.bottom
        width = (run.right - run.left) / count
        return (
            run.left + (start - run.start) * width,
            run.top,
            run.left + (end - run.start) * width,
            run.bottom,
        )

    def _exact(self, run: Run, start: int, end: int) -> Box | None:
        """The box as it was drawn; None before that, or where the drawing does not agree with the run."""
        if self._drawn is None:
            return None
        first = run.first + start - run.start
        boxes = self._drawn.boxes[first : run.first + end - run.start]
        solid = [box for box in boxes if box[2] > box[0] and box[3] > box[1]]
        if not solid:
            return self._blank(run, first)
        left, top, right, bottom = _around(solid)
        inside = run.left - _NEAR <= left and right <= run.right + _NEAR
        if not inside or top > run.bottom or bottom < run.top:
            return None
        return (left, top, right, bottom) if _is_turned(run) else (left, run.top, right, run.bottom)

    def _blank(self, run: Run, number: int) -> Box | None:
        """A space that the file does not draw: between its neighbours."""
        if self._drawn is None or not run.first < number < run.first + run.end - run.start - 1:
            return None
        before, after = self._drawn.boxes[number - 1], self._drawn.boxes[number + 1]
        return before[2], run.top, max(before[2], after[0]), run.bottom


def _is_turned(run: Run) -> bool:
    return run.bottom - run.top > _BESIDE * (run.right - run.left) and run.end - run.start > 1


def _centre(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _goes_on(box: Box, other: Box) -> bool:
    """Whether a box goes on in another one on the same line."""
    height = max(box[3] - box[1], other[3] - other[1])
    level = min(box[3], other[3]) - max(box[1], other[1]) > height / 3
    return level and -height / 2 < other[0] - box[2] < _JOINED * height


def _distance(run: Run, across: float, down: float) -> float:
    beside = max(run.left - across, 0.0, across - run.right)
    above = max(run.top - down, 0.0, down - run.bottom)
    return beside + _BESIDE * above
