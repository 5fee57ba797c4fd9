"""What a window remembers from one start to the next, and what it does not give up without a word."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from curator.coding.claims import amend_claim
from curator.coding.reports import retire_report
from curator.demo import make_demo
from curator.product import LICENCE, NAME, VERSION
from curator.records import Claim, ClaimStatus, Report
from db.files import SqliteFiles
from tests.driver import Driver
from ui.window.frame.about_sheet import AboutSheet
from ui.window.frame.export_sheet import ExportSheet
from ui.window.frame.keys_sheet import KeysSheet
from ui.window.frame.log_sheet import LogSheet
from ui.window.frame.places import EXPORTS, TEXTS, ask_for_files, ask_for_folder, ask_where
from ui.window.frame.remembered import Remembered
from ui.window.jobs import Progress
from ui.window.main_window import MainWindow

_A_LINE = 80
"""In characters; the line at the top may have been cut before."""


@pytest.fixture
def demo(remembered: Remembered, tmp_path: Path, qtbot: QtBot) -> Driver:
    driver = Driver(MainWindow(SqliteFiles(), remembered), qtbot)
    return driver.open(make_demo(SqliteFiles(), tmp_path / "demo"))


def test_an_export_that_runs_is_not_given_up_without_a_word(demo: Driver, qtbot: QtBot) -> None:
    going_on, begun = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        going_on.wait(10)
        progress(1.0)

    window = demo.window
    demo.session.run(work, lambda _nothing: None, "Exporting to lupus.xlsx", awaited=True)
    begun.wait(10)
    assert not window.close()
    assert window.isVisible()
    assert window.notice.words.text().startswith("Exporting to lupus.xlsx … Close once more to give it up")
    going_on.set()
    assert window.close()


def test_what_nobody_waits_for_does_not_keep_the_window_open(demo: Driver) -> None:
    going_on = threading.Event()

    def work(progress: Progress) -> None:
        going_on.wait(10)
        progress(1.0)

    demo.session.run(work, lambda _nothing: None, "Counting")
    going_on.set()
    assert demo.window.close()


def test_a_review_is_closed_when_its_export_is_done(demo: Driver, qtbot: QtBot) -> None:
    demo.session.run(lambda _progress: None, lambda _nothing: None, "Exporting", awaited=True)
    qtbot.waitUntil(lambda: not demo.session.jobs.running)
    demo.window.close_review()
    assert demo.window.session is None


def test_the_place_in_a_text_is_remembered_over_a_restart(
    demo: Driver, remembered: Remembered, tmp_path: Path, qtbot: QtBot
) -> None:
    path = demo.session.store.path
    assert path is not None
    demo.read("transplant_review.txt")
    demo.select("publication of favourable series")
    reading = demo.workplace.reading
    caret, top = reading.view.caret, reading.view.top_place
    assert 0 < top <= caret
    demo.read("mouse_study.txt")
    demo.window.close()
    again = Driver(MainWindow(SqliteFiles(), remembered), qtbot)
    again.open(path)
    again.read("transplant_review.txt")
    view = again.workplace.reading.view
    assert view.caret == caret
    assert view.top_place == pytest.approx(top, abs=_A_LINE)
    again.window.close()


def test_places_that_cannot_be_read_are_no_places(remembered: Remembered) -> None:
    remembered.remember_places("a", {"r": (12, 5)})
    assert remembered.places("a") == {"r": (12, 5)}
    remembered._settings.setValue("places/a", "[not json")
    assert remembered.places("a") == {}


def test_dialogs_begin_where_something_was_chosen_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    begun: list[str] = []
    texts, books = tmp_path / "texts", tmp_path / "books"
    for folder in (texts, books):
        folder.mkdir()

    def answer(found: object) -> staticmethod:  # type: ignore[type-arg]
        def ask(_parent: QWidget, _title: str, folder: str, *_more: object, **_named: object) -> object:
            begun.append(folder)
            return found

        return staticmethod(ask)

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer(([str(texts / "r.txt")], "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answer(str(texts)))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer((str(books / "b.xlsx"), "")))
    parent = QWidget()
    qtbot.addWidget(parent)
    ask_for_files(parent, "Texts", "", TEXTS)
    ask_for_files(parent, "Texts", "", TEXTS)
    ask_for_folder(parent, "A folder", TEXTS)
    for _ in range(2):
        ask_where(parent, "Where", tmp_path / "b.xlsx", "", ".xlsx", purpose=EXPORTS)
    assert begun[1] == str(texts)
    assert begun[2] == str(texts)
    assert begun[3:] == [str(tmp_path / "b.xlsx"), str(books / "b.xlsx")]


def test_the_log_says_of_which_claim_and_enter_goes_there(demo: Driver, qtbot: QtBot) -> None:
    session = demo.session
    claim = next(claim for claim in demo.claims if claim.key == "t5")
    session.apply(amend_claim(session.store, claim, session.reviewer.id, status=ClaimStatus.DRAFT))
    demo.workplace.do("log")
    sheet = demo.window.findChildren(LogSheet)[-1]
    qtbot.waitUntil(lambda: sheet.table.rowCount() > 0)
    assert sheet.table.item(0, 2).text() == "Set the status"
    assert sheet.table.item(0, 3).text() == "MSC → Disease activity · Oduya et al. 2021"
    demo.press("Return")
    assert demo.workplace.column.hand.claim is not None
    assert demo.workplace.column.hand.claim.id == claim.id
    assert not [one for one in demo.window.findChildren(LogSheet) if one.isVisible()]


def test_the_list_of_keys_has_every_room_and_help_says_which_version_this_is(demo: Driver) -> None:
    demo.press("F1")
    shown = {label.text() for label in demo.window.findChildren(KeysSheet)[-1].findChildren(QLabel)}
    assert {"EVIDENCE", "COMPARE", "CODEBOOK", "SOURCES", "REVIEWERS", "Spread the reports evenly"} <= shown
    demo.window.actions_by_name["about"].trigger()
    said = "\n".join(label.text() for label in demo.window.findChildren(AboutSheet)[-1].findChildren(QLabel))
    for words in (NAME, VERSION, LICENCE):
        assert words in said


def test_claims_of_a_report_that_was_set_aside_can_be_left_out(demo: Driver) -> None:
    session = demo.session
    report = session.store.all(Report)[0]
    session.apply(retire_report(report, session.reviewer.id))
    sheet = ExportSheet(demo.window.pages, session)
    last = sheet.reports.item(sheet.reports.count() - 1)
    assert last.text().endswith("(set aside)")
    assert sheet.choice().report_ids == ()
    last.setCheckState(Qt.CheckState.Unchecked)
    assert report.id not in sheet.choice().report_ids
    assert len(sheet.choice().report_ids) == session.store.count(Report) - 1
    assert session.store.count(Claim, report_id=report.id) > 0
