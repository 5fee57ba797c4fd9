"""What a decision rests on: a fingerprint of the reviewers' claims as they were when it was made."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from curator.records import Claim, ClaimStatus

WORDING = ("passages", "statement")
"""Fields that say in words what the others say in terms and numbers."""

COMPARED = (
    "therapies",
    "comparators",
    "outcome_id",
    "direction_id",
    "estimates",
    "population",
    "time_point",
    "design",
    "attribution",
    "study_id",
    *WORDING,
)
"""The fields of a claim in which two claims may differ, in the order in which they are shown.

The codebook's own fields come after them. A note is the reviewer's own affair, and a key only names the question.
"""


def basis_of(claims: Iterable[Claim]) -> str:
    """The fingerprint of some claims: another one when something that they say was amended, or one was retracted.

    Notes, keys, and whether a claim is called a draft do not count.
    """
    return fingerprint(sorted((_said(claim), claim.id) for claim in claims))


def fingerprint(value: object) -> str:
    """SHA-256 of plain values, in hexadecimal."""
    return sha256(msgspec.json.encode(value, order="deterministic")).hexdigest()


def _said(claim: Claim) -> bytes:
    """What a claim says, as it reads when it comes from the file."""
    stored = msgspec.json.decode(msgspec.json.encode(claim), type=Claim)
    said = {name: getattr(stored, name) for name in COMPARED}
    said["estimates"] = [msgspec.structs.replace(one, id="", note="") for one in stored.estimates]
    said |= {"absent": stored.absent, "extra": stored.extra, "retracted": stored.status is ClaimStatus.RETRACTED}
    return msgspec.json.encode(said, order="deterministic")
