"""Which paragraphs of a plain text are headings, going by how they look."""

from __future__ import annotations

import re

LONGEST_HEADING = 110
"""Code points; what is longer is a sentence."""

_SIGNED = re.compile(r"#{1,6}\s+(?=\S)")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9 .,:;/&()’'-]{2,}:?\s*$")
_ENDS_LIKE_A_SENTENCE = (".", ",", ";", "?", "!", ")")


def heading_sign(words: str) -> int:
    """The length of the sign (``## ``) in front of a heading; 0 when there is none."""
    if len(words) > LONGEST_HEADING:
        return 0
    found = _SIGNED.match(words)
    return found.end() if found else 0


def is_heading(words: str, stands_over_a_paragraph: bool) -> bool:
    """Whether a paragraph is a heading: marked as one, in capitals, or a short line over a long paragraph."""
    seen = words.strip()
    if not seen or len(seen) > LONGEST_HEADING:
        return False
    if _SIGNED.match(seen) or (_CAPITALS.match(seen) and any(letter.isalpha() for letter in seen)):
        return True
    return stands_over_a_paragraph and seen[0].isupper() and not seen.endswith(_ENDS_LIKE_A_SENTENCE)
