"""Claims of any number of reviewers that are about the same thing, put together as one unit.

With two reviewers, units are their pairs. With more, every two reviewers' claims are paired, and the pairs are taken
from the surest to the least sure: by hand, as settled, by key, then by likeness. A pair joins the units of its two
claims unless that would put two claims of one reviewer into one unit, or two claims of which somebody said that they
are not the same. So what A and B, and B and C, have in common is a unit of all three.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from curator.agreement.claims.pairer import Pairer
from curator.agreement.pairing import ClaimPair, How
from curator.codebook.codebook import Codebook
from curator.records import Claim, Pairing

_SUREST = (How.HAND, How.SETTLED, How.KEY, How.LIKENESS)

Progress = Callable[[float, str], object]


class Unit(Struct, frozen=True, kw_only=True):
    """Claims about the same thing on one report: by reviewer, in the order of the reviewers; often only one's.

    ``pairs`` are those of the claims that were found to be pairs.
    """

    report_id: str
    claims: Mapping[str, Claim]
    pairs: tuple[ClaimPair, ...] = ()


def link_claims(
    claims_by_reviewer: Mapping[str, Sequence[Claim]],
    codebook: Codebook,
    said: Iterable[Pairing] = (),
    progress: Progress | None = None,
    settled: Iterable[Pairing] = (),
) -> list[Unit]:
    """Every claim in a unit, in the order of reports and of places in the text.

    ``said`` is what somebody said by hand, and ``settled`` which claims were settled as one.
    """
    said = list(said)
    pairer = Pairer(codebook, said, settled)
    reviewers = sorted(claims_by_reviewer)
    profiles = {reviewer: pairer.profiles(claims_by_reviewer[reviewer]) for reviewer in reviewers}
    found: list[ClaimPair] = []
    couples = list(combinations(reviewers, 2))
    for number, (first, second) in enumerate(couples):
        if progress is not None:
            progress(number / len(couples), "Pairing claims")
        found += pairer.pair(profiles[first], profiles[second]).pairs
    apart = [(one.first_claim_id, one.second_claim_id) for one in said if not one.same]
    joined = _Joined([claim for own in profiles.values() for claim in own.claims], apart)
    for pair in sorted(found, key=lambda pair: (_SUREST.index(pair.how), -pair.likeness)):
        joined.join(pair)
    return joined.units(list(claims_by_reviewer))


class _Joined:
    """Units in the making: every claim knows the unit that it is in."""

    def __init__(self, claims: Iterable[Claim], apart: Iterable[tuple[str, str]]) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self._unit_of = {claim_id: [claim_id] for claim_id in self._claims}
        self._pairs: list[ClaimPair] = []
        self._apart: dict[str, set[str]] = {}
        for first, second in apart:
            self._apart.setdefault(first, set()).add(second)
            self._apart.setdefault(second, set()).add(first)

    def join(self, pair: ClaimPair) -> None:
        """Makes one unit of those of the two claims, where that may be."""
        one, other = self._unit_of[pair.first], self._unit_of[pair.second]
        if one is not other:
            if not self._may_be_one(one, other):
                return
            one += other
            for claim_id in other:
                self._unit_of[claim_id] = one
        self._pairs.append(pair)

    def _may_be_one(self, one: list[str], other: list[str]) -> bool:
        reviewers = {self._claims[claim_id].reviewer_id for claim_id in one}
        if any(self._claims[claim_id].reviewer_id in reviewers for claim_id in other):
            return False
        return not self._apart or all(self._apart.get(claim_id, set()).isdisjoint(other) for claim_id in one)

    def units(self, reviewers: list[str]) -> list[Unit]:
        pairs: dict[int, list[ClaimPair]] = {}
        for pair in self._pairs:
            pairs.setdefault(id(self._unit_of[pair.first]), []).append(pair)
        units = []
        for members in {id(unit): unit for unit in self._unit_of.values()}.values():
            claims = {self._claims[claim_id].reviewer_id: self._claims[claim_id] for claim_id in members}
            ordered = {reviewer: claims[reviewer] for reviewer in reviewers if reviewer in claims}
            report_id = next(iter(ordered.values())).report_id
            units.append(Unit(report_id=report_id, claims=ordered, pairs=tuple(pairs.get(id(members), ()))))
        return sorted(units, key=_in_order)


def _in_order(unit: Unit) -> tuple[str, int, str]:
    claims = unit.claims.values()
    place = min((passage.start for claim in claims for passage in claim.passages), default=0)
    return (unit.report_id, place, min(claim.id for claim in claims))
