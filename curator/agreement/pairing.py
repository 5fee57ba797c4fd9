"""Which claims of two reviewers are about the same thing.

Per report, and in this order:

1. what somebody said by hand (``Pairing``): two claims are the same, or are not; next to it, claims that were settled
   as one stay together (``Decision``);
2. where both have a key, they are about the same thing when the key is the same, and only then;
3. the rest by the best one-to-one matching of their likeness (``curator.agreement.claims.likeness``). A pair counts
   with what its likeness has above the floor, so that two claims that are nearly equal are not torn apart for the
   sake of two middling pairs. Where that leaves a choice, the finer fields and the places in the text decide.

Claims that have nothing in common are never paired unless somebody says so. The result is the same whichever
reviewer comes first, and each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from curator.codebook.codebook import Codebook
from curator.records import Claim, Pairing

if TYPE_CHECKING:
    from curator.agreement.claims.pairer import Pairer


class How(StrEnum):
    """By what two claims came to be a pair."""

    HAND = "by hand"
    SETTLED = "as settled"
    KEY = "by key"
    LIKENESS = "by likeness"


class InCommon(Struct, frozen=True, kw_only=True):
    """What two claims have in common.

    ``characters`` are those that both have in their passages, ``words`` their share (0 to 1). The others say how near
    the terms of the two stand: 1 the same, 0 nothing in common, a half where only one filled it. None where neither
    of the two filled it.
    """

    characters: int
    words: float | None
    outcome: float | None
    therapies: float | None
    comparators: float | None


class ClaimPair(Struct, frozen=True, kw_only=True):
    """Two claims about the same thing, by their ids: how they came together, how alike they are (0 to 1), in what."""

    first: str
    second: str
    how: How
    likeness: float
    in_common: InCommon

    def turned(self) -> ClaimPair:
        """The same with the two changing places."""
        return msgspec.structs.replace(self, first=self.second, second=self.first)


class ClaimPairs(Struct, frozen=True, kw_only=True):
    """The claims of two reviewers, paired; all in the order of reports and of places in the text."""

    pairs: tuple[ClaimPair, ...]
    only_first: tuple[Claim, ...]
    only_second: tuple[Claim, ...]

    def turned(self) -> ClaimPairs:
        """The same with the two reviewers changing places."""
        pairs = tuple(pair.turned() for pair in self.pairs)
        return ClaimPairs(pairs=pairs, only_first=self.only_second, only_second=self.only_first)


def pair_claims(
    first: Sequence[Claim], second: Sequence[Claim], codebook: Codebook, said: Iterable[Pairing] = ()
) -> ClaimPairs:
    """Pairs the claims of two reviewers, report by report.

    ``said`` are the corrections by hand. Retracted claims are for the caller to leave out.
    """
    pairer = _pairer(codebook, said)
    if first and second and first[0].reviewer_id > second[0].reviewer_id:
        return pairer.pair(pairer.profiles(second), pairer.profiles(first)).turned()
    return pairer.pair(pairer.profiles(first), pairer.profiles(second))


def _pairer(codebook: Codebook, said: Iterable[Pairing]) -> Pairer:
    from curator.agreement.claims.pairer import Pairer

    return Pairer(codebook, said)
