"""What is decided becomes the consensus, and the reviewers' own claims stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.adjudication import deciding
from curator.adjudication.consensus import consensus_reviewer, progress
from curator.adjudication.queue import Consequence
from curator.coding.reviews import add_reviewer, people
from curator.errors import Refused
from curator.importing.claims import read_claims
from curator.records import Claim, ClaimStatus, CodingStatus, Reviewer, Verdict
from tests.curator.adjudication.desk import Desk


def two_who_differ(desk: Desk) -> tuple[Claim, Claim]:
    """One claim of each of two reviewers, on the same words, of opposite directions."""
    same = {"therapy": "MSC", "outcome": "Relapse"}
    (one,) = desk.codes("Ada", (0, 30), direction="improved", **same)
    (other,) = desk.codes("Ben", (0, 30), direction="worsened", **same)
    desk.submits("Ada", "Ben")
    return one, other


def test_what_is_taken_is_the_consensus_and_the_coders_claims_stay(desk: Desk) -> None:
    one, other = two_who_differ(desk)
    disagreement = desk.first()
    assert disagreement.consequence is Consequence.DIRECTION
    assert disagreement.differing == ("direction_id",)
    desk.apply(deciding.take(desk.store, disagreement, other.id, desk.lead.id, "Table 2 says so"))
    (claim,) = desk.consensus()
    assert (claim.direction_id, claim.passages) == (other.direction_id, other.passages)
    assert (claim.from_claim_ids, claim.status) == ((other.id,), ClaimStatus.COMPLETE)
    assert desk.store.get_many(Claim, [one.id, other.id]) == {one.id: one, other.id: other}
    (decision,) = desk.decisions()
    assert (decision.verdict, decision.rationale, decision.reviewer_id) == (
        Verdict.TAKEN,
        "Table 2 says so",
        desk.lead.id,
    )
    assert decision.consensus_claim_ids == (claim.id,)
    assert desk.consensus_status() is CodingStatus.SUBMITTED
    assert not desk.queue().open


def test_the_consensus_is_nobody_among_the_people(desk: Desk) -> None:
    one, _ = two_who_differ(desk)
    before = people(desk.store)
    desk.take(one)
    owner = consensus_reviewer(desk.store)
    assert owner is not None
    assert people(desk.store) == before
    assert desk.store.count(Reviewer) == len(before) + 1
    with pytest.raises(Refused, match="is no person"):
        add_reviewer(desk.store, owner.name)


def test_the_coding_of_the_consensus_is_submitted_with_the_last_decision(desk: Desk) -> None:
    one, _ = two_who_differ(desk)
    desk.team.reopen(desk.report, "Ada")
    (alone,) = desk.codes("Ada", (900, 930), outcome="Cost")
    desk.submits("Ada")
    desk.take(one)
    assert desk.consensus_status() is CodingStatus.IN_PROGRESS
    assert progress(desk.store)[desk.report.id].open == 1
    desk.take(alone)
    assert desk.consensus_status() is CodingStatus.SUBMITTED
    assert progress(desk.store)[desk.report.id].is_finished


def test_undo_takes_a_first_decision_back_with_everything_that_came_of_it(desk: Desk) -> None:
    one, _ = two_who_differ(desk)
    desk.take(one)
    desk.store.undo(desk.lead.id)
    assert consensus_reviewer(desk.store) is None
    assert desk.first().decision is None


def test_deciding_again_replaces_what_the_consensus_had(desk: Desk) -> None:
    one, other = two_who_differ(desk)
    desk.take(one)
    desk.take(other)
    assert [claim.direction_id for claim in desk.consensus()] == [other.direction_id]
    assert len(desk.decisions()) == 1
    desk.take(one)
    assert [claim.direction_id for claim in desk.consensus()] == [one.direction_id]
    desk.apply(deciding.keep_apart(desk.store, desk.about(one), desk.lead.id))
    assert {claim.from_claim_ids for claim in desk.consensus()} == {(one.id,), (other.id,)}
    desk.apply(deciding.neither(desk.store, desk.about(one), desk.lead.id, "another trial"))
    assert desk.consensus() == []
    assert not desk.queue().open


def test_a_decision_can_be_withdrawn(desk: Desk) -> None:
    one, _ = two_who_differ(desk)
    desk.take(one)
    desk.apply(deciding.withdraw(desk.store, desk.about(one), desk.lead.id))
    assert not desk.consensus()
    assert not desk.decisions()
    assert desk.consensus_status() is CodingStatus.IN_PROGRESS
    with pytest.raises(Refused, match="nothing to withdraw"):
        deciding.withdraw(desk.store, desk.first(), desk.lead.id)


def test_merging_takes_each_field_from_the_claim_that_was_chosen(desk: Desk) -> None:
    (one,) = desk.codes("Ada", (0, 30), therapy="MSC", outcome="Relapse", population="adults", design="cohort study")
    (other,) = desk.codes("Ben", (10, 40), therapy="MSC", outcome="Remission", population="children")
    desk.submits("Ada", "Ben")
    disagreement = desk.first()
    assert disagreement.differing == ("outcome_id", "population", "design", "passages")
    chosen = {"outcome_id": other.id, "population": one.id}
    with pytest.raises(Refused, match="nothing was chosen: design"):
        deciding.merge(desk.store, disagreement, chosen, desk.lead.id)
    chosen["design"] = one.id
    desk.apply(deciding.merge(desk.store, disagreement, chosen, desk.lead.id, passages="both"))
    (claim,) = desk.consensus()
    assert (claim.outcome_id, claim.population, claim.design) == (other.outcome_id, "adults", "cohort study")
    assert claim.passages == (*one.passages, *other.passages)
    assert claim.from_claim_ids == tuple(sorted((one.id, other.id)))


def test_nothing_is_settled_before_every_coder_has_submitted(desk: Desk) -> None:
    one, _ = two_who_differ(desk)
    disagreement = desk.first()
    desk.team.reopen(desk.report, "Ben")
    assert not desk.queue().open
    assert desk.queue().waiting == (desk.report.id,)
    with pytest.raises(Refused, match="Ben did not submit it"):
        deciding.take(desk.store, disagreement, one.id, desk.lead.id)


def test_a_review_may_ask_for_a_reason(desk: Desk) -> None:
    from curator.changes import Change, amended
    from curator.records import Review

    one, _ = two_who_differ(desk)
    review = desk.store.all(Review)[0]
    desk.apply(Change(title="", reviewer_id=None, alterations=(amended(review, rationale_required=True),)))
    with pytest.raises(Refused, match="without a reason"):
        desk.take(one, "  ")
    with pytest.raises(Refused, match="say why"):
        deciding.neither(desk.store, desk.first(), desk.lead.id, " ")
    desk.take(one, "read both")
    assert desk.store.log(limit=1)[0].reason == "read both"


def test_identical_claims_are_taken_over_in_one_change(desk: Desk) -> None:
    for name in ("Ada", "Ben"):
        desk.codes(name, (0, 30), (100, 130), therapy="MSC", outcome="Relapse", direction="improved", note=name)
    desk.submits("Ada", "Ben")
    queue = desk.queue()
    assert (len(queue.open), len(queue.identical)) == (0, 2)
    desk.apply(deciding.settle_identical(desk.store, desk.lead.id))
    assert len(desk.consensus()) == 2
    assert {one.verdict for one in desk.decisions()} == {Verdict.IDENTICAL}
    assert desk.consensus_status() is CodingStatus.SUBMITTED
    assert deciding.settle_identical(desk.store, desk.lead.id) is None
    desk.store.undo(desk.lead.id)
    assert desk.consensus() == []


def test_three_reviewers_are_settled_at_once(desk: Desk) -> None:
    same = {"therapy": "MSC", "outcome": "Relapse"}
    made = [desk.codes(name, (0, 30), direction="improved", **same)[0] for name in ("Ada", "Ben")]
    desk.submits("Ada", "Ben", "Cem")
    disagreement = desk.first()
    assert disagreement.consequence is Consequence.NOT_ALL
    assert disagreement.missing == desk.team.ids(["Cem"])
    desk.take(made[0])
    assert not desk.queue().open
    assert [one.key for one in desk.queue().settled] == [tuple(sorted(one.id for one in made))]


def test_a_claim_amended_after_the_decision_brings_it_back(desk: Desk) -> None:
    from curator.changes import Change, amended

    one, other = two_who_differ(desk)
    desk.take(one)
    desk.team.reopen(desk.report, "Ben")
    assert [found.decision for found in desk.queue().settled] == desk.decisions(), "it stands meanwhile"
    desk.apply(Change(title="", reviewer_id=None, alterations=(amended(other, population="children"),)))
    desk.submits("Ben")
    disagreement = desk.first()
    assert disagreement.overtaken
    assert disagreement.decision == desk.decisions()[0]
    assert len(desk.consensus()) == 1
    desk.take(one)
    assert not desk.queue().open


def test_a_table_brings_nothing_into_the_consensus(desk: Desk, tmp_path: Path) -> None:
    one, _ = two_who_differ(desk)
    desk.take(one)
    table = tmp_path / "claims.csv"
    table.write_text("report,reviewer,start,end\nCells,Consensus,40,60\n", encoding="utf-8")
    account = read_claims(table, desk.store, desk.lead.id)
    assert account.change is None
    assert "of the consensus" in str(account.refused[0].problem)
