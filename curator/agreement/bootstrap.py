"""Units drawn anew, with replacement.

Units with the same codes are one pattern. A resample is how often each pattern was drawn, and everything alpha needs
is linear in that, so that no unit is ever copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from msgspec import Struct

from curator.agreement.arrays import Floats, Ints
from curator.agreement.settings import Bootstrap, Progress

_CELLS_AT_ONCE = 4_000_000
_FEW_PATTERNS = 10


class PairedCodes(Struct, frozen=True, kw_only=True, dict=True):
    """The patterns of codes that units have, with every pair of codes within each.

    ``frequencies`` has how many units show each pattern, ``pattern_of_unit`` which one each unit shows. A pattern has
    its codes in ``code`` where ``code_pattern`` is the pattern, and each pair of them once in ``pair_first`` and
    ``pair_second``; ``pair_share`` is 1 / (m - 1) for a pattern of m codes.
    """

    kinds: int
    units: int
    frequencies: Ints
    pattern_of_unit: Ints
    code_pattern: Ints
    code: Ints
    pair_pattern: Ints
    pair_first: Ints
    pair_second: Ints
    pair_share: Floats

    @property
    def patterns(self) -> int:
        """How many different patterns there are."""
        return len(self.frequencies)

    @cached_property
    def _codes_by_pattern(self) -> Any:
        from scipy.sparse import csr_array

        ones = np.ones(len(self.code))
        return csr_array((ones, (self.code, self.code_pattern)), shape=(self.kinds, self.patterns))

    @cached_property
    def coincidences(self) -> tuple[Ints, Ints, Any]:
        """The different pairs of unlike codes that occur, and a matrix of how much of each is in each pattern."""
        from scipy.sparse import csr_array

        unlike = self.pair_first != self.pair_second
        cell = self.pair_first[unlike] * self.kinds + self.pair_second[unlike]
        cells, row = np.unique(cell, return_inverse=True)
        shape = (len(cells), self.patterns)
        shares = csr_array((self.pair_share[unlike], (row.ravel(), self.pair_pattern[unlike])), shape=shape)
        return cells // self.kinds, cells % self.kinds, shares

    def margins(self, weights: Floats) -> Floats:
        """For each row of weights of patterns, how often each code was given."""
        return np.ascontiguousarray((self._codes_by_pattern @ weights.T).T)


def resampled(paired: PairedCodes, bootstrap: Bootstrap, progress: Progress | None = None) -> Iterator[Floats]:
    """Rows of weights, some resamples at a time: how often each pattern was drawn."""
    generator = np.random.default_rng(bootstrap.seed)
    few = paired.patterns * _FEW_PATTERNS < paired.units
    widest = max(paired.patterns, paired.kinds, 1 if few else paired.units)
    at_once = max(1, min(bootstrap.samples, _CELLS_AT_ONCE // widest))
    shares = paired.frequencies / paired.units
    done = 0
    while done < bootstrap.samples:
        rows = min(at_once, bootstrap.samples - done)
        if few:
            yield generator.multinomial(paired.units, shares, size=rows).astype(np.float64)
        else:
            drawn = paired.pattern_of_unit[generator.integers(0, paired.units, size=(rows, paired.units))]
            drawn += np.arange(rows)[:, None] * paired.patterns
            counts = np.bincount(drawn.ravel(), minlength=rows * paired.patterns)
            yield counts.reshape(rows, paired.patterns).astype(np.float64)
        done += rows
        if progress is not None:
            progress(done / bootstrap.samples, "Drawing units for the interval of alpha")
