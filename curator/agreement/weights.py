"""How much two categories count as agreement: 1 for the same one, less the further apart they stand in the codebook."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from curator.agreement.arrays import Floats, Ints

MOST_CATEGORIES = 1000
"""Above this many categories their places are no scale any more, and a table of all weights would not fit."""


class Weights(StrEnum):
    """Kinds of weights, by place in the whole codebook."""

    IDENTITY = "identity"
    LINEAR = "linear"
    QUADRATIC = "quadratic"
    ORDINAL = "ordinal"


def weight_table(kind: Weights, categories: int) -> Floats:
    """The weights of all pairs of two or more categories; identity weights need no table.

    Linear is 1 - |i - j| / (q - 1), quadratic 1 - ((i - j) / (q - 1))^2. Ordinal is 1 - C(|i - j| + 1, 2) / C(q, 2).
    Cohen 1968, Psychol Bull 70:213-220; ordinal: Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., ch. 3.
    """
    places = np.arange(categories, dtype=np.float64)
    apart = np.abs(places[:, None] - places[None, :])
    return _BY_DISTANCE[kind](apart, categories)


def _linear(apart: Floats, categories: int) -> Floats:
    return 1 - apart / (categories - 1)


def _quadratic(apart: Floats, categories: int) -> Floats:
    return 1 - (apart / (categories - 1)) ** 2


def _ordinal(apart: Floats, categories: int) -> Floats:
    return 1 - (apart + 1) * apart / (categories * (categories - 1))


_BY_DISTANCE: dict[Weights, Callable[[Floats, int], Floats]] = {
    Weights.LINEAR: _linear,
    Weights.QUADRATIC: _quadratic,
    Weights.ORDINAL: _ordinal,
}


def weights_of_pairs(kind: Weights, first: Ints, second: Ints, table: Floats | None) -> Floats:
    """The weight of each pair of codes; ``table`` is not needed for identity weights."""
    if kind is Weights.IDENTITY or table is None:
        return np.equal(first, second).astype(np.float64)
    weights: Floats = table[first, second]
    return weights
