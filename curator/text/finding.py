"""Words found again in a text: exactly, else normalised, else closely.

*Exact*: the same code points. *Normalised*: the same but for what typesetting and retyping alter (white space, kinds
of dashes and quotation marks, soft hyphens and other invisible characters, ligatures, composed letters, case).
*Close*: the best alignment of rapidfuzz, above a floor and with the same numbers in it. Whenever two places fit as well
as each other, the answer is ``Ambiguous``: somebody has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from curator.text.blanks import first_solid, last_solid
from curator.text.decoding import LOST
from curator.text.folding import FoldedText, fold, folded_text
from curator.text.words import snap, whole_characters


class How(StrEnum):
    """How words were found."""

    EXACT = "exact"
    NORMALISED = "normalised"
    CLOSE = "close"


class Found(NamedTuple):
    """The words stand at ``[start, end)`` of the text."""

    start: int
    end: int
    how: How


class Ambiguous(NamedTuple):
    """The words may be meant to stand at any of these places, in text order; at most ``MOST_PLACES`` are named.

    A single place means that it is much like the words, but not certainly meant: the numbers differ.
    """

    places: tuple[tuple[int, int], ...]


Answer = Found | Ambiguous | None

MOST_PLACES = 50
"""No more places than this are looked at for words that stand everywhere."""

FLOOR = 80.0
"""The least likeness (rapidfuzz ratio, 0 to 100) of words that are found closely."""
_FLOOR_OF_FEW_WORDS = 90.0
_FEW_WORDS = 40
_SHORTEST = 12
"""Words shorter than this many characters are not looked for closely: too much is like them."""
_LONGEST = 4000
"""Longer passages are found by their beginning and their end."""
_MARGIN = 3.0
"""A second place that is less alike than the best one by this much is no rival."""
_NEIGHBOURHOOD = 4000
"""How far around its expected place words are first looked for closely."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def find(text: str, words: str, near: int | None = None, before: str = "", after: str = "") -> Answer:
    """Where the words stand in the text.

    ``near`` is the place where they stood once: the nearest place is meant then. ``before`` and ``after`` are what
    stood around them: of several places the one in the most similar surroundings is meant. Without either, words
    that stand twice are ``Ambiguous``. None when they are not there.
    """
    first, last = first_solid(words, 0), last_solid(words, len(words))
    words = words[first:last]
    if not words:
        return None
    near = None if near is None else near + first
    exact = [(place, place + len(words)) for place in _places(text, words, near)]
    if exact:
        return _chosen(text, exact, How.EXACT, near, before, after)
    folded = folded_text(text)
    normalised = _normalised(folded, words, near)
    if normalised:
        return _chosen(text, normalised, How.NORMALISED, near, before, after)
    return _closely(folded, words, near, before, after)


def _places(text: str, words: str, near: int | None) -> list[int]:
    """Where the words begin, in text order: all places (the first of very many), or with ``near`` those next to it."""
    if near is not None:
        if text.startswith(words, max(0, near)):
            return [max(0, near)]
        around = (text.rfind(words, 0, max(0, near) + len(words)), text.find(words, max(0, near)))
        return [place for place in around if place >= 0]
    places: list[int] = []
    place = text.find(words)
    while place >= 0 and len(places) <= MOST_PLACES:
        places.append(place)
        place = text.find(words, place + 1)
    return places


def _normalised(folded: FoldedText, words: str, near: int | None) -> list[tuple[int, int]]:
    wanted = fold(words).strip()
    if not wanted:
        return []
    near_there = None if near is None else folded.place_of(near)
    places = _places(folded.text, wanted, near_there)
    return [folded.original(place, place + len(wanted)) for place in places]


def _chosen(
    text: str, places: Sequence[tuple[int, int]], how: How, near: int | None, before: str, after: str
) -> Found | Ambiguous:
    """The place that is meant: by its surroundings, then by its nearness; ``Ambiguous`` when neither tells."""
    if len(places) == 1:
        return Found(*places[0], how)
    if before or after:
        fits = [likeness_of_surroundings(text, start, end, before, after) for start, end in places]
        best = max(fits)
        places = [place for place, fit in zip(places, fits, strict=True) if fit >= best - 1]
    if near is not None:
        distances = [abs(start - near) for start, _ in places]
        nearest = min(distances)
        places = [place for place, distance in zip(places, distances, strict=True) if distance == nearest]
    return Found(*places[0], how) if len(places) == 1 else Ambiguous(tuple(places[:MOST_PLACES]))


def likeness_of_surroundings(text: str, start: int, end: int, before: str, after: str) -> float:
    """How much what stands around a place is like ``before`` and ``after``, 0 to 200."""
    here_before = fold(text[max(0, start - len(before)) : start])
    here_after = fold(text[end : end + len(after)])
    return 100 * (
        Levenshtein.normalized_similarity(here_before, fold(before))
        + Levenshtein.normalized_similarity(here_after, fold(after))
    )


