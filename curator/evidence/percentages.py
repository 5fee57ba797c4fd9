"""Counts that stand beside a percentage: “12 of 56 (21.4%)”, “21% (12/56)”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from curator.text.estimate_words import plain

_COUNT = r"(?<![\d.,/])(?P<events>\d{1,6})\s*(?:/|\bof(?: the)?\b|\bout of\b)\s*(?P<n>\d{1,7})(?![\d/]|[.,]\d)"
_SHARE = r"(?<![\d.,])(?P<percent>\d{1,3}(?:\.(?P<decimals>\d{1,3}))?)\s*(?:%|per ?cent)"
_WORDS = r"(?:\s+(?!and\b|or\b|vs\b|versus\b|against\b|than\b)[a-z][\w-]*){0,3}?"
_COUNT_FIRST = re.compile(rf"{_COUNT}{_WORDS}\s*[(\[]?\s*[;,=]?\s*{_SHARE}(?!\s*(?:CI|Cr))", re.IGNORECASE)
_SHARE_FIRST = re.compile(rf"{_SHARE}{_WORDS}\s*[(\[]\s*{_COUNT}{_WORDS}\s*[)\]]", re.IGNORECASE)


class Percentage(Struct, frozen=True, kw_only=True):
    """``events`` of ``n``, said to be ``percent`` with so many ``decimals``."""

    events: int
    n: int
    percent: float
    decimals: int


def percentages_in(words: str) -> Iterator[Percentage]:
    """The counts in some words that have their percentage beside them, in order."""
    shown = plain(words)
    found = {one.start(): one for pattern in (_SHARE_FIRST, _COUNT_FIRST) for one in pattern.finditer(shown)}
    for _, one in sorted(found.items()):
        events, n = int(one["events"]), int(one["n"])
        if n > 0 and events <= n:
            yield Percentage(events=events, n=n, percent=float(one["percent"]), decimals=len(one["decimals"] or ""))
