"""Numbers in a text with what they are: counts of a whole, percentages, effects with interval and p, means, p."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from curator.finding.words import SearchedText

_N = r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)"
_NAMES = (
    r"standardi[sz]ed mean difference|(?:weighted )?mean difference|risk difference|absolute risk reduction"
    r"|relative risk|(?:risk|odds|rate|hazards?) ratio|cohen's d|hedges' g"
)
_SHORT = r"a?rr|a?or|a?hr|rd|smd|wmd|md"
_LEVEL = r"\d\d(?:\.\d)? ?% ?-?(?:ci|cri|confidence interval|credible interval)s?"
_PAIR = rf"{_N} ?(?:to|,|;|-|and) ?{_N}"
_INTERVAL = rf"[ ,;:(\[]{{0,4}}(?:{_LEVEL}[ :=,]{{0,3}}[(\[]? ?{_PAIR}|[(\[] ?{_PAIR})[)\]]?"
_P = rf"p(?: ?-? ?values?)? ?(?:<=|>=|[<>=≤≥]) ?{_N}"
_TAIL = rf"(?:{_INTERVAL})?(?:[ ,;:)\]]{{0,4}}{_P}[)\]]?)?"
_SAID = r"[ ,:=]{0,3}(?:of|was|is|were)?[ =:]{0,3}"

_VALUE = rf"{_N}(?![\d.]*\d)(?! ?% ?-?(?:ci|cri|conf))"
_LEVEL_FIRST = rf"(?:[(\[]? ?{_LEVEL} ?[)\]]?[ =:,]{{0,3}})?"
_NAMED = rf"(?:(?P<short>{_SHORT})|{_NAMES})(?: ?[(\[](?:{_SHORT})[)\]])?"
_PATTERN = re.compile(
    r"(?<![^\W_])(?:"  # at the beginning of a word; most places fail here, at once
    rf"(?=[acdhmoprsw])(?:(?P<effect>{_NAMED}{_SAID}{_LEVEL_FIRST}[(\[]?{_VALUE}{_TAIL})|(?P<p>{_P}))"
    r"|(?=[-+.]?\d)(?<!\d[.,])(?:"
    rf"(?P<mean>{_N} ?(?:(?:±|\+/-) ?{_N}|[(\[]sd ?[=:]? ?{_N} ?[)\]]))"
    r"|(?P<count>(?P<events>\d{1,6}) ?(?:/|of(?: the)?|out of) ?(?P<n>\d{1,7})(?![\d/]|[.,]\d)"
    rf"(?: ?[(\[] ?{_N} ?%[)\]])?)"
    rf"|(?P<percent>{_N} ?%(?! ?-?(?:ci|cri|conf)))))"
)


class Role(StrEnum):
    """What a number says."""

    EFFECT = "effect"
    COUNT = "count of a whole"
    PERCENT = "percentage"
    MEAN = "mean and deviation"
    P_VALUE = "p value"


_ROLES = {
    "effect": Role.EFFECT,
    "p": Role.P_VALUE,
    "mean": Role.MEAN,
    "count": Role.COUNT,
    "percent": Role.PERCENT,
}


class NumberHit(NamedTuple):
    """A number, with all that belongs to it, at ``[start, end)``."""

    start: int
    end: int
    role: Role


def find_numbers(text: SearchedText) -> list[NumberHit]:
    """The numbers of a text that say something of a result, in places of its source, in order."""
    hits = []
    place = 0
    while found := _PATTERN.search(text.text, place):
        role = next(role for name, role in _ROLES.items() if found[name] is not None)
        start, end = text.original(*found.span())
        if _is_meant(found, role, text.source[start:end]):
            hits.append(NumberHit(start, end, role))
            place = found.end()
        else:
            place = found.start() + 1
    return hits


def _is_meant(found: re.Match[str], role: Role, words: str) -> bool:
    """Whether what looks like a number with its role is one: not the word "or" before a number, and no date."""
    if found["short"] is not None:
        return words.lstrip("a")[:2].isupper()
    return role is not Role.COUNT or _is_count(found)


def _is_count(found: re.Match[str]) -> bool:
    events, n = int(found["events"]), int(found["n"])
    return n > 0 and events <= n and not (1900 <= n <= 2100 and events <= 12 and "/" in found["count"])  # noqa: PLR2004 -- a month of a year
