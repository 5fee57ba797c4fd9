"""What may be wrong with the decisions and the consensus of a review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from curator.ports import RecordReader
from curator.records import Claim, ClaimStatus, Decision, Record, Report, Reviewer

Wrong = tuple[Record, str]
"""A record, and what is wrong with it."""


def wrong_decisions(reader: RecordReader) -> Iterator[Wrong]:
    """Everything that a decision or a claim of the consensus names exists and is what it ought to be.

    A review has one consensus at most, and each of its claims that counts came of a decision. Two decisions about one
    claim are not wrong: they come back from two desktops that parted a pair differently, and the queue asks about them.
    """
    reviewers = {one.id: one for one in reader.all(Reviewer)}
    owners = [one for one in reviewers.values() if one.consensus]
    for owner in owners[1:]:
        yield owner, "it is a second consensus, and a review has one."
    decisions = reader.all(Decision)
    named = {claim_id for one in decisions for claim_id in (*one.claim_ids, *one.consensus_claim_ids)}
    if not decisions and not owners:
        return
    claims = reader.get_many(Claim, named)
    for decision in decisions:
        if not reader.get_many(Report, [decision.report_id]):
            yield decision, "under report it names a report that does not exist."
        yield from _of_decision(decision, reviewers)
        yield from _of_its_claims(decision, reviewers, claims)
    came_of = {claim_id for one in decisions for claim_id in one.consensus_claim_ids}
    for owner in owners:
        for claim in reader.all(Claim, reviewer_id=owner.id):
            yield from _of_consensus(reader, claim, came_of)


def _of_decision(decision: Decision, reviewers: Mapping[str, Reviewer]) -> Iterator[Wrong]:
    if any(one not in reviewers for one in (decision.reviewer_id, *decision.also_reviewer_ids)):
        yield decision, "it was made by a reviewer who does not exist."
    if not decision.claim_ids:
        yield decision, "it is about no claim."
    if decision.claim_ids != tuple(sorted(decision.claim_ids)):
        yield decision, "the claims that it is about are not in order."


def _of_its_claims(
    decision: Decision, reviewers: Mapping[str, Reviewer], claims: Mapping[str, Claim]
) -> Iterator[Wrong]:
    for ids, of_consensus, called in (
        (decision.claim_ids, False, "a claim that it is about"),
        (decision.consensus_claim_ids, True, "a claim that came of it"),
    ):
        for claim in (claims.get(claim_id) for claim_id in ids):
            if claim is None:
                yield decision, f"{called} does not exist."
            elif claim.report_id != decision.report_id:
                yield decision, f"{called} is on another report."
            elif claim.reviewer_id in reviewers and reviewers[claim.reviewer_id].consensus is not of_consensus:
                yield decision, f"{called} is {'no claim' if of_consensus else 'a claim'} of the consensus."
            elif of_consensus and claim.status is ClaimStatus.RETRACTED:
                yield decision, f"{called} was retracted."


def _of_consensus(reader: RecordReader, claim: Claim, came_of: set[str]) -> Iterator[Wrong]:
    origins = reader.get_many(Claim, claim.from_claim_ids)
    if len(origins) < len(claim.from_claim_ids):
        yield claim, "a claim that it came from does not exist."
    if any(one.report_id != claim.report_id for one in origins.values()):
        yield claim, "a claim that it came from is on another report."
    if claim.status is not ClaimStatus.RETRACTED and claim.id not in came_of:
        yield claim, "it is the consensus on something that nobody decided."
