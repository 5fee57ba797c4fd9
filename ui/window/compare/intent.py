"""What somebody is about to decide, before it is settled; and the change that settles it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from curator.adjudication import deciding
from curator.adjudication.queue import Disagreement
from curator.changes import Change
from curator.errors import Refused
from curator.ports import RecordReader
from curator.records import Claim, Decision, Verdict
from ui.window.compare.claim_fields import PASSAGES

BOTH: Final = "both"
"""What stands for the words of all the claims together, where otherwise one claim's id does."""


class Intent(Struct, frozen=True, kw_only=True):
    """``claim_id`` is the claim that is taken. ``chosen`` has by a field's code the claim whose value is merged."""

    verdict: Verdict | None = None
    claim_id: str | None = None
    chosen: dict[str, str] = field(default_factory=dict)


def to_take(claim: Claim) -> Intent:
    """Taking one of the claims as it is."""
    return Intent(verdict=Verdict.TAKEN, claim_id=claim.id)


def to_merge(disagreement: Disagreement, before: Intent | None = None) -> Intent:
    """Merging field by field, beginning with the first claim's values and with everybody's words."""
    if before is not None and before.verdict is Verdict.MERGED:
        return before
    first = disagreement.claims[0].id
    chosen = {code: BOTH if code == PASSAGES else first for code in disagreement.differing}
    return Intent(verdict=Verdict.MERGED, chosen=chosen)


def choose(intent: Intent, code: str, claim_id: str) -> Intent:
    """The same merging with another claim's value in a field."""
    return replace(intent, chosen={**intent.chosen, code: claim_id})


def intent_of(disagreement: Disagreement, decision: Decision, consensus: Sequence[Claim]) -> Intent:
    """What was decided, as it can be looked at and altered; ``consensus`` are the claims that came of it."""
    match decision.verdict:
        case Verdict.TAKEN:
            origins = [origin for claim in consensus for origin in claim.from_claim_ids]
            known = next((claim.id for claim in disagreement.claims if claim.id in origins), None)
            return Intent(verdict=Verdict.TAKEN, claim_id=known)
        case Verdict.MERGED if consensus:
            return Intent(verdict=Verdict.MERGED, chosen=_chosen(disagreement, consensus[0]))
        case Verdict.MERGED:
            return to_merge(disagreement)
        case verdict:
            return Intent(verdict=verdict)


def _chosen(disagreement: Disagreement, merged: Claim) -> dict[str, str]:
    """Whose value each field of a merged claim is."""
    chosen = {}
    for code in disagreement.differing:
        same = [claim.id for claim in disagreement.claims if _held(claim, code) == _held(merged, code)]
        fallback = BOTH if code == PASSAGES else disagreement.claims[0].id
        chosen[code] = same[0] if same else fallback
    return chosen


def _held(claim: Claim, code: str) -> object:
    if code == PASSAGES:
        return {(passage.start, passage.end) for passage in claim.passages}
    if code == "estimates":
        return [replace(estimate, id="") for estimate in claim.estimates], claim.absent.get(code)
    held = getattr(claim, code) if hasattr(claim, code) else claim.extra.get(code, "")
    return held, claim.absent.get(code)


def change_for(
    reader: RecordReader, disagreement: Disagreement, intent: Intent, by: str, rationale: str, also: Sequence[str]
) -> Change:
    """The change that settles a disagreement so; raises ``Refused`` with a sentence when it cannot be."""
    match intent.verdict:
        case Verdict.TAKEN if intent.claim_id is not None:
            return deciding.take(reader, disagreement, intent.claim_id, by, rationale, also)
        case Verdict.KEPT_APART:
            return deciding.keep_apart(reader, disagreement, by, rationale, also)
        case Verdict.NEITHER:
            return deciding.neither(reader, disagreement, by, rationale, also)
        case Verdict.MERGED:
            chosen = {code: claim_id for code, claim_id in intent.chosen.items() if claim_id != BOTH}
            return deciding.merge(reader, disagreement, chosen, by, rationale, also, BOTH)
        case _ if len(disagreement.claims) == 1:
            raise Refused("Choose first what becomes of it: its number takes it, X leaves it out.")
        case _:
            raise Refused("Choose first what is taken: 1 the first, 2 the second, B both, M merge, X neither.")
