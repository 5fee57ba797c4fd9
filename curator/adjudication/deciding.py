"""Disagreements settled: one taken, kept apart, merged field by field, neither; revisited, and withdrawn.

Each function gives the change: the decision, the claims of the consensus that came of it, and the consensus coding of
the report, which is submitted as soon as nothing on it is open. Deciding again about the same claims is revisiting:
what the consensus had from before is retracted in the same change. The reviewers' own claims stay as they are.

``by`` is who decides, and ``also`` who sits at the same desk. All raise ``Refused`` when a coder of the report has not
submitted it, and when the review asks for a rationale and none is given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

from msgspec.structs import replace

from curator.adjudication.basis import COMPARED
from curator.adjudication.comparing import Comparing
from curator.adjudication.queue import Disagreement, read_queue
from curator.adjudication.settling import Desk, Settlement, queue_of
from curator.changes import Change
from curator.codebook.codebook import Codebook
from curator.coding.claims import in_text_order
from curator.coding.coders import read_coders
from curator.coding.reports import short_name
from curator.errors import Refused
from curator.ports import RecordReader
from curator.records import Absence, Claim, CodingStatus, Passage, Report, Review, Reviewer, Study, Verdict

Passages = Literal["first", "second", "both"]

TITLES = {
    Verdict.IDENTICAL: "Take over identical claims",
    Verdict.TAKEN: "Take one of the claims",
    Verdict.KEPT_APART: "Keep the claims apart",
    Verdict.MERGED: "Merge the claims",
    Verdict.NEITHER: "Take neither claim",
}
"""What the log and the undo menu call a decision."""


def take(
    reader: RecordReader,
    disagreement: Disagreement,
    claim_id: str,
    by: str,
    rationale: str = "",
    also: Sequence[str] = (),
) -> Change:
    """The change by which the consensus is one of the claims, as its reviewer made it."""
    taken = _claim(disagreement, claim_id)
    return _decide(reader, disagreement, Verdict.TAKEN, (_from(taken, [taken]),), by, rationale, also)


def keep_apart(
    reader: RecordReader, disagreement: Disagreement, by: str, rationale: str = "", also: Sequence[str] = ()
) -> Change:
    """The change by which the consensus has each of the claims by itself: they are about different things after all.

    Raises ``Refused`` when there is one claim only.
    """
    if len(disagreement.claims) == 1:
        raise Refused("There is only one claim here, so there is nothing to keep apart. Take it, or take neither.")
    kept = tuple(_from(claim, [claim]) for claim in disagreement.claims)
    return _decide(reader, disagreement, Verdict.KEPT_APART, kept, by, rationale, also)


def merge(
    reader: RecordReader,
    disagreement: Disagreement,
    chosen: Mapping[str, str],
    by: str,
    rationale: str = "",
    also: Sequence[str] = (),
    passages: Passages = "both",
) -> Change:
    """The change by which the consensus has one claim, put together field by field.

    ``chosen`` has, by the code of a field, the id of the claim whose value is taken; ``passages`` whose words it stands
    on, unless ``chosen`` says so. Raises ``Refused`` when a field in which the claims differ was not chosen: nothing
    is decided by itself.
    """
    merged = _merged(reader, disagreement, chosen, passages)
    return _decide(reader, disagreement, Verdict.MERGED, (merged,), by, rationale, also)


def neither(
    reader: RecordReader, disagreement: Disagreement, by: str, rationale: str, also: Sequence[str] = ()
) -> Change:
    """The change by which the consensus has none of the claims; raises ``Refused`` without a rationale."""
    if not rationale.strip():
        raise Refused("Nothing of these claims is kept, so say why: type a reason first.")
    return _decide(reader, disagreement, Verdict.NEITHER, (), by, rationale, also)


def withdraw(reader: RecordReader, disagreement: Disagreement, by: str) -> Change:
    """The change that takes a decision back: the disagreement is open again, and the consensus loses what came of it.

    Raises ``Refused`` when nothing was decided.
    """
    alterations = Desk(reader, by, (), datetime.now(UTC)).withdraw(disagreement)
    if not alterations:
        raise Refused("Nothing was decided about these claims, so there is nothing to withdraw.")
    return Change(title="Withdraw a decision", reviewer_id=by, alterations=alterations)


def settle_identical(reader: RecordReader, by: str, also: Sequence[str] = ()) -> Change | None:
    """The change that takes over what all readers of a report made alike; None when nothing is left of that."""
    queue = read_queue(reader)
    alike = [one for one in queue.identical if one.decision is None]
    if not alike:
        return None
    settlements = [
        Settlement(disagreement=one, verdict=Verdict.IDENTICAL, claims=(_from(one.claims[0], one.claims),))
        for one in alike
    ]
    desk = Desk(reader, by, also, datetime.now(UTC))
    title = "Take over an identical claim" if len(alike) == 1 else f"Take over {len(alike)} identical claims"
    return Change(title=title, reviewer_id=by, alterations=desk.settle(settlements, queue))


def _decide(
    reader: RecordReader,
    disagreement: Disagreement,
    verdict: Verdict,
    claims: tuple[Claim, ...],
    by: str,
    rationale: str,
    also: Sequence[str],
) -> Change:
    rationale = rationale.strip()
    _must_be_submitted(reader, disagreement.report_id)
    if not rationale and any(review.rationale_required for review in reader.all(Review)):
        raise Refused("This review settles nothing without a reason. Type why, then decide.")
    settlement = Settlement(disagreement=disagreement, verdict=verdict, claims=claims, rationale=rationale)
    desk = Desk(reader, by, also, datetime.now(UTC))
    alterations = desk.settle([settlement], queue_of(reader, [disagreement]))
    return Change(title=TITLES[verdict], reviewer_id=by, reason=rationale, alterations=alterations)


def _must_be_submitted(reader: RecordReader, report_id: str) -> None:
    coders = read_coders(reader).get(report_id, {})
    behind = [reviewer_id for reviewer_id, status in coders.items() if status is not CodingStatus.SUBMITTED]
    if behind:
        people = reader.get_many(Reviewer, behind)
        raise Refused(
            "“{report}” cannot be settled yet: {names} did not submit it. Wait for that, or take the assignment back.",
            report=short_name(reader.get(Report, report_id)),
            names=", ".join(people[one].name for one in behind),
        )


def _claim(disagreement: Disagreement, claim_id: str) -> Claim:
    for claim in disagreement.claims:
        if claim.id == claim_id:
            return claim
    raise Refused("This claim is none of those that are to be settled. Choose one of them.")


def _from(claim: Claim, origins: Sequence[Claim]) -> Claim:
    return replace(claim, from_claim_ids=tuple(sorted(one.id for one in origins)))


def _merged(reader: RecordReader, disagreement: Disagreement, chosen: Mapping[str, str], passages: Passages) -> Claim:
    codebook = Codebook.read(reader)
    first = disagreement.claims[0]
    differing = Comparing(codebook, reader.all(Study)).differing(disagreement.claims)
    open_fields = [code for code in differing if code not in chosen and code != "passages"]
    if open_fields:
        raise Refused(
            "The claims differ in fields for which nothing was chosen: {fields}. Choose one claim for each of them.",
            fields=", ".join(codebook.name_of(code) or _words(code) for code in open_fields),
        )
    of = {code: _claim(disagreement, chosen.get(code, first.id)) for code in (*COMPARED, *codebook.fields)}
    own = {code: getattr(of[code], code) for code in COMPARED}
    extra = {code: of[code].extra[code] for code in codebook.fields if of[code].extra.get(code)}
    absent: dict[str, Absence] = {code: claim.absent[code] for code, claim in of.items() if code in claim.absent}
    if "passages" not in chosen:
        own["passages"] = _passages(disagreement.claims, passages)
    return _from(replace(first, **own, extra=extra, absent=absent), disagreement.claims)


def _words(code: str) -> str:
    return code.removesuffix("_id").replace("_", " ")


def _passages(claims: Sequence[Claim], which: Passages) -> tuple[Passage, ...]:
    chosen = {"first": claims[:1], "second": claims[1:2], "both": claims}[which]
    return in_text_order([passage for claim in chosen for passage in claim.passages])
