"""Several categories chosen at once: how alike two sets are.

The tables of the sets seen last are kept, since all pairs of coders choose among the same sets.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import numpy as np

from curator.agreement.arrays import Codes, Floats
from curator.agreement.figures import Figure, Reason, undefined


@lru_cache(maxsize=2)
def jaccard_table(sets: tuple[frozenset[int], ...]) -> Floats:
    """For all pairs of sets, what the two have in common over all they have; 1 for two empty sets (Jaccard 1901)."""
    common, sizes = _common(sets)
    together = sizes[:, None] + sizes[None, :] - common
    return np.divide(common, together, out=np.ones_like(common), where=together > 0)


@lru_cache(maxsize=2)
def masi_table(sets: tuple[frozenset[int], ...]) -> Floats:
    """For all pairs of sets, Jaccard times how they lie: 1 equal, 2/3 one within the other, 1/3 overlapping, else 0.

    Passonneau 2006, Measuring Agreement on Set-valued Items (MASI), LREC.
    """
    common, sizes = _common(sets)
    first_within, second_within = common == sizes[:, None], common == sizes[None, :]
    lie = np.where(first_within & second_within, 1.0, np.where(first_within | second_within, 2 / 3, 1 / 3))
    return jaccard_table(sets) * lie


@lru_cache(maxsize=2)
def _common(sets: tuple[frozenset[int], ...]) -> tuple[Floats, Floats]:
    """How many members each pair of sets has in common, and how many each set has."""
    largest = max((max(members) for members in sets if members), default=0)
    holds = np.zeros((len(sets), largest + 1))
    for row, members in enumerate(sets):
        holds[row, list(members)] = 1
    return holds @ holds.T, holds.sum(axis=1)


def mean_likeness(codes: Codes, table: Floats) -> Figure:
    """The mean, over units coded by two or more, of the mean likeness of the unit's pairs of sets."""
    n = int(codes.by_two.sum())
    if n == 0:
        return undefined(Reason.NOTHING_TWICE)
    alike = np.zeros(codes.codes.shape[1])
    for first, second in combinations(codes.codes, 2):
        both = (first >= 0) & (second >= 0)
        alike[both] += table[first[both], second[both]]
    return Figure(value=float(np.mean(alike[codes.by_two] / codes.pairs_per_unit[codes.by_two])), n=n)