def _closely(folded: FoldedText, words: str, near: int | None, before: str, after: str) -> Answer:
    wanted = fold(words).strip()
    if not _SHORTEST <= len(wanted) <= _LONGEST:
        return None
    floor = FLOOR if len(wanted) >= _FEW_WORDS else _FLOOR_OF_FEW_WORDS
    if near is not None:
        there = folded.place_of(near)
        lowest, highest = max(0, there - _NEIGHBOURHOOD), there + len(wanted) + _NEIGHBOURHOOD
        local = _alignments(folded.text, wanted, floor, lowest, min(len(folded.text), highest))
        if local:
            return _settled(folded, wanted, local, there, before, after)
    anywhere = _alignments(folded.text, wanted, floor, 0, len(folded.text))
    there_or_none = None if near is None else folded.place_of(near)
    return _settled(folded, wanted, anywhere, there_or_none, before, after) if anywhere else None


def _alignments(text: str, wanted: str, floor: float, lowest: int, highest: int) -> list[tuple[int, int]]:
    """The places in ``[lowest, highest)`` most like the words: the best one, and its rivals, in text order."""
    if highest - lowest < len(wanted):
        return []
    best = partial_ratio_alignment(wanted, text[lowest:highest], score_cutoff=floor)
    if best is None:
        return []
    start, end = lowest + best.dest_start, lowest + best.dest_end
    rivals = max(floor, best.score - _MARGIN)
    places = [_fitted(text, wanted, start, end)]
    for low, high in ((lowest, start), (end, highest)):
        if high - low < len(wanted):
            continue
        other = partial_ratio_alignment(wanted, text[low:high], score_cutoff=rivals)
        if other is not None:
            places.append(_fitted(text, wanted, low + other.dest_start, low + other.dest_end))
    return sorted(places)


def _fitted(text: str, wanted: str, start: int, end: int) -> tuple[int, int]:
    """The ends of an alignment moved to where the words really begin and end.

    rapidfuzz compares stretches of equal length; words lost or added inside push an end off its place.
    """
    slack = max(8, len(wanted) // 5)
    low, high = max(0, start - slack), min(len(text), end + slack)
    blocks = [block for block in Levenshtein.opcodes(wanted, text[low:high]) if block.tag == "equal"]
    solid = [block for block in blocks if block.src_end - block.src_start >= min(3, len(wanted))]
    if not solid:
        return start, end
    first, last = solid[0], solid[-1]
    begin = max(low, low + first.dest_start - first.src_start)
    after = min(high, low + last.dest_end + len(wanted) - last.src_end)
    return _with_own_ends(text, wanted, (begin, after), slack)


def _with_own_ends(text: str, wanted: str, place: tuple[int, int], slack: int) -> tuple[int, int]:
    """The place from the first word that is wanted to the last one, where that is more alike than the place itself.

    Where words were put in or left out near an end, the ends that were counted lie in a neighbouring sentence.
    """
    begin, after = place
    words = wanted.split()
    first, last = words[0], words[-1]
    begins = [begin, *_around(text, first, begin, slack)]
    ends = [after, *(at + len(last) for at in _around(text, last, after - len(last), slack))]
    places = [(one, other) for one in begins for other in ends if one < other]
    return max(places or [place], key=lambda ends: Levenshtein.normalized_similarity(wanted, text[slice(*ends)]))


def _around(text: str, word: str, place: int, slack: int) -> list[int]:
    """Where a word stands last before a place, and first from there on, within some characters of it."""
    before = text.rfind(word, max(0, place - slack), max(0, place) + len(word))
    there = text.find(word, max(0, place), max(0, place) + slack + len(word))
    return [at for at in (before, there) if at >= 0]


def _settled(
    folded: FoldedText, wanted: str, places: list[tuple[int, int]], near: int | None, before: str, after: str
) -> Answer:
    originals = [_whole_words(folded, wanted, place) for place in places]
    chosen = _chosen(
        folded.source, originals, How.CLOSE, None if near is None else folded.original(near, near)[0], before, after
    )
    if isinstance(chosen, Found) and not _same_numbers(wanted, fold(folded.source[chosen.start : chosen.end])):
        return Ambiguous(((chosen.start, chosen.end),))
    return chosen


def _whole_words(folded: FoldedText, wanted: str, place: tuple[int, int]) -> tuple[int, int]:
    """A close place in the text itself, its ends at words where the words that were looked for end at words."""
    start, end = whole_characters(folded.source, *folded.original(*place))
    snapped = snap(folded.source, start, end)
    return (
        snapped[0] if wanted[:1].isalnum() else start,
        snapped[1] if wanted[-1:].isalnum() else end,
    )


def _same_numbers(wanted: str, found: str) -> bool:
    """Whether two stretches say the same numbers; where a character was lost (U+FFFD) one may be missing."""
    ours, theirs = _NUMBER.findall(wanted), _NUMBER.findall(found)
    return ours == theirs or (LOST in wanted + found and set(ours) <= set(theirs))
