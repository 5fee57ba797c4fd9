"""Estimates of paired claims: which of them belong together, and their numbers as fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from curator.agreement.claims.linking import Unit
from curator.agreement.ratings import Level
from curator.agreement.review.values import ComparedField
from curator.codebook.names import fold
from curator.coding.offered import MEASURES
from curator.records import Estimate

EstimateRow = Mapping[str, Estimate]
"""One estimate as each reviewer gave it, by reviewer."""

_NUMBERS = (
    ("estimate_value", "Estimate", "value"),
    ("estimate_ci_low", "Interval from", "ci_low"),
    ("estimate_ci_high", "Interval to", "ci_high"),
    ("estimate_ci_level", "Level of the interval", "ci_level"),
    ("estimate_p_value", "p value", "p_value"),
)
_ARMS = (("intervention", "intervention arm"), ("control", "control arm"))
_OF_AN_ARM = (("n", "n"), ("events", "Events"), ("mean", "Mean"), ("sd", "SD"))
_COMPARED = ("value", "ci_low", "ci_high", "p_value")


def estimate_rows(units: Iterable[Unit]) -> list[EstimateRow]:
    """The estimates of claims about the same thing, those that belong together in one row.

    Reviewers are taken one after the other; each of their estimates joins the row of the estimate that it has most in
    common with: the measure first, then the numbers, then the place in the claim's list. One that has another
    measure and no number in common starts a row of its own.
    """
    return [row for unit in units for row in _rows(unit)]


def estimate_fields() -> list[ComparedField]:
    """The parts of estimates as fields."""
    measures = {fold(measure): measure for measure in MEASURES}

    def measure(estimate: Estimate) -> str | None:
        return measures.setdefault(fold(estimate.measure), estimate.measure) or None

    units: dict[str, str] = {}

    def unit(estimate: Estimate) -> str | None:
        return units.setdefault(fold(estimate.unit), estimate.unit) or None

    return [
        ComparedField(name="estimate_measure", title="Measure", code=measure, categories=MEASURES),
        *(_number(name, title, _plain(part)) for name, title, part in _NUMBERS),
        ComparedField(name="estimate_unit", title="Unit", code=unit),
        *(
            _number(f"estimate_{arm}_{part}", f"{title}, {words}", _of_arm(arm, part))
            for arm, words in _ARMS
            for part, title in _OF_AN_ARM
        ),
    ]


def _number(name: str, title: str, code: Callable[[Estimate], float | None]) -> ComparedField:
    return ComparedField(name=name, title=title, code=code, level=Level.INTERVAL)


def _plain(part: str) -> Callable[[Estimate], float | None]:
    return lambda estimate: getattr(estimate, part)


def _of_arm(arm: str, part: str) -> Callable[[Estimate], float | None]:
    return lambda estimate: getattr(getattr(estimate, arm), part)


def _rows(unit: Unit) -> list[dict[str, Estimate]]:
    rows: list[dict[str, Estimate]] = []
    for reviewer, claim in unit.claims.items():
        pairs = [
            (_likeness(next(iter(row.values())), estimate) - abs(place - number) * 0.01, place, number)
            for place, row in enumerate(rows)
            for number, estimate in enumerate(claim.estimates)
            if _may_be_one(next(iter(row.values())), estimate)
        ]
        joined: dict[int, int] = {}
        taken: set[int] = set()
        for _, place, number in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
            if place not in taken and number not in joined:
                joined[number] = place
                taken.add(place)
        for number, estimate in enumerate(claim.estimates):
            if number in joined:
                rows[joined[number]][reviewer] = estimate
            else:
                rows.append({reviewer: estimate})
    return rows


def _may_be_one(one: Estimate, other: Estimate) -> bool:
    same_measure = fold(one.measure) == fold(other.measure) or not one.measure or not other.measure
    return same_measure or _in_common(one, other) > 0


def _likeness(one: Estimate, other: Estimate) -> int:
    same_measure = fold(one.measure) == fold(other.measure)
    return len(_COMPARED) * same_measure + _in_common(one, other)


def _in_common(one: Estimate, other: Estimate) -> int:
    """How many numbers the two have in common."""
    pairs = ((getattr(one, part), getattr(other, part)) for part in _COMPARED)
    return sum(first is not None and first == second for first, second in pairs)
