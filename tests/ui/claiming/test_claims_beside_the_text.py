from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from curator.changes import Change, added
from curator.coding import codings
from curator.coding.claims import record_claim
from curator.ids import new_id
from curator.records import Claim, ClaimStatus, Mark, Meaning, Query, Reviewer
from tests.ui.claiming.conftest import Desk
from ui.window.claiming.claims_list import ClaimsList

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def make_claim(desk: Desk, words: str, therapy: str, outcome: str, direction: str) -> Claim:
    claim, change = record_claim(
        desk.store,
        desk.report.id,
        desk.session.reviewer.id,
        [desk.passage(words)],
        therapies=((desk.therapy(therapy),),),
        outcome_id=desk.outcome(outcome),
        direction_id=desk.direction(direction),
        status=ClaimStatus.COMPLETE,
    )
    desk.session.apply(change)
    return claim


def click_row(listed: ClaimsList, row: int) -> None:
    place = listed.view.visualRect(listed.view.model().index(row, 0)).center()
    QTest.mouseClick(listed.view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_claims_are_listed_in_text_order_and_open_by_a_click(desk: Desk) -> None:
    later = make_claim(desk, "infections were rare", "MSC therapy", "Infections", "improved")
    earlier = make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "improved")
    listed = desk.column.list
    rows = [listed.view.model().index(row, 0).data() for row in range(2)]
    assert rows == ["MSC therapy, Relapse, improved", "MSC therapy, Infections, improved"]
    assert listed.count.text() == "2 claims"
    revealed: list[tuple[int, int]] = []
    desk.column.reveal_asked.connect(lambda start, end: revealed.append((start, end)))
    click_row(listed, 1)
    assert desk.claim.id == later.id
    assert revealed == [(later.passages[0].start, later.passages[0].end)]
    listed.view.setFocus()
    desk.press(Qt.Key.Key_Up)
    desk.enter()
    assert desk.claim.id == earlier.id


def test_duplicate_keeps_the_words_and_asks_for_another_outcome(desk: Desk) -> None:
    first = make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "improved")
    desk.column.show_claim(first.id)
    desk.text.setFocus()
    desk.column.fields.population.setFocus()
    desk.press(Qt.Key.Key_D, CTRL)
    copy = desk.stored
    assert copy.id != first.id
    assert (copy.passages, copy.therapies) == (first.passages, first.therapies)
    assert (copy.outcome_id, copy.direction_id, copy.status) == (None, None, ClaimStatus.DRAFT)
    assert desk.focused is desk.fields.outcome.line
    desk.type("infections")
    desk.enter()
    desk.type("1")
    desk.enter()
    assert desk.session.codebook.name_of(desk.stored.outcome_id) == "Infections"
    assert len(desk.column.claims.claims) == 2


def test_retract_asks_nothing_and_undo_brings_it_back(desk: Desk) -> None:
    claim = make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "improved")
    desk.column.show_claim(claim.id)
    desk.fields.population.setFocus()
    desk.press(Qt.Key.Key_Delete, CTRL | SHIFT)
    assert desk.store.get(Claim, claim.id).status is ClaimStatus.RETRACTED
    assert desk.column.claims.claims == []
    assert desk.focused is desk.text
    assert "retracted" in desk.column.nothing.words.text()
    desk.column.nothing.undo.click()
    assert desk.store.get(Claim, claim.id).status is ClaimStatus.COMPLETE
    assert [known.id for known in desk.column.claims.claims] == [claim.id]
    assert desk.column.panel.isVisible(), "it is in hand again, and nothing says any more that it was retracted"
    assert not desk.column.nothing.isVisible()


def test_a_complete_claim_can_be_a_draft_again(desk: Desk) -> None:
    claim = make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "improved")
    desk.column.show_claim(claim.id)
    panel = desk.column.panel
    assert panel.state.text() == "complete · saved"
    assert panel.save_button.accessibleName() == "Next claim"
    panel.state.click()
    assert desk.stored.status is ClaimStatus.DRAFT
    assert panel.state.text() == "draft · saved"
    assert panel.save_button.accessibleName() == "Save claim"
    assert "draft" in desk.column.list.view.model().index(0, 0).data()


