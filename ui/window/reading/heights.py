"""Heights of very many things that stand one below the other, some of them only estimated so far."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

_IN_A_STACK = 256


class Heights:
    """Answers where the n-th thing stands and what stands at a height, in whole pixels, while heights are corrected.

    Heights are summed in stacks, so that a correction costs the same in a letter as in a book.
    """

    def __init__(self, heights: Iterable[int]) -> None:
        self._each = list(heights)
        self._stacks = [
            sum(self._each[first : first + _IN_A_STACK]) for first in range(0, len(self._each), _IN_A_STACK)
        ]
        self.total = sum(self._stacks)

    def __len__(self) -> int:
        return len(self._each)

    def __getitem__(self, number: int) -> int:
        return self._each[number]

    def correct(self, number: int, height: int) -> int:
        """Gives a thing another height and says by how much it grew."""
        grown = height - self._each[number]
        if grown:
            self._each[number] = height
            self._stacks[number // _IN_A_STACK] += grown
            self.total += grown
        return grown

    def top(self, number: int) -> int:
        """Where a thing begins."""
        stack = number // _IN_A_STACK
        return sum(self._stacks[:stack]) + sum(self._each[stack * _IN_A_STACK : number])

    def at(self, height: int) -> int:
        """The number of the thing at a height; the first or the last one beyond either end."""
        below = 0
        for stack, tall in enumerate(self._stacks):
            if below + tall > height:
                first = stack * _IN_A_STACK
                for number, bottom in enumerate(accumulate(self._each[first : first + _IN_A_STACK]), first):
                    if below + bottom > height:
                        return number
            below += tall
        return max(0, len(self._each) - 1)
