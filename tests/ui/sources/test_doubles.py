"""Reports that may be in the review twice: found beside the window, joined, kept apart, left for later, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from curator.changes import Change, added
from curator.coding.claims import record_claim
from curator.demo import make_demo
from curator.ids import new_id
from curator.records import Report
from curator.text.passages import cut
from db.files import SqliteFiles
from tests.ui.sources.conftest import LONGEST_WAIT, Librarian
from ui.window.frame.remembered import Remembered
from ui.window.main_window import MainWindow
from ui.window.sources.doubles.doubles_panel import MOST_CARDS, DoublesPanel


def text_of(number: int, doi: str) -> str:
    return f"# Cells for lupus {doi[-1]}\n\ndoi: {doi}\n\nRelapse was rarer ({number}).\n"


@pytest.fixture
def pairs(librarian: Librarian, tmp_path: Path) -> list[Report]:
    """Four reports that are two, in the order in which they came in."""
    for number, doi in enumerate(("10.1000/aaaa", "10.1000/aaaa", "10.1000/bbbb", "10.1000/bbbb")):
        path = tmp_path / f"{number}.md"
        path.write_text(text_of(number, doi), "utf-8")
        librarian.bring_in([path])
    librarian.room.close_panel()
    librarian.room.enter()
    return librarian.session.store.all(Report)


def looked(librarian: Librarian) -> DoublesPanel:
    """The panel, opened with its key in the list of reports, once it has looked."""
    QTest.keyClick(librarian.room.view, Qt.Key.Key_D)
    panel = librarian.room.panel
    assert isinstance(panel, DoublesPanel)
    librarian.told()
    return panel


def press(librarian: Librarian, key: Qt.Key) -> None:
    """A key where the focus is, and whatever is looked for after it."""
    QTest.keyClick(librarian.room.window().focusWidget(), key)
    librarian.told()


def left(librarian: Librarian) -> list[str]:
    return [report.file_name for report in librarian.session.store.all(Report, retired=False)]


def test_each_pair_is_shown_with_its_reason(librarian: Librarian, pairs: list[Report]) -> None:
    panel = looked(librarian)
    assert [(card.kept, card.aside) for card in panel.cards] == [(pairs[0], pairs[1]), (pairs[2], pairs[3])]
    assert panel.summary.text().startswith("2 pairs may be the same report.")
    assert panel.cards[0].join.hasFocus()


def test_joining_is_one_change_and_undo_brings_the_pair_back(librarian: Librarian, pairs: list[Report]) -> None:
    panel = looked(librarian)
    press(librarian, Qt.Key.Key_J)
    assert left(librarian) == ["0.md", "2.md", "3.md"]
    assert [card.kept for card in panel.cards] == [pairs[2]]
    assert panel.cards[0].join.hasFocus()
    librarian.session.undo()
    librarian.told()
    assert left(librarian) == ["0.md", "1.md", "2.md", "3.md"]
    assert len(panel.cards) == 2


def test_two_that_are_kept_are_not_asked_about_again(librarian: Librarian, pairs: list[Report]) -> None:
    panel = looked(librarian)
    panel.cards[0].keep.click()
    librarian.told()
    press(librarian, Qt.Key.Key_K)
    assert left(librarian) == [report.file_name for report in pairs]
    assert panel.cards == []
    assert panel.summary.text() == "Among the 4 reports, no two look like the same one."
    assert panel.leaving.hasFocus()
    assert looked(librarian).cards == []


def test_what_is_left_for_later_is_asked_the_next_time(librarian: Librarian, pairs: list[Report]) -> None:
    panel = looked(librarian)
    press(librarian, Qt.Key.Key_L)
    press(librarian, Qt.Key.Key_L)
    assert panel.cards == []
    assert panel.summary.text().endswith("2 pairs are left for later.")
    QTest.keyClick(panel.leaving, Qt.Key.Key_Escape)
    assert librarian.room.panel is None
    assert len(looked(librarian).cards) == 2


def test_what_was_coded_stays_and_two_that_were_coded_cannot_be_joined(
    librarian: Librarian, pairs: list[Report]
) -> None:
    store, anna = librarian.session.store, librarian.session.reviewer
    for report in pairs[1:]:
        _, change = record_claim(store, report.id, anna.id, [cut(store.text(report.text_sha256), 0, 5)])
        librarian.session.apply(change)
    panel = looked(librarian)
    first, second = panel.cards
    assert (first.kept, first.aside) == (pairs[1], pairs[0])
    assert second.kept is None
    assert not second.join.isEnabled()
    first.join.click()
    librarian.told()
    assert left(librarian) == ["1.md", "2.md", "3.md"]
    assert panel.cards[0].keep.hasFocus()


def test_three_of_one_are_joined_pair_by_pair(librarian: Librarian, pairs: list[Report], tmp_path: Path) -> None:
    path = tmp_path / "5.md"
    path.write_text(text_of(5, "10.1000/aaaa"), "utf-8")
    librarian.room.import_paths([path])
    librarian.told()
    panel = looked(librarian)
    while panel.cards:
        press(librarian, Qt.Key.Key_J)
    assert left(librarian) == ["0.md", "2.md"]


def test_an_empty_review_has_nothing_twice(librarian: Librarian) -> None:
    librarian.room.look_for_doubles()
    librarian.told()
    assert librarian.room.panel.summary.text() == "Among the 0 reports, no two look like the same one."


def test_of_two_thousand_reports_the_first_pairs_are_shown_and_the_search_can_be_left(librarian: Librarian) -> None:
    ids = sorted(new_id() for _ in range(2000))
    session = librarian.session
    reports = [
        Report(
            id=one,
            title=f"Cells of kind {number % 1900} for lupus of the kidney",
            doi=f"10.1000/{number % 1900}",
            year=2000 + number % 20,
            text_sha256=f"{number:064x}",
            characters=1,
        )
        for number, one in enumerate(ids)
    ]
    session.store.apply(Change(title="Many", reviewer_id=session.reviewer.id, alterations=added(reports)))
    librarian.room.look_for_doubles()
    panel = librarian.room.panel
    assert panel.is_busy
    panel.leave()
    librarian.told()
    assert panel.summary.text() == "Cancelled. Nothing was changed."
    panel.search()
    librarian.told()
    assert panel.summary.text().startswith("100 pairs may be the same report.")
    assert len(panel.cards) == MOST_CARDS


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window on the demo review."""
    settings = QSettings(str(tmp_path / "remembered.ini"), QSettings.Format.IniFormat)
    opened = MainWindow(SqliteFiles(), Remembered(settings))
    qtbot.addWidget(opened)
    opened.demo_path = make_demo(SqliteFiles(), tmp_path)
    opened.open_review(opened.demo_path)
    opened.show()
    yield opened
    opened.close()


def test_the_menu_leads_to_it(window: MainWindow, qtbot: QtBot) -> None:
    action = window.actions_by_name["doubles"]
    assert action.isEnabled()
    assert action.shortcut().toString() == "Ctrl+Shift+J"
    action.trigger()
    panel = window.workplace.sources.panel
    assert isinstance(panel, DoublesPanel)
    qtbot.waitUntil(lambda: bool(panel.summary.text()) and not panel.is_busy, timeout=LONGEST_WAIT)
    assert "no two look like the same one" in panel.summary.text()


def test_the_search_of_everything_leads_to_it(window: MainWindow, qtbot: QtBot) -> None:
    workplace = window.workplace
    search = workplace.top_bar.search
    search.setFocus()
    QTest.keyClicks(search, "here twice")
    qtbot.waitUntil(workplace.search_panel.isVisible, timeout=LONGEST_WAIT)
    QTest.keyClick(search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(workplace.sources.panel, DoublesPanel), timeout=LONGEST_WAIT)
    panel = workplace.sources.panel
    qtbot.waitUntil(lambda: bool(panel.summary.text()) and not panel.is_busy, timeout=LONGEST_WAIT)
