"""The best alignment of several coders' units: which passage of one stands for which passage of the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb, sqrt

import numpy as np
from msgspec import Struct

from curator.agreement.arrays import PAIR, Floats, Ints
from curator.agreement.covers import overlapping

EMPTY = 1.0
"""What it costs that a unit stands for nothing (delta empty)."""


class Units(Struct, frozen=True):
    """One coder's units in one text."""

    start: Floats
    end: Floats
    label: Ints

    def __len__(self) -> int:
        return len(self.start)


def dissimilarity(one: Units, two: Units, first: Ints, second: Ints) -> Floats:
    """How unlike pairs of units are: ((difference of starts + of ends) / sum of lengths)^2, and 1 for another label.

    Mathet, Widloecher and Metivier 2015, Comput Linguist 41:437-479, sec. 4.2 and 4.3, alpha = beta = delta empty = 1.
    """
    apart = np.abs(one.start[first] - two.start[second]) + np.abs(one.end[first] - two.end[second])
    lengths = one.end[first] - one.start[first] + two.end[second] - two.start[second]
    unlike: Floats = EMPTY * (apart / lengths) ** 2 + EMPTY * (one.label[first] != two.label[second])
    return unlike


def lowest_disorder(coders: Sequence[Units]) -> float:
    """The sum of the disorders of the unitary alignments of the best alignment (Mathet et al. 2015, sec. 4.4)."""
    return _of_two(*coders) if len(coders) == PAIR else _of_many(coders)


def _of_two(one: Units, two: Units) -> float:
    """By the cheapest assignment; a unit that is better left alone is assigned to nothing."""
    alone = EMPTY * (len(one) + len(two))
    if len(one) == 0 or len(two) == 0:
        return alone
    first, second = _near(one, two, 2 * EMPTY)
    unlike = dissimilarity(one, two, first, second)
    better = unlike < 2 * EMPTY
    if not better.any():
        return alone
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows = np.arange(len(one))
    # an edge must not weigh 0; left alone weighs 3, and what is better weighs less by as much as it saves
    weights = np.concatenate((unlike[better] + EMPTY, np.full(len(one), 3 * EMPTY)))
    places = np.concatenate((first[better], rows)), np.concatenate((second[better], len(two) + rows))
    edges = csr_array((weights, places), shape=(len(one), len(two) + len(one)))
    row, column = min_weight_full_bipartite_matching(edges)
    return alone + float(edges[row, column].sum()) - 3 * EMPTY * len(one)


def _near(one: Units, two: Units, limit: float) -> tuple[Ints, Ints]:
    """All pairs of units that may be less unlike than the limit: those with little enough space between them."""
    reach = (sqrt(limit / EMPTY) - 1) / 2 * 1.001
    wide_1, wide_2 = reach * (one.end - one.start), reach * (two.end - two.start)
    return overlapping(one.start - wide_1, one.end + wide_1, two.start - wide_2, two.end + wide_2)


def _of_many(coders: Sequence[Units]) -> float:
    """By the cheapest choice of unitary alignments that has every unit once (an integer programme)."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csc_array

    sizes = [len(units) for units in coders]
    total = sum(sizes)
    members, costs = _unitary_alignments(coders)
    offsets = np.cumsum([0, *sizes[:-1]])
    column, coder = np.nonzero(members >= 0)
    unit = members[column, coder] + offsets[coder]
    # every unit may also stand alone
    columns = np.concatenate((column, len(costs) + np.arange(total)))
    units = np.concatenate((unit, np.arange(total)))
    holds = csc_array((np.ones(len(units)), (units, columns)), shape=(total, len(costs) + total))
    found = milp(
        np.concatenate((costs, np.full(total, EMPTY))),
        constraints=LinearConstraint(holds, 1, 1),
        integrality=1,
        bounds=Bounds(0, 1),
    )
    return float(found.fun)


def _unitary_alignments(coders: Sequence[Units]) -> tuple[Ints, Floats]:
    """All ways to take one unit or none of each coder that cost less than leaving the units alone, and their costs.

    A way costs the mean of its pairs, a pair with nothing in it 1. One of k units that costs k or more is never
    needed (Mathet et al. 2015, sec. 5.1.1).
    """
    pairs = comb(len(coders), 2)
    unlike = {(one, two): _with_nothing(coders[one], coders[two]) for one, two in combinations(range(len(coders)), 2)}
    members = np.empty((1, 0), dtype=np.int64)
    costs = np.zeros(1)
    for place, units in enumerate(coders):
        choices = np.arange(-1, len(units))
        grown = costs[:, None] + np.zeros(len(choices))
        for earlier in range(place):
            grown += unlike[earlier, place][members[:, earlier]][:, choices]
        held = (members >= 0).sum(axis=1)[:, None] + (choices >= 0)
        row, column = np.nonzero(grown < EMPTY * pairs * (held + len(coders) - place - 1))
        members = np.column_stack((members[row], choices[column]))
        costs = grown[row, column]
    several = (members >= 0).sum(axis=1) >= PAIR
    return members[several], costs[several] / pairs


def _with_nothing(one: Units, two: Units) -> Floats:
    """How unlike all pairs of units are; the last row and column (-1) stand for nothing."""
    table = np.full((len(one) + 1, len(two) + 1), EMPTY)
    table[:-1, :-1] = dissimilarity(one, two, np.arange(len(one))[:, None], np.arange(len(two))[None, :])
    return table
