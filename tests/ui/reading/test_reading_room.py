"""The reading room with a real review: what is selected becomes claims and marks, and everything stays together."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.changes import Change, SourceText, added, amended
from curator.coding.claims import record_claim
from curator.coding.reports import amend_report
from curator.coding.reviews import add_reviewer
from curator.ids import new_id
from curator.records import Claim, ClaimStatus, Direction, Mark, Meaning, Outcome, Report, ReportKind, Therapy
from curator.text.passages import cut
from tests.ui.reading.conftest import Reader
from ui.window.claiming.claim_column import ClaimColumn
from ui.window.reading.reading_room import ReadingRoom
from ui.window.session import Session

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier

TEXT = (
    "Forty patients 😀 with severe lupus received MSC therapy.\n\n"
    "The MSC group had fewer relapses over two years, while infections were more frequent.\n\n"
) + "Another paragraph that says nothing of interest, only to fill the page.\n\n" * 60


def bring_in(session: Session, text: str, title: str, **fields: object) -> Report:
    source = SourceText(text=text, original=text.encode())
    report = Report(
        id=new_id(),
        title=title,
        text_sha256=source.text_sha256,
        original_sha256=source.original_sha256,
        characters=len(text),
        **fields,
    )
    session.apply(
        Change(title="Bring in a text", reviewer_id=session.reviewer.id, alterations=added([report]), texts=(source,))
    )
    return report


class Room(Reader):
    """A reviewer in the reading room."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.column = ClaimColumn(session)
        self.room = ReadingRoom(session, self.column)
        super().__init__(self.room.view)

    def select(self, words: str) -> None:
        start = self.view.text.index(words)
        self.drag(start, start + len(words))
        assert self.selected == words

    def claims(self) -> list[Claim]:
        return [one for one in self.session.store.all(Claim) if one.status is not ClaimStatus.RETRACTED]

    def marks(self) -> list[Mark]:
        return self.session.store.all(Mark, retracted=False)

    def shown(self, owner_id: str) -> list[str]:
        return [self.view.text[one.start : one.end] for one in self.view.painted.index.of(owner_id)]


@pytest.fixture
def room(session: Session, qtbot: QtBot) -> Room:
    bring_in(session, TEXT, "Stem cells in lupus", authors="Carl N", year=2024, kind=ReportKind.TRIAL_REPORT)
    bring_in(session, "A second report.\n" * 80, "Second")
    shown = Room(session)
    qtbot.addWidget(shown.room)
    shown.room.resize(1280, 720)
    shown.room.show()
    shown.room.enter()
    return shown


def test_entering_shows_the_first_report_with_the_keyboard_in_its_text(room: Room) -> None:
    assert room.view.text == TEXT
    assert room.room.report_id == room.room.reports.model.reports[0].id
    assert QApplication.focusWidget() in (room.view, None)
    assert room.view.heading.byline == "Carl N · 2024 · trial report"


def test_enter_makes_a_claim_on_the_selected_words(room: Room) -> None:
    room.select("fewer relapses over two years")
    room.key(KEY.Key_Return)
    (claim,) = room.claims()
    assert [passage.words for passage in claim.passages] == ["fewer relapses over two years"]
    assert room.shown(claim.id) == ["fewer relapses over two years"]
    assert room.view.current_id == claim.id
    assert room.selected is None


def test_further_passages_are_added_with_p_and_stand_out(room: Room) -> None:
    room.select("fewer relapses")
    room.key(KEY.Key_Return)
    room.view.setFocus()
    room.select("Forty patients")
    QTest.qWaitForWindowActive(room.room)
    room.key("p")
    (claim,) = room.claims()
    assert room.shown(claim.id) == ["Forty patients", "fewer relapses"]
    assert room.view.painted.strong == room.view.painted.index.of(claim.id)


def test_an_end_moved_in_the_text_is_moved_in_the_claim_and_undone_with_it(room: Room, session: Session) -> None:
    room.select("fewer relapses")
    room.key(KEY.Key_Return)
    room.view.setFocus()
    room.key("]")
    assert room.claims()[0].passages[0].words == "fewer relapses over"
    room.key("[", SHIFT)
    assert room.claims()[0].passages[0].words == "relapses over"
    session.undo()
    session.undo()
    assert room.shown(room.claims()[0].id) == ["fewer relapses"]


def test_a_label_key_marks_the_selected_words(room: Room, session: Session) -> None:
    label = next(label for label in session.codebook.labels.values() if label.key == "4")
    room.select("infections were more frequent")
    room.key("4")
    (mark,) = room.marks()
    assert mark.label_id == label.id
    assert room.shown(mark.id) == ["infections were more frequent"]
    assert room.selected is None
    session.undo()
    assert room.shown(mark.id) == []
    session.redo()
    assert room.shown(mark.id) == ["infections were more frequent"]


