"""Decisions that follow what alters claims without altering what they say.

When two terms become one, or a text is corrected and its passages move, claims are other records than before, and still
say what was settled. Such a change takes the decisions along; only a reviewer's own amendment brings one back.
"""

from __future__ import annotations

from collections.abc import Sequence

from curator.adjudication.basis import basis_of
from curator.changes import Alteration, amended
from curator.ports import RecordReader
from curator.records import Claim, Decision


def decisions_following(reader: RecordReader, alterations: Sequence[Alteration]) -> tuple[Alteration, ...]:
    """What has to be altered besides, so that the decisions about the claims in ``alterations`` hold as they did."""
    altered = {one.before.id: one.after for one in alterations if isinstance(one.before, Claim)}
    if not altered or not reader.count(Decision):
        return ()
    about = [one for one in reader.all(Decision) if not altered.keys().isdisjoint(one.claim_ids)]
    claims = reader.get_many(Claim, {claim_id for one in about for claim_id in one.claim_ids})
    following = []
    for decision in about:
        before = [claims[claim_id] for claim_id in decision.claim_ids if claim_id in claims]
        after = [altered.get(claim.id, claim) for claim in before]
        if basis_of(before) == decision.basis:
            following.append(amended(decision, basis=basis_of(one for one in after if isinstance(one, Claim))))
    return tuple(one for one in following if one.before != one.after)
