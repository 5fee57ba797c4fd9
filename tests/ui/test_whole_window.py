"""The whole path in the real window: by keyboard alone, by mouse, and back again tomorrow."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from curator.checking import check
from curator.coding.reviews import add_reviewer
from curator.demo import make_demo
from curator.errors import ReadOnlyReview
from curator.exporting.doors import export_doors
from curator.ports import ReviewStore
from curator.records import Claim, ClaimStatus, Coding, CodingStatus, Mark, Report, Reviewer
from db.files import SqliteFiles
from tests.driver import Driver
from ui.window.frame.export_sheet import ExportSheet
from ui.window.frame.in_use_sheet import InUseSheet
from ui.window.frame.remembered import Remembered
from ui.window.frame.who_sheet import WhoSheet
from ui.window.main_window import SMALLEST, MainWindow

MOST_PRESSES = 12


@pytest.fixture
def window(remembered: Remembered, qtbot: QtBot) -> Iterator[Driver]:
    """The window before a review is open."""
    main_window = MainWindow(SqliteFiles(), remembered)
    driver = Driver(main_window, qtbot)
    yield driver
    main_window.close()


@pytest.fixture
def demo(window: Driver, tmp_path: Path) -> Driver:
    """The window on the demo review, its trial report open."""
    return window.open(make_demo(SqliteFiles(), tmp_path)).read("cord_cell_trial.txt")


def answer_dialog(monkeypatch: pytest.MonkeyPatch, name: str, path: Path) -> None:
    """Lets the desktop's own file dialog answer at once."""
    monkeypatch.setattr(QFileDialog, name, staticmethod(lambda *_args, **_named: (str(path), "")))


