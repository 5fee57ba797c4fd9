"""Hyphens at the ends of lines: whether a word was broken there, or is written with a hyphen anyway.

The document decides: the word as it stands elsewhere in it, joined or with its hyphen. Where it says nothing, a hyphen
stays behind a number, before a capital, between two words of the document, and behind beginnings that are usually
written with one; else the word was broken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import Enum, auto

_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"\w+(?:[-‐‑]\w+)+")
_BEFORE = re.compile(r"([\w.]+(?:[-‐‑]\w+)*)[-\u00ad‐\ufffe\x02]$")
_AFTER = re.compile(r"\w+(?:[-‐‑]\w+)*")
_JOINING_WORDS = frozenset(("and", "or", "to", "und", "oder", "et", "ou", "e"))
_USUALLY_LINKED = (
    "self non well cross double single triple open placebo age sex dose long short high low mid meta quasi all time"
    " half near post pre follow risk event health evidence quality body treatment drug disease intention blood late"
    " early first second third last one two three four five six seven eight nine ten full part side"
)
_SYLLABLES = (
    "con dis mis sub syn tri uni ab ad af al an ap ar as at be de di em en ex il im in ir ob of op re se un up ac ag"
    " com cor col pro per ver ter tion ment sion the was our men car her"
)
_WITH_HYPHEN = frozenset(_USUALLY_LINKED.split())
"""Beginnings of words that are usually written with a hyphen when a word of their own follows."""
_NEVER_ALONE = frozenset(_SYLLABLES.split())
"""Syllables that are words too, or look so, and nearly always are the beginning of a broken word."""
_ALWAYS_WITH_HYPHEN = frozenset(("self", "meta", "non", "double", "placebo"))
_ENDINGS = ("", "s", "es", "ing", "ed", "er")
_SHORTEST_WORD = 3
_LONG_WORD = 5
_SHORTEST_PARTICIPLE = 7


class Ending(Enum):
    """What becomes of a hyphen at the end of a line."""

    JOIN = auto()
    KEEP = auto()
    KEEP_AND_SPACE = auto()


class Vocabulary:
    """The words of a document as they stand within its lines."""

    def __init__(self, lines: Iterable[tuple[str, bool, bool]]) -> None:
        """Each line comes with whether its first and its last word may be parts of broken words."""
        whole = []
        for line, begins_broken, ends_broken in lines:
            text = line.casefold()
            start = _AFTER.match(text) if begins_broken else None
            end = _BEFORE.search(text) if ends_broken else None
            whole.append(text[start.end() if start else 0 : end.start() if end else len(text)])
        text = "\n".join(whole)
        self._words = Counter(_WORD.findall(text))
        self._compounds = Counter(_COMPOUND.findall(text))
        self._heads = Counter(re.split(r"[-‐‑]", compound)[0] for compound in self._compounds.elements())

    def ending(self, line: str, following: str) -> Ending:
        """What becomes of the hyphen at the end of ``line`` when ``following`` is the next one."""
        before, after = _BEFORE.search(line), _AFTER.match(following)
        if "\u00ad" in line[-1:]:
            return Ending.JOIN
        if before is None or after is None:
            return Ending.KEEP
        return self._decide(before.group(1), after.group())

    def _decide(self, before: str, after: str) -> Ending:
        first = re.split(r"[-‐‑.]", before)[-1]
        second = re.split(r"[-‐‑]", after)[0]
        if second.casefold() in _JOINING_WORDS and after == second:
            return Ending.KEEP_AND_SPACE
        if not first.isalpha() or not second[:1].isalpha() or second[:1].isupper() or first[1:2].isupper():
            return Ending.KEEP
        joined, linked = (first + second).casefold(), f"{before}-{after}".casefold()
        as_one = self._words[joined]
        as_two = self._compounds[linked] + self._compounds[f"{first}-{second}".casefold()]
        if as_one or as_two:
            return Ending.JOIN if as_one >= as_two else Ending.KEEP
        return Ending.KEEP if self._are_words(first.casefold(), second.casefold(), before) else Ending.JOIN

    def _are_words(self, first: str, second: str, before: str) -> bool:
        """Whether both halves are words by themselves, so that the hyphen belongs between them."""
        if first in _NEVER_ALONE or len(second) < _SHORTEST_WORD:
            return False
        if first in _WITH_HYPHEN or "-" in before:
            linked = "-" in before or first in _ALWAYS_WITH_HYPHEN
            return linked or self._is_word(second) or _is_participle(second)
        if len(first) >= _LONG_WORD and self._heads[first] > 0:
            return True
        return (
            len(first) >= _SHORTEST_WORD and self._is_word(first) and (self._is_word(second) or _is_participle(second))
        )

    def _is_word(self, word: str) -> bool:
        """Whether the document has a word, in one of its forms."""
        return any(self._words[word + ending] for ending in _ENDINGS)


def _is_participle(word: str) -> bool:
    """Whether it looks like the second half of “screen-detected”."""
    return len(word) >= _SHORTEST_PARTICIPLE and word.endswith(("ed", "ing"))
