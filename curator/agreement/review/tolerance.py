"""Numbers that are the same but for a tolerance, which no table of categories can say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from curator.agreement.agreement import THE_REST
from curator.agreement.figures import Figure, Reason, undefined
from curator.errors import BadInput

_ROUNDING = 1e-12


class Tolerance(Struct, frozen=True, kw_only=True):
    """How far two numbers may be apart: by so much, or by such a share of the larger one (0.01 is one percent)."""

    absolute: float = 0.0
    relative: float = 0.01

    def allows(self, one: float, other: float) -> bool:
        """Whether the two are near enough; what the last binary digit makes of a decimal does not count."""
        larger = max(abs(one), abs(other))
        return abs(one - other) <= max(self.absolute, self.relative * larger) + _ROUNDING * larger

    @classmethod
    def read(cls, words: str) -> Tolerance:
        """The tolerance that is written here: ``0.05`` or ``5%``; raises ``BadInput``."""
        number = words.strip().removesuffix("%")
        try:
            value = float(number)
        except ValueError:
            value = -1.0
        if not 0 <= value < float("inf"):
            raise BadInput(
                "“{words}” is no tolerance. Write a number such as 0.05, or a share such as 5%.", words=words
            )
        return cls(absolute=0.0, relative=value / 100) if "%" in words else cls(absolute=value, relative=0.0)


def within_tolerance(
    reviewers: Sequence[str], columns: Sequence[Sequence[float | None]], tolerance: Tolerance
) -> Mapping[tuple[str, ...], Figure]:
    """The mean, over units with two or more numbers, of the share of pairs within the tolerance.

    By reviewers: all of them, each pair, and each against the rest (every pair of numbers counted once).
    """
    couples = list(combinations(range(len(reviewers)), 2))
    agreed: dict[tuple[int, int], list[tuple[int, bool]]] = {couple: [] for couple in couples}
    for unit, row in enumerate(zip(*columns, strict=True)):
        for one, two in couples:
            first, second = row[one], row[two]
            if first is not None and second is not None:
                agreed[one, two].append((unit, tolerance.allows(first, second)))
    found: dict[tuple[str, ...], Figure] = {
        (reviewers[one], reviewers[two]): _share([near for _, near in pairs]) for (one, two), pairs in agreed.items()
    }
    for place, name in enumerate(reviewers):
        own = [near for couple, pairs in agreed.items() if place in couple for _, near in pairs]
        found[name, THE_REST] = _share(own)
    by_unit: dict[int, list[bool]] = {}
    for pairs in agreed.values():
        for unit, near in pairs:
            by_unit.setdefault(unit, []).append(near)
    found[tuple(reviewers)] = _share([sum(nears) / len(nears) for nears in by_unit.values()])
    return found


def _share(agreed: Sequence[float]) -> Figure:
    if not agreed:
        return undefined(Reason.NOTHING_TWICE)
    return Figure(value=sum(agreed) / len(agreed), n=len(agreed))
