"""The reviewers in the Sources room: who codes what, how far everybody is, and files that go out and come back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from curator.changes import Change, SourceText, added, amended
from curator.codebook.altering import add_term
from curator.codebook.codebook import Codebook
from curator.coding.claims import amend_claim, record_claim
from curator.coding.progress import submit_several
from curator.coding.reviews import add_reviewer, new_review
from curator.desktops.accounts import Take
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Assignment, Claim, Handout, Outcome, Report, Reviewer, Therapy
from curator.text.passages import cut
from db.files import SqliteFiles
from ui.window.session import Session
from ui.window.sources.head import Listed
from ui.window.sources.people.add_panel import AddReviewerPanel
from ui.window.sources.people.hand_out_panel import HandOutPanel
from ui.window.sources.people.returned_panel import ReturnedPanel
from ui.window.sources.people.spread_panel import SpreadPanel
from ui.window.sources.report_table import Detail
from ui.window.sources.sources_room import SourcesRoom

TEXT = "Relapse was rarer with cells than with standard care. Nobody died."
LONGEST_WAIT = 20_000
KEY = Qt.Key


class Lead:
    """Somebody who leads a review of three reports, in front of its people."""

    def __init__(self, room: SourcesRoom, session: Session, qtbot: QtBot) -> None:
        self.room = room
        self.session = session
        self.qtbot = qtbot
        self.people = room.people
        self.complaints: list[str] = []
        session.complained.connect(self.complaints.append)

    @property
    def store(self) -> ReviewStore:
        return self.session.store

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.people.view, key, modifier)

    def type(self, words: str) -> None:
        focused = self.room.window().focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, words)
        QTest.keyClick(focused, KEY.Key_Return)

    def rows(self) -> list[list[str]]:
        roster = self.people.roster
        return [
            [str(roster.index(row, column).data()) for column in range(roster.columnCount())]
            for row in range(roster.rowCount())
        ]

    @property
    def assigned(self) -> set[tuple[str, str]]:
        titles = {report.id: report.title for report in self.store.all(Report)}
        names = {person.id: person.name for person in self.store.all(Reviewer)}
        return {(titles[one.report_id], names[one.reviewer_id]) for one in self.store.all(Assignment)}

    def merge(self, *paths: Path) -> ReturnedPanel:
        self.people.merge(paths)
        panel = self.room.panel
        assert isinstance(panel, ReturnedPanel), self.complaints
        self.wait(lambda: panel.merge is not None and not panel.is_busy)
        return panel

    def confirm(self, panel: ReturnedPanel) -> None:
        with self.qtbot.waitSignal(panel.done, timeout=LONGEST_WAIT):
            QTest.keyClick(panel, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def hand_out(self, name: str, path: Path) -> HandOutPanel:
        self.people.choose(next(one.id for one in self.store.all(Reviewer) if one.name == name))
        self.press(KEY.Key_H)
        panel = self.room.panel
        assert isinstance(panel, HandOutPanel)
        assert panel.chosen_name == name
        panel.hand_out_to(path)
        self.wait(lambda: not panel.is_busy and path.exists())
        return panel

    def wait(self, until: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(until, timeout=LONGEST_WAIT)


def reports(number: int = 3) -> Change:
    source = SourceText(text=TEXT, original=TEXT.encode())
    made = [
        Report(id=new_id(), title=f"R{place}", text_sha256=source.text_sha256, characters=len(TEXT))
        for place in range(1, number + 1)
    ]
    return Change(title="Import", reviewer_id=None, alterations=added(made), texts=(source,))


@pytest.fixture
def lead(store: ReviewStore, anna: Reviewer, qtbot: QtBot) -> Iterator[Lead]:
    store.apply(reports())
    change = add_reviewer(store, "Ben Ito", anna.id)[1]
    assert change is not None
    store.apply(change)
    session = Session(store, anna, files=SqliteFiles())
    room = SourcesRoom(session)
    qtbot.addWidget(room)
    room.resize(1280, 720)
    room.show()
    room.show_people()
    yield Lead(room, session, qtbot)
    session.jobs.stop()


def work(path: Path, act: Callable[[ReviewStore], None]) -> None:
    """Somebody opens the file on another desktop and does something in it."""
    opened = SqliteFiles().open(path)
    act(opened)
    opened.close()


def claim_of_ben(opened: ReviewStore) -> None:
    ben = opened.all(Reviewer)[0]
    _, change = record_claim(opened, opened.all(Report)[0].id, ben.id, [cut(TEXT, 0, 17)], population="Ben's own words")
    opened.apply(change)
    opened.apply(submit_several(opened, None, ben.id, ben.id))


# Who codes what -----------------------------------------------------------------------------------------------------


def test_reports_are_assigned_and_taken_back_by_keyboard(lead: Lead) -> None:
    assert lead.rows()[0] == ["R1", "not assigned", "not assigned", ""]
    lead.press(KEY.Key_Space)
    assert lead.assigned == {("R1", "Anna Berg")}
    lead.press(KEY.Key_Right)
    lead.press(KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    lead.press(KEY.Key_Space)
    assert lead.assigned == {("R1", "Anna Berg"), ("R1", "Ben Ito"), ("R2", "Ben Ito")}
    assert lead.rows()[1] == ["R2", "not assigned", "not started", ""]
    lead.press(KEY.Key_Space)
    assert lead.assigned == {("R1", "Anna Berg")}
    lead.session.undo()
    assert len(lead.assigned) == 3


def test_reports_are_spread_evenly_after_it_was_said_who_gets_how_many(lead: Lead) -> None:
    lead.press(KEY.Key_E)
    panel = lead.room.panel
    assert isinstance(panel, SpreadPanel)
    assert panel.outcome.text() == "Anna Berg: 3 more reports\nBen Ito: 3 more reports"
    panel.share.setText("most")
    assert "no share" in panel.share_field.fault
    assert not panel.confirming.isEnabled()
    panel.share.setText("33%")
    panel.round.setText("Pilot")
    assert panel.outcome.text() == "Anna Berg: 2 more reports\nBen Ito: 2 more reports"
    panel.among[lead.session.reviewer.id].setChecked(False)
    assert "2 coders" in panel.problem
    panel.among[lead.session.reviewer.id].setChecked(True)
    QTest.keyClick(panel, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert lead.room.panel is None
    assert len(lead.assigned) == 4
    assert {row[-1] for row in lead.rows()} == {"Pilot"}


def test_a_new_reviewer_is_added_and_renamed(lead: Lead) -> None:
    lead.press(KEY.Key_N)
    assert isinstance(lead.room.panel, AddReviewerPanel)
    lead.type("Ben Ito")
    assert "there already" in lead.room.panel.field.fault
    lead.room.panel.name.clear()
    lead.type("Cleo Park")
    assert lead.people.form.name.text() == "Cleo Park"
    assert lead.people.form.initials.text() == "CP"
    lead.people.enter()
    lead.press(KEY.Key_F2)
    lead.type("Ben Ito")
    assert "already" in lead.people.form.name_field.fault
    QTest.keyClick(lead.people.form.name, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    lead.type("Cleo Parker")
    assert [person.name for person in lead.store.all(Reviewer)] == ["Anna Berg", "Ben Ito", "Cleo Parker"]
    lead.people.form.colour.swatch("#D55E00").click()
    assert lead.store.all(Reviewer)[2].colour == "#D55E00"


def test_how_far_everybody_has_come_is_always_in_sight(lead: Lead) -> None:
    ben, report = lead.store.all(Reviewer)[1], lead.store.all(Report)[1]
    _, change = record_claim(lead.store, report.id, ben.id, [cut(TEXT, 0, 7)])
    lead.session.apply(change)
    assert lead.rows()[1][2] == "in progress, without being assigned"
    lead.session.apply(submit_several(lead.store, [report.id], ben.id, ben.id))
    lead.people.choose(ben.id)
    assert lead.people.form.state.text() == "1 submitted"
    assert (
        lead.people.form.hidden.text() == "What Ben Ito did on 1 report stays hidden until you have both submitted it."
    )
    assert lead.room.table.index(1, Detail.CODERS).data() == "BI ✓"


def test_somebody_else_goes_on_here(lead: Lead) -> None:
    asked: list[str] = []
    lead.session.being_asked.connect(asked.append)
    ben = lead.store.all(Reviewer)[1]
    lead.people.choose(ben.id)
    lead.people.form.being.click()
    assert asked == [ben.id]


# Files that go out and come back ------------------------------------------------------------------------------------


def test_a_file_goes_out_comes_back_and_is_merged_and_undone(lead: Lead, tmp_path: Path) -> None:
    path = tmp_path / "ben.curator"
    panel = lead.hand_out("Ben Ito", path)
    assert "Send it to Ben Ito" in panel.summary.text()
    assert lead.store.count(Handout) == 1
    assert lead.session.reviewer.name == "Anna Berg"
    work(path, claim_of_ben)
    panel = lead.merge(path)
    told = [line for _, line in panel.lines]
    assert any("1 claim" in line for line in told), told
    assert not any("own words" in line for line in told), "what Ben claimed is not open to Anna yet"
    lead.confirm(panel)
    assert lead.store.count(Claim) == 1
    assert lead.session.reader.count(Claim) == 0
    lead.session.undo()
    assert lead.store.count(Claim) == 0
    lead.session.redo()
    again = lead.merge(path)
    assert "nothing new" in again.summary.text()
    assert not again.confirming.isEnabled()


def test_files_that_came_back_may_be_dropped_on_the_room(lead: Lead, tmp_path: Path) -> None:
    path = tmp_path / "ben.curator"
    lead.hand_out("Ben Ito", path)
    work(path, claim_of_ben)
    lead.room.close_panel()
    lead.room.show_list(Listed.REPORTS)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    lead.room.dropEvent(QDropEvent(QPoint(40, 40), copy, carried, left, none))
    panel = lead.room.panel
    assert isinstance(panel, ReturnedPanel)
    lead.wait(lambda: panel.merge is not None and not panel.is_busy)
    lead.confirm(panel)
    assert lead.store.count(Claim) == 1


def test_where_both_amended_a_record_the_person_chooses_and_the_safe_choice_is_offered(
    lead: Lead, tmp_path: Path
) -> None:
    term, change = add_term(Codebook.read(lead.store), Therapy, "Cells", None)
    assert change is not None
    lead.session.apply(change)
    path = tmp_path / "ben.curator"
    lead.hand_out("Ben Ito", path)

    def rename(store: ReviewStore, name: str) -> None:
        known = store.get(Therapy, term.id)
        store.apply(Change(title="Rename", reviewer_id=None, alterations=(amended(known, name=name),)))

    work(path, lambda store: rename(store, "Stem cells"))
    rename(lead.store, "Cell therapy")
    panel = lead.merge(path)
    assert panel.still_open == 1
    assert not panel.confirming.isEnabled()
    card = panel.cards[0]
    assert "(safe)" in card.choice.button_for(card.conflict.safe).text()
    card.choice.button_for(Take.THEIRS).click()
    lead.confirm(panel)
    assert lead.store.get(Therapy, term.id).name == "Stem cells"


def test_a_conflict_about_work_that_is_hidden_is_settled_without_showing_it(lead: Lead, tmp_path: Path) -> None:
    path = tmp_path / "ben.curator"
    lead.hand_out("Ben Ito", path)
    work(path, claim_of_ben)
    lead.confirm(lead.merge(path))

    def say(store: ReviewStore, words: str) -> None:
        known = store.all(Claim)[0]
        store.apply(Change(title="Amend", reviewer_id=None, alterations=(amended(known, population=words),)))

    work(path, lambda store: say(store, "SECRET of Ben"))
    say(lead.store, "SECRET here")
    panel = lead.merge(path)
    shown = "\n".join(label.text() for label in panel.findChildren(QLabel))
    assert "claim of Ben Ito, not open to you yet" in shown
    assert "SECRET" not in shown
    assert "Relapse" not in shown
    panel.all_safe.click()
    lead.confirm(panel)
    assert lead.store.all(Claim)[0].population == "SECRET of Ben", "each reviewer knows best of their own claims"


def test_all_that_is_open_can_be_taken_as_is_safe(lead: Lead, tmp_path: Path) -> None:
    terms = []
    for name in ("Cells", "Care"):
        term, change = add_term(Codebook.read(lead.store), Therapy, name, None)
        assert change is not None
        lead.session.apply(change)
        terms.append(term)
    path = tmp_path / "ben.curator"
    lead.hand_out("Ben Ito", path)

    def define(store: ReviewStore, words: str) -> None:
        for term in terms:
            known = store.get(Therapy, term.id)
            store.apply(Change(title="Define", reviewer_id=None, alterations=(amended(known, definition=words),)))

    work(path, lambda store: define(store, "Ben's"))
    define(lead.store, "Anna's")
    panel = lead.merge(path)
    assert panel.still_open == 2
    QTest.keyClick(panel, KEY.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert panel.still_open == 0
    lead.confirm(panel)
    assert {lead.store.get(Therapy, term.id).definition for term in terms} == {"Anna's"}


def test_terms_that_both_added_under_one_name_become_one_after_asking(lead: Lead, tmp_path: Path) -> None:
    path = tmp_path / "ben.curator"
    lead.hand_out("Ben Ito", path)

    def add(store: ReviewStore) -> None:
        change = add_term(Codebook.read(store), Outcome, "Steroid dose", None)[1]
        assert change is not None
        store.apply(change)

    work(path, add)
    add(lead.store)
    panel = lead.merge(path)
    assert "Steroid dose" in panel.joining.text()
    assert not panel.confirming.isEnabled()
    with lead.qtbot.waitSignal(panel.previewed, timeout=LONGEST_WAIT):
        panel.joining.click()
    if panel.confirming.isEnabled():
        lead.confirm(panel)
    assert [outcome.name for outcome in lead.store.all(Outcome)].count("Steroid dose") == 1


def test_a_strangers_file_is_refused_and_comes_in_as_external_work_if_asked(lead: Lead, tmp_path: Path) -> None:
    path = tmp_path / "stranger.curator"
    other = SqliteFiles().create(path)
    other.apply(new_review("Another review", "Ben Ito"))
    other.apply(reports(1))
    claim_of_ben(other)
    other.close()
    panel = lead.merge(path)
    assert any("another review" in line for _, line in panel.lines)
    assert not any("--" in line for _, line in panel.lines), "there is no command line here"
    with lead.qtbot.waitSignal(panel.previewed, timeout=LONGEST_WAIT):
        panel.external.click()
    lead.confirm(panel)
    assert [person.name for person in lead.store.all(Reviewer)] == ["Anna Berg", "Ben Ito", "Ben Ito (external)"]


def test_somebody_of_one_name_and_two_identities_is_asked_about(lead: Lead, tmp_path: Path) -> None:
    path = tmp_path / "ben.curator"
    lead.hand_out("Ben Ito", path)

    def namesake(store: ReviewStore) -> None:
        twin = Reviewer(id=new_id(), name="Anna Berg")
        store.apply(Change(title="Add", reviewer_id=None, alterations=added([twin])))
        store.apply(record_claim(store, store.all(Report)[0].id, twin.id, [cut(TEXT, 0, 7)])[1])

    work(path, namesake)
    panel = lead.merge(path)
    box = panel.namesakes["anna berg"]
    assert "is the Anna Berg of this review" in box.text()
    with lead.qtbot.waitSignal(panel.previewed, timeout=LONGEST_WAIT):
        box.click()
    lead.confirm(panel)
    assert lead.store.all(Claim)[0].reviewer_id == lead.session.reviewer.id


def test_files_that_cannot_be_merged_are_told_one_by_one_and_nothing_comes_in(lead: Lead, tmp_path: Path) -> None:
    letter, own = tmp_path / "letter.curator", lead.store.path
    letter.write_text("Dear Anna")
    assert own is not None
    panel = lead.merge(letter, own)
    told = "\n".join(line for _, line in panel.lines)
    assert "letter.curator" in told
    assert "this review itself" in told
    assert not panel.confirming.isEnabled()


def test_a_handout_that_cannot_be_made_says_why(lead: Lead, tmp_path: Path) -> None:
    taken = tmp_path / "ben.curator"
    taken.write_text("something else")
    panel = lead.hand_out("Ben Ito", taken)
    assert "is there already" in panel.problem
    assert taken.read_text() == "something else"
    assert lead.store.count(Handout) == 0


def test_amending_a_claim_of_ones_own_asks_nobody(lead: Lead, tmp_path: Path) -> None:
    path = tmp_path / "ben.curator"
    lead.hand_out("Ben Ito", path)
    work(path, claim_of_ben)
    lead.confirm(lead.merge(path))

    def amend(store: ReviewStore) -> None:
        ben, claim = store.all(Reviewer)[0], store.all(Claim)[0]
        from curator.coding.progress import reopen_several

        store.apply(reopen_several(store, None, ben.id, ben.id))
        change = amend_claim(store, claim, ben.id, population="adults")
        assert change is not None
        store.apply(change)

    work(path, amend)
    panel = lead.merge(path)
    assert panel.cards == []
    lead.confirm(panel)
    assert lead.store.all(Claim)[0].population == "adults"
