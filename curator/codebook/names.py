"""Names of terms: when two of them are the same, and how well a typed beginning fits one."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SPACES = re.compile(r"\s+")


def tidy(name: str) -> str:
    """A name as it is kept: white space of every kind folded to single spaces, none at the ends."""
    return _SPACES.sub(" ", name).strip()


def fold(name: str) -> str:
    """The form in which two spellings of one name are equal: case, width, dashes and white space do not count."""
    plain = unicodedata.normalize("NFKC", name).translate(_DASHES).translate(_INVISIBLE)
    return tidy(plain).casefold()


def fit(typed: str, name: str) -> int | None:
    """How well folded ``typed`` fits folded ``name``; smaller is better, None is not at all.

    0 the whole name, 1 its beginning, 2 the beginning of one of its words, 3 its initials, 4 anywhere in it.
    """
    if name == typed:
        return 0
    if name.startswith(typed):
        return 1
    words = re.split(r"[\s\-/(),]+", name)
    if any(word.startswith(typed) for word in words) or f" {typed}" in name:
        return 2
    if len(typed) > 1 and "".join(word[:1] for word in words).startswith(typed):
        return 3
    return 4 if typed in name else None
