"""Finding words in the text: on what is stored, stepping from place to place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.window.reading.find_bar import FindBar
from ui.window.reading.finding import MOST_FOUND, places_of

KEY = Qt.Key
TEXT = "HSCT 😀 fell.\nAfter hsct no relapse; Hsct\u00a0once\u2028more.\nEnd of HSCT"


def test_upper_and_lower_case_are_alike_and_places_are_code_points() -> None:
    assert [TEXT[start:end] for start, end in places_of(TEXT, "hsct")] == ["HSCT", "hsct", "Hsct", "HSCT"]


def test_a_space_finds_line_ends_and_no_break_spaces() -> None:
    assert [TEXT[start:end] for start, end in places_of(TEXT, "hsct once")] == ["Hsct\u00a0once"]
    assert places_of(TEXT, "fell. after") == [(TEXT.index("fell"), TEXT.index(" hsct"))]


@given(st.text(alphabet="abßİ.*( ", max_size=30), st.text(alphabet="abßİ.*(", min_size=1, max_size=3))
def test_signs_are_only_signs_and_every_place_holds_the_words(text: str, words: str) -> None:
    for start, end in places_of(text, words):
        assert text[start:end].casefold() == words.casefold()


def test_nothing_and_too_much_are_answered_quickly() -> None:
    assert places_of(TEXT, "  ") == []
    assert len(places_of("a" * (MOST_FOUND + 5), "a")) == MOST_FOUND


@pytest.fixture
def bar(reader) -> FindBar:
    reader.open(TEXT)
    return FindBar(reader.view)


def test_typing_goes_to_the_first_place_and_enter_to_the_next(reader, bar: FindBar) -> None:
    bar.open()
    QTest.keyClicks(bar.line, "hsct")
    assert bar.count.text() == "1 of 4"
    assert reader.view.selection == (0, 4)
    QTest.keyClick(bar.line, KEY.Key_Return)
    QTest.keyClick(bar.line, KEY.Key_F3)
    assert bar.count.text() == "3 of 4"
    assert reader.selected == "Hsct"
    QTest.keyClick(bar.line, KEY.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == "2 of 4"
    bar.find_next()
    bar.find_next()
    bar.find_next()
    assert bar.count.text() == "1 of 4"


def test_selected_words_are_looked_for_at_once(reader, bar: FindBar) -> None:
    start = TEXT.index("hsct")
    reader.view.select(start, start + 4)
    bar.open()
    assert bar.line.text() == "hsct"
    assert bar.count.text() == "2 of 4"


def test_escape_closes_takes_the_hits_away_and_leaves_the_last_selected(reader, bar: FindBar, qtbot: QtBot) -> None:
    bar.open()
    QTest.keyClicks(bar.line, "relapse")
    assert list(reader.view.painted.found) == places_of(TEXT, "relapse")
    with qtbot.waitSignal(bar.closed):
        QTest.keyClick(bar.line, KEY.Key_Escape)
    assert bar.isHidden()
    assert list(reader.view.painted.found) == []
    assert reader.selected == "relapse"
    assert reader.view.hasFocus()


def test_what_is_not_there_is_said(reader, bar: FindBar) -> None:
    bar.open()
    QTest.keyClicks(bar.line, "placebo")
    assert bar.count.text() == "not found"
    bar.find_next()
    assert reader.selected is None


def test_another_text_is_searched_anew(reader, bar: FindBar) -> None:
    bar.open()
    QTest.keyClicks(bar.line, "hsct")
    reader.open("Only one HSCT here.")
    bar.text_changed()
    assert bar.places == [(9, 13)]


def test_a_long_text_is_searched_after_a_pause_and_at_once_on_enter(reader, bar: FindBar, long_text) -> None:
    reader.open(long_text(600_000) + "needle")
    bar.open()
    QTest.keyClicks(bar.line, "needle")
    assert bar.places == []
    QTest.keyClick(bar.line, KEY.Key_Return)
    assert reader.selected == "needle"
