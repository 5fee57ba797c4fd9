"""Reviewers who coded the same reports, and somebody who settles what they disagree in; everything in a real file."""

from __future__ import annotations

from collections.abc import Sequence

from curator.adjudication import deciding
from curator.adjudication.consensus import consensus_reviewer
from curator.adjudication.queue import Disagreement, Queue, read_queue
from curator.changes import Change
from curator.ports import ReviewStore
from curator.records import Claim, ClaimStatus, Coding, CodingStatus, Decision, Report, Reviewer
from tests.curator.agreement.review.conftest import Team


class Desk:
    """Where a team's disagreements are settled by its lead."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.store: ReviewStore = team.store
        self.lead: Reviewer = team.reviewer("Lead")
        self.report: Report = team.report()

    def codes(self, name: str, *places: tuple[int, int], **fields: object) -> list[Claim]:
        """Claims of a reviewer on the report."""
        return self.team.claims(name, self.report, *places, **fields)

    def submits(self, *names: str) -> None:
        self.team.submit(self.report, *names)

    def queue(self) -> Queue:
        return read_queue(self.store)

    def first(self) -> Disagreement:
        """The most consequential disagreement that is open."""
        return self.queue().open[0]

    def about(self, claim: Claim) -> Disagreement:
        """The disagreement, open, settled or none at all, that a claim is part of."""
        queue = self.queue()
        return next(one for one in (*queue.open, *queue.settled, *queue.identical) if claim.id in one.key)

    def apply(self, change: Change | None) -> None:
        assert change is not None
        self.store.apply(change)

    def take(self, claim: Claim, rationale: str = "", also: Sequence[str] = ()) -> None:
        self.apply(deciding.take(self.store, self.about(claim), claim.id, self.lead.id, rationale, also))

    def consensus(self) -> list[Claim]:
        """The claims of the consensus that count."""
        owner = consensus_reviewer(self.store)
        if owner is None:
            return []
        own = self.store.all(Claim, reviewer_id=owner.id)
        return [claim for claim in own if claim.status is not ClaimStatus.RETRACTED]

    def consensus_status(self) -> CodingStatus | None:
        """How far the consensus coding of the report has come."""
        owner = consensus_reviewer(self.store)
        found = self.store.all(Coding, report_id=self.report.id, reviewer_id=owner.id) if owner else []
        assert len(found) <= 1
        return found[0].status if found else None

    def decisions(self) -> list[Decision]:
        return self.store.all(Decision)
