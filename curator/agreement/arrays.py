"""Types of the arrays that the formulas work on, and the codes of a table as arrays."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from curator.agreement.ratings import NOT_CODED, Ratings

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

PAIR = 2
"""As many as it takes to agree."""


class Codes:
    """The codes of the active coders, with what several formulas need of them counted once.

    ``codes`` has a row per coder and a column per unit, -1 where there is no code.
    """

    def __init__(self, ratings: Ratings) -> None:
        self.ratings = ratings
        self.coders = ratings.active_coders
        columns = [ratings.columns[ratings.coders.index(coder)] for coder in self.coders]
        self.codes: Ints = (
            np.stack([np.frombuffer(column, dtype=np.int64) for column in columns])
            if columns
            else np.empty((0, ratings.units), dtype=np.int64)
        )

    @cached_property
    def coded(self) -> Flags:
        """Where there is a code."""
        coded: Flags = self.codes != NOT_CODED
        return coded

    @cached_property
    def codes_per_unit(self) -> Ints:
        """How many coders coded each unit."""
        per_unit: Ints = self.coded.sum(axis=0, dtype=np.int64)
        return per_unit

    @cached_property
    def by_two(self) -> Flags:
        """The units coded by two or more."""
        by_two: Flags = self.codes_per_unit >= PAIR
        return by_two

    @cached_property
    def by_all(self) -> Flags:
        """The units coded by all active coders, of whom there are at least two."""
        by_all: Flags = self.by_two & (self.codes_per_unit == len(self.coders))
        return by_all

    @cached_property
    def kinds(self) -> int:
        """How many different codes there can be: the categories, or the different sets."""
        return max(1, len(self.ratings.sets) or len(self.ratings.categories))

    @cached_property
    def agreeing_pairs(self) -> Ints:
        """For each unit, how many pairs of its coders gave the same code."""
        agreeing = np.zeros(self.codes.shape[1], dtype=np.int64)
        for first, second in combinations(self.codes, 2):
            agreeing += (first == second) & (first != NOT_CODED)
        return agreeing

    @cached_property
    def pairs_per_unit(self) -> Ints:
        """For each unit, how many pairs of coders coded it."""
        return self.codes_per_unit * (self.codes_per_unit - 1) // 2

    @cached_property
    def used(self) -> Ints:
        """How often each kind of code was given in the units that were coded by two or more."""
        pairable = self.codes[:, self.by_two]
        return np.bincount(pairable[pairable != NOT_CODED], minlength=self.kinds)

    def both(self) -> tuple[Ints, Ints]:
        """The codes of the first two coders in the units that both coded; empty with fewer than two coders."""
        if len(self.coders) < PAIR:
            nothing = np.empty(0, dtype=np.int64)
            return nothing, nothing
        both = self.coded[0] & self.coded[1]
        return self.codes[0, both], self.codes[1, both]
