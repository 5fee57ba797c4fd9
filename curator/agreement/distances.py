"""How far apart two codes are, in the ways that Krippendorff's alpha knows."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from curator.agreement.arrays import Floats
from curator.agreement.bootstrap import PairedCodes

_ROWS_AT_ONCE = 500


class Distance(Protocol):
    """Sums of distances of pairs of codes, for many resamples at once (one a row of ``weights`` and ``margins``)."""

    def observed(self, paired: PairedCodes, weights: Floats, margins: Floats) -> Floats:
        """The distances within units, each ordered pair weighing 1 / (m - 1)."""

    def expected(self, margins: Floats) -> Floats:
        """The distances of all ordered pairs of codes, whichever unit they are of."""


class NominalDistance:
    """0 for the same category, else 1."""

    def observed(self, paired: PairedCodes, weights: Floats, margins: Floats) -> Floats:
        """See ``Distance``."""
        del margins
        sums: Floats = weights @ _by_pattern(paired, (paired.pair_first != paired.pair_second).astype(np.float64))
        return sums

    def expected(self, margins: Floats) -> Floats:
        """See ``Distance``."""
        total: Floats = margins.sum(axis=1)
        squares: Floats = total * total - np.einsum("rk,rk->r", margins, margins)
        return squares


class OrdinalDistance:
    """The square of how many codes lie between two categories, half of the two themselves included.

    That is the squared difference of the categories' mid-ranks, which depend on the codes themselves.
    """

    def observed(self, paired: PairedCodes, weights: Floats, margins: Floats) -> Floats:
        """See ``Distance``."""
        low, high, shares = paired.coincidences
        ranks = _mid_ranks(margins)
        sums = np.empty(len(weights))
        for row, (weight, rank) in enumerate(zip(weights, ranks, strict=True)):
            sums[row] = 2 * float((shares @ weight) @ (rank[low] - rank[high]) ** 2)
        return sums

    def expected(self, margins: Floats) -> Floats:
        """See ``Distance``."""
        return _squares_between(margins, _mid_ranks(margins))


class IntervalDistance:
    """The squared difference of two numbers."""

    def __init__(self, values: Floats) -> None:
        self._values = values - values.mean() if len(values) else values

    def observed(self, paired: PairedCodes, weights: Floats, margins: Floats) -> Floats:
        """See ``Distance``."""
        del margins
        sums: Floats = weights @ _by_pattern(
            paired, (self._values[paired.pair_first] - self._values[paired.pair_second]) ** 2
        )
        return sums

    def expected(self, margins: Floats) -> Floats:
        """See ``Distance``."""
        return _squares_between(margins, np.broadcast_to(self._values, margins.shape))


class RatioDistance:
    """The square of the difference over the sum of two numbers from 0 upwards; 0 for two zeros."""

    def __init__(self, values: Floats) -> None:
        self._values = values

    def observed(self, paired: PairedCodes, weights: Floats, margins: Floats) -> Floats:
        """See ``Distance``."""
        del margins
        distances = _ratios(self._values[paired.pair_first], self._values[paired.pair_second])
        sums: Floats = weights @ _by_pattern(paired, distances)
        return sums

    def expected(self, margins: Floats) -> Floats:
        """See ``Distance``."""
        sums = np.zeros(len(margins))
        for start in range(0, len(self._values), _ROWS_AT_ONCE):
            some = slice(start, start + _ROWS_AT_ONCE)
            distances = _ratios(self._values[some, None], self._values[None, :])
            sums += np.einsum("rk,rk->r", margins[:, some], margins @ distances.T)
        return sums


class TabledDistance:
    """Distances as a table has them, such as those of sets."""

    def __init__(self, table: Floats) -> None:
        self._table = table

    def observed(self, paired: PairedCodes, weights: Floats, margins: Floats) -> Floats:
        """See ``Distance``."""
        del margins
        sums: Floats = weights @ _by_pattern(paired, self._table[paired.pair_first, paired.pair_second])
        return sums

    def expected(self, margins: Floats) -> Floats:
        """See ``Distance``."""
        sums: Floats = np.einsum("rk,rk->r", margins, margins @ self._table)
        return sums


def _by_pattern(paired: PairedCodes, distances: Floats) -> Floats:
    shares = distances * paired.pair_share
    return 2.0 * np.bincount(paired.pair_pattern, weights=shares, minlength=paired.patterns).astype(np.float64)


def _mid_ranks(margins: Floats) -> Floats:
    ranks: Floats = np.cumsum(margins, axis=1) - margins / 2
    return ranks


def _squares_between(margins: Floats, values: Floats) -> Floats:
    """The sum over all ordered pairs of codes of the squared difference of their values."""
    total = margins.sum(axis=1)
    centred = values - (np.einsum("rk,rk->r", margins, values) / total)[:, None]
    squares: Floats = 2 * total * np.einsum("rk,rk->r", margins, centred * centred)
    return squares


def _ratios(first: Floats, second: Floats) -> Floats:
    total = first + second
    shares: Floats = np.divide(first - second, total, out=np.zeros(np.shape(total)), where=total != 0)
    return shares**2
