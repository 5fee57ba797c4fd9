"""What of a review goes out when not all of it was chosen: so much that whatever is named comes along."""

from __future__ import annotations

from collections.abc import Iterator

from curator.exporting.choice import Choice
from curator.ports import RecordReader
from curator.records import (
    Assignment,
    Claim,
    ClaimStatus,
    Coding,
    Decision,
    Handout,
    Mark,
    Pairing,
    Query,
    Record,
    Report,
    Structure,
)


class Part:
    """The chosen records of a review, kind by kind.

    People, studies and the codebook always come along whole. Claims that a chosen one of the consensus came from come
    along too; a decision or a pairing comes along when all its claims do.
    """

    def __init__(self, reader: RecordReader, choice: Choice) -> None:
        choice.check(reader)
        self._reader = reader
        self._choice = choice
        self._is_whole = not choice.report_ids and not choice.reviewer_ids and set(choice.statuses) == set(ClaimStatus)
        self.reports = [one for one in reader.all(Report) if not choice.report_ids or one.id in choice.report_ids]
        self._report_ids = {report.id for report in self.reports}
        self._claim_ids = set() if self._is_whole else self._chosen_claims()

    def _chosen_claims(self) -> set[str]:
        chosen: set[str] = set()
        for report in self.reports:
            claims = {claim.id: claim for claim in self._reader.all(Claim, report_id=report.id)}
            waiting = [claim for claim in claims.values() if self._is_chosen(claim)]
            while waiting:
                claim = waiting.pop()
                if claim.id not in chosen:
                    chosen.add(claim.id)
                    waiting.extend(claims[one] for one in claim.from_claim_ids if one in claims)
        return chosen

    def _is_chosen(self, record: Claim | Mark) -> bool:
        reviewers = self._choice.reviewer_ids
        if reviewers and record.reviewer_id not in reviewers:
            return False
        if isinstance(record, Claim):
            return record.status in self._choice.statuses
        return self._choice.takes_retracted or not record.retracted

    def of(self, kind: type[Record]) -> Iterator[Record]:
        """The chosen records of a kind, in order of id."""
        if self._is_whole:
            yield from self._reader.all(kind)
        elif kind is Report:
            yield from self.reports
        else:
            yield from (record for record in self._reader.all(kind) if self._takes(record))

    def _takes(self, record: Record) -> bool:
        match record:
            case Handout():
                takes = False
            case Pairing():
                takes = {record.first_claim_id, record.second_claim_id} <= self._claim_ids
            case Decision():
                takes = {*record.claim_ids, *record.consensus_claim_ids} <= self._claim_ids
            case Structure():
                takes = record.report_id in self._report_ids
            case Claim():
                takes = record.id in self._claim_ids
            case Mark():
                takes = record.report_id in self._report_ids and self._is_chosen(record)
            case Assignment() | Coding() | Query():
                takes = record.report_id in self._report_ids and self._is_of_chosen(record)
            case _:
                takes = True
        return takes

    def _is_of_chosen(self, record: Assignment | Coding | Query) -> bool:
        if isinstance(record, Query) and record.claim_id is not None:
            return record.claim_id in self._claim_ids
        return not self._choice.reviewer_ids or record.reviewer_id in self._choice.reviewer_ids
