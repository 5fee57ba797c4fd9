"""White space and what is as good as none: characters that show nothing."""

from __future__ import annotations

import re

INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Soft hyphens, zero-width spaces, word joiners and marks of reading direction. They show nothing between words,
and inside a word they do not part it."""

TYING_SPACES = "\u00a0\u2007\u2008\u2009\u200a\u202f"
"""Spaces that typesetters put inside one expression: no-break, figure, punctuation, thin, hair."""

_SOLID = re.compile(rf"[^\s{INVISIBLE}]")
_STRIPPED = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + INVISIBLE
_STEP = 256


def is_blank(char: str) -> bool:
    """Whether a character is white space or shows nothing."""
    return char.isspace() or char in INVISIBLE


def first_solid(text: str, place: int) -> int:
    """The place of the first character from ``place`` on that is not blank; the text's length when there is none."""
    found = _SOLID.search(text, place)
    return found.start() if found else len(text)


def last_solid(text: str, place: int) -> int:
    """The place right after the last character before ``place`` that is not blank; 0 when there is none."""
    step = _STEP
    while place > 0:
        below = max(0, place - step)
        kept = text[below:place].rstrip(_STRIPPED)
        if kept:
            return below + len(kept)
        place = below
        step *= 2
    return 0
