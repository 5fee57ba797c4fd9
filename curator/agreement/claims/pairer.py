"""Pairs the claims of any two reviewers, each looked through once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from curator.agreement.arrays import Flags, Floats, Ints
from curator.agreement.claims.candidates import Candidates, candidates
from curator.agreement.claims.likeness import FLOOR, Parts, finer_likeness, parts_of
from curator.agreement.claims.matching import best_matching
from curator.agreement.claims.profiles import BLANK, Numberings, Profiles
from curator.agreement.pairing import ClaimPair, ClaimPairs, How, InCommon
from curator.codebook.codebook import Codebook
from curator.records import Claim, Pairing

_WAYS = (How.LIKENESS, How.KEY, How.HAND, How.SETTLED)
_BY_HAND = 10_000.0
_BY_KEY = 100.0
_FINER = 1e-4
"""So little that the finer fields never outweigh what counts."""


class Pairer:
    """Knows the codebook and what was said by hand."""

    def __init__(self, codebook: Codebook, said: Iterable[Pairing], settled: Iterable[Pairing] = ()) -> None:
        self._numberings = Numberings(codebook)
        self._settled = {_both(one) for one in settled}
        self._said = dict.fromkeys(self._settled, True) | {_both(one): one.same for one in said}

    def profiles(self, claims: Iterable[Claim]) -> Profiles:
        """A reviewer's claims, made ready for being paired."""
        return Profiles(claims, self._numberings)

    def pair(self, first: Profiles, second: Profiles) -> ClaimPairs:
        """The pairs of the claims of two reviewers; see ``curator.agreement.pairing`` for the rules."""
        said = self._said_of(first, second)
        looked_at = candidates(first, second, self._numberings.room, list(said))
        one, other = looked_at.one, looked_at.other
        parts = parts_of(first, second, one, other, looked_at.shared, self._numberings)
        by_key, keys_differ = _keys(first, second, one, other)
        same, different = _by_hand(said, looked_at)
        likeness = parts.likeness
        possible = (same | by_key | ((likeness >= FLOOR) & ~keys_differ)) & ~different
        weight = likeness - FLOOR * (likeness >= FLOOR) + _FINER * finer_likeness(first, second, one, other)
        weight += _BY_HAND * same + _BY_KEY * by_key
        places = np.flatnonzero(possible)
        chosen = places[best_matching(one[places], other[places], weight[places])]
        how = np.where(same, 2 + self._was_settled(first, second, looked_at, same), by_key)
        return _paired(first, second, looked_at, parts, chosen, how)

    def _was_settled(self, first: Profiles, second: Profiles, looked_at: Candidates, same: Flags) -> Flags:
        """Which of the pairs that are the same were settled as one."""
        settled = np.zeros(len(looked_at), dtype=np.bool_)
        for place in np.flatnonzero(same).tolist():
            one, other = first.claims[looked_at.one[place]], second.claims[looked_at.other[place]]
            settled[place] = frozenset((one.id, other.id)) in self._settled
        return settled

    def _said_of(self, first: Profiles, second: Profiles) -> dict[tuple[int, int], bool]:
        """What was said by hand about claims of these two on one report, by their places."""
        if not self._said:
            return {}
        firsts, seconds = ({claim.id: place for place, claim in enumerate(own.claims)} for own in (first, second))
        found: dict[tuple[int, int], bool] = {}
        for pair, same in self._said.items():
            one = [firsts[claim_id] for claim_id in pair if claim_id in firsts]
            other = [seconds[claim_id] for claim_id in pair if claim_id in seconds]
            if one and other and first.report[one[0]] == second.report[other[0]]:
                found[one[0], other[0]] = same
        return found


def _both(pairing: Pairing) -> frozenset[str]:
    return frozenset((pairing.first_claim_id, pairing.second_claim_id))


def _keys(first: Profiles, second: Profiles, one: Ints, other: Ints) -> tuple[Flags, Flags]:
    """Where the keys are the same, and where both have one and they are not."""
    key_1, key_2 = first.key[one], second.key[other]
    both = (key_1 != BLANK) & (key_2 != BLANK)
    same: Flags = both & (key_1 == key_2)
    return same, both & ~same


def _by_hand(said: dict[tuple[int, int], bool], looked_at: Candidates) -> tuple[Flags, Flags]:
    same, different = np.zeros((2, len(looked_at)), dtype=np.bool_)
    if said:
        for place, pair in enumerate(zip(looked_at.one.tolist(), looked_at.other.tolist(), strict=True)):
            same[place] = said.get(pair, False)
            different[place] = not said.get(pair, True)
    return same, different


def _paired(
    first: Profiles, second: Profiles, looked_at: Candidates, parts: Parts, chosen: Ints, how: Ints
) -> ClaimPairs:
    likeness = parts.likeness
    one, other = looked_at.one[chosen], looked_at.other[chosen]
    place = np.minimum(first.place[one], second.place[other])
    order = np.lexsort((other, one, place, first.report[one]))
    pairs = tuple(
        ClaimPair(
            first=first.claims[looked_at.one[edge]].id,
            second=second.claims[looked_at.other[edge]].id,
            how=_WAYS[how[edge]],
            likeness=float(likeness[edge]),
            in_common=_in_common(parts, edge),
        )
        for edge in chosen[order].tolist()
    )
    return ClaimPairs(pairs=pairs, only_first=_without(first, one), only_second=_without(second, other))


def _in_common(parts: Parts, edge: int) -> InCommon:
    def known(part: Floats) -> float | None:
        return None if np.isnan(part[edge]) else float(part[edge])

    return InCommon(
        characters=int(parts.shared[edge]),
        words=known(parts.words),
        outcome=known(parts.outcome),
        therapies=known(parts.therapies),
        comparators=known(parts.comparators),
    )


def _without(own: Profiles, paired: Ints) -> tuple[Claim, ...]:
    alone = np.ones(len(own), dtype=np.bool_)
    alone[paired] = False
    return tuple(own.claims[place] for place in np.flatnonzero(alone).tolist())
