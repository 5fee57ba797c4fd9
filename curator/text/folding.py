"""A text in a form in which two ways to print the same words are equal, with the way back to its places.

White space of any kind and length is one space; dashes, quotation marks and decimal points are of one kind;
invisible characters are gone, and a soft hyphen takes the line break behind it along; ligatures, full-width and
composed letters are taken apart; case does not count.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import chain

from curator.text.blanks import INVISIBLE

_ALIKE = {
    "-": "‐‑‒–—―−⁃﹣－",
    '"': "“”„‟«»″＂",
    "'": "‘’‚‛′ʼ`´＇",
    ".": "·∙⋅‧",
    ",": "٬",
    "/": "⁄∕",
    "≤": "⩽≦",
    "≥": "⩾≧",
}

_MATHEMATICAL = range(0x1D400, 0x1D800)
_MAY_DECOMPOSE = (range(0xA0, 0xAC00), range(0xF900, 0x10000), _MATHEMATICAL)
"""Where Unicode has characters that come apart; Hangul syllables stay whole, everybody types them alike."""


class FoldedText:
    """A text folded, and the way from each of its places to the place in the source, and back.

    Between two stretches that were altered, places differ by a constant. So a list of marks is kept, two for each
    altered stretch (its beginning and its end) behind a first one for the beginning of the text.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._here = [0]
        self._there = [0]
        pieces: list[str] = []
        taken = length = 0
        for altered in _altered().finditer(source):
            start, end = altered.span()
            folded = _fold_stretch(altered)
            pieces += (source[taken:start], folded)
            length += start - taken
            self._here += (length, length + len(folded))
            self._there += (start, end)
            length += len(folded)
            taken = end
        pieces.append(source[taken:])
        self.text = _lower("".join(pieces))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that ``[start, end)`` of the folded text came from, whole characters of it."""
        mark = bisect_right(self._here, start) - 1
        first = self._there[mark] if mark % 2 else self._there[mark] + start - self._here[mark]
        mark = bisect_left(self._here, end)
        if mark < len(self._here) and (self._here[mark] == end or mark % 2 == 0):
            return first, max(first, self._there[mark])
        return first, max(first, self._there[mark - 1] + end - self._here[mark - 1])

    def place_of(self, place: int) -> int:
        """The place in the folded text of a place in the source."""
        mark = bisect_right(self._there, max(0, place)) - 1
        return self._here[mark] if mark % 2 else self._here[mark] + place - self._there[mark]


def fold(words: str) -> str:
    """Words in the form in which two ways to print them are equal."""
    return _lower(_altered().sub(_fold_stretch, words))


@lru_cache(maxsize=4)
def folded_text(source: str) -> FoldedText:
    """A text folded; the last few are kept, since many words are looked for in one text."""
    return FoldedText(source)


def _lower(text: str) -> str:
    """In small letters, as long as before: the one capital that grows is taken apart beforehand."""
    return text.lower().replace("ς", "σ")


def _fold_stretch(altered: re.Match[str]) -> str:
    stretch = altered.group()
    if altered.lastgroup == "letter":
        return _replacements().get(stretch, stretch)
    return " " if altered.lastgroup == "space" else ""


@cache
def _altered() -> re.Pattern[str]:
    """Whatever is not itself when folded: a letter or sign, white space but a single space, invisible characters."""
    letters = "".join(re.escape(char) for char in _replacements() if ord(char) not in _MATHEMATICAL)
    letters += f"{chr(_MATHEMATICAL[0])}-{chr(_MATHEMATICAL[-1])}"  # as a range: single ones make the search crawl
    blank = rf"[\s{INVISIBLE}]"
    white = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
    return re.compile(
        rf"(?=[{letters}{INVISIBLE}{white}])(?:"  # looked at first: most characters fail here, at once
        rf"(?P<letter>[{letters}])"
        rf"|(?P<broken>\xad[^\S\n]*\n\s*)"
        rf"|(?P<space>[{INVISIBLE}]*[^\S ]{blank}*|[ ]{blank}+|[{INVISIBLE}]+[ ]{blank}*)"
        rf"|(?P<invisible>[{INVISIBLE}]+))"
    )


@cache
def _replacements() -> Mapping[str, str]:
    alike = {char: plain for plain, chars in _ALIKE.items() for char in chars}
    replacements = dict(alike)
    for char in map(chr, chain(*_MAY_DECOMPOSE)):
        if char in alike or char.isspace() or char in INVISIBLE:
            continue
        apart = unicodedata.normalize("NFKD", char)
        if apart != char and not apart[0].isspace():  # a free-standing accent comes apart into a space and a mark
            replacements[char] = "".join(alike.get(part, part) for part in apart)
    return replacements
