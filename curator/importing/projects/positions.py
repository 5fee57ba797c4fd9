"""Places in texts as other tools count them, turned into places of the text as it is stored.

Tools do not agree: they count code points or UTF-16 units, a line's end (CR LF) as one or as two, a byte order mark or
not, and name the last character or the one after it. Which of these a file means is found out over all its selections
at once: by the words that it gives with them where it does, else by whether they begin and end as words do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from itertools import product

from msgspec import Struct

from curator.errors import BadInput

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_FAIR_SHARE = 0.8
"""So many selections at least must fit, or nobody knows how the file counts."""
_ELLIPSES = ("...", "…")
_FEWEST_LETTERS = 4
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\U0010ffff]")
"""Letters of scripts that write no blank between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese …"""


class Newlines(StrEnum):
    """How a line's end counts."""

    AS_WRITTEN = "as it is written in the file"
    AS_ONE = "as one character"
    AS_TWO = "as two characters"


class Counting(Struct, frozen=True, kw_only=True):
    """One way to count. The first of each is what the standards say."""

    utf16: bool = False
    newlines: Newlines = Newlines.AS_WRITTEN
    mark: bool = False
    end_included: bool = False

    @property
    def sentence(self) -> str:
        """In words, for the account of an import."""
        parts = [
            "UTF-16 units" if self.utf16 else "code points",
            f"a line's end {self.newlines.value}",
            *(["the byte order mark too"] if self.mark else []),
            *(["ends being the last character"] if self.end_included else []),
        ]
        return f"Places are counted in {', '.join(parts)}."


class RawText:
    """A text as the file has it, its newlines as they were, and as it is stored."""

    def __init__(self, raw: str, text: str, *, had_mark: bool = False) -> None:
        """``raw`` without its byte order mark; ``text`` is the same with every newline a line feed."""
        self.had_mark = had_mark
        self.text = text
        self._raw = raw if raw.replace("\r\n", "\n").replace("\r", "\n") == text else text
        self._scales: dict[tuple[bool, Newlines], _Scale] = {}

    @cached_property
    def has_pairs(self) -> bool:
        """Whether the file has line ends of two characters."""
        return "\r\n" in self._raw

    @cached_property
    def has_astral(self) -> bool:
        """Whether some character takes two units of UTF-16."""
        return _ASTRAL.search(self.text) is not None

    def place(self, position: int, counting: Counting) -> int | None:
        """A position of the file as a place of the stored text; None when there is no such place."""
        scale = self._scales.get((counting.utf16, counting.newlines))
        if scale is None:
            scale = self._scale(counting)
            self._scales[counting.utf16, counting.newlines] = scale
        return scale.place(position - (1 if counting.mark and self.had_mark else 0))

    def _scale(self, counting: Counting) -> _Scale:
        counted = self._raw
        if counting.newlines is Newlines.AS_ONE:
            counted = self.text
        elif counting.newlines is Newlines.AS_TWO:
            counted = self.text.replace("\n", "\r\n")
        return _Scale(counted, utf16=counting.utf16)


class _Scale:
    """The positions of one way to count, and the places of the stored text that they are."""

    def __init__(self, counted: str, *, utf16: bool) -> None:
        self._length = len(counted)
        self._pairs = [found.start() + 1 for found in re.finditer("\r\n", counted)]
        astral = [found.start() for found in _ASTRAL.finditer(counted)] if utf16 else []
        self._astral = [place + number for number, place in enumerate(astral)]

    def place(self, position: int) -> int | None:
        before = bisect_left(self._astral, position)
        if before and self._astral[before - 1] == position - 1:
            return None  # between the two units of one character
        position -= before
        if not 0 <= position <= self._length:
            return None
        return position - bisect_left(self._pairs, position)


class Selection(Struct, frozen=True, kw_only=True):
    """A selection of a file: in which text, from where to where as the file counts, and its words if it gives them."""

    text_key: str
    start: int
    end: int
    words: str = ""


Places = tuple[tuple[int, int] | None, ...]


class Counted(Struct, frozen=True):
    """How the selections were counted, and where each one stands in the stored text; None for one that is nowhere."""

    counting: Counting
    places: Places
    notes: tuple[str, ...]


