"""Where in a text the words of a question stand, as typed: on the text itself, whatever any index says.

A word begins and ends where letters and digits do, and a number is not found in the middle of another one: ``75`` is
not in ``0.75``. A space finds any white space, and a hyphen or slash between the two words; a sign (``p<0.001``,
``75%``, ``IL-6``) is found with or without spaces around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

from curator.finding.question import AllOf, AnyOf, Asked, Near, Without, Words
from curator.finding.words import LETTER, STANDING_ALONE, SearchedText

Places = list[tuple[int, int]]
"""``[start, end)`` each, in the order of the text, none overlapping the next."""

_TIGHT = ".,:'"
_SPACE = "(?: ?[-/] ?| )"
_EQUALS = {"<=": "(?:<=|≤|=<)", ">=": "(?:>=|≥|=>)", "≤": "(?:<=|≤|=<)", "≥": "(?:>=|≥|=>)"}
_PIECE = re.compile(
    rf"(?P<run>[{STANDING_ALONE}]+|{LETTER}+)|(?P<space> +)|(?P<tight>[{_TIGHT}])|(?P<sign><=|>=|.)", re.DOTALL
)
_ALONE = re.compile(f"[{STANDING_ALONE}]")


def places(asked: Asked, text: SearchedText) -> Places | None:
    """Where a question's words stand, in places of the source; None when the text does not answer it."""
    found = _places(asked, text.text)
    return None if found is None else [text.original(start, end) for start, end in found]


def _places(asked: Asked, text: str) -> Places | None:
    match asked:
        case Words():
            return [found.span() for found in pattern_of(asked).finditer(text)] or None
        case Near():
            return _near(asked, text)
        case AllOf():
            gathered: list[Places] = []
            # What excludes is looked at last: most often it need not be.
            for part in sorted(asked.parts, key=lambda part: isinstance(part, Without)):
                found = _places(part, text)
                if found is None:
                    return None
                gathered.append(found)
            return _joined(gathered)
        case AnyOf():
            answers = [found for part in asked.parts if (found := _places(part, text)) is not None]
            return _joined(answers) if answers else None
        case _:
            return [] if _places(asked.part, text) is None else None


def _joined(several: Iterable[Places]) -> Places:
    """The places of several parts as one list; of those that overlap, one is made."""
    joined: Places = []
    for start, end in sorted(place for found in several for place in found):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _near(asked: Near, text: str) -> Places | None:
    """From the first to the last of words that stand near each other."""
    first, *others = asked.parts
    chained: Places = [found.span() for found in pattern_of(first).finditer(text)]
    for part in others:
        if not chained:
            return None
        beside = [found.span() for found in pattern_of(part).finditer(text)]
        chained = [pair for place in chained for pair in _pairs(text, place, beside, asked.distance)]
    return _joined([chained]) or None


def _pairs(text: str, place: tuple[int, int], beside: Sequence[tuple[int, int]], distance: int) -> Places:
    """A place together with its nearest neighbour before and behind, where they are near enough."""
    start, end = place
    pairs: Places = []
    behind = bisect_left(beside, (end, end))
    if behind < len(beside) and _words_between(text, end, beside[behind][0]) <= distance:
        pairs.append((start, beside[behind][1]))
    before = bisect_left(beside, start, key=lambda one: one[1] - 1) - 1
    if before >= 0 and beside[before][1] <= start and _words_between(text, beside[before][1], start) <= distance:
        pairs.append((beside[before][0], end))
    return pairs


def _words_between(text: str, start: int, end: int) -> int:
    return max(0, text.count(" ", start, end) - 1)


@lru_cache(maxsize=256)
def pattern_of(words: Words) -> re.Pattern[str]:
    """The pattern that finds words in a text folded for searching.

    Between two pieces stands one gap and no more, so that no text can be matched in very many ways.
    """
    pieces: list[str] = []
    spaced = False
    before: str | None = None
    for piece in _PIECE.finditer(words.folded):
        kind, shown = str(piece.lastgroup), piece.group()
        if kind == "space":
            spaced = True
            continue
        if before is not None:
            pieces.append(" ?" if "sign" in (before, kind) else _SPACE if spaced else "")
        pieces.append(_EQUALS.get(shown, re.escape(shown)))
        before, spaced = kind, False
    if words.begins:
        pieces.append(f"{LETTER}*")
    return re.compile(_begins(words.folded) + "".join(pieces) + ("" if words.begins else _ends(words.folded)))


def _begins(folded: str) -> str:
    if not folded[0].isalnum() or _ALONE.match(folded[0]):
        return ""
    inside_number = r"(?<!\d[.,])(?<![-<>=≤≥±~ (\[]\.)" if folded[0].isdigit() else ""
    return f"(?<!{LETTER}){inside_number}"


def _ends(folded: str) -> str:
    if not folded[-1].isalnum() or _ALONE.match(folded[-1]):
        return ""
    inside_number = r"(?![.,]\d)" if folded[-1].isdigit() else ""
    return f"(?!{LETTER}){inside_number}"
