"""Claims of three reviewers and more as units."""

from __future__ import annotations

from curator.agreement.claims.linking import Unit, link_claims
from curator.ids import new_id
from curator.records import Claim, Pairing
from tests.curator.agreement.trial import CODEBOOK, claim


def link(*claims: Claim, said: tuple[Pairing, ...] = ()) -> list[Unit]:
    by_reviewer: dict[str, list[Claim]] = {}
    for one in claims:
        by_reviewer.setdefault(one.reviewer_id, []).append(one)
    return link_claims(by_reviewer, CODEBOOK, said)


def members(units: list[Unit]) -> set[frozenset[str]]:
    return {frozenset(one.id for one in unit.claims.values()) for unit in units}


def test_what_two_have_in_common_with_a_third_is_one_unit_of_all_three() -> None:
    anna = claim("a", (0, 60), therapy="MSC", outcome="Relapse")
    ben = claim("b", (20, 80), therapy="MSC", outcome="Relapse")
    cleo = claim("c", (70, 90), therapy="MSC", outcome="Disease activity")
    alone = claim("c", (500, 520), outcome="Cost")
    units = link(anna, ben, cleo, alone)

    assert members(units) == {frozenset({anna.id, ben.id, cleo.id}), frozenset({alone.id})}
    assert [(len(unit.claims), len(unit.pairs)) for unit in units] == [(3, 2), (1, 0)]
    assert list(units[0].claims) == ["a", "b", "c"]


def test_no_unit_has_two_claims_of_one_reviewer() -> None:
    """Ben's claim is like the first of Anna, Cleo's like the second, and both are like each other."""
    anna = [
        claim("a", (0, 40), therapy="MSC", outcome="Relapse"),
        claim("a", (50, 90), therapy="MSC", outcome="Relapse"),
    ]
    ben = claim("b", (0, 55), therapy="MSC", outcome="Relapse")
    cleo = claim("c", (40, 90), therapy="MSC", outcome="Relapse")
    units = link(*anna, ben, cleo)

    assert all(len(unit.claims) == len({one.reviewer_id for one in unit.claims.values()}) for unit in units)
    assert members(units) == {frozenset({anna[0].id, ben.id}), frozenset({anna[1].id, cleo.id})}


def test_a_key_binds_before_likeness_does() -> None:
    anna = claim("a", (0, 60), therapy="MSC", outcome="Relapse", key="1")
    ben = claim("b", (500, 560), outcome="Cost", key="1")
    cleo = claim("c", (0, 60), therapy="MSC", outcome="Relapse", key="2")

    assert members(link(anna, ben, cleo)) == {frozenset({anna.id, ben.id}), frozenset({cleo.id})}


def test_two_claims_said_to_be_different_do_not_meet_through_a_third() -> None:
    same = {"therapy": "MSC", "outcome": "Relapse"}
    anna, ben, cleo = (claim(who, (0, 60), **same) for who in "abc")
    first, second = sorted((anna.id, ben.id))
    apart = Pairing(id=new_id(), first_claim_id=first, second_claim_id=second, same=False, reviewer_id="a")
    units = link(anna, ben, cleo, said=(apart,))

    assert not any({anna.id, ben.id} <= unit for unit in members(units))
    assert len(units) == 2


def test_units_are_the_same_each_time_and_in_the_order_of_the_text() -> None:
    claims = [claim(who, (start, start + 30), outcome="Relapse") for who in "abc" for start in (200, 0, 100)]
    units = link(*claims)

    assert units == link(*claims)
    starts = [min(one.passages[0].start for one in unit.claims.values()) for unit in units]
    assert starts == [0, 100, 200]