def find_counting(texts: dict[str, RawText], selections: Sequence[Selection]) -> Counted:
    """The way to count that fits all selections best.

    Raises ``BadInput`` when none fits well enough, or two that mean other words fit as well as each other and neither
    is the standard's.
    """
    if not selections:
        return Counted(Counting(), (), ())
    candidates: dict[Places, Counting] = {}
    for counting in _ways(texts):
        candidates.setdefault(_places(texts, selections, counting), counting)
    fits = [(_fit(texts, selections, places), places, counting) for places, counting in candidates.items()]
    best = max(fit.rank for fit, _, _ in fits)
    leading = [(fit, places, counting) for fit, places, counting in fits if fit.rank == best]
    fit, places, counting = leading[0]
    if max(fit.named / max(1, sum(bool(one.words) for one in selections)), fit.whole / len(selections)) < _FAIR_SHARE:
        raise BadInput(
            "Nobody can tell how the places of the codings are counted: however one counts, {lost} of {all} begin or "
            "end inside a word. Export the project anew, or as plain text with its codings.",
            lost=len(selections) - fit.whole,
            all=len(selections),
        )
    meant = _meant(texts, selections, places)
    others = [other for _, other_places, other in leading if _meant(texts, selections, other_places) != meant]
    if others and counting != Counting():
        raise BadInput(
            "The places of the codings may be counted in two ways, and both make sense. One: {first} Another: {second} "
            "Export the project from the other program as one that gives the words with each coding.",
            first=counting.sentence,
            second=others[0].sentence,
        )
    return Counted(counting, places, tuple(_notes(selections, places, counting)))


def _ways(texts: dict[str, RawText]) -> list[Counting]:
    """Every way to count that makes a difference for these texts, the standard's first."""
    units = (False, True) if any(text.has_astral for text in texts.values()) else (False,)
    pairs = any(text.has_pairs for text in texts.values())
    newlines = (Newlines.AS_WRITTEN, Newlines.AS_ONE) if pairs else (Newlines.AS_WRITTEN, Newlines.AS_TWO)
    marks = (False, True) if any(text.had_mark for text in texts.values()) else (False,)
    return [
        Counting(utf16=utf16, newlines=lines, mark=mark, end_included=included)
        for included, mark, lines, utf16 in product((False, True), marks, newlines, units)
    ]


def _places(texts: dict[str, RawText], selections: Sequence[Selection], counting: Counting) -> Places:
    found: list[tuple[int, int] | None] = []
    for one in selections:
        text = texts[one.text_key]
        start = text.place(one.start, counting)
        end = text.place(one.end + (1 if counting.end_included else 0), counting)
        found.append(None if start is None or end is None or start >= end else (start, end))
    return tuple(found)


def _meant(texts: dict[str, RawText], selections: Sequence[Selection], places: Places) -> list[list[str] | None]:
    """The words at every place, however they are spaced: two ways to count may differ in a blank and mean the same."""
    return [
        texts[one.text_key].text[slice(*place)].split() if place is not None else None
        for one, place in zip(selections, places, strict=True)
    ]


class _Fit(Struct, frozen=True):
    """How many selections have the words that the file gives, cut through no word, and have no blank at their ends."""

    words: int
    named: int
    whole: int
    tidy: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """What makes one way to count better than another, weightiest first."""
        return self.words, self.whole, self.tidy


def _fit(texts: dict[str, RawText], selections: Sequence[Selection], places: Places) -> _Fit:
    words = named = whole = tidy = 0
    for one, place in zip(selections, places, strict=True):
        if place is None:
            continue
        text = texts[one.text_key].text
        said = _says(text[place[0] : place[1]], one.words)
        words += said
        named += said > 0
        if cuts_no_word(text, *place):
            whole += 1
            tidy += not (text[place[0]].isspace() or text[place[1] - 1].isspace())
    return _Fit(words, named, whole, tidy)


def _says(found: str, words: str) -> int:
    """2 when these are the words that a file gives, 1 when it gives their beginning only, else 0."""
    said, shown = " ".join(words.split()), " ".join(found.split())
    for ellipsis in _ELLIPSES:
        said = said.removesuffix(ellipsis).rstrip()
    if not said or found[:1].isspace() != words[:1].isspace():
        return 0
    if shown == said and found[-1:].isspace() == words[-1:].isspace():
        return 2
    return int(len(said) >= _FEWEST_LETTERS and shown.startswith(said))


def cuts_no_word(text: str, start: int, end: int) -> bool:
    """Whether words begin and end at these places, or the script has no blanks between words to tell it by."""
    return not _joined(text[start - 1 : start], text[start]) and not _joined(text[end - 1], text[end : end + 1])


def _joined(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum() and not (_UNSPACED.match(before) or _UNSPACED.match(after))


def _notes(selections: Sequence[Selection], places: Places, counting: Counting) -> list[str]:
    notes = [] if counting == Counting() else [counting.sentence]
    lost = sum(place is None for place in places)
    if lost:
        notes.append(f"{lost:,} of {len(selections):,} selections stand nowhere in their text, and stayed out.")
    return notes
