"""What a decision rests on: a fingerprint of the reviewers' claims as they were when it was made."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from curator.adjudication.comparing import COMPARED
from curator.records import Claim, ClaimStatus


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
