"""What there is to settle, in which order, and what comes back."""

from __future__ import annotations

import random

import pytest

from curator.adjudication import deciding
from curator.adjudication.queue import Consequence, Disagreement, read_queue
from curator.agreement.claims.corrections import say_different, say_same
from curator.agreement.pairing import How
from curator.changes import Change, amended
from curator.coding.assignments import assign
from curator.coding.blinding import BlindReader
from curator.coding.claims import retract_claim
from curator.errors import Refused
from curator.records import Claim, ClaimStatus, Estimate, Field, FieldKind
from tests.curator.adjudication.desk import Desk

SAME = {"therapy": "MSC", "outcome": "Relapse", "direction": "improved"}


def alter(desk: Desk, claim: Claim, **fields: object) -> None:
    desk.apply(Change(title="Alter", reviewer_id=None, alterations=(amended(claim, **fields),)))


def test_the_most_consequential_comes_first_then_the_order_of_the_text(desk: Desk) -> None:
    def both(start: int, **differing: object) -> None:
        for name in ("Ada", "Ben"):
            desk.codes(name, (start, start + 30), **{**SAME, **(differing if name == "Ben" else {})})

    both(0)
    both(100, statement="in other words")
    both(200, population="children")
    both(300, estimates=(Estimate(id="e", measure="RR", value=0.5),))
    both(400, against="Steroids")
    both(500, direction="no difference")
    both(600, direction="worsened")
    both(700, direction="no difference")
    desk.codes("Ada", (800, 830), outcome="Cost")
    desk.submits("Ada", "Ben")
    queue = desk.queue()
    assert [(one.consequence, one.claims[0].passages[0].start) for one in queue.open] == [
        (Consequence.ONLY_ONE, 800),
        (Consequence.DIRECTION, 500),
        (Consequence.DIRECTION, 600),
        (Consequence.DIRECTION, 700),
        (Consequence.TERMS, 400),
        (Consequence.NUMBERS, 300),
        (Consequence.DETAILS, 200),
        (Consequence.WORDS, 100),
    ]
    assert [one.claims[0].passages[0].start for one in queue.identical] == [0]


def test_opposite_directions_come_before_others(desk: Desk) -> None:
    from curator.records import Direction, Meaning

    for direction in desk.store.all(Direction):
        meaning = {"improved": Meaning.IMPROVED, "worsened": Meaning.WORSENED}.get(direction.name, Meaning.OTHER)
        desk.apply(Change(title="", reviewer_id=None, alterations=(amended(direction, meaning=meaning),)))
    for start, direction in ((0, "no difference"), (100, "worsened")):
        desk.codes("Ada", (start, start + 30), **SAME)
        desk.codes("Ben", (start, start + 30), **{**SAME, "direction": direction})
    desk.submits("Ada", "Ben")
    assert [one.opposite for one in desk.queue().open] == [True, False]


def test_what_only_differs_in_spelling_or_order_is_the_same(desk: Desk) -> None:
    numbers = {"measure": "RR", "value": 0.5}
    desk.codes("Ada", (0, 30), (40, 60), **{**SAME, "therapy": "MSC; HSCT"}, population="Adults", note="mine")
    desk.codes("Ben", (0, 30), (40, 60), **{**SAME, "therapy": "HSCT; MSC"}, population="adults ", note="his")
    desk.codes("Ada", (100, 130), **SAME, estimates=(Estimate(id="a", **numbers), Estimate(id="b", value=2.0)))
    desk.codes("Ben", (100, 130), **SAME, estimates=(Estimate(id="c", value=2), Estimate(id="d", **numbers, note="?")))
    desk.submits("Ada", "Ben")
    assert not desk.queue().open


