"""What is selected in a text, in code points: by dragging, by word, sentence, paragraph, or exactly.

A selection has an anchor, where it began, and a head, which moves. Unless exact characters are asked for, both
ends are snapped to whole clinical words. No widget is asked anything here.
"""

from __future__ import annotations

from enum import Enum

from curator.text import words
from curator.text.graphemes import end_of_character, start_of_character

_OPENING_AND_BLANKS = "([{<“‘«‹„‚ \t\n\u00a0"
_LONGEST_TAIL = 32


class Unit(Enum):
    """By how much a selection grows at once."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


def around(text: str, place: int, unit: Unit) -> tuple[int, int]:
    """The word, sentence or paragraph at a place."""
    match unit:
        case Unit.WORD:
            return words.word_at(text, place)
        case Unit.SENTENCE:
            return words.sentence_at(text, place)
        case Unit.PARAGRAPH:
            return words.paragraph_at(text, place)
        case Unit.CHARACTER:
            return place, place


def step_forward(text: str, place: int, unit: Unit) -> int:
    """The end of the next character, word, sentence or paragraph after a place."""
    if place >= len(text):
        return len(text)
    match unit:
        case Unit.WORD:
            return words.next_word_end(text, place)
        case Unit.SENTENCE:
            return words.next_sentence_end(text, place)
        case Unit.PARAGRAPH:
            return words.next_paragraph_end(text, place)
        case Unit.CHARACTER:
            return end_of_character(text, place + 1)


def step_back(text: str, place: int, unit: Unit) -> int:
    """The beginning of the character, word, sentence or paragraph before a place."""
    if place <= 0:
        return 0
    match unit:
        case Unit.WORD:
            return words.previous_word_start(text, place)
        case Unit.SENTENCE:
            return words.previous_sentence_start(text, place)
        case Unit.PARAGRAPH:
            return words.previous_paragraph_start(text, place)
        case Unit.CHARACTER:
            return start_of_character(text, place - 1)


def tidy_end(text: str, start: int, end: int) -> int:
    """``end`` without an opening bracket or quotation mark whose word is not selected."""
    kept = text[max(start, end - _LONGEST_TAIL) : end].rstrip(_OPENING_AND_BLANKS)
    return end - (min(end - start, _LONGEST_TAIL) - len(kept)) if kept else end


class Selection:
    """The selected words of one text, ``[start, end)``, and the caret, which is the head of the selection."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.caret = 0
        self.start = 0
        self.end = 0
        self._origin = (0, 0)
        self._exact_origin = False
        self._begun = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is selected."""
        return self.end <= self.start

    @property
    def bounds(self) -> tuple[int, int] | None:
        """``(start, end)`` of what is selected, or None."""
        return None if self.is_empty else (self.start, self.end)

    def move_to(self, place: int) -> None:
        """Puts the caret somewhere and lets the selection go."""
        self.caret = self.start = self.end = max(0, min(place, len(self.text)))
        self._origin = (self.caret, self.caret)
        self._exact_origin = self._begun = False

    def step(self, unit: Unit, *, forward: bool) -> None:
        """Moves the caret by a unit; by a character out of a selection, to its edge."""
        if unit is Unit.CHARACTER and not self.is_empty:
            self.move_to(self.end if forward else self.start)
            return
        step = step_forward if forward else step_back
        self.move_to(step(self.text, self.caret, unit))

    def let_go(self) -> None:
        """Selects nothing; the caret stays."""
        self.move_to(self.caret)

    def take(self, start: int, end: int) -> None:
        """Selects exactly these words; extending goes on from their end."""
        self.start, self.end = max(0, start), min(end, len(self.text))
        self.caret = self.end
        self._origin = (self.start, self.start)
        self._exact_origin = self._begun = True

    def take_around(self, place: int, unit: Unit) -> None:
        """Selects the word, sentence or paragraph at a place; dragging on keeps it selected."""
        start, end = around(self.text, place, unit)
        self.take(start, end)
        self._origin = (start, end)

    def begin(self, place: int, *, exact: bool) -> None:
        """Puts the anchor somewhere: a mouse button went down, or a shifted key is about to move the head."""
        self.move_to(place)
        self._exact_origin = exact
        self._begun = True

    def drag_to(self, place: int, unit: Unit, *, exact: bool) -> None:
        """Moves the head to a place under the mouse, growing by ``unit``."""
        if unit in (Unit.SENTENCE, Unit.PARAGRAPH) and place != self._origin[0]:
            start, end = around(self.text, place, unit)
            place = end if place > self._origin[0] else start
        self._reach(place, exact=exact)

    def extend(self, unit: Unit, *, forward: bool) -> None:
        """Moves the head by a unit; by characters it is exact, by anything else it ends with a whole word."""
        exact = unit is Unit.CHARACTER
        if not self._begun:
            self._begin_at_caret(forward=forward, exact=exact)
        step = step_forward if forward else step_back
        self._reach(step(self.text, self.caret, unit), exact=exact)

    def extend_to(self, place: int, *, exact: bool) -> None:
        """Moves the head to a place: a line up or down, the end of the line or of the text."""
        if not self._begun:
            self._begin_at_caret(forward=place >= self.caret, exact=exact)
        self._reach(place, exact=exact)

    def grow(self, unit: Unit) -> None:
        """Selects the word, sentence or paragraph at the caret; asked again, the next one too."""
        start, end = around(self.text, self.caret if self.is_empty else self.start, unit)
        if not self.is_empty and start >= self.start and end <= self.end:
            origin = self.start
            self.take(origin, max(self.end, step_forward(self.text, self.end, unit)))
            self.start, self.end = words.snap(self.text, self.start, self.end)
            self.caret = self.end
        elif self.is_empty:
            self.take(start, end)
        else:
            self.take(min(start, self.start), max(end, self.end))

    def _begin_at_caret(self, *, forward: bool, exact: bool) -> None:
        """Anchors at the caret; within a word, at the edge that leaves the whole word to the selection."""
        place = self.caret
        if not exact:
            start, end = words.word_at(self.text, place)
            if start < place < end:
                place = start if forward else end
        self.begin(place, exact=exact)
        self.caret = place

    def _reach(self, place: int, *, exact: bool) -> None:
        place = max(0, min(place, len(self.text)))
        first, last = self._origin
        if place == first == last:
            self.start = self.end = self.caret = place
            return
        low, high = min(first, place), max(last, place)
        if exact:
            low, high = start_of_character(self.text, low), end_of_character(self.text, high)
        snapped = words.snap(self.text, low, high)
        snapped = (snapped[0], tidy_end(self.text, *snapped))
        forward = place >= first
        head_exact, anchor_exact = exact, self._exact_origin
        low_exact, high_exact = (anchor_exact, head_exact) if forward else (head_exact, anchor_exact)
        self.start = low if low_exact else snapped[0]
        self.end = high if high_exact else snapped[1]
        if self.end <= self.start:
            self.start = self.end = place
        self.caret = place if self.is_empty else self.end if forward else self.start
