"""What a decision alters: the decision itself, the claims of the consensus, its coding and its reviewer.

Ids are derived from the reviewers' claims, not drawn: two desktops that settle the same claims alike make the same
records, and two people who settle them at one time cannot both succeed unawares.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from curator.adjudication.basis import basis_of, fingerprint
from curator.adjudication.consensus import consensus_reviewer, new_consensus_reviewer
from curator.adjudication.queue import Disagreement, Queue, read_queue
from curator.changes import Alteration, added, amended
from curator.coding.codings import coding_of
from curator.ids import derived_id
from curator.ports import RecordReader
from curator.records import (
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Decision,
    Review,
    Reviewer,
    Verdict,
)


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided about one disagreement: ``claims`` is what the consensus gets, each with where it came from."""

    disagreement: Disagreement
    verdict: Verdict
    claims: tuple[Claim, ...] = ()
    rationale: str = ""


class Desk:
    """Works out what settling alters, for one person at one moment."""

    def __init__(self, reader: RecordReader, by: str, also: Sequence[str], now: datetime) -> None:
        self._reader = reader
        self._by = by
        self._also = tuple(dict.fromkeys(one for one in also if one != by))
        self._now = now
        self._consensus, self._new = self._consensus_reviewer()

    def settle(self, settlements: Sequence[Settlement], queue: Queue) -> tuple[Alteration, ...]:
        """The alterations that settle some disagreements; ``queue`` has what is still open on their reports."""
        alterations = [*self._new]
        for one in settlements:
            alterations += self._settled(one)
        done = {one.disagreement.key for one in settlements}
        for report_id in dict.fromkeys(one.disagreement.report_id for one in settlements):
            left = [one for one in _to_do(queue) if one.report_id == report_id and one.key not in done]
            alterations += self._coding(report_id, CodingStatus.IN_PROGRESS if left else CodingStatus.SUBMITTED)
        return tuple(alterations)

    def withdraw(self, disagreement: Disagreement) -> tuple[Alteration, ...]:
        """The alterations that take back what was decided about a disagreement; none when nothing is, any more."""
        decisions = self._decisions_about(disagreement)
        if not decisions:
            return ()
        alterations = [*self._retracted(decisions, kept={})]
        alterations += [Alteration(before=one, after=None) for one in decisions]
        return (*alterations, *self._coding(disagreement.report_id, CodingStatus.IN_PROGRESS))

    def _settled(self, settlement: Settlement) -> list[Alteration]:
        disagreement = settlement.disagreement
        decision_id = _decision_id(disagreement.key)
        claims = {claim.id: claim for claim in (self._of_consensus(one, decision_id) for one in settlement.claims)}
        decision = Decision(
            id=decision_id,
            report_id=disagreement.report_id,
            claim_ids=disagreement.key,
            verdict=settlement.verdict,
            consensus_claim_ids=tuple(claims),
            rationale=settlement.rationale,
            reviewer_id=self._by,
            also_reviewer_ids=self._also,
            basis=basis_of(disagreement.claims),
            decided_at=self._now,
        )
        before = self._decisions_about(disagreement)
        there = next((one for one in before if one.id == decision_id), None)
        alterations = [*self._retracted(before, kept=claims), *self._brought(claims)]
        alterations += [Alteration(before=one, after=None) for one in before if one is not there]
        return [*alterations, Alteration(before=there, after=decision)]

    def _of_consensus(self, claim: Claim, decision_id: str) -> Claim:
        """A claim as the consensus has it, under an id that says what it is."""
        plain = replace(
            claim,
            id="",
            reviewer_id=self._consensus.id,
            status=ClaimStatus.COMPLETE,
            estimates=(),
            recorded_at=self._now,
        )
        said = [replace(estimate, id="") for estimate in claim.estimates]
        claim_id = derived_id(decision_id, fingerprint([replace(plain, recorded_at=_ANY_TIME), said]))
        estimates = tuple(
            replace(estimate, id=derived_id(claim_id, f"estimate {number}"))
            for number, estimate in enumerate(claim.estimates)
        )
        return replace(plain, id=claim_id, estimates=estimates)

    def _brought(self, claims: dict[str, Claim]) -> list[Alteration]:
        """The claims of the consensus as they will be; those that were there once and were retracted come back."""
        there = self._reader.get_many(Claim, claims)
        return [Alteration(before=there.get(claim_id), after=claim) for claim_id, claim in claims.items()]

    def _retracted(self, decisions: Iterable[Decision], kept: dict[str, Claim]) -> list[Alteration]:
        wanted = [claim_id for one in decisions for claim_id in one.consensus_claim_ids if claim_id not in kept]
        there = self._reader.get_many(Claim, wanted)
        return [
            amended(claim, status=ClaimStatus.RETRACTED)
            for claim in there.values()
            if claim.status is not ClaimStatus.RETRACTED
        ]

    def _decisions_about(self, disagreement: Disagreement) -> list[Decision]:
        """What was decided before about any of the claims."""
        ids = set(disagreement.key)
        known = self._reader.all(Decision, report_id=disagreement.report_id)
        return [one for one in known if not ids.isdisjoint(one.claim_ids)]

    def _coding(self, report_id: str, status: CodingStatus) -> tuple[Alteration, ...]:
        there = coding_of(self._reader, report_id, self._consensus.id)
        if there is None:
            coding_id = derived_id(report_id, "consensus")
            fresh = Coding(id=coding_id, report_id=report_id, reviewer_id=self._consensus.id, status=status)
            return added([fresh])
        return () if there.status is status else (amended(there, status=status),)

    def _consensus_reviewer(self) -> tuple[Reviewer, tuple[Alteration, ...]]:
        there = consensus_reviewer(self._reader)
        if there is not None:
            return there, ()
        new = new_consensus_reviewer(self._reader.all(Review)[0])
        return new, added([new])


def queue_of(reader: RecordReader, disagreements: Iterable[Disagreement]) -> Queue:
    """What there is to settle on the reports of some disagreements."""
    return read_queue(reader, report_ids=tuple(sorted({one.report_id for one in disagreements})))


def _to_do(queue: Queue) -> list[Disagreement]:
    return [*queue.open, *(one for one in queue.identical if not one.is_settled)]


def _decision_id(claim_ids: Sequence[str]) -> str:
    return derived_id(claim_ids[0], "decision on " + " ".join(claim_ids))


_ANY_TIME = datetime(1970, 1, 1, tzinfo=UTC)
