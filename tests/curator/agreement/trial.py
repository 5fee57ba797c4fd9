"""A small codebook, and claims on it that tests put together by name."""

from __future__ import annotations

from datetime import UTC, datetime

from curator.codebook.codebook import Codebook
from curator.ids import new_id
from curator.records import Claim, Direction, Outcome, Passage, Record, Therapy

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
REPORT = "report-1"

_THERAPIES = {"Cells": "", "MSC": "Cells", "HSCT": "Cells", "Steroids": "", "Placebo": ""}
_OUTCOMES = {"Disease activity": "", "Relapse": "Disease activity", "Remission": "Disease activity", "Cost": ""}
_DIRECTIONS = ("improved", "worsened", "no difference", "mixed")

THERAPIES = {
    name: Therapy(id=f"t-{name}", name=name, parent_id=(under and f"t-{under}") or None, position=place)
    for place, (name, under) in enumerate(_THERAPIES.items())
}
OUTCOMES = {
    name: Outcome(id=f"o-{name}", name=name, parent_id=(under and f"o-{under}") or None, position=place)
    for place, (name, under) in enumerate(_OUTCOMES.items())
}
DIRECTIONS = {name: Direction(id=f"d-{name}", name=name, position=place) for place, name in enumerate(_DIRECTIONS)}
CODEBOOK = Codebook(THERAPIES.values(), OUTCOMES.values(), DIRECTIONS.values())


def terms() -> list[Record]:
    """Everything in the codebook."""
    return [*THERAPIES.values(), *OUTCOMES.values(), *DIRECTIONS.values()]


def claim(
    reviewer: str,
    *places: tuple[int, int],
    therapy: str = "",
    against: str = "",
    outcome: str = "",
    direction: str = "",
    report: str = REPORT,
    **fields: object,
) -> Claim:
    """A claim of a reviewer on the words at these places; ``therapy`` and ``against`` name groups: “A + B; C”."""
    return Claim(
        id=new_id(),
        report_id=report,
        reviewer_id=reviewer,
        passages=tuple(Passage(words="x" * (end - start), start=start, end=end) for start, end in places),
        therapies=_groups(therapy),
        comparators=_groups(against),
        outcome_id=OUTCOMES[outcome].id if outcome else None,
        direction_id=DIRECTIONS[direction].id if direction else None,
        recorded_at=NOW,
        **fields,  # type: ignore[arg-type]
    )


def _groups(names: str) -> tuple[tuple[str, ...], ...]:
    parts = [part for part in names.split("; ") if part]
    return tuple(tuple(THERAPIES[name].id for name in part.split(" + ")) for part in parts)
