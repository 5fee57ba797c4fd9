"""Sheets take the keyboard while they are open, and give it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from curator.changes import Change, added
from curator.coding.reviews import add_reviewer
from curator.errors import BadInput
from curator.evidence.question import ClaimSource
from curator.ids import new_id
from curator.records import Reviewer
from ui.window.frame.crash_sheet import CrashSheet, particulars_of
from ui.window.frame.export_sheet import ExportSheet
from ui.window.frame.keys_sheet import KeysSheet
from ui.window.frame.log_sheet import LogSheet
from ui.window.frame.notice import Notice
from ui.window.frame.remembered import Remembered
from ui.window.frame.who_sheet import WhoSheet
from ui.window.session import Session


@pytest.fixture
def place(qtbot: QtBot) -> QWidget:
    """A window with one line to type in."""
    window = QWidget()
    window.resize(900, 700)
    column = QVBoxLayout(window)
    column.addWidget(QLineEdit())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.findChild(QLineEdit).setFocus()
    return window


def test_escape_puts_a_sheet_away_and_the_focus_back(place: QWidget, session: Session, qtbot: QtBot) -> None:
    line = place.findChild(QLineEdit)
    sheet = WhoSheet(place, session.store.all(Reviewer))
    sheet.open(sheet.name)
    assert place.focusWidget() is sheet.name
    qtbot.keyClick(sheet.name, Qt.Key.Key_Escape)
    assert place.focusWidget() is line


def test_tab_stays_inside_a_sheet(place: QWidget, session: Session, qtbot: QtBot) -> None:
    sheet = WhoSheet(place, session.store.all(Reviewer))
    sheet.open(sheet.name)
    for _ in range(7):
        qtbot.keyClick(place.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(place.focusWidget())


def test_the_windows_keys_rest_while_a_sheet_is_open(place: QWidget, session: Session, qtbot: QtBot) -> None:
    done = []
    for keys in ("Ctrl+Z", "Ctrl+2"):
        QShortcut(QKeySequence(keys), place).activated.connect(lambda keys=keys: done.append(keys))
    sheet = WhoSheet(place, session.store.all(Reviewer))
    sheet.open(sheet.choices[0])
    qtbot.keyClick(sheet.choices[0], Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(sheet.choices[0], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    qtbot.keyClick(sheet.choices[0], Qt.Key.Key_Escape)
    qtbot.keyClick(place.findChild(QLineEdit), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert done == ["Ctrl+2"]


def test_a_sheet_gives_way_to_the_next_one_and_to_what_lies_under_it(
    place: QWidget, session: Session, qtbot: QtBot
) -> None:
    line = place.findChild(QLineEdit)
    first = WhoSheet(place, session.store.all(Reviewer))
    first.open(first.name)
    second = WhoSheet(place, session.store.all(Reviewer))
    with qtbot.waitSignal(first.put_away):
        second.open(second.name)
    assert place.focusWidget() is second.name
    with qtbot.waitSignal(second.put_away):
        line.setFocus()
    assert place.focusWidget() is line


def test_the_log_counts_in_words_that_agree(place: QWidget, session: Session, qtbot: QtBot) -> None:
    _, change = add_reviewer(session.store, "Ben Okafor")
    session.apply(change)
    sheet = LogSheet(place, session)
    with qtbot.waitSignal(sheet.filled):
        pass
    said = [sheet.table.item(row, 4).text() for row in range(sheet.table.rowCount())]
    assert said[0] == "1 reviewer"
    assert any("outcomes" in words and "outcome," not in words for words in said)


def test_who_i_am_is_chosen_by_a_click_or_typed_as_a_name(place: QWidget, session: Session, qtbot: QtBot) -> None:
    _, change = add_reviewer(session.store, "Ben Okafor")
    session.apply(change)
    reviewers = session.store.all(Reviewer)
    sheet = WhoSheet(place, reviewers)
    sheet.open()
    with qtbot.waitSignal(sheet.chosen) as chosen:
        qtbot.mouseClick(sheet.choices[1], Qt.MouseButton.LeftButton)
    assert chosen.args == [reviewers[1].id]
    other = WhoSheet(place, reviewers)
    other.open(other.name)
    with qtbot.waitSignal(other.named) as named:
        qtbot.keyClicks(other.name, "Chen Li")
        qtbot.keyClick(other.name, Qt.Key.Key_Return)
    assert named.args == ["Chen Li"]


def test_a_crash_is_told_without_values_or_words_of_a_report(place: QWidget) -> None:
    def fail(secret: str) -> None:
        raise RuntimeError(secret)

    try:
        fail("the patient's own words")
    except RuntimeError as surprise:
        told = particulars_of(surprise)
        CrashSheet(place, surprise).open()
    assert "RuntimeError" in told
    assert "test_sheets.py" in told
    assert "own words" not in told


def test_a_notice_shows_the_whole_sentence_and_goes_when_understood(place: QWidget, qtbot: QtBot) -> None:
    notice = Notice(place)
    sentence = str(BadInput("Row {row}: “{words}” is not a year. Type four digits, such as 2024.", row=3, words="x"))
    notice.say(sentence)
    assert notice.isVisible()
    assert notice.words.text() == sentence
    qtbot.mouseClick(notice.dismiss, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_escape_dismisses_a_notice_before_anything_else(place: QWidget, qtbot: QtBot) -> None:
    line = place.findChild(QLineEdit)
    left = []
    QShortcut(QKeySequence("Esc"), place).activated.connect(lambda: left.append("Esc"))
    notice = Notice(place)
    notice.say("Something is in the way.")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert not notice.isVisible()
    assert left == []
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert left == ["Esc"]


def test_the_keys_are_scrolled_by_the_keyboard_at_once(place: QWidget, qtbot: QtBot) -> None:
    sheet = KeysSheet(place, [("Edit", [(f"Do {number}", f"F{number}") for number in range(60)])])
    sheet.open()
    scroll = sheet.findChild(QScrollArea)
    qtbot.keyClick(place.focusWidget(), Qt.Key.Key_PageDown)
    assert scroll.verticalScrollBar().value() > 0


def test_a_machine_remembers_reviewers_files_and_look(remembered: Remembered, session: Session) -> None:
    assert remembered.reviewer_in("r") is None
    remembered.remember_reviewer("r", "anna")
    assert remembered.reviewer_in("r") == "anna"
    path = session.store.path
    assert path is not None
    remembered.remember_file(path)
    remembered.remember_file(path)
    remembered.remember_file(path.with_name("gone.curator"))
    assert remembered.recent_files() == [path]
    remembered.remember_look("dark")
    assert remembered.look() == "dark"


def test_whose_claims_are_exported_is_asked_only_where_something_was_settled(
    place: QWidget, session: Session, qtbot: QtBot
) -> None:
    sheet = ExportSheet(place, session)
    sheet.open(sheet.format)
    assert not sheet.source.isVisible()
    assert sheet.choice().source is ClaimSource.CONSENSUS_WHERE_SETTLED
    sheet.leave()
    owner = Reviewer(id=new_id(), name="Consensus", consensus=True)
    session.store.apply(Change(title="Settle", reviewer_id=None, alterations=added([owner])))
    sheet = ExportSheet(place, session)
    sheet.open(sheet.format)
    assert sheet.source.isVisible()
    names = [sheet.reviewers.item(row).text() for row in range(sheet.reviewers.count())]
    assert "Consensus" not in names
    sheet.source.setCurrentIndex(1)
    assert sheet.choice().source is ClaimSource.AS_EXTRACTED


def test_a_notice_is_as_high_as_its_words(place: QWidget) -> None:
    notice = Notice(place)
    notice.say("Your coding of this report was submitted and is locked. Reopen it to change something.")
    assert notice.height() < 4 * notice.fontMetrics().lineSpacing()
    notice.say("A sentence of some length. " * 20)
    assert notice.height() >= notice.words.heightForWidth(notice.words.width())
