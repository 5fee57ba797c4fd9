"""Rows about what there is to settle, and what was settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from curator.adjudication.queue import Disagreement
from curator.evidence.lines import ONE_BY_ONE
from curator.exporting.chosen import Chosen
from curator.exporting.workbook.column import Row
from curator.exporting.workbook.columns_of_comparison import STATES
from curator.exporting.workbook.differences import Differences
from curator.records import Claim, Decision

_OPEN, _SETTLED, _AGAIN, _IDENTICAL = STATES


def disagreement_rows(chosen: Chosen, disagreements: Iterable[Disagreement], differences: Differences) -> Iterator[Row]:
    """A row for each disagreement, in the order in which they are given."""
    for number, one in enumerate(disagreements, 1):
        yield {
            "number": number,
            "state": _state(one),
            "consequence": one.consequence.value if one.consequence else "",
            "opposite": one.opposite,
            "differing": differences.fields_in_words(one.differing),
            "report": chosen.report_names.get(one.report_id),
            "found_by": _names(chosen, (claim.reviewer_id for claim in one.claims)),
            "not_found_by": _names(chosen, one.missing),
            "what_each_says": differences.what_each_says(one.claims, one.differing),
            "decision_id": one.decision.id if one.decision else "",
            "claim_ids": ONE_BY_ONE.join(one.key),
            "report_id": one.report_id,
        }


def decision_row(
    chosen: Chosen, decision: Decision, claims: Mapping[str, Claim], differences: Differences, *, overtaken: bool
) -> Row:
    """The row of a decision; ``claims`` has those that it names, as far as they may be seen."""

    def in_words(claim_ids: Iterable[str]) -> str:
        return "\n".join(differences.in_words(claims[claim_id]) for claim_id in claim_ids if claim_id in claims)

    return {
        "decision_id": decision.id,
        "report": chosen.report_names.get(decision.report_id),
        "verdict": decision.verdict.value,
        "claims": in_words(decision.claim_ids),
        "consensus": in_words(decision.consensus_claim_ids),
        "rationale": decision.rationale,
        "decided_by": chosen.name_of_reviewer(decision.reviewer_id),
        "also": _names(chosen, decision.also_reviewer_ids),
        "decided_at": decision.decided_at,
        "overtaken": overtaken,
        "claim_ids": ONE_BY_ONE.join(decision.claim_ids),
        "consensus_claim_ids": ONE_BY_ONE.join(decision.consensus_claim_ids),
        "report_id": decision.report_id,
        "reviewer_id": decision.reviewer_id,
    }


def _state(disagreement: Disagreement) -> str:
    if disagreement.overtaken:
        return _AGAIN
    if disagreement.decision is not None:
        return _SETTLED
    return _OPEN if disagreement.consequence is not None else _IDENTICAL


def _names(chosen: Chosen, reviewer_ids: Iterable[str]) -> str:
    return ONE_BY_ONE.join(map(chosen.name_of_reviewer, reviewer_ids))
