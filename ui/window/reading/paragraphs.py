"""A text as the paragraphs that are laid out one by one.

A paragraph ends at a line feed. One that is so long that laying it out would be felt is shown in several pieces,
cut after a white space or a sentence where there is one; the stored text knows nothing of that.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right

from curator.text.graphemes import start_of_character

LONGEST_PIECE = 8_192
"""Code points of a paragraph that are laid out together."""

_LINE_FEED = re.compile("\n")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+")
_WHERE_A_CUT_IS_LOOKED_FOR = 2_048
_LONGEST_BLANK = 64


class Paragraphs:
    """Where each piece of a text begins and ends. Pieces are numbered from 0; there is always at least one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("Q", [0])
        self.starts.extend(match.end() for match in _LINE_FEED.finditer(text))
        self._cut_long_ones()

    def __len__(self) -> int:
        return len(self.starts)

    def _cut_long_ones(self) -> None:
        ends = [*self.starts[1:], len(self.text) + 1]
        if all(end - start <= LONGEST_PIECE + 1 for start, end in zip(self.starts, ends, strict=True)):
            return
        starts = array("Q")
        for start, end in zip(self.starts, ends, strict=True):
            place = start
            starts.append(place)
            while end - 1 - place > LONGEST_PIECE:
                place = self._cut_before(place + LONGEST_PIECE)
                starts.append(place)
        self.starts = starts

    def _cut_before(self, limit: int) -> int:
        """Where a piece that may reach to ``limit`` ends best: after a sentence, a word, at least after a character."""
        earliest = limit - _WHERE_A_CUT_IS_LOOKED_FOR
        sentence_ends = [match.end() for match in _SENTENCE_END.finditer(self.text, earliest, limit)]
        if sentence_ends:
            return sentence_ends[-1]
        for place in range(limit, earliest, -1):
            if self.text[place - 1].isspace():
                return place
        return max(start_of_character(self.text, limit), earliest)

    def number_at(self, place: int) -> int:
        """The piece that holds the character at ``place`` (the last one for the end of the text)."""
        return max(0, bisect_right(self.starts, place) - 1)

    def start(self, number: int) -> int:
        """Where a piece begins."""
        return self.starts[number]

    def end(self, number: int) -> int:
        """Where a piece ends, without its line feed."""
        if number + 1 == len(self.starts):
            return len(self.text)
        following = self.starts[number + 1]
        return following - 1 if self.text[following - 1] == "\n" else following

    def words(self, number: int) -> str:
        """The stored words of a piece, without its line feed."""
        return self.text[self.start(number) : self.end(number)]

    def ends_paragraph(self, number: int) -> bool:
        """Whether a paragraph ends with this piece, rather than going on in the next one."""
        return number + 1 == len(self.starts) or self.text[self.starts[number + 1] - 1] == "\n"

    def is_blank(self, number: int) -> bool:
        """Whether there is nothing to see in a piece (only short ones are looked at)."""
        start, end = self.start(number), self.end(number)
        return end == start or (end - start <= _LONGEST_BLANK and self.text[start:end].isspace())