def test_from_nothing_to_a_workbook_by_keyboard_alone(
    window: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "trial.txt"
    source.write_text("Relapse was rarer with MSC than with usual care (12 of 56 against 24 of 54).\n", "utf-8")
    answer_dialog(monkeypatch, "getSaveFileName", tmp_path / "mine.curator")
    window.window.start_page.review_title.setFocus()
    window.type("Lupus").press("Tab").type("Anna Berg").press("Return")
    assert [reviewer.name for reviewer in window.all(Reviewer)] == ["Anna Berg"]

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", staticmethod(lambda *_args, **_named: ([str(source)], "")))
    window.press("Ctrl+I").settle()
    assert [report.file_name for report in window.all(Report)] == ["trial.txt"]

    window.press("Ctrl+1").read("trial.txt")
    window.select("Relapse was rarer with MSC").press("Return")
    window.type("MSC").press("Return")
    window.type("Relapse").press("Return")
    window.type("1").press("Return")
    claim = window.claims[0]
    assert claim.status is ClaimStatus.COMPLETE
    assert [passage.words for passage in claim.passages] == ["Relapse was rarer with MSC"]
    codebook = window.session.codebook
    assert codebook.name_of(claim.therapies[0][0]) == "MSC"
    assert (codebook.name_of(claim.outcome_id), codebook.name_of(claim.direction_id)) == ("Relapse", "improved")

    answer_dialog(monkeypatch, "getSaveFileName", tmp_path / "mine.xlsx")
    window.press("Ctrl+E").press("Space").settle()
    rows = list(openpyxl.load_workbook(tmp_path / "mine.xlsx")["Passages"].iter_rows(values_only=True))
    assert "Relapse was rarer with MSC" in rows[1]


def test_the_usual_claim_takes_at_most_twelve_presses_in_the_window(
    demo: Driver, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {claim.id for claim in demo.claims}
    demo.select("One patient in the MSC group had a thrombosis")
    demo.forget_presses()
    demo.press("Return").type("msc").press("Return").type("ser").press("Return").type("2").press("Return")
    made = [claim for claim in demo.claims if claim.id not in before]
    codebook = demo.session.codebook
    assert len(made) == 1
    assert made[0].status is ClaimStatus.COMPLETE
    assert codebook.name_of(made[0].therapies[0][0]) == "MSC"
    assert codebook.name_of(made[0].outcome_id) == "Serious adverse events"
    assert codebook.name_of(made[0].direction_id) == "worsened"
    with capsys.disabled():
        sys.stdout.write(f"\nkey presses for the usual claim, in the whole window: {demo.presses}\n")
    assert demo.presses <= MOST_PRESSES


def test_a_claim_by_mouse(demo: Driver) -> None:
    before = {claim.id for claim in demo.claims}
    demo.drag_over("No cancer was seen")
    assert demo.selected == "No cancer was seen"
    bar = demo.workplace.reading.selection_bar
    assert bar.isVisible()
    demo.click(next(button for button in bar.findChildren(QPushButton) if "laim" in button.text()))
    made = [claim for claim in demo.claims if claim.id not in before]
    assert [passage.words for passage in made[0].passages] == ["No cancer was seen"]
    demo.drag_over("two years are too short to judge it")
    demo.click(next(button for button in bar.findChildren(QPushButton) if "passage" in button.text()))
    words = [passage.words for passage in demo.session.store.get(Claim, made[0].id).passages]
    assert words == ["No cancer was seen", "two years are too short to judge it"]
    segments = demo.workplace.column.fields.direction.findChildren(QPushButton)
    demo.click(next(segment for segment in segments if segment.text() == "unclear"))
    direction = demo.session.store.get(Claim, made[0].id).direction_id
    assert demo.session.codebook.name_of(direction) == "unclear"


def test_opening_a_review_shows_no_other_window(window: Driver, tmp_path: Path, qapp: QApplication) -> None:
    shown: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    try:
        window.open(make_demo(SqliteFiles(), tmp_path)).read("mouse_study.txt")
        for room in ("evidence", "codebook", "sources", "read"):
            window.workplace.do(room)
    finally:
        qapp.removeEventFilter(watch)
    assert [type(widget).__name__ for widget in shown] == []


def test_words_are_marked_with_a_label_by_two_keys(demo: Driver) -> None:
    before = {mark.id for mark in demo.all(Mark)}
    demo.select("one immunosuppressant").press("L").type("5")
    made = [mark for mark in demo.all(Mark) if mark.id not in before]
    assert [passage.words for passage in made[0].passages] == ["one immunosuppressant"]
    assert demo.session.codebook.labels[made[0].label_id].name == "Population"


def test_what_is_wrong_with_a_file_named_at_the_start_is_seen(window: Driver, tmp_path: Path) -> None:
    path = tmp_path / "letter.curator"
    path.write_text("Dear colleague")
    main_window = window.window
    main_window.open_soon(path)
    window.qtbot.waitUntil(main_window.notice.isVisible)
    assert "letter.curator" in main_window.notice.words.text()
    assert main_window.pages.currentWidget() is main_window.start_page
    assert main_window.pages.children()[-1] is main_window.notice, "nothing lies over it"


def test_a_protected_review_is_offered_for_reading(
    window: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_demo(SqliteFiles(), tmp_path)
    main_window = window.window
    truly_open = SqliteFiles.open

    def protected(files: SqliteFiles, path: Path, *, read_only: bool = False) -> ReviewStore:
        if not read_only:
            raise ReadOnlyReview("{name} is protected.", name=path.name)
        return truly_open(files, path, read_only=True)

    monkeypatch.setattr(SqliteFiles, "open", protected)
    main_window.open_review(path)
    sheet = main_window.findChild(InUseSheet)
    assert "altered" in sheet.accessibleName()
    sheet.go.click()
    main_window.findChild(WhoSheet).choices[0].click()
    assert window.session.store.read_only


def test_the_look_that_is_worn_is_ticked(window: Driver) -> None:
    actions = window.window.actions_by_name
    assert actions["as_desktop"].isChecked()
    actions["dark"].trigger()
    assert [name for name in ("light", "dark", "as_desktop") if actions[name].isChecked()] == ["dark"]
    assert window.window.remembered.look() == "dark"
    actions["light"].trigger()


def test_nothing_is_cut_in_the_smallest_window(demo: Driver) -> None:
    demo.window.resize(*SMALLEST)
    demo.select("One patient died").press("Return").press("Escape").settle()
    bar, panel = demo.workplace.top_bar, demo.workplace.column.panel
    for whole in (*bar.rooms.buttons(), panel.save_button, panel.ask_query):
        assert whole.width() >= whole.minimumSizeHint().width(), whole.text()
    demo.window.resize(1600, 900)
    assert bar.title.text() == "Stem cell therapy in lupus (demo)"
    assert bar.file_name.text() == "demo.curator"


def test_undo_reaches_every_step_and_survives_a_restart(demo: Driver) -> None:
    before = demo.claims
    demo.select("One patient died").press("Return").type("sta").press("Return")
    path, shown = demo.session.store.path, demo.workplace.reading.report_id
    assert path is not None
    demo.window.close_review()
    demo.open(path)
    assert demo.workplace.reading.report_id == shown, "the report read last is shown again, not the first one"
    demo.press("Ctrl+Z", times=2)
    assert demo.claims == before
    demo.press("Ctrl+Shift+Z", times=2)
    assert len(demo.claims) == len(before) + 1
    assert check(demo.session.store) == []


def test_a_claim_is_found_by_the_search_and_shown_at_its_words(demo: Driver) -> None:
    demo.press("Ctrl+2").press("Ctrl+K").type("glomeruli, not")
    demo.press("Ctrl+A").type("abolished this").press("Return").settle()
    claim = demo.workplace.column.hand.claim
    assert claim is not None
    assert claim.passages[0].words == "Blocking IDO abolished this rise"
    assert "mice" in demo.text
    assert demo.workplace.top_bar.search.text() == "", "what was found is left behind"


def test_submitting_locks_the_coding_and_reopening_frees_it(demo: Driver) -> None:
    demo.press("Ctrl+Shift+Return")
    report_id = demo.workplace.reading.report_id
    coding = next(coding for coding in demo.all(Coding) if coding.report_id == report_id)
    assert coding.status is CodingStatus.SUBMITTED
    assert demo.window.notice.words.text().startswith("2 claims went along as drafts.")
    demo.press("Esc")
    count = len(demo.claims)
    demo.select("Days off work").press("Return")
    assert len(demo.claims) == count
    assert "submitted" in demo.window.notice.words.text()
    assert demo.window.notice.isVisible()
    demo.workplace.do("reopen")
    demo.select("Days off work").press("Return")
    assert len(demo.claims) == count + 1


def test_who_i_am_is_asked_once_for_each_review_and_machine(window: Driver, tmp_path: Path, qtbot: QtBot) -> None:
    path = make_demo(SqliteFiles(), tmp_path)
    window.window.open_review(path)
    asked = window.window.findChildren(WhoSheet)
    assert len(asked) == 1
    window.click(asked[0].choices[0])
    window.window.close_review()
    window.window.open_review(path)
    qtbot.waitUntil(lambda: not [sheet for sheet in window.window.findChildren(WhoSheet) if sheet.isVisible()])


def test_nothing_of_a_review_of_several_is_shown_before_somebody_says_who_they_are(
    window: Driver, tmp_path: Path
) -> None:
    path = make_demo(SqliteFiles(), tmp_path)
    window.window.open_review(path)
    assert window.window.session is None
    assert window.window.pages.currentWidget() is window.window.start_page
    window.window.findChildren(WhoSheet)[-1].leave()
    SqliteFiles().open(path).close()  # it is free again
    window.window.open_review(path)
    sheet = [one for one in window.window.findChildren(WhoSheet) if one.isVisible()][-1]
    sheet.name.setText("Cleo Park")
    window.click(sheet.add)
    assert window.session.reviewer.name == "Cleo Park"
    assert window.session.reader.count(Claim, report_id=window.workplace.reading.report_id) == 0


def test_whoever_was_added_and_works_here_gives_way_when_that_is_undone(demo: Driver) -> None:
    session = demo.session
    cleo, change = add_reviewer(session.store, "Cleo Park", session.reviewer.id)
    session.apply(change)
    session.work_as(cleo)
    session.undo()
    assert session.reviewer.name == "Anna Berg"
    assert demo.workplace.top_bar.badge.text() == "Anna Berg"


def test_in_the_demo_nobody_is_asked_who_they_are(remembered: Remembered, tmp_path: Path, qtbot: QtBot) -> None:
    main_window = MainWindow(SqliteFiles(), remembered, lambda: make_demo(SqliteFiles(), tmp_path))
    driver = Driver(main_window, qtbot)
    driver.click(main_window.start_page.demo_link)
    assert driver.session.reviewer.name == "Anna Berg"
    assert not [sheet for sheet in main_window.findChildren(WhoSheet) if sheet.isVisible()]
    main_window.close()


def test_a_review_open_elsewhere_is_offered_for_reading_only(window: Driver, tmp_path: Path) -> None:

    path = make_demo(SqliteFiles(), tmp_path)
    elsewhere = SqliteFiles().open(path)
    window.window.open_review(path)
    sheet = window.window.findChildren(InUseSheet)[0]
    window.click(sheet.go)
    window.click(window.window.findChildren(WhoSheet)[0].choices[0])
    assert window.session.store.read_only
    count = len(window.claims)
    window.read("mouse_study.txt").select("Two mice died").press("Return")
    assert len(window.claims) == count
    elsewhere.close()


def test_the_chosen_claims_are_exported_beside_the_window(
    demo: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialog(monkeypatch, "getSaveFileName", tmp_path / "chosen")
    demo.press("Ctrl+E")
    sheet = demo.window.findChildren(ExportSheet)[0]
    sheet.statuses[ClaimStatus.DRAFT].setChecked(False)
    demo.click(sheet.go).settle()
    sheet_rows = openpyxl.load_workbook(tmp_path / "chosen.xlsx")["Claims"]
    open_to_anna = demo.session.reader.all(Claim)
    assert len(open_to_anna) < len(demo.claims), "what only Ben has submitted is not exported"
    complete = [claim for claim in open_to_anna if claim.status is ClaimStatus.COMPLETE]
    assert sheet_rows.max_row == len(complete) + 1


def test_another_format_is_chosen_and_written_beside_the_window(
    demo: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_dialog(monkeypatch, "getSaveFileName", tmp_path / "kept")
    demo.press("Ctrl+E")
    sheet = demo.window.findChildren(ExportSheet)[0]
    names = [door.name for door in export_doors()]
    assert sheet.format.count() == len(names)
    sheet.format.setCurrentIndex(names.index("jsonl"))
    assert "without loss" in sheet.meaning.text()
    assert sheet.statuses[ClaimStatus.RETRACTED].isChecked(), "what is for keeping holds everything"
    demo.click(sheet.go).settle()
    assert (tmp_path / "kept.jsonl").read_text("utf-8").startswith('{"record":"header"')


def test_a_file_that_is_no_review_is_told_and_the_start_page_stays(window: Driver, tmp_path: Path) -> None:
    bad = tmp_path / "words.curator"
    bad.write_text("no review")
    window.window.open_review(bad)
    assert window.window.notice.isVisible()
    assert "words.curator" in window.window.notice.words.text()
    assert window.window.session is None


def test_opening_a_report_with_many_claims_takes_at_most_four_statements(demo: Driver) -> None:
    import sqlalchemy as sa

    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            statements.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", count)
    try:
        demo.read("transplant_review.txt")
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", count)
    opened = [one for one in statements if "FROM report" not in one or "WHERE" in one]
    assert len(opened) <= 4, opened  # the text, its structure, claims and marks
