"""A review whose decisions or consensus do not hang together is found out."""

from __future__ import annotations

from typing import Any

import pytest

from curator.adjudication import deciding
from curator.adjudication.queue import read_queue
from curator.changes import Change, added, amended
from curator.checking import check
from curator.ids import new_id
from curator.records import Reviewer
from tests.curator.adjudication.desk import Desk

NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def settled(desk: Desk) -> Desk:
    """Two claims of opposite directions, settled; and one that is not."""
    same = {"therapy": "MSC", "outcome": "Relapse"}
    (one,) = desk.codes("Ada", (0, 30), direction="improved", **same)
    desk.codes("Ben", (0, 30), direction="worsened", **same)
    desk.codes("Ben", (500, 530), outcome="Cost")
    desk.submits("Ada", "Ben")
    desk.take(one)
    return desk


def sentences(desk: Desk) -> list[str]:
    return [problem.sentence.partition(": ")[2] for problem in check(desk.store)]


def test_what_is_settled_revisited_and_withdrawn_is_sound(settled: Desk) -> None:
    assert check(settled.store) == []
    found = settled.queue().settled[0]
    settled.apply(deciding.keep_apart(settled.store, found, settled.lead.id))
    assert check(settled.store) == []
    settled.apply(deciding.withdraw(settled.store, settled.queue().settled[0], settled.lead.id))
    assert check(settled.store) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"claim_ids": ()}, "it is about no claim."),
        ({"claim_ids": (NOBODY,)}, "a claim that it is about does not exist."),
        ({"consensus_claim_ids": (NOBODY,)}, "a claim that came of it does not exist."),
        ({"also_reviewer_ids": (NOBODY,)}, "it was made by a reviewer who does not exist."),
    ],
)
def test_a_decision_that_names_what_is_not_there(settled: Desk, fields: dict[str, Any], sentence: str) -> None:
    (decision,) = settled.decisions()
    settled.apply(Change(title="Damage", reviewer_id=None, alterations=(amended(decision, **fields),)))
    assert sentence in sentences(settled)


def test_a_decision_that_takes_the_consensus_for_a_reviewer(settled: Desk) -> None:
    (decision,) = settled.decisions()
    swapped = amended(decision, claim_ids=decision.consensus_claim_ids, consensus_claim_ids=decision.claim_ids)
    settled.apply(Change(title="Damage", reviewer_id=None, alterations=(swapped,)))
    found = sentences(settled)
    assert "a claim that it is about is a claim of the consensus." in found
    assert "a claim that came of it is no claim of the consensus." in found


def test_a_claim_of_the_consensus_that_nobody_decided(settled: Desk) -> None:
    (decision,) = settled.decisions()
    alone = amended(decision, consensus_claim_ids=())
    settled.apply(Change(title="Damage", reviewer_id=None, alterations=(alone,)))
    assert sentences(settled) == ["it is the consensus on something that nobody decided."]
    (claim,) = settled.consensus()
    rootless = amended(claim, from_claim_ids=(NOBODY,))
    settled.apply(Change(title="Damage", reviewer_id=None, alterations=(rootless,)))
    assert "a claim that it came from does not exist." in sentences(settled)


def test_a_second_consensus(settled: Desk) -> None:
    second = Reviewer(id=new_id(), name="Consensus", consensus=True)
    settled.apply(Change(title="Damage", reviewer_id=None, alterations=added([second])))
    assert sentences(settled) == ["it is a second consensus, and a review has one."]


def test_two_decisions_about_one_claim_are_asked_about_and_no_damage(settled: Desk) -> None:
    from msgspec.structs import replace

    (decision,) = settled.decisions()
    again = replace(decision, id=new_id(), claim_ids=decision.claim_ids[:1], consensus_claim_ids=())
    settled.apply(Change(title="Merge", reviewer_id=None, alterations=added([again])))
    assert sentences(settled) == []
    assert [one.overtaken for one in read_queue(settled.store).open if one.decision is not None] == [True]
