"""A text as it is searched, and the words that an index of it has.

Case, width, kinds of dashes and quotation marks, white space and accents do not count (``curator.text.folding``, and
accents besides). A *word of the index* is a run of letters and digits: ``IL-6`` is two of them, side by side. An index
only says where it is worth looking; where the typed words really stand is decided on the text (``matching``).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from curator.text.folding import FoldedText, fold, folded_text

RULES = 1
"""Raised whenever a text would give other words than before: an index made by older rules is made anew."""

LONGEST_WORD = 64
"""Of a longer run of letters an index keeps this many."""

STANDING_ALONE = "\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Chinese characters and Hiragana, as a range of a pattern: no space parts their words, each is a word of its own."""

LETTER = rf"[^\W_{STANDING_ALONE}]"
"""A pattern for a letter or digit that may go on in the next one."""

_WORD = re.compile(rf"[{STANDING_ALONE}]|{LETTER}+")
_ACCENTS = re.compile("[\u0300-\u036f]+")


def fold_for_search(words: str) -> str:
    """Words in the form in which they are looked for."""
    return _ACCENTS.sub("", fold(words))


def index_words(folded: str) -> list[str]:
    """The words of the index in a text that was folded for searching, in order."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(folded)]


def words_to_index(text: str) -> str:
    """The words of the index in a text as it is stored, with a space between them."""
    return " ".join(index_words(fold_for_search(text)))


class SearchedText:
    """A text folded for searching, with the way back to its places."""

    def __init__(self, source: str, folded: FoldedText | None = None) -> None:
        self.source = source
        self._folded = folded or FoldedText(source)
        self._starts: list[int] = []
        self._removed: list[int] = []
        self.text = self._without_accents(self._folded.text)

    def _without_accents(self, text: str) -> str:
        removed = 0
        for accents in _ACCENTS.finditer(text):
            self._starts.append(accents.start() - removed)
            removed += len(accents.group())
            self._removed.append(removed)
        return _ACCENTS.sub("", text) if removed else text

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that ``[start, end)`` of the folded text came from, accents included."""
        if self._starts:
            # A place right behind removed accents: a stretch that begins there leaves them out, one that ends there
            # takes them along.
            start, end = self._before_removal(start), self._before_removal(end)
        return self._folded.original(start, end)

    def _before_removal(self, place: int) -> int:
        number = bisect_right(self._starts, place)
        return place + (self._removed[number - 1] if number else 0)


def searched(source: str) -> SearchedText:
    """A text as it is searched; the folding of the last few texts is kept."""
    return SearchedText(source, folded_text(source))