def test_an_extra_field_that_differs_is_named_by_its_id(desk: Desk) -> None:
    dose, risk = Field(id="f-1", name="Dose", kind=FieldKind.NUMBER), Field(id="f-2", name="Risk of bias")
    desk.team.add(dose, risk)
    for name, extra in (("Ada", {"f-1": "5", "f-2": "low"}), ("Ben", {"f-1": "6", "f-2": "high"})):
        desk.codes(name, (0, 30), **SAME, extra=extra)
    desk.submits("Ada", "Ben")
    (found,) = desk.queue().open
    assert (found.differing, found.consequence) == (("f-1", "f-2"), Consequence.NUMBERS)
    chosen = {"f-1": found.claims[1].id, "f-2": found.claims[0].id}
    desk.apply(deciding.merge(desk.store, found, chosen, desk.lead.id))
    assert desk.consensus()[0].extra == {"f-1": "6", "f-2": "low"}


def test_what_was_settled_as_one_stays_together_whatever_it_says_later(desk: Desk) -> None:
    (hers,) = desk.codes("Ada", (0, 30), **SAME)
    (his,) = desk.codes("Ben", (0, 30), **{**SAME, "direction": "worsened"})
    desk.submits("Ada", "Ben")
    desk.take(hers)
    outcome = desk.store.all(type(desk.store.all(Claim)[0]))  # every claim, the consensus too
    assert len(outcome) == 3
    alter(desk, his, outcome_id="o-Cost", therapies=(("t-Placebo",),), passages=())
    (found,) = desk.queue().open
    assert {one.id for one in found.claims} == {hers.id, his.id}
    assert found.overtaken
    (unit,) = desk.team.agreement().units
    assert [pair.how for pair in unit.pairs] == [How.SETTLED]


def test_what_somebody_says_by_hand_goes_before_what_was_settled(desk: Desk) -> None:
    (hers,) = desk.codes("Ada", (0, 30), **SAME)
    (his, another) = desk.codes("Ben", (0, 30), (40, 70), **{**SAME, "direction": "worsened"})
    desk.submits("Ada", "Ben")
    desk.take(hers)
    desk.apply(say_same(desk.store, hers, another, desk.lead.id))
    found = {one.key: one for one in desk.queue().open}
    assert found.keys() == {tuple(sorted((hers.id, another.id))), (his.id,)}
    assert all(one.overtaken for one in found.values())
    desk.take(another)
    assert [one.decision for one in desk.queue().open] == [None], "what was settled of the other fell with it"
    assert len(desk.consensus()) == 1


def test_claims_that_are_parted_are_settled_one_by_one(desk: Desk) -> None:
    (hers,) = desk.codes("Ada", (0, 30), **SAME)
    (his,) = desk.codes("Ben", (0, 30), **{**SAME, "direction": "worsened"})
    desk.submits("Ada", "Ben")
    desk.take(hers)
    desk.apply(say_different(desk.store, hers, his, desk.lead.id))
    assert len(desk.queue().open) == 2
    desk.take(hers)
    desk.take(his)
    assert not desk.queue().open
    assert len(desk.consensus()) == 2


def test_a_claim_retracted_after_the_decision_brings_it_back(desk: Desk) -> None:
    (hers,) = desk.codes("Ada", (0, 30), **SAME)
    (his,) = desk.codes("Ben", (0, 30), **{**SAME, "direction": "worsened"})
    (alone,) = desk.codes("Ben", (500, 530), outcome="Cost")
    desk.submits("Ada", "Ben")
    desk.take(his)
    desk.take(alone)
    desk.team.reopen(desk.report, "Ben")
    for claim in (his, alone):
        desk.apply(retract_claim(desk.store, claim, claim.reviewer_id))
    desk.submits("Ben")
    by_key = {one.key: one for one in desk.queue().open}
    assert by_key.keys() == {(hers.id,), (alone.id,)}
    assert all(one.overtaken for one in by_key.values())
    assert by_key[hers.id,].missing == desk.team.ids(["Ben"])
    desk.take(hers)
    desk.apply(deciding.withdraw(desk.store, by_key[alone.id,], desk.lead.id))
    assert [one.from_claim_ids for one in desk.consensus()] == [(hers.id,)]
    assert not desk.queue().open