def test_words_that_have_a_label_already_are_not_marked_with_it_again(
    room: Room, session: Session, qtbot: QtBot
) -> None:
    room.select("infections were more frequent")
    room.key("4")
    room.select("infections were more frequent")
    with qtbot.waitSignal(session.said) as said:
        room.key("4")
    assert said.args[0].endswith("already")
    assert len(room.marks()) == 1
    room.select("infections were more frequent")
    room.key("5")
    room.select("were more frequent")
    room.key("4")
    assert len(room.marks()) == 3


def test_delete_removes_the_mark_in_hand_and_undo_brings_it_back(room: Room, session: Session) -> None:
    room.select("severe lupus")
    room.key("5")
    mark = room.marks()[0]
    room.click(room.at(TEXT.index("upus received")))
    assert room.view.current_id == mark.id
    room.view.setFocus()
    room.key(KEY.Key_Delete)
    assert room.marks() == []
    assert room.shown(mark.id) == []
    session.undo()
    assert room.shown(mark.id) == ["severe lupus"]


def test_l_offers_the_labels_and_the_chosen_one_marks(room: Room) -> None:
    room.select("severe lupus")
    room.key("l")
    chooser = room.column._label_chooser
    assert chooser is not None
    assert not chooser.isHidden()
    QTest.keyClick(chooser.rows[0], "5")
    assert [passage.words for mark in room.marks() for passage in mark.passages] == ["severe lupus"]
    assert room.selected is None


def test_a_click_into_a_passage_takes_its_claim_in_hand_and_the_next_one_the_mark_around(room: Room) -> None:
    room.select("fewer relapses")
    room.key(KEY.Key_Return)
    claim = room.claims()[0]
    room.view.setFocus()
    room.select("had fewer relapses over two years")
    room.key("2")
    mark = room.marks()[0]
    room.column.show_claim(None)
    place = room.view.text.index("elapses over")
    room.click(room.at(place))
    assert room.view.current_id == claim.id
    room.click(room.at(place))
    assert room.view.current_id == mark.id
    room.click(room.at(place))
    assert room.view.current_id == claim.id


def test_enter_on_a_passage_takes_its_claim_in_hand(room: Room) -> None:
    room.select("fewer relapses")
    room.key(KEY.Key_Return)
    room.column.show_claim(None)
    room.view.setFocus()
    room.view.put_caret(room.view.text.index("elapses over"))
    room.key(KEY.Key_Return)
    assert room.view.current_id == room.claims()[0].id
    assert len(room.claims()) == 1


def test_the_bar_under_a_mouse_selection_does_the_same_without_a_key(room: Room) -> None:
    assert room.room.selection_bar.isHidden()
    room.select("fewer relapses")
    assert not room.room.selection_bar.isHidden()
    QTest.mouseClick(room.room.selection_bar.claim, Qt.MouseButton.LeftButton)
    assert [passage.words for passage in room.claims()[0].passages] == ["fewer relapses"]
    assert room.room.selection_bar.isHidden()


def test_a_right_click_offers_the_same_and_spares_the_selection(room: Room, monkeypatch) -> None:
    monkeypatch.setattr(room.room.menu, "popup", lambda _place: None)  # the platform without a screen has no popups
    room.select("fewer relapses")
    point = room.at(room.view.text.index("relapses")).toPoint()
    room.view.customContextMenuRequested.emit(point)
    assert room.selected == "fewer relapses"
    claim = room.room.menu.actions()[0]
    assert claim.isEnabled()
    claim.trigger()
    assert [passage.words for passage in room.claims()[0].passages] == ["fewer relapses"]
    room.view.customContextMenuRequested.emit(point)
    assert not claim.isEnabled()


def test_the_margin_names_therapy_outcome_and_direction(room: Room, session: Session) -> None:
    therapy, outcome = Therapy(id=new_id(), name="MSC therapy"), Outcome(id=new_id(), name="Relapse")
    session.apply(Change(title="Terms", reviewer_id=session.reviewer.id, alterations=added([therapy, outcome])))
    improved = next(one for one in session.store.all(Direction) if one.meaning is Meaning.IMPROVED)
    start = TEXT.index("fewer relapses")
    report = room.room.reports.model.reports[0]
    claim, change = record_claim(
        session.store,
        report.id,
        session.reviewer.id,
        [cut(TEXT, start, start + 14)],
        therapies=((therapy.id,),),
        outcome_id=outcome.id,
        direction_id=improved.id,
    )
    session.apply(change)
    (note,) = room.view.margin.notes
    assert (note.therapy, note.outcome, note.meaning) == ("MSC therapy", "Relapse", Meaning.IMPROVED)
    assert room.view.tip_of([claim.id]) == "<qt>MSC therapy · Relapse · improved</qt>"
    (_placed, area) = room.view._notes_seen()[0]
    room.click(area.center())
    assert room.view.current_id == claim.id
    session.apply(
        Change(title="Rename", reviewer_id=session.reviewer.id, alterations=(amended(outcome, name="Flare"),))
    )
    assert room.view.margin.notes[0].outcome == "Flare"


