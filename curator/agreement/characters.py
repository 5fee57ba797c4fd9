"""Kappa over characters: every character of the texts is a unit, and gaps count as much as passages."""

from __future__ import annotations

from curator.agreement.figures import Counted, Figure, NoInterval, Reason, undefined
from curator.agreement.kappa import kappa_of_counts
from curator.agreement.span_counts import SpanCounts


def char_kappa(counts: SpanCounts) -> Figure:
    """Cohen's kappa of characters marked or not; passages of one coder that overlap are joined.

    The formula is that of ``cohen_kappa``. Neighbouring characters are no independent units, so there is no interval.
    Not defined when both marked nothing or both marked everything.
    """
    n, covered = counts.characters, counts.covered
    if n == 0:
        return undefined(Reason.NO_TEXT_TWICE, 0, Counted.CHARACTERS, interval=True)
    both = covered.first_matched
    only_first, only_second = covered.first - both, covered.second - both
    kappa = kappa_of_counts(both, only_first, only_second, n - both - only_first - only_second)
    return _without_interval(kappa, n)


def char_kappa_nominal(labelled: SpanCounts, unlabelled: SpanCounts) -> Figure:
    """Cohen's kappa of characters over the labels and "none".

    Not defined when passages of one coder overlap (a character then has two labels), or without variation.
    """
    n = labelled.characters
    if n == 0:
        return undefined(Reason.NO_TEXT_TWICE, 0, Counted.CHARACTERS, interval=True)
    if labelled.own_overlap:
        return undefined(Reason.OWN_PASSAGES_OVERLAP, n, Counted.CHARACTERS, interval=True)
    covered = unlabelled.covered
    neither = n - covered.first - covered.second + covered.first_matched
    agreed = labelled.covered.first_matched + neither
    pairs = zip(labelled.first_labels.tolist(), labelled.second_labels.tolist(), strict=True)
    by_chance = sum(first * second for first, second in pairs) + (n - covered.first) * (n - covered.second)
    kappa = None if by_chance == n * n else (agreed * n - by_chance) / (n * n - by_chance)
    return _without_interval(kappa, n)


def _without_interval(kappa: float | None, n: int) -> Figure:
    if kappa is None:
        return undefined(Reason.NO_VARIATION, n, Counted.CHARACTERS, interval=True)
    return Figure(value=kappa, n=n, counted=Counted.CHARACTERS, no_interval=NoInterval.CHARACTERS_DEPEND)
