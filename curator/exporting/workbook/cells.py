"""Cells as they stand in the file: every value safe and typed, nothing of it ever read as a formula or a link.

Text stays text: it is written as a text cell in a text format, so that neither opening nor editing it in a
spreadsheet makes a formula, a date or a number of it. What a cell cannot hold is replaced or continued elsewhere,
and always said.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime
from typing import NamedTuple

LONGEST_TEXT = 32_767
"""As many UTF-16 code units fit into one cell."""

ONLY_THE_BEGINNING = " … [only the beginning; all of it is in the sheet Long texts]"
"""The end of a cell whose text did not fit into it."""

_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
_READ_AS_ESCAPE = re.compile(r"(?<=_x)(?=[0-9A-Fa-f]{4}_)")
_STARTS_LIKE_A_FORMULA = frozenset("=+-@\t\r\n'＝＋－＠")
_MOST_LISTED = 50
_LONGEST_EXACT_WHOLE = 10**15
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 -- spreadsheets know no time zone; ours are UTC
_FIRST_DATE = datetime(1900, 3, 1)  # noqa: DTZ001
_SECONDS_A_DAY = 86_400


class Possible(NamedTuple):
    """A text that a cell can hold, and in words what had to be replaced for it; empty for nothing."""

    text: str
    replaced: str


def possible(text: str) -> Possible:
    """The text with every character that XLSX cannot hold replaced by U+FFFD, so that all places stay the same."""
    if _IMPOSSIBLE.search(text) is None:
        return Possible(text, "")
    places: dict[str, list[int]] = {}
    for found in _IMPOSSIBLE.finditer(text):
        places.setdefault(f"U+{ord(found.group()):04X}", []).append(found.start())
    listed = "; ".join(f"{name} at {_listed(at)}" for name, at in sorted(places.items())[:_MOST_LISTED])
    return Possible(_IMPOSSIBLE.sub(_REPLACEMENT, text), f"characters that XLSX cannot hold became U+FFFD: {listed}")


def _listed(places: list[int]) -> str:
    more = len(places) - _MOST_LISTED
    return ", ".join(map(str, places[:_MOST_LISTED])) + (f" and {more:,} more places" if more > 0 else "")


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, as spreadsheets count it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def is_too_long(text: str) -> bool:
    """Whether a text is longer than a cell can be."""
    return 2 * len(text) > LONGEST_TEXT and units(text) > LONGEST_TEXT


def in_parts(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """The text cut into parts of at most ``longest`` UTF-16 units, never through a character; joined they are it."""
    parts: list[str] = []
    start = 0
    while start < len(text):
        end = min(start + longest, len(text))
        while units(text[start:end]) > longest:
            end -= (units(text[start:end]) - longest + 1) // 2
        parts.append(text[start:end])
        start = end
    return parts


def starts_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet might make something else of this text when somebody edits its cell."""
    return text[:1] in _STARTS_LIKE_A_FORMULA


def text_xml(text: str) -> str:
    """The inside of a text cell. ``text`` must be ``possible`` and not too long.

    Readers take ``_x0041_`` for an escaped letter, and do not agree on how to escape that in turn; in two runs
    nobody takes it for anything but itself.
    """
    if "_x" in text and _READ_AS_ESCAPE.search(text) is not None:
        runs = "".join(f"<r>{_element(run)}</r>" for run in _READ_AS_ESCAPE.split(text))
        return f"<is>{runs}</is>"
    return f"<is>{_element(text)}</is>"


def _element(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return f'<t xml:space="preserve">{escaped}</t>' if text != text.strip() else f"<t>{escaped}</t>"


def number_xml(number: float) -> str | None:
    """A number as it stands in a cell; None for one that no spreadsheet can hold exactly."""
    if isinstance(number, int):
        return str(number) if abs(number) <= _LONGEST_EXACT_WHOLE else None
    return repr(number) if math.isfinite(number) else None


def date_xml(moment: date) -> str | None:
    """A date, or a moment in UTC to the second, as the day number of a spreadsheet.

    None for one before March 1900, which spreadsheets disagree about.
    """
    if isinstance(moment, datetime):
        plain = (moment.astimezone(UTC) if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0)
    else:
        plain = datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
    if plain < _FIRST_DATE:
        return None
    since = plain - _DAY_ZERO
    return str(since.days) if since.seconds == 0 else repr(since.days + since.seconds / _SECONDS_A_DAY)