def test_a_new_claim_is_open_and_leaves_what_was_settled(desk: Desk) -> None:
    (hers,) = desk.codes("Ada", (0, 30), **SAME)
    desk.codes("Ben", (0, 30), **{**SAME, "direction": "worsened"})
    desk.submits("Ada", "Ben")
    desk.take(hers)
    desk.team.reopen(desk.report, "Ben")
    (new,) = desk.codes("Ben", (500, 530), outcome="Cost")
    desk.submits("Ben")
    (found,) = desk.queue().open
    assert (found.key, found.decision) == ((new.id,), None)
    assert len(desk.queue().settled) == 1


def test_notes_and_keys_bring_no_decision_back(desk: Desk) -> None:
    (hers,) = desk.codes("Ada", (0, 30), **SAME)
    desk.codes("Ben", (0, 30), **{**SAME, "direction": "worsened"})
    desk.submits("Ada", "Ben")
    desk.take(hers)
    alter(desk, hers, note="seen", status=ClaimStatus.COMPLETE)
    assert not desk.queue().open


def test_a_third_coder_who_is_still_to_come_keeps_the_report_waiting(desk: Desk) -> None:
    (hers,) = desk.codes("Ada", (0, 30), **SAME)
    desk.codes("Ben", (0, 30), **{**SAME, "direction": "worsened"})
    desk.submits("Ada", "Ben")
    found = desk.first()
    cem = desk.team.reviewer("Cem")
    desk.apply(assign(desk.store, [desk.report.id], [cem.id], None))
    assert (desk.queue().open, desk.queue().waiting) == ((), (desk.report.id,))
    with pytest.raises(Refused, match="Cem"):
        deciding.take(desk.store, found, hers.id, desk.lead.id)
    desk.submits("Cem")
    assert desk.first().missing == (cem.id,)


def test_three_reviewers_two_of_whom_differ(desk: Desk) -> None:
    made = [
        desk.codes(name, (0, 30), **{**SAME, "direction": direction})[0]
        for name, direction in (("Ada", "improved"), ("Ben", "improved"), ("Cem", "worsened"))
    ]
    desk.submits("Ada", "Ben", "Cem")
    (found,) = desk.queue().open
    assert [claim.id for claim in found.claims] == [one.id for one in made]
    assert found.differing == ("direction_id",)
    desk.apply(deciding.merge(desk.store, found, {"direction_id": made[2].id}, desk.lead.id, passages="first"))
    (claim,) = desk.consensus()
    assert (claim.direction_id, len(claim.from_claim_ids)) == ("d-worsened", 3)


def test_the_order_in_which_claims_were_made_does_not_matter(desk: Desk) -> None:
    """Whatever is settled and amended in whatever order, every claim is in exactly one place."""
    chance = random.Random(3)
    for name in ("Ada", "Ben", "Cem"):
        for start in range(0, 300, 20):
            if chance.random() < 0.7:
                desk.codes(name, (start, start + 15), **{**SAME, "direction": chance.choice(["improved", "worsened"])})
    desk.submits("Ada", "Ben", "Cem")
    own = {claim.id for claim in desk.store.all(Claim)}
    while found := desk.queue().open:
        settle(desk, chance.choice(found), chance)
        queue = desk.queue()
        listed = [claim_id for one in (*queue.open, *queue.settled) for claim_id in one.key]
        listed += [claim_id for one in queue.identical for claim_id in one.key]
        assert sorted(listed) == sorted(own)
    assert read_queue(BlindReader(desk.store, desk.lead.id)) == desk.queue()


def settle(desk: Desk, found: Disagreement, chance: random.Random) -> None:
    if len(found.claims) > 1 and chance.random() < 0.3:
        desk.apply(deciding.keep_apart(desk.store, found, desk.lead.id))
    else:
        desk.apply(deciding.take(desk.store, found, chance.choice(found.claims).id, desk.lead.id))


def test_settling_alters_no_figure_of_agreement(desk: Desk) -> None:
    (hers,) = desk.codes("Ada", (0, 30), **SAME)
    desk.codes("Ben", (0, 30), **{**SAME, "direction": "worsened"})
    (alone,) = desk.codes("Ben", (500, 530), outcome="Cost")
    desk.submits("Ada", "Ben")
    before = desk.team.agreement().as_json()
    desk.take(hers)
    desk.take(alone)
    assert desk.team.agreement().as_json() == before
