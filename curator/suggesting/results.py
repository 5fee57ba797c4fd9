"""Sentences that look like results, with the terms and numbers in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from curator.finding.words import SearchedText
from curator.records import Outcome
from curator.suggesting.numbers import NumberHit, Role, find_numbers
from curator.suggesting.terms import TermFinder, TermHit
from curator.text.sentences import sentence_at

Hit = TypeVar("Hit", TermHit, NumberHit)

_LONGEST_SENTENCE = 1_200
_SAYING = re.compile(
    r"\b(?:significant|differ(?:ed|ence|ences)?|compared (?:with|to)|versus|vs|than|no (?:effect|change|difference)"
    r"|reduc|increas|decreas|improv|wors|lower|higher|fewer|greater|less|more|rose|fell|declin|superior|inferior"
    r"|similar|associated|median|survival|occurred in)"
)
_METHODS = re.compile(r"\b(?:sample size|power(?:ed)? to|will be|we planned|randomi[sz]ed to|aged? |were eligible)")
_ENOUGH = 3


class Suggestion(NamedTuple):
    """A sentence that looks like a result, ``[start, end)``, with what was found in it."""

    start: int
    end: int
    terms: tuple[TermHit, ...]
    numbers: tuple[NumberHit, ...]


class Suggested(NamedTuple):
    """What is suggested in a text, or in a stretch of one; each in the order of the text."""

    terms: Sequence[TermHit]
    numbers: Sequence[NumberHit]
    results: Sequence[Suggestion]


def suggest(source: str, finder: TermFinder, start: int = 0, end: int | None = None) -> Suggested:
    """What is suggested in ``[start, end)`` of a text, in places of the whole text.

    What reaches into the stretch from before it is left out, what begins in it is given whole.
    """
    end = len(source) if end is None else min(end, len(source))
    low, high = max(0, start - _LONGEST_SENTENCE), min(len(source), end + _LONGEST_SENTENCE)
    text = SearchedText(source[low:high])
    terms, numbers = finder.find(text), find_numbers(text)
    if low:
        terms = [TermHit(hit.start + low, hit.end + low, hit.terms) for hit in terms]
        numbers = [NumberHit(hit.start + low, hit.end + low, hit.role) for hit in numbers]
    results = _results(source, terms, numbers)
    return Suggested(
        [hit for hit in terms if start <= hit.start < end],
        [hit for hit in numbers if start <= hit.start < end],
        [result for result in results if start <= result.start < end],
    )


def _results(source: str, terms: Sequence[TermHit], numbers: Sequence[NumberHit]) -> list[Suggestion]:
    results: list[Suggestion] = []
    taken = 0
    for number in numbers:  # a sentence without one is never enough
        if number.start < taken:
            continue
        start, end = sentence_at(source, number.start)
        taken = max(end, number.end)
        if not start <= number.start < end or end - start > _LONGEST_SENTENCE:
            continue
        inside = Suggestion(start, end, _within(terms, start, end), _within(numbers, start, end))
        if _looks_like_a_result(inside, source[start:end].lower()):
            results.append(inside)
    return results


def _within(hits: Sequence[Hit], start: int, end: int) -> tuple[Hit, ...]:
    first, after = bisect_left(hits, start, key=_start), bisect_left(hits, end, key=_start)
    return tuple(hit for hit in hits[first:after] if hit.end <= end)


def _start(hit: TermHit | NumberHit) -> int:
    return hit.start


def _looks_like_a_result(suggestion: Suggestion, words: str) -> bool:
    """Counted in points: numbers that only results have weigh more than terms, and words that compare count, too."""
    roles = [number.role for number in suggestion.numbers]
    points = 3 * (Role.EFFECT in roles) + 2 * (Role.P_VALUE in roles) + min(2, roles.count(Role.COUNT))
    points += (Role.PERCENT in roles) + (Role.MEAN in roles)
    points += any(kind is Outcome for hit in suggestion.terms for kind, _ in hit.terms)
    points += bool(_SAYING.search(words))
    points -= 2 * bool(_METHODS.search(words))
    return points >= _ENOUGH