def test_reports_are_left_and_found_again_where_they_were(room: Room, qtbot: QtBot) -> None:
    first, second = (report.id for report in room.room.reports.model.reports)
    room.view.put_caret(TEXT.index("Another", 2_000))
    room.view.verticalScrollBar().setValue(400)
    line_at_the_top = room.view.top_place
    assert line_at_the_top > 0
    with qtbot.waitSignal(room.room.report_shown) as shown:
        room.room.next_report()
    assert shown.args == [second]
    assert room.view.text.startswith("A second report.")
    assert room.view.verticalScrollBar().value() == 0
    room.room.next_report()
    assert room.room.report_id == second
    room.room.previous_report()
    assert room.room.report_id == first
    assert room.view.top_place == line_at_the_top
    assert room.view.caret == TEXT.index("Another", 2_000)


def test_where_one_is_is_said(room: Room, qtbot: QtBot) -> None:
    with qtbot.waitSignal(room.room.place_said) as said:
        room.key(KEY.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert said.args[0].startswith("Report 1 of 2 · ")
    share = int(said.args[0].split("·")[1].strip(" %"))
    assert share > 90


def test_another_reviewer_sees_only_their_own_work(room: Room, session: Session) -> None:
    room.select("fewer relapses")
    room.key(KEY.Key_Return)
    claim = room.claims()[0]
    room.view.setFocus()
    room.select("severe lupus")
    room.key("5")
    mark = room.marks()[0]
    ben, change = add_reviewer(session.store, "Ben")
    session.apply(change)
    anna = session.reviewer
    session.work_as(ben)
    assert (room.shown(claim.id), room.shown(mark.id), list(room.view.margin.notes)) == ([], [], [])
    session.work_as(anna)
    assert (room.shown(claim.id), room.shown(mark.id)) == (["fewer relapses"], ["severe lupus"])


def test_undoing_the_import_empties_the_paper(room: Room, session: Session, qtbot: QtBot) -> None:
    for _ in range(2):
        session.undo()
    assert room.room.report_id is None
    assert room.room._middle.currentWidget() is room.room.empty
    with qtbot.waitSignal(room.room.import_asked):
        QTest.mouseClick(room.room.empty.step_button, Qt.MouseButton.LeftButton)


def test_a_report_that_comes_in_while_nothing_is_read_is_shown(room: Room, session: Session) -> None:
    first = room.room.report_id
    for _ in range(2):
        session.undo()
    assert room.room.report_id is None
    for _ in range(2):
        session.redo()
    assert room.room.report_id == first
    assert room.room._middle.currentWidget() is room.room.paper


def test_an_amended_title_is_shown_and_the_text_stays_where_it_is(room: Room, session: Session) -> None:
    room.view.reveal_place(TEXT.index("Another", 3_000))
    first = room.view.place_under(room.view.page.left, 0)
    report = room.room.reports.model.reports[0]
    session.apply(amend_report(report, session.reviewer.id, title="A title that is longer than it was " * 4))
    assert room.view.place_under(room.view.page.left, 0) == first
    assert len(room.view.heading.title_lines) > 1


def test_opening_a_report_costs_four_questions_however_many_claims(room: Room, session: Session) -> None:
    report = room.room.reports.model.reports[0]
    claims = [
        record_claim(session.store, report.id, session.reviewer.id, [cut(TEXT, place, place + 9)])[0]
        for place in range(0, 1_500, 3)
    ]
    session.apply(Change(title="Many", reviewer_id=session.reviewer.id, alterations=added(claims)))
    room.room.next_report()
    asked: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        room.room.previous_report()
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
    assert len(room.view.margin.notes) == 500
    assert 1 <= len(asked) <= 4, asked


def test_dropped_files_are_handed_on(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("words")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)), QUrl("https://example.org/x")])
    entering = QDragEnterEvent(
        QPoint(600, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(room.room, entering)
    assert entering.isAccepted()
    dropping = QDropEvent(
        QPointF(600, 300), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(room.room.texts_dropped) as dropped:
        QApplication.sendEvent(room.room, dropping)
    assert dropped.args == [[file]]


def test_escape_first_lets_the_selection_go_and_then_closes_the_search(room: Room) -> None:
    room.room.find()
    QTest.keyClicks(room.room.find_bar.line, "relapses")
    room.view.setFocus()
    assert room.selected == "relapses"
    room.key(KEY.Key_Escape)
    assert room.selected is None
    assert not room.room.find_bar.isHidden()
    room.key(KEY.Key_Escape)
    assert room.room.find_bar.isHidden()


def test_every_control_has_a_name_for_those_who_do_not_see_it(room: Room) -> None:
    own = (room.room.reports, room.room.reports.view, room.view, room.room.find_bar.line, room.room.selection_bar)
    assert all(widget.accessibleName() for widget in own)
