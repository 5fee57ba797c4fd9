"""The sheets that compare reviewers, written after the claims where there is something to compare."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from curator.adjudication.queue import Disagreement, read_queue
from curator.agreement.of_review import ReviewAgreement, agreement_of_review
from curator.agreement.review.selection import Selection
from curator.coding.coders import read_coders
from curator.exporting.accounts import Progress
from curator.exporting.chosen import Chosen
from curator.exporting.workbook import columns
from curator.exporting.workbook.columns_of_comparison import AGREEMENT, DECISIONS, DISAGREEMENTS, PAIRS
from curator.exporting.workbook.differences import Differences
from curator.exporting.workbook.rows.agreement import agreement_rows, pair_rows
from curator.exporting.workbook.rows.decisions import decision_row, disagreement_rows
from curator.records import Claim, CodingStatus, Decision

if TYPE_CHECKING:
    from curator.exporting.workbook.row_stream import RowStream

_SEVERAL = 2
_DECISIONS_AT_ONCE = 200


class Compared(Struct, frozen=True, kw_only=True):
    """What there is to compare: the agreement of the chosen reviewers, and what they disagree in."""

    agreement: ReviewAgreement
    disagreements: tuple[Disagreement, ...]

    @property
    def unsettled(self) -> frozenset[str]:
        """The ids of the reports on which something is still to be settled, or to be looked at again."""
        return frozenset(one.report_id for one in self.disagreements if not one.is_settled)


def is_compared(chosen: Chosen) -> bool:
    """Whether two reviewers submitted one of the chosen reports, or something was settled there."""
    if chosen.decisions:
        return True
    reports = {report.id for report in chosen.reports}
    for report_id, coders in read_coders(chosen.reader).items():
        wanted = [status for one, status in coders.items() if chosen.is_wanted(one)]
        if report_id in reports and wanted.count(CodingStatus.SUBMITTED) >= _SEVERAL:
            return True
    return False


def compare(chosen: Chosen, progress: Progress) -> Compared:
    """Computes the agreement of the chosen reviewers on the chosen reports, and reads what is open and settled.

    What is settled is settled among all who code a report, so disagreements are read without leaving anybody out.
    """
    report_ids, reviewer_ids = chosen.choice.report_ids, chosen.choice.reviewer_ids
    selection = Selection(report_ids=report_ids, reviewer_ids=reviewer_ids)
    agreement = agreement_of_review(chosen.reader, selection, progress=progress)
    if reviewer_ids:
        queue = read_queue(chosen.reader, report_ids=report_ids)
    else:
        queue = read_queue(chosen.reader, agreement.units, agreement.coded, report_ids)
    listed = (*queue.open, *queue.settled, *queue.identical)
    reports = {report.id for report in chosen.reports}
    return Compared(
        agreement=agreement,
        disagreements=tuple(one for one in listed if one.report_id in reports and _is_chosen(one, chosen)),
    )


def _is_chosen(disagreement: Disagreement, chosen: Chosen) -> bool:
    made_by = [claim.reviewer_id for claim in disagreement.claims]
    return any(chosen.is_wanted(one) for one in (*made_by, *disagreement.missing))


class ComparisonSheets:
    """Writes the four sheets, with links to the claims that were written before."""

    def __init__(self, chosen: Chosen, streams: Mapping[str, RowStream], row_of_claim: Mapping[str, int]) -> None:
        self._chosen = chosen
        self._streams = streams
        self._row_of_claim = row_of_claim

    def write(self, compared: Compared) -> None:
        """Writes all rows."""
        differences = Differences(self._chosen, compared.disagreements)
        for row in agreement_rows(compared.agreement):
            self._streams[AGREEMENT].append(row)
        self._write_pairs(compared.agreement, differences)
        self._write_decisions(compared.disagreements, differences)

    def _write_pairs(self, agreement: ReviewAgreement, differences: Differences) -> None:
        pairs = self._streams[PAIRS]
        for pair in pair_rows(self._chosen, agreement, differences):
            row = pairs.append(pair)
            for key in ("first_claim_id", "second_claim_id"):
                self._link_to_claim(PAIRS, key, row, str(pair[key]))

    def _write_decisions(self, disagreements: tuple[Disagreement, ...], differences: Differences) -> None:
        overtaken = {one.decision.id for one in disagreements if one.decision is not None and one.overtaken}
        row_of_decision: dict[str, int] = {}
        decisions = self._chosen.decisions
        for start in range(0, len(decisions), _DECISIONS_AT_ONCE):
            batch = decisions[start : start + _DECISIONS_AT_ONCE]
            named = {claim_id for one in batch for claim_id in (*one.claim_ids, *one.consensus_claim_ids)}
            claims = self._chosen.reader.get_many(Claim, named)
            for one in batch:
                row = decision_row(self._chosen, one, claims, differences, overtaken=one.id in overtaken)
                row_of_decision[one.id] = self._streams[DECISIONS].append(row)
                self._link_decision(one, row_of_decision[one.id])
        for disagreement in disagreement_rows(self._chosen, disagreements, differences):
            row_number = self._streams[DISAGREEMENTS].append(disagreement)
            target = row_of_decision.get(str(disagreement["decision_id"]))
            if target is not None:
                self._streams[DISAGREEMENTS].link("decision_id", (row_number, row_number), DECISIONS, target)

    def _link_decision(self, decision: Decision, row: int) -> None:
        """From a decision to the first claim that came of it, and to it from every claim that it is about."""
        for claim_id in decision.consensus_claim_ids[:1]:
            self._link_to_claim(DECISIONS, "decision_id", row, claim_id)
        for claim_id in (*decision.consensus_claim_ids, *decision.claim_ids):
            claim_row = self._row_of_claim.get(claim_id)
            if claim_row is not None:
                self._streams[columns.CLAIMS].link("decision_id", (claim_row, claim_row), DECISIONS, row)

    def _link_to_claim(self, sheet: str, key: str, row: int, claim_id: str) -> None:
        target = self._row_of_claim.get(claim_id)
        if target is not None:
            self._streams[sheet].link(key, (row, row), columns.CLAIMS, target)
