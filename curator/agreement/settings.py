"""What may be chosen for the figures that are found by drawing at random, and whom they report progress to."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

Progress = Callable[[float, str], object]
"""Hears which share (0 to 1) is done, and of what. Raising ends the work."""

SEED = 20_190_601
"""Where drawing begins when nothing else is said, so that the same table gives the same interval each time."""


class Bootstrap(Struct, frozen=True, kw_only=True):
    """How often units are drawn anew for an interval, and from which seed."""

    samples: int = 1000
    seed: int = SEED


class Gamma(Struct, frozen=True, kw_only=True):
    """How many continua are drawn for the expected disorder of gamma, and from which seed."""

    samples: int = 300
    seed: int = SEED
