"""One thing measured beside its bare baseline."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """``ours`` beside ``bare`` in the same ``unit``; ``goal`` is the largest ratio aimed at.

    ``remark`` says what else was found in the same run (a percentile, memory, how many statements).
    """

    name: str
    ours: float
    bare: float
    goal: float
    unit: str = "s"
    remark: str = ""

    @property
    def ratio(self) -> float:
        """How many times the bare baseline ours takes."""
        return self.ours / self.bare if self.bare else float("inf")

    @property
    def is_met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal


def seconds(act: Callable[[], object], *, times: int = 1, before: Callable[[], object] | None = None) -> float:
    """The median seconds that ``act`` takes; ``before`` is run before each, unmeasured."""
    taken = []
    for _ in range(times):
        if before is not None:
            before()
        gc.collect()
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def side_by_side(ours: Callable[[], object], bare: Callable[[], object], *, times: int = 5) -> tuple[float, float]:
    """The median seconds of both, taken in turn so that a machine that slows down slows both."""
    pairs = [(seconds(ours), seconds(bare)) for _ in range(times)]
    return statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
