"""One-to-one matching: the same weight whether a tangle is solved as a table or as a list of edges."""

from __future__ import annotations

import numpy as np
import pytest

from curator.agreement.claims import matching
from curator.agreement.claims.matching import best_matching


def some_pairs(seed: int, rows: int, columns: int, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    cells = np.sort(generator.choice(rows * columns, size=count, replace=False))
    return cells // columns, cells % columns, generator.random(count) + 0.01


@pytest.mark.parametrize("seed", range(5))
def test_large_tangles_are_matched_as_well_as_small_ones(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, weight = some_pairs(seed, 60, 40, 300)
    dense = best_matching(one, other, weight)
    monkeypatch.setattr(matching, "_CELLS_AT_ONCE", 0)
    sparse = best_matching(one, other, weight)

    assert weight[sparse].sum() == pytest.approx(weight[dense].sum())
    for chosen in (dense, sparse):
        assert len(set(one[chosen])) == len(set(other[chosen])) == chosen.sum()


def test_a_heavy_pair_goes_before_two_light_ones() -> None:
    one, other = np.array([0, 0, 1]), np.array([0, 1, 0])

    assert best_matching(one, other, np.array([1.0, 0.3, 0.3])).tolist() == [True, False, False]
    assert best_matching(one, other, np.array([1.0, 0.6, 0.6])).tolist() == [False, True, True]


def test_nothing_to_match() -> None:
    nothing = np.empty(0, dtype=np.int64)

    assert best_matching(nothing, nothing, np.empty(0)).tolist() == []
