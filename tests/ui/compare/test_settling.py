"""Disagreements settled by keyboard alone: taken, kept apart, merged, left out, asked about, revisited, withdrawn."""

from __future__ import annotations

from pathlib import Path

from curator.records import Claim, ClaimStatus, Query, Review, Reviewer, Verdict
from tests.ui.compare.conftest import TwoHands, disagreeing


def test_the_most_consequential_comes_first_and_what_was_made_alike_is_listed_below(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands)
    assert adjudicator.queue == [
        "Carl 2020 · MSC · Dose · only one found it",
        "Carl 2020 · HSCT · Infection · opposite direction",
        "MADE ALIKE · 1",
        "Carl 2020 · HSCT · Relapse · not taken over yet",
    ]
    assert adjudicator.room.centre.place.text() == "disagreement 1 of 2"
    assert adjudicator.workplace.bottom_bar.right.text() == "2 of 2 open"


def test_taking_the_second_goes_on_to_the_next_and_keeps_what_both_made(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("J")
    before = adjudicator.claims
    infection = adjudicator.shown.claims
    adjudicator.press("2").press("Return")
    (decision,) = adjudicator.decisions
    assert decision.verdict is Verdict.TAKEN
    assert decision.claim_ids == tuple(sorted(claim.id for claim in infection))
    assert [claim for claim in adjudicator.claims if claim in before] == before
    (taken,) = adjudicator.consensus
    assert taken.from_claim_ids == (infection[1].id,)
    assert taken.direction_id == infection[1].direction_id
    assert adjudicator.shown.missing
    assert "one taken" in adjudicator.rest().queue[2]


def test_a_claim_that_only_one_found_is_taken_with_that_reviewers_number(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands)
    adjudicator.press("1")
    assert adjudicator.room.pane.problem.text().startswith("1 does nothing here. There is: 2 take it, X leave it out")
    adjudicator.press("2").press("Return")
    assert adjudicator.consensus[0].from_claim_ids == adjudicator.decisions[0].claim_ids
    assert adjudicator.decisions[0].verdict is Verdict.TAKEN


def test_nothing_is_settled_before_something_is_chosen(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("Return")
    assert adjudicator.decisions == []
    assert "Choose first" in adjudicator.room.pane.problem.text()


def test_both_are_kept_as_separate_claims(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("J").press("B").press("Return")
    assert adjudicator.decisions[0].verdict is Verdict.KEPT_APART
    assert len(adjudicator.consensus) == 2


def test_merging_takes_each_field_from_whom_the_arrows_say(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("J")
    first, second = adjudicator.shown.claims
    adjudicator.press("M")
    assert adjudicator.focused is adjudicator.room.pane.side
    adjudicator.press("Right").press("Down").press("Left")
    assert adjudicator.room.pane.intent.chosen == {"direction_id": second.id, "passages": second.id}
    adjudicator.press("Return")
    (merged,) = adjudicator.consensus
    assert merged.direction_id == second.direction_id
    assert merged.passages == second.passages
    assert set(merged.from_claim_ids) == {first.id, second.id}


def test_merging_keeps_the_words_of_both_unless_one_is_chosen(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("J").press("M").press("Return")
    assert len(adjudicator.consensus[0].passages) == 2


def test_neither_needs_a_reason(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("X")
    assert adjudicator.focused is adjudicator.room.pane.why
    adjudicator.press("Return")
    assert adjudicator.decisions == []
    assert "say why" in adjudicator.room.pane.problem.text()
    adjudicator.type("not about lupus").press("Return")
    (decision,) = adjudicator.decisions
    assert (decision.verdict, decision.rationale) == (Verdict.NEITHER, "not about lupus")
    assert adjudicator.consensus == []


def test_where_the_review_asks_for_it_nothing_is_settled_without_a_reason(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("S")
    panel = adjudicator.room.side.panel
    panel.why_needed.setFocus()
    adjudicator.press("Space").press("Ctrl+Return").rest()
    assert adjudicator.all(Review)[0].rationale_required
    assert adjudicator.room.pane.why_name.text() == "Why (needed)"
    adjudicator.press("2").press("Return")
    assert adjudicator.decisions == []
    adjudicator.type("found in the abstract").press("Return")
    assert adjudicator.decisions[0].rationale == "found in the abstract"


def test_a_settled_one_is_looked_at_again_and_settled_otherwise(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("J").press("1").press("W").type("as written").press("Return").rest()
    adjudicator.press("J")
    pane = adjudicator.room.pane
    assert adjudicator.shown.decision is not None
    assert pane.deeds.by_key["1"].is_chosen
    assert pane.why.toPlainText() == "as written"
    assert pane.differing.text() == "settled: one taken"
    adjudicator.press("2").press("Return").rest()
    (decision,) = adjudicator.decisions
    assert len(adjudicator.consensus) == 1
    assert adjudicator.consensus[0].id in decision.consensus_claim_ids


def test_a_decision_is_withdrawn_and_undone(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("2").press("Return").rest()
    key = adjudicator.decisions[0].claim_ids
    adjudicator.press("Ctrl+Z").rest()
    assert adjudicator.decisions == []
    assert adjudicator.shown.key == key
    adjudicator.press("2").press("Return").rest().press("J")
    assert adjudicator.shown.key == key
    adjudicator.press("Del").rest()
    assert adjudicator.decisions == []
    assert adjudicator.consensus == []
    assert adjudicator.shown.key == key
    assert adjudicator.open_count == 2


def test_what_was_chosen_and_typed_waits_while_one_looks_at_others(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("2").press("W").type("later").press("Esc")
    adjudicator.press("J").press("K")
    pane = adjudicator.room.pane
    assert pane.deeds.by_key["2"].is_chosen
    assert pane.why.toPlainText() == "later"
    assert adjudicator.decisions == []


def test_a_query_is_asked_and_nothing_is_decided(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("Q").type("Is this the same trial?").press("Return")
    (query,) = adjudicator.all(Query)
    assert query.claim_id == adjudicator.shown.claims[0].id
    assert "Is this the same trial?" in adjudicator.room.pane.queries.text()
    assert adjudicator.decisions == []
    assert adjudicator.focused is adjudicator.room.centre.queue


def test_two_settle_at_one_desk(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands)
    ben = next(one for one in adjudicator.all(Reviewer) if one.name == "Ben Okafor")
    menu = adjudicator.room.desk.menu()
    menu.actions()[0].trigger()
    assert "together with Ben Okafor" in adjudicator.room.pane.desk.text()
    adjudicator.press("2").press("Return")
    assert adjudicator.decisions[0].also_reviewer_ids == (ben.id,)


def test_what_was_made_alike_is_taken_over_when_asked_and_then_everything_is_settled(adjudicator, two_hands) -> None:
    adjudicator.start(two_hands).press("2").press("Return").press("1").press("Return").rest()
    assert adjudicator.room.centre.ended.text() == "Every disagreement is settled."
    adjudicator.press("I").rest()
    assert adjudicator.room.centre.ended.text().startswith("Everything is settled.")
    assert {one.verdict for one in adjudicator.decisions} == {Verdict.TAKEN, Verdict.IDENTICAL}
    assert len(adjudicator.consensus) == 3


def test_a_claim_amended_after_it_was_settled_is_to_be_settled_again(adjudicator, two_hands) -> None:
    from curator.changes import Change, amended

    adjudicator.start(two_hands).press("J").press("1").press("Return").rest()
    claim = adjudicator.session.store.get(Claim, adjudicator.decisions[0].claim_ids[0])
    change = Change(title="Amend", reviewer_id=claim.reviewer_id, alterations=(amended(claim, population="children"),))
    adjudicator.session.apply(change)
    adjudicator.rest()
    assert adjudicator.open_count == 2
    assert any("changed since" in row for row in adjudicator.queue)


def test_three_reviewers_stand_side_by_side_and_each_has_a_number(adjudicator, tmp_path: Path) -> None:
    made = TwoHands(tmp_path / "three.curator", ("Anna Berg", "Ben Okafor", "Cleo Marsh"))
    for who, direction in (("Anna", "improved"), ("Ben", "worsened"), ("Cleo", "mixed")):
        made.claim(who, "Relapses were fewer", "HSCT", "Relapse", direction)
    adjudicator.start(made.submit("Anna", "Ben", "Cleo").done())
    assert [card.key for card in adjudicator.room.pane.side.table.cards] == ["1", "2", "3"]
    adjudicator.press("3").press("Return")
    assert adjudicator.consensus[0].direction_id == adjudicator.shown.claims[2].direction_id


def test_a_review_that_is_open_for_reading_only_can_be_looked_at(adjudicator, tmp_path: Path) -> None:
    path = disagreeing(tmp_path / "lupus.curator").submit("Anna", "Ben").done()
    adjudicator.start(path)
    adjudicator.window.close_review()
    adjudicator.window.open_review(path, read_only=True)
    adjudicator.press("Ctrl+3").rest()
    said: list[str] = []
    adjudicator.session.complained.connect(said.append)
    adjudicator.press("2").press("Return").press("Del")
    assert not adjudicator.room.pane.settling.isEnabled()
    assert adjudicator.decisions == []
    assert all(claim.status is ClaimStatus.DRAFT for claim in adjudicator.claims)


def test_what_was_settled_about_claims_that_are_gone_is_shown_and_can_be_withdrawn(adjudicator, two_hands) -> None:
    from curator.changes import Change, amended

    adjudicator.start(two_hands).press("2").press("Return").rest()
    claim = adjudicator.session.store.get(Claim, adjudicator.decisions[0].claim_ids[0])
    retracted = amended(claim, status=ClaimStatus.RETRACTED)
    adjudicator.session.apply(Change(title="Retract", reviewer_id=claim.reviewer_id, alterations=(retracted,)))
    adjudicator.rest()
    place = adjudicator.room.centre.rows.row_of(adjudicator.decisions[0].claim_ids)
    assert place is not None
    adjudicator.room.centre.queue.choose(place)
    adjudicator.press("P").press("Esc").press("M").press("Del").rest()
    assert adjudicator.decisions == []
