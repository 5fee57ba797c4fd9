"""The consensus when two desktops have settled something: one decision, and just the claims that came of it.

Ids of decisions and of their claims are derived from what was settled (``curator.adjudication.settling``), so what both
settled alike has one id on both.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from curator.adjudication.basis import basis_of
from curator.desktops.translation import Translation
from curator.desktops.working import Working
from curator.records import Claim, ClaimStatus, Decision, Record


def decision_here(
    decision: Decision, here: Decision, theirs: Mapping[str, Record], translation: Translation
) -> Decision:
    """A decision of a file as it is here: where it held there, it holds about the same claims as they are here."""
    claims = [claim for claim_id in decision.claim_ids if isinstance(claim := theirs.get(claim_id), Claim)]
    if basis_of(claims) != decision.basis:
        return here
    placed = [translation.placed(claim).record for claim in claims]
    return replace(here, basis=basis_of(claim for claim in placed if isinstance(claim, Claim)))


def keep_what_was_decided(working: Working) -> None:
    """Lets exactly those claims of the consensus count that came of a decision, where a file brought some of either."""
    altered = [one for one in working.since_mark() if _is_settled(one.record())]
    if not altered:
        return
    named = {claim_id for one in working.of(Decision).values() for claim_id in one.consensus_claim_ids}
    before = {
        claim_id for one in altered if isinstance(one.before, Decision) for claim_id in one.before.consensus_claim_ids
    }
    working.load(Claim, named | before)
    for claim in list(working.of(Claim).values()):
        if not claim.from_claim_ids:
            continue
        counts = claim.status is not ClaimStatus.RETRACTED
        if counts != (claim.id in named):
            status = ClaimStatus.COMPLETE if claim.id in named else ClaimStatus.RETRACTED
            working.put(replace(claim, status=status))


def _is_settled(record: Record) -> bool:
    return isinstance(record, Decision) or (isinstance(record, Claim) and bool(record.from_claim_ids))
