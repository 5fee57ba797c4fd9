"""The Evidence room lists, sorts, filters and searches claims, and leads back to their words."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from curator.adjudication import deciding
from curator.adjudication.queue import read_queue
from curator.changes import Change, added
from curator.codebook.altering import amend_term
from curator.coding.claims import amend_claim, retract_claim
from curator.coding.queries import ask
from curator.evidence.question import ClaimSource, Column
from curator.ids import new_id
from curator.records import Absence, Arm, Claim, Coding, CodingStatus, Estimate, Field, Passage, Reviewer
from ui.window.evidence.claim_table import CLAIMS_ON_A_PAGE
from ui.window.evidence.columns import ORDER, remembered
from ui.window.evidence.evidence_room import EvidenceRoom
from ui.window.session import Session


def read_in_full(room: EvidenceRoom) -> str:
    """All words of the pane at the right."""
    return "\n".join(label.text() for label in room.reading.inside.findChildren(QLabel))


def test_every_claim_that_counts_is_listed_in_the_order_of_the_texts(looker, claims):
    assert looker.listed == [claims["fewer"].id, claims["infections"].id, claims["dose"].id]
    assert looker.room.head.counts.text() == "3 claims"
    assert looker.words(0, Column.QUOTE) == "Relapses were fewer"
    assert looker.words(0, Column.REPORT) == "Carl 2024"
    looker.qtbot.waitUntil(lambda: looker.room.uses.known)
    assert looker.room.head.spread.text() == "2 reports · 2 therapies · 3 outcomes"


def test_a_click_on_a_title_sorts_and_another_one_turns_the_order_round(looker, claims):
    titles = looker.room.view.titles
    section = ORDER.index(Column.OUTCOME)
    place = titles.viewport().rect().center()
    place.setX(titles.sectionViewportPosition(section) + 20)
    place.setY(10)
    for expected in (["infections", "fewer", "dose"], ["dose", "fewer", "infections"], ["fewer", "infections", "dose"]):
        with looker.qtbot.waitSignal(looker.room.asking.answered):
            QTest.mouseClick(titles.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        assert looker.listed == [claims[name].id for name in expected]


def test_s_sorts_by_the_column_one_stands_in_and_the_chosen_claim_stays_chosen(looker, claims):
    room = looker.room
    room.choose(claims["infections"].id)
    room.view.setCurrentIndex(room.table.index(1, ORDER.index(Column.OUTCOME)))
    with looker.qtbot.waitSignal(room.asking.answered):
        QTest.keyClick(room.view, Qt.Key.Key_S)
    assert looker.listed[0] == claims["infections"].id
    assert room.chosen_id == claims["infections"].id
    assert room.view.currentIndex().row() == 0


def test_a_column_is_filtered_as_one_types_by_synonyms_and_terms_above_too(looker, claims):
    room = looker.room
    line = room.view.titles.filter_line(Column.THERAPY)
    looker.type(line, "marrow")
    assert looker.listed == [claims["fewer"].id, claims["infections"].id]
    assert room.head.counts.text() == "2 claims"
    assert not room.head.clearing.isHidden()
    line.clear()
    looker.type(line, "stem cell")
    assert len(looker.listed) == 3


def test_filters_of_several_columns_must_all_hold(looker, claims):
    looker.type(looker.room.view.titles.filter_line(Column.THERAPY), "hsct")
    looker.type(looker.room.view.titles.filter_line(Column.DIRECTION), "incr")
    assert looker.listed == [claims["infections"].id]


def test_escape_clears_a_filter_and_then_goes_back_to_the_claims(looker, claims):
    line = looker.room.view.titles.filter_line(Column.STATUS)
    looker.type(line, "complete")
    assert looker.listed == [claims["fewer"].id]
    with looker.qtbot.waitSignal(looker.room.asking.answered):
        QTest.keyClick(line, Qt.Key.Key_Escape)
    assert len(looker.settle().listed) == 3
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert looker.room.view.hasFocus() or QGuiApplication.focusObject() is None


def test_free_search_looks_in_every_column(looker, claims):
    looker.type(looker.room.head.search, "protocol")
    assert looker.listed == [claims["dose"].id]
    looker.room.head.search.clear()
    looker.type(looker.room.head.search, "severe hsct")
    assert looker.listed == [claims["infections"].id]


def test_when_nothing_matches_the_room_says_so_and_offers_to_clear(looker, claims):
    room = looker.room
    looker.type(room.head.search, "zebrafish")
    assert looker.listed == []
    assert room.none_found.isVisible()
    assert "No claim matches these filters." in room.none_found.words
    with looker.qtbot.waitSignal(room.asking.answered):
        room.clear_filters()
    assert len(looker.settle().listed) == 3
    assert not room.none_found.isVisible()


def test_retracted_claims_are_listed_when_asked_for(looker, claims):
    with looker.qtbot.waitSignal(looker.room.asking.answered):
        looker.room.head.with_retracted.click()
    assert claims["retracted"].id in looker.settle().listed


def test_enter_asks_for_the_words_of_the_chosen_claim(looker, claims):
    looker.room.choose(claims["dose"].id)
    with looker.qtbot.waitSignal(looker.room.claim_opened) as asked:
        QTest.keyClick(looker.room.view, Qt.Key.Key_Return)
    assert asked.args == [claims["dose"].id]


def test_the_chosen_claim_is_read_in_full_beside_the_list(looker, claims, made):
    room, claim = looker.room, claims["dose"]
    estimate = Estimate(
        id=new_id(), measure="RR", value=0.47, ci_low=0.26, ci_high=0.83, intervention=Arm(n=60, events=6)
    )
    amended = amend_claim(made.store, claim, made.anna.id, estimates=(estimate,), population="adults")
    room._session.apply(amended)
    _, change = ask(claim.report_id, made.anna.id, "Is this the same dose?", made.store.get(Claim, claim.id))
    room._session.apply(change)
    room.choose(claim.id)
    looker.settle().qtbot.waitUntil(lambda: room.reading.claim_id == claim.id)
    words = read_in_full(room)
    for part in (
        "MSC therapy → Steroid dose",
        "“The steroid dose fell”",
        "not reported",
        "adults",
        "RR 0.47 [0.26, 0.83]",
        "per protocol",
        "Is this the same dose?",
    ):
        assert part in words
    assert "Not yet filled: comparator" in words


def test_extra_fields_are_read_with_the_reason_where_they_are_empty(looker, made):
    room, me = looker.room, made.anna.id
    dosage, route = Field(id=new_id(), name="Dosage"), Field(id=new_id(), name="Route", position=1)
    room._session.apply(Change(title="Add fields", reviewer_id=me, alterations=added([dosage, route])))
    said = {"extra": {dosage.id: "5 mg"}, "absent": {route.id: Absence.NOT_REPORTED}}
    claim = made.claim("Sun L", "The steroid dose fell", "MSC", "Dose", "decreased", **said)
    room.choose(claim.id)
    room.ask()
    looker.qtbot.waitUntil(lambda: room.reading.claim_id == claim.id)
    assert "Dosage\n5 mg\nRoute\nnot reported" in read_in_full(room)


def test_decreased_reads_as_improved_where_lower_is_better(looker, claims):
    line = looker.room.table.line(0)
    assert line is not None
    assert line.meaning == "improved"
    index = looker.room.table.index(0, ORDER.index(Column.DIRECTION))
    assert "improved" in looker.room.table.data(index, Qt.ItemDataRole.ToolTipRole)


def test_words_from_outside_are_never_markup(looker, made):
    claim = made.claim("Carl N", "same group", "HSCT", "Infection", "mixed", note="<b>bold</b><img src=x>")
    looker.room._stale = True
    looker.room.ask()
    looker.settle()
    looker.room.choose(claim.id)
    looker.qtbot.waitUntil(lambda: looker.room.reading.claim_id == claim.id)
    assert "<b>bold</b><img src=x>" in read_in_full(looker.room)
    labels = looker.room.reading.inside.findChildren(QLabel)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    index = looker.room.table.index(looker.listed.index(claim.id), ORDER.index(Column.NOTE))
    assert "&lt;b&gt;" in looker.room.table.data(index, Qt.ItemDataRole.ToolTipRole)


def test_the_quote_is_copied_with_its_source(looker, claims):
    looker.room.choose(claims["fewer"].id)
    QTest.keyClick(looker.room.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "“Relapses were fewer” (Carl 2024)"


def test_an_amended_claim_and_a_renamed_term_show_at_once(looker, claims, made):
    room = looker.room
    claim = made.store.get(Claim, claims["fewer"].id)
    room._session.apply(amend_claim(made.store, claim, made.anna.id, population="children"))
    assert looker.settle().words(0, Column.POPULATION) == "children"
    hsct = room._session.codebook.therapies.by_id[made.therapies["HSCT"].id]
    room._session.apply(amend_term(room._session.codebook, hsct, made.anna.id, name="Bone marrow transplant"))
    assert looker.settle().words(0, Column.THERAPY) == "Bone marrow transplant"
    room._session.undo()
    assert looker.settle().words(0, Column.THERAPY) == "HSCT"


def test_a_retracted_claim_leaves_the_list_and_undo_brings_it_back(looker, claims, made):
    room = looker.room
    claim = made.store.get(Claim, claims["infections"].id)
    with looker.qtbot.waitSignal(room.asking.answered):
        room._session.apply(retract_claim(made.store, claim, made.anna.id))
    assert claim.id not in looker.settle().listed
    with looker.qtbot.waitSignal(room.asking.answered):
        room._session.undo()
    assert claim.id in looker.settle().listed


def test_nothing_is_asked_while_the_room_is_out_of_sight(looker, claims, made):
    room = looker.room
    room.hide()
    claim = made.store.get(Claim, claims["fewer"].id)
    room._session.apply(amend_claim(made.store, claim, made.anna.id, population="children"))
    assert not room.asking.is_busy
    with looker.qtbot.waitSignal(room.asking.answered):
        room.show()
    assert looker.settle().words(0, Column.POPULATION) == "children"


def test_columns_are_hidden_and_their_widths_remembered(
    looker, claims, session: Session, settings: QSettings, qtbot: QtBot
):
    view = looker.room.view
    view.show_column(Column.COMPARATOR, False)
    view.show_column(Column.POPULATION, True)
    view.setColumnWidth(ORDER.index(Column.THERAPY), 187)
    kept = {each.column: each for each in remembered(settings)}
    assert not kept[Column.COMPARATOR].shown
    another = EvidenceRoom(session, settings)
    qtbot.addWidget(another)
    assert another.view.isColumnHidden(ORDER.index(Column.COMPARATOR))
    assert not another.view.isColumnHidden(ORDER.index(Column.POPULATION))
    assert another.view.columnWidth(ORDER.index(Column.THERAPY)) == 187


def test_the_last_column_that_shows_stays(looker):
    for column in ORDER:
        looker.room.view.show_column(column, False)
    assert [each.shown for each in remembered(looker.room.view._settings)].count(True) == 1


def test_a_faulty_memory_of_the_columns_is_forgotten(settings: QSettings):
    settings.setValue("evidence/columns", '[["nonsense", 3]]')
    assert [each.column for each in remembered(settings)] == list(ORDER)


def test_an_empty_review_says_what_belongs_here_and_offers_the_next_step(session: Session, settings, qtbot: QtBot):
    room = EvidenceRoom(session, settings)
    qtbot.addWidget(room)
    with qtbot.waitSignal(room.asking.answered):
        room.show()
    assert room.none_yet.isVisible()
    assert "Every claim of the review" in room.none_yet.words
    with qtbot.waitSignal(room.read_asked):
        room.none_yet.step_button.click()


def test_a_hundred_thousand_claims_are_fetched_page_by_page_as_they_show(made, session, settings, qtbot, monkeypatch):
    """The number of claims that are read depends on what shows, not on how many there are."""
    words = made.passage("Carl N", "Relapses were fewer")
    now = datetime.now(UTC)
    report_id, anna_id = made.reports["Carl N"].id, made.anna.id
    claims = [
        Claim(
            id=new_id(),
            report_id=report_id,
            reviewer_id=anna_id,
            passages=(Passage(words=words.words, start=words.start, end=words.end),),
            recorded_at=now,
        )
        for _ in range(100_000)
    ]
    session.store.apply(Change(title="Many", reviewer_id=anna_id, alterations=added(claims)))
    room = EvidenceRoom(session, settings)
    qtbot.addWidget(room)
    room.resize(1280, 700)
    monkeypatch.setattr(room.uses, "count", lambda: None)
    fetched: list[int] = []
    get_many = session.store.get_many

    def counted(kind, ids):
        ids = list(ids)
        if kind is Claim:
            fetched.append(len(ids))
        return get_many(kind, ids)

    monkeypatch.setattr(session.store, "get_many", counted)
    with qtbot.waitSignal(room.asking.answered, timeout=60_000):
        room.show()
    room.grab()
    assert len(room.table.claim_ids) == 100_000
    assert room.head.counts.text() == "100,000 claims"
    assert sum(fetched) <= 2 * CLAIMS_ON_A_PAGE
    fetched.clear()
    room.view.scrollToBottom()
    room.grab()
    assert 0 < sum(fetched) <= 2 * CLAIMS_ON_A_PAGE
    fetched.clear()
    QTest.keyClick(room.view, Qt.Key.Key_Q)
    QTest.keyClick(room.view, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    room.grab()
    assert sum(fetched) <= CLAIMS_ON_A_PAGE
    assert room.chosen_id == room.table.claim_ids[-1]


def test_the_search_line_is_wide_enough_for_what_it_says(looker):
    line = looker.room.head.search
    assert line.width() >= line.fontMetrics().horizontalAdvance(line.placeholderText())


def test_the_consensus_is_listed_where_there_is_one_and_the_reviewers_own_are_a_choice_away(
    looker, claims, made, session
):
    whose = looker.room.head.whose
    assert not whose.isVisible(), "nothing was settled yet"
    ben = Reviewer(id=new_id(), name="Ben")
    report = made.reports["Carl N"].id
    codings = [
        Coding(id=new_id(), report_id=report, reviewer_id=one, status=CodingStatus.SUBMITTED)
        for one in (made.anna.id, ben.id)
    ]
    made.add(ben, *codings)
    found = next(one for one in read_queue(session.store).open if one.key == (claims["fewer"].id,))
    with looker.qtbot.waitSignal(looker.room.asking.answered):
        session.apply(deciding.take(session.store, found, claims["fewer"].id, made.anna.id))
    (consensus,) = session.store.all(Claim, reviewer_id=session.store.all(Reviewer, consensus=True)[0].id)
    assert whose.isVisible()
    assert whose.shown.text() == "Consensus first"
    assert consensus.id in looker.settle().listed
    assert claims["fewer"].id not in looker.listed
    extracted = next(one for one in whose.menu().actions() if one.text().startswith("As extracted"))
    with looker.qtbot.waitSignal(looker.room.asking.answered):
        extracted.trigger()
    assert claims["fewer"].id in looker.settle().listed
    assert consensus.id not in looker.listed
    whose.choose(ClaimSource.CONSENSUS_WHERE_SETTLED)
    found = next(one for one in read_queue(session.store).settled if one.key == (claims["fewer"].id,))
    with looker.qtbot.waitSignal(looker.room.asking.answered):
        session.apply(deciding.neither(session.store, found, made.anna.id, "another trial"))
    assert claims["fewer"].id not in looker.settle().listed
    assert len(looker.listed) == 2