def test_a_query_is_asked_answered_resolved_and_opened_again(desk: Desk) -> None:
    claim = make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "improved")
    desk.column.show_claim(claim.id)
    desk.text.setFocus()
    desk.type("q")
    desk.type("Which comparator?")
    desk.enter()
    (query,) = desk.store.all(Query)
    assert (query.question, query.claim_id, query.resolved) == ("Which comparator?", claim.id, False)
    assert desk.column.list.switch.text() == "· 1 query"
    assert "open query" in desk.column.list.view.model().index(0, 0).data()
    queries = desk.column.panel.queries
    queries.cards[0].answer_link.click()
    desk.type("cyclophosphamide")
    queries.cards[0].settle_link.click()
    settled = desk.store.get(Query, query.id)
    assert (settled.answer, settled.resolved) == ("cyclophosphamide", True)
    assert desk.column.list.switch.text() == "· no open queries"
    assert "resolved" in queries.cards[0].accessibleName()
    queries.cards[0].settle_link.click()
    assert not desk.store.get(Query, query.id).resolved
    assert "open" in queries.cards[0].accessibleName()


def test_a_query_can_be_left_on_the_report_itself(desk: Desk) -> None:
    claim = make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "improved")
    listed = desk.column.list
    listed.switch.click()
    listed.queries.start_question()
    desk.type("Is this a preprint?")
    desk.enter()
    (query,) = desk.store.all(Query)
    assert (query.report_id, query.claim_id) == (desk.report.id, None)
    desk.column.show_claim(claim.id)
    assert desk.column.panel.queries.cards == []
    assert [card.query.id for card in listed.queries.cards] == [query.id]
    assert listed.switch.text() == "· back to the claims"


def test_passages_lead_to_the_text_and_can_be_taken_out(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses", "infections were rare")
    card = desk.column.panel.quote
    revealed: list[tuple[int, int]] = []
    desk.column.reveal_asked.connect(lambda start, end: revealed.append((start, end)))
    second = desk.passage("infections were rare")
    assert [place.text() for place in card.places][1] == f"{second.start}–{second.end}"
    card.places[1].click()
    QTest.mouseClick(card.text, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    first = desk.passage("Fewer relapses")
    assert revealed == [(second.start, second.end), (first.start, first.end)]
    card.places[0].setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert [passage.words for passage in desk.stored.passages] == ["infections were rare"]
    card.places[0].setFocus()
    desk.press(Qt.Key.Key_Delete)
    assert len(desk.stored.passages) == 1, "a claim stands on words"


def test_one_passage_of_several_is_replaced(desk: Desk) -> None:
    desk.select_and_enter("Fewer relapses", "infections were rare")
    old = desk.passage("Fewer relapses")
    desk.column.replace_passage((old.start, old.end), desk.passage("Fewer relapses were seen"))
    assert [passage.words for passage in desk.stored.passages] == ["Fewer relapses were seen", "infections were rare"]


def test_a_claim_by_somebody_else_is_only_shown(desk: Desk) -> None:
    ben = Reviewer(id=new_id(), name="Ben Okri")
    claim, change = record_claim(desk.store, desk.report.id, ben.id, [desk.passage("Fewer relapses")])
    desk.session.apply(Change(title="Add", reviewer_id=None, alterations=(*added([ben]), *change.alterations)))
    assert desk.column.claims.claims == []
    desk.column.show_claim(claim.id)
    assert desk.column.hand.claim is None, "neither has submitted yet"
    for who in (ben, desk.session.reviewer):
        desk.session.apply(codings.submit(desk.store, desk.report.id, who.id))
    desk.column.show_claim(claim.id)
    assert desk.column.panel.state.text() == "draft · by Ben Okri"
    assert desk.fields.population.isReadOnly()
    desk.column.focus_field("therapies")
    desk.type("msc")
    desk.enter()
    assert desk.store.get(Claim, claim.id).therapies == ()


def test_a_submitted_coding_is_locked_until_it_is_reopened(desk: Desk) -> None:
    claim = make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "improved")
    desk.column.show_claim(claim.id)
    me = desk.session.reviewer.id
    desk.session.apply(codings.submit(desk.store, desk.report.id, me))
    assert desk.column.panel.state.text() == "complete · locked"
    desk.text.setFocus()
    desk.type("2")
    assert desk.session.codebook.name_of(desk.stored.direction_id) == "improved"
    desk.session.apply(codings.reopen(desk.store, desk.report.id, me))
    desk.type("2")
    assert desk.session.codebook.name_of(desk.stored.direction_id) == "worsened"


def test_the_direction_turns_into_what_it_means_for_the_patient(desk: Desk) -> None:
    claim = make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "worsened")
    assert desk.column.claims.meaning(claim) is Meaning.WORSENED


