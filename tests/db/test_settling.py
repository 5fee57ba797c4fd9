"""Disagreements are settled in a file and in a shared database alike, and never by two people at once unawares."""

from __future__ import annotations

import pytest

from curator.adjudication import deciding
from curator.checking import check
from curator.errors import ChangedMeanwhile
from curator.ports import ReviewStore
from tests.curator.adjudication.desk import Desk
from tests.curator.agreement.review.conftest import Team


@pytest.fixture
def desk(store: ReviewStore) -> Desk:
    """Two who disagree in one thing, and made another one alike."""
    desk = Desk(Team(store))
    for name, direction in (("Ada", "improved"), ("Ben", "worsened")):
        desk.codes(name, (0, 30), therapy="MSC", outcome="Relapse", direction=direction, population="adults")
        desk.codes(name, (200, 230), therapy="MSC", outcome="Cost", direction="improved")
    desk.submits("Ada", "Ben")
    return desk


def test_settled_revisited_and_withdrawn(desk: Desk) -> None:
    one, other = desk.first().claims
    desk.apply(deciding.settle_identical(desk.store, desk.lead.id))
    desk.take(one)
    desk.take(other)
    assert sorted(str(claim.direction_id) for claim in desk.consensus()) == ["d-improved", "d-worsened"]
    assert check(desk.store) == []
    desk.take(one)
    assert len(desk.consensus()) == 2
    desk.apply(deciding.withdraw(desk.store, desk.about(one), desk.lead.id))
    assert len(desk.consensus()) == 1
    for _ in range(5):
        desk.store.undo(desk.lead.id)
    assert not desk.consensus()
    assert not desk.decisions()
    assert check(desk.store) == []


def test_of_two_who_settle_the_same_at_once_the_second_is_told(desk: Desk) -> None:
    found = desk.first()
    changes = [deciding.take(desk.store, found, claim.id, desk.lead.id) for claim in found.claims]
    desk.store.apply(changes[0])
    with pytest.raises(ChangedMeanwhile):
        desk.store.apply(changes[1])
    assert len(desk.decisions()) == len(desk.consensus()) == 1
