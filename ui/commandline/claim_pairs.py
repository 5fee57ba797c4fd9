"""Which claims were found to be about the same thing, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from curator.agreement.claims.reasons import reasons
from curator.evidence.lines import LineWriter
from curator.evidence.question import Column
from curator.records import Claim
from ui.commandline.desk import Desk
from ui.commandline.words import counted

if TYPE_CHECKING:
    from curator.agreement.claims.linking import Unit
    from curator.agreement.of_review import ReviewAgreement

_SHOWN = (Column.THERAPY, Column.COMPARATOR, Column.OUTCOME, Column.DIRECTION)
_LONGEST_QUOTE = 140


def say_pairs(desk: Desk, found: ReviewAgreement, writer: LineWriter) -> None:
    """Prints every unit: whose claims are in it, what they say, and why they are together."""
    names = found.coded.reviewers
    shared = sum(len(unit.claims) > 1 for unit in found.units)
    desk.say(f"{counted(len(found.units), 'claim')}, {shared:,} of them found by two or more.")
    report_id = ""
    for unit in found.units:
        if unit.report_id != report_id:
            report_id = unit.report_id
            desk.say()
            desk.say(writer.report_names[report_id])
        desk.say()
        desk.say(f"  {_why(unit, names)}")
        for reviewer_id, claim in unit.claims.items():
            desk.say(f"    {names[reviewer_id]}: {_in_a_line(claim, writer)}")


def pairs_as_json(found: ReviewAgreement, writer: LineWriter) -> list[dict[str, Any]]:
    """Every unit as plain values."""
    names = found.coded.reviewers
    return [
        {
            "report": writer.report_names[unit.report_id],
            "report_id": unit.report_id,
            "claims": {names[reviewer_id]: _plain(claim, writer) for reviewer_id, claim in unit.claims.items()},
            "pairs": [
                {
                    "reviewers": [_whose(pair.first, unit, names), _whose(pair.second, unit, names)],
                    "how": pair.how.value,
                    "likeness": round(pair.likeness, 6),
                    "shared_characters": pair.in_common.characters,
                    "reasons": list(reasons(pair)),
                }
                for pair in unit.pairs
            ],
        }
        for unit in found.units
    ]


def _why(unit: Unit, names: Mapping[str, str]) -> str:
    if len(unit.claims) == 1:
        return f"Only {names[next(iter(unit.claims))]}"
    ways = [
        f"{_whose(pair.first, unit, names)} – {_whose(pair.second, unit, names)} {pair.how}, {pair.likeness:.2f}: "
        f"{', '.join(reasons(pair))}"
        for pair in unit.pairs
    ]
    return "; ".join(ways)


def _whose(claim_id: str, unit: Unit, names: Mapping[str, str]) -> str:
    return next(names[reviewer_id] for reviewer_id, claim in unit.claims.items() if claim.id == claim_id)


def _in_a_line(claim: Claim, writer: LineWriter) -> str:
    line = writer.line(claim)
    quote = line[Column.QUOTE]
    quote = f"{quote[:_LONGEST_QUOTE]}…" if len(quote) > _LONGEST_QUOTE else quote
    said = " | ".join(line[column] or "–" for column in _SHOWN)
    return f"{said} | “{' '.join(quote.split())}”"


def _plain(claim: Claim, writer: LineWriter) -> dict[str, Any]:
    line = writer.line(claim)
    return {
        "id": claim.id,
        "key": claim.key,
        **{column.value: line[column] for column in _SHOWN},
        "passages": [[passage.start, passage.end] for passage in claim.passages],
        "quote": line[Column.QUOTE],
    }