def test_somebody_else_at_the_desk_sees_their_own_claims(desk: Desk) -> None:
    make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "improved")
    ben = Reviewer(id=new_id(), name="Ben Okri")
    desk.session.apply(Change(title="Add", reviewer_id=None, alterations=added([ben])))
    desk.session.work_as(ben)
    assert desk.column.claims.claims == []
    assert desk.column.hand.claim is None


def test_words_are_marked_with_the_label_that_is_chosen(desk: Desk) -> None:
    words = desk.passage("infections were rare")
    desk.column.start_mark([words], desk.text.mapToGlobal(QPoint(50, 50)))
    desk.type("4")
    (mark,) = desk.store.all(Mark)
    assert desk.session.codebook.labels[mark.label_id].name == "Harm"
    assert mark.passages == (words,)
    assert desk.focused is desk.text


def test_the_label_chooser_closes_without_a_mark(desk: Desk) -> None:
    desk.column.start_mark([desk.passage("infections were rare")], desk.text.mapToGlobal(QPoint(50, 50)))
    desk.press(Qt.Key.Key_Escape)
    assert desk.store.all(Mark) == []
    assert desk.focused is desk.text


def test_a_mark_gets_a_memo_another_label_and_more_words(desk: Desk) -> None:
    labels = list(desk.session.codebook.labels)
    mark_id = desk.column.record_mark([desk.passage("infections were rare")], labels[0])
    shown: list[object] = []
    desk.column.mark_shown.connect(shown.append)
    desk.column.show_mark(mark_id)
    assert shown == [mark_id]
    desk.text.setFocus()
    desk.column.focus_field("note")
    desk.type("only two patients")
    desk.press(Qt.Key.Key_Escape)
    desk.column.add_passage(desk.passage("Fewer relapses"))
    card = desk.column.mark_card
    card.choose_label()
    desk.type("2")
    mark = desk.store.get(Mark, mark_id)
    assert mark.memo == "only two patients"
    assert mark.label_id == labels[1]
    assert [passage.words for passage in mark.passages] == ["Fewer relapses", "infections were rare"]
    card.remove()
    assert desk.store.get(Mark, mark_id).retracted
    assert shown[-1] is None
    desk.session.undo()
    assert not desk.store.get(Mark, mark_id).retracted


def test_the_claim_in_hand_comes_back_when_a_mark_is_closed(desk: Desk) -> None:
    claim = make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", "improved")
    desk.column.show_claim(claim.id)
    mark_id = desk.column.record_mark([desk.passage("infections were rare")], next(iter(desk.session.codebook.labels)))
    desk.column.show_mark(mark_id)
    shown: list[object] = []
    desk.column.claim_shown.connect(shown.append)
    desk.column.mark_card.closed.emit()
    assert shown == [claim.id]
    assert desk.column.panel.isVisible()


def test_opening_a_report_asks_the_store_once_however_many_claims(desk: Desk, monkeypatch) -> None:
    for number in range(30):
        make_claim(desk, "Fewer relapses", "MSC therapy", "Relapse", ("improved", "mixed")[number % 2])
    asked: list[str] = []
    for name in ("all", "get", "get_many", "count"):
        real = getattr(desk.store, name)

        def count(*arguments, _real=real, _name=name, **where):
            asked.append(_name)
            return _real(*arguments, **where)

        monkeypatch.setattr(desk.store, name, count)
    desk.column.show_report(desk.report)
    assert asked == ["all"]
    assert desk.column.list.view.model().rowCount() == 30
