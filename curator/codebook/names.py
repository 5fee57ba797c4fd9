"""Names of terms: when two of them are the same, and how well a typed beginning fits one."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = re.compile(r"\s+")
_BETWEEN_WORDS = re.compile(r"[\s\-/(),]+")


def tidy(name: str) -> str:
    """A name as it is kept: white space of every kind folded to single spaces, none at the ends."""
    return _SPACES.sub(" ", name).strip()


def fold(name: str) -> str:
    """The form in which two spellings of one name are equal: case, width, dashes and white space do not count."""
    plain = unicodedata.normalize("NFKC", name).translate(_DASHES).translate(_INVISIBLE)
    return tidy(plain).casefold()


class Sought(NamedTuple):
    """A name made ready for being sought many times: folded, its words one by one, and their initials."""

    name: str
    words: str
    initials: str

    @classmethod
    def of(cls, name: str) -> Sought:
        """A name as it is sought."""
        folded = fold(name)
        words = _BETWEEN_WORDS.split(folded)
        return cls(folded, " " + " ".join(words), "".join(word[:1] for word in words))

    def fit(self, typed: str) -> int | None:
        """How well folded ``typed`` fits; smaller is better, None is not at all.

        0 the whole name, 1 its beginning, 2 the beginning of one of its words, 3 its initials, 4 anywhere in it.
        """
        if self.name.startswith(typed):
            return 0 if len(self.name) == len(typed) else 1
        if f" {typed}" in self.words:
            return 2
        if len(typed) > 1 and self.initials.startswith(typed):
            return 3
        return 4 if typed in self.name else None
