"""Corrections by hand of which claims are about the same thing: each a change like any other."""

from __future__ import annotations

from curator.changes import Alteration, Change, added, amended
from curator.errors import Refused
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import Claim, ClaimStatus, Pairing


def say_same(reader: RecordReader, one: Claim, other: Claim, reviewer_id: str, reason: str = "") -> Change | None:
    """The change by which two claims are about the same thing, whatever the program finds; None when they are already.

    A claim is paired with one claim of another reviewer at most, so what was said before about either of the two and
    another claim of the other's reviewer is taken back. Raises ``Refused`` for claims of one reviewer, on different
    reports, or retracted.
    """
    _must_be_comparable(one, other)
    taken_back = [pairing for pairing in _same_with(reader, one, other) if not _is_about(pairing, one, other)]
    return _said(reader, one, other, reviewer_id, reason, same=True, also=taken_back)


def say_different(reader: RecordReader, one: Claim, other: Claim, reviewer_id: str, reason: str = "") -> Change | None:
    """The change by which two claims are not about the same thing; None when that was said already.

    Raises ``Refused`` for claims of one reviewer, on different reports, or retracted.
    """
    _must_be_comparable(one, other)
    return _said(reader, one, other, reviewer_id, reason, same=False, also=[])


def say_nothing(reader: RecordReader, one: Claim, other: Claim, reviewer_id: str) -> Change | None:
    """The change that leaves two claims to the program again; None when nothing was said about them."""
    there = pairing_of(reader, one, other)
    if there is None:
        return None
    return Change(
        title="Leave the pairing to the program",
        reviewer_id=reviewer_id,
        alterations=(Alteration(before=there, after=None),),
    )


def pairing_of(reader: RecordReader, one: Claim, other: Claim) -> Pairing | None:
    """What was said about two claims, if something was."""
    for first, second in ((one.id, other.id), (other.id, one.id)):
        found = reader.all(Pairing, first_claim_id=first, second_claim_id=second)
        if found:
            return found[0]
    return None


def _said(
    reader: RecordReader,
    one: Claim,
    other: Claim,
    reviewer_id: str,
    reason: str,
    *,
    same: bool,
    also: list[Pairing],
) -> Change | None:
    there = pairing_of(reader, one, other)
    if there is not None and there.same is same and not also:
        return None
    first, second = sorted((one.id, other.id))
    if there is None:
        said = added(
            [Pairing(id=new_id(), first_claim_id=first, second_claim_id=second, same=same, reviewer_id=reviewer_id)]
        )
    else:
        said = (amended(there, same=same, reviewer_id=reviewer_id),)
    return Change(
        title="Pair two claims" if same else "Part two claims",
        reviewer_id=reviewer_id,
        reason=reason,
        alterations=(*(Alteration(before=pairing, after=None) for pairing in also), *said),
    )


def _must_be_comparable(one: Claim, other: Claim) -> None:
    if one.report_id != other.report_id:
        raise Refused("These claims are on different reports. Only claims on one report can be about the same thing.")
    if one.reviewer_id == other.reviewer_id:
        raise Refused("Both claims were made by the same reviewer. Choose claims of two reviewers.")
    if ClaimStatus.RETRACTED in (one.status, other.status):
        raise Refused("One of the claims was retracted, and counts nowhere. Bring it back first.")


def _same_with(reader: RecordReader, one: Claim, other: Claim) -> list[Pairing]:
    """What was said to be the same: either claim, and a claim of the other one's reviewer."""
    found: dict[str, Pairing] = {}
    for claim, reviewer_id in ((one, other.reviewer_id), (other, one.reviewer_id)):
        for field in ("first_claim_id", "second_claim_id"):
            for pairing in reader.all(Pairing, **{field: claim.id}):
                partner_id = pairing.second_claim_id if pairing.first_claim_id == claim.id else pairing.first_claim_id
                if pairing.same and reader.get(Claim, partner_id).reviewer_id == reviewer_id:
                    found[pairing.id] = pairing
    return list(found.values())


def _is_about(pairing: Pairing, one: Claim, other: Claim) -> bool:
    return {pairing.first_claim_id, pairing.second_claim_id} == {one.id, other.id}
