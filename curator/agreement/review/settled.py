"""What was settled says which claims belong together, and nothing that the program finds later takes them apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from curator.records import Claim, Decision, Pairing


def kept_together(decisions: Iterable[Decision], said: Sequence[Pairing], claims: Mapping[str, Claim]) -> list[Pairing]:
    """The pairs of claims that were settled as one, written as if somebody had said so by hand.

    What somebody did say by hand about one of the claims, before or after, goes before it: such pairs are left out.
    """
    parted = {frozenset((one.first_claim_id, one.second_claim_id)) for one in said if not one.same}
    partners: dict[tuple[str, str], str] = {}
    for one in said:
        both = [claims[claim_id] for claim_id in (one.first_claim_id, one.second_claim_id) if claim_id in claims]
        if one.same and len(both) > 1:
            partners[both[0].id, both[1].reviewer_id] = both[1].id
            partners[both[1].id, both[0].reviewer_id] = both[0].id
    kept = []
    for decision in decisions:
        there = [claims[claim_id] for claim_id in decision.claim_ids if claim_id in claims]
        for first, second in combinations(there, 2):
            elsewhere = (
                partners.get((first.id, second.reviewer_id), second.id) != second.id
                or partners.get((second.id, first.reviewer_id), first.id) != first.id
            )
            if frozenset((first.id, second.id)) not in parted and not elsewhere:
                kept.append(_as_said(decision, first.id, second.id))
    return kept


def _as_said(decision: Decision, one: str, other: str) -> Pairing:
    first, second = sorted((one, other))
    return Pairing(
        id=decision.id, first_claim_id=first, second_claim_id=second, same=True, reviewer_id=decision.reviewer_id
    )
