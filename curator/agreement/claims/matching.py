"""The best one-to-one matching of weighted pairs."""

from __future__ import annotations

import numpy as np

from curator.agreement.arrays import Flags, Floats, Ints

_CELLS_AT_ONCE = 1_000_000


def best_matching(one: Ints, other: Ints, weight: Floats) -> Flags:
    """Which of the pairs to take, each member in one pair at most, so that their weights (above 0) sum to the most.

    Pairs that hang together by no other pair are solved apart (Kuhn 1955, Nav Res Logist 2:83-97), so that
    what it costs grows with the largest tangle and not with the review. The same pairs give the same answer.
    """
    chosen = np.zeros(len(one), dtype=np.bool_)
    if len(one) == 0:
        return chosen
    tangle = _tangles(one, other)
    order = np.argsort(tangle, kind="stable")
    starts = np.flatnonzero(np.diff(tangle[order], prepend=-1))
    for members in np.split(order, starts[1:]):
        if len(members) == 1:
            chosen[members] = True
        else:
            chosen[members[_solved(one[members], other[members], weight[members])]] = True
    return chosen


def _tangles(one: Ints, other: Ints) -> Ints:
    """A number for each pair, the same for pairs that hang together."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    size = int(one.max()) + 1
    nodes = size + int(other.max()) + 1
    edges = csr_array((np.ones(len(one), dtype=np.int8), (one, other + size)), shape=(nodes, nodes))
    labels: Ints = connected_components(edges, directed=False)[1].astype(np.int64)
    return labels[one]


def _solved(one: Ints, other: Ints, weight: Floats) -> Ints:
    """The places of the pairs to take within one tangle."""
    ones, row = np.unique(one, return_inverse=True)
    others, column = np.unique(other, return_inverse=True)
    if len(ones) == 1 or len(others) == 1:
        return np.array([np.argmax(weight)])
    if len(ones) * len(others) <= _CELLS_AT_ONCE:
        return _dense(row, column, weight, (len(ones), len(others)))
    return _sparse(row, column, weight, (len(ones), len(others)))


def _dense(row: Ints, column: Ints, weight: Floats, shape: tuple[int, int]) -> Ints:
    from scipy.optimize import linear_sum_assignment

    weights = np.zeros(shape)
    weights[row, column] = weight
    taken = np.zeros(shape, dtype=np.bool_)
    taken[linear_sum_assignment(weights, maximize=True)] = True
    return np.flatnonzero(taken[row, column])


def _sparse(row: Ints, column: Ints, weight: Floats, shape: tuple[int, int]) -> Ints:
    """The same without a table of all pairs: every row may also take a column of its own, which is worth nothing."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows, columns = shape
    alone = np.arange(rows)
    highest = float(weight.max()) + 1
    costs = np.concatenate([highest - weight, np.full(rows, highest)])
    at = np.concatenate([row, alone]), np.concatenate([column, columns + alone])
    edges = csr_array((costs, at), shape=(rows, columns + rows))
    matched = np.full(rows, -1)
    taken_rows, taken_columns = min_weight_full_bipartite_matching(edges)
    matched[taken_rows] = taken_columns
    return np.flatnonzero(matched[row] == column)
