"""Where one shown character ends and the next begins.

A shown character may be several code points: a letter with combining marks, a flag, a family of emoji joined by
zero-width joiners. A selection never ends inside one. The rules are those of Unicode's UAX #29 that matter in
reports, read off the characters just around a place.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ZERO_WIDTH_JOINER = "\u200d"
_LONGEST = 512
"""No shown character is looked at further than this, so that a damaged text costs no more than a sound one."""


@lru_cache(maxsize=4096)
def extends(char: str) -> bool:
    """Whether a code point belongs to the shown character before it (marks, joiners, skin tones, tags)."""
    if char < "\u0300":
        return False
    return (
        unicodedata.category(char) in ("Mn", "Mc", "Me")
        or char in "\u200c\u200d"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
    )


def is_inside(text: str, place: int) -> bool:
    """Whether ``place`` lies inside a shown character, so that nothing may be cut there."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if before < "\u0300" and after < "\u0300":
        return before == "\r" and after == "\n"
    if extends(after):
        return before not in "\r\n"
    if before == _ZERO_WIDTH_JOINER:
        return _is_pictograph(after)
    if _is_regional(before) and _is_regional(after):
        return _regionals_before(text, place) % 2 == 1
    return _hangul_joins(before, after)


def start_of_character(text: str, place: int) -> int:
    """The nearest place at or before ``place`` where a shown character begins."""
    place = max(0, min(place, len(text)))
    lowest = max(0, place - _LONGEST)
    while place > lowest and is_inside(text, place):
        place -= 1
    return place


def end_of_character(text: str, place: int) -> int:
    """The nearest place at or after ``place`` where a shown character ends."""
    place = max(0, min(place, len(text)))
    highest = min(len(text), place + _LONGEST)
    while place < highest and is_inside(text, place):
        place += 1
    return place


def whole_characters(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` grown so that it cuts through no shown character."""
    return start_of_character(text, min(start, end)), end_of_character(text, max(start, end))


def _is_pictograph(char: str) -> bool:
    return char >= "\u2190" and unicodedata.category(char) in ("So", "Sm", "Cn", "Po")


def _is_regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _regionals_before(text: str, place: int) -> int:
    lowest = max(0, place - _LONGEST)
    first = place
    while first > lowest and _is_regional(text[first - 1]):
        first -= 1
    return place - first


def _hangul_joins(before: str, after: str) -> bool:
    """Whether two Hangul letters stand in one syllable block (leading, vowel and trailing jamo)."""
    if not ("\u1100" <= before <= "\ud7a3" and "\u1100" <= after <= "\ud7a3"):
        return False
    leads = "\u1100" <= before <= "\u115f"
    vowel_before = "\u1160" <= before <= "\u11a7" or (before >= "\uac00" and (ord(before) - 0xAC00) % 28 == 0)
    trailing_before = "\u11a8" <= before <= "\u11ff" or before >= "\uac00"
    if leads:
        return "\u1100" <= after <= "\u11a7" or after >= "\uac00"
    if vowel_before:
        return "\u1160" <= after <= "\u11ff"
    return trailing_before and "\u11a8" <= after <= "\u11ff"
