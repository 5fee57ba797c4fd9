"""Suggestions in the text: quiet, off with one key, and a draft claim when one is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from curator.changes import Change, SourceText, added
from curator.demo import make_demo
from curator.ids import new_id
from curator.records import ClaimStatus, Report
from db.files import SqliteFiles
from tests.driver import Driver
from ui.window.frame.remembered import Remembered
from ui.window.main_window import MainWindow
from ui.window.reading.suggested_text import SuggestedText

TEXT = """Fresh trial of MSC

We gave MSC to 120 people with lupus, whose doctors chose among many other medicines.

Relapse was rarer with MSC than with standard care (6/60 vs 13/61; RR 0.47, 95% CI 0.19 to 1.15; p = 0.09).

Lupus is a disease of the immune system.

Remission was reached by 20 of 60 (33%) with MSC against 9 of 61 (15%); p = 0.02.
"""


@pytest.fixture
def demo(remembered: Remembered, qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    """The window on the demo, with one more report in it of which nobody has made a claim."""
    path = make_demo(SqliteFiles(), tmp_path)
    store = SqliteFiles(tmp_path / "backups").open(path)
    source = SourceText(text=TEXT, original=TEXT.encode())
    report = Report(
        id=new_id(), title="Fresh", file_name="fresh.txt", text_sha256=source.text_sha256, characters=len(TEXT)
    )
    store.apply(Change(title="Import", reviewer_id=None, alterations=added([report]), texts=(source,)))
    store.close()
    main_window = MainWindow(SqliteFiles(), remembered)
    driver = Driver(main_window, qtbot).open(path).read("fresh.txt")
    qtbot.waitUntil(lambda: bool(suggested(driver).results))
    yield driver
    main_window.close()


def suggested(driver: Driver) -> SuggestedText:
    return driver.workplace.reading.suggested


def hinted(driver: Driver) -> list[str]:
    view = driver.workplace.reading.view
    return [view.text[start:end] for start, end in view.painted.hints]


def test_terms_and_numbers_are_hinted_at(demo: Driver) -> None:
    assert "MSC" in hinted(demo)
    assert any("RR" in words for words in hinted(demo))


def test_one_key_turns_suggestions_off_for_good(demo: Driver, remembered: Remembered) -> None:
    demo.press("Ctrl+J")
    assert hinted(demo) == []
    assert suggested(demo).results == []
    assert not remembered.suggestions()
    demo.press("Ctrl+J")
    demo.qtbot.waitUntil(lambda: bool(suggested(demo).results))
    assert remembered.suggestions()


def test_a_suggestion_that_is_taken_is_a_draft_and_one_change(demo: Driver) -> None:
    view = demo.workplace.reading.view
    view.setFocus()
    view.put_caret(0)
    before = demo.claims
    demo.press("J")
    assert view.selection is not None
    words = view.selected_words()
    assert "R takes it as a draft claim" in demo.workplace.bottom_bar.left.text()
    count = len(suggested(demo).results)
    demo.press("R")
    (claim,) = [claim for claim in demo.claims if claim not in before]
    assert claim.status is ClaimStatus.DRAFT
    assert claim.passages[0].words == words
    assert demo.workplace.column.hand.claim == claim
    demo.qtbot.waitUntil(lambda: len(suggested(demo).results) == count - 1)
    demo.session.undo()
    assert demo.claims == before
    demo.qtbot.waitUntil(lambda: len(suggested(demo).results) == count)


def test_stepping_goes_forth_and_back(demo: Driver) -> None:
    view = demo.workplace.reading.view
    view.setFocus()
    view.put_caret(0)
    demo.press("J")
    first = view.selection
    demo.press("J")
    assert view.selection != first
    demo.press("Shift+J")
    assert view.selection == first


def test_where_nothing_is_suggested_nothing_is_taken(demo: Driver) -> None:
    view = demo.workplace.reading.view
    view.setFocus()
    view.put_caret(0)
    before = demo.claims
    demo.press("R")
    assert demo.claims == before
    assert "No suggestion here" in demo.workplace.bottom_bar.left.text()


def test_what_was_found_is_told_in_words(demo: Driver) -> None:
    told = [suggested(demo).in_words(one) for one in suggested(demo).results]
    assert all("R takes it as a draft claim" in words for words in told)
    assert any("MSC" in words for words in told)


def test_the_line_beside_a_result_is_clicked_and_tells_what_it_is(demo: Driver) -> None:
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    view = demo.workplace.reading.view
    first = suggested(demo).results[0]
    view.reveal_place(first.start, first.end)
    beside = QPoint(view.page.left - 14, round(view.caret_rect(first.start).center().y()))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert view.selection == (first.start, first.end)


def test_while_suggestions_are_off_nothing_takes_one(demo: Driver) -> None:
    demo.press("Ctrl+J")
    assert not any(action.isEnabled() for action in suggested(demo).actions)
    assert all(action in demo.workplace.reading.menu.actions() for action in suggested(demo).actions)
