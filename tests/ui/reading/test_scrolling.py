"""Scrolling, zooming and resizing: the words one reads stay where they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def text_of(paragraphs: int) -> str:
    """Paragraphs of very different length, so that estimated heights are wrong."""
    return "".join(
        f"Paragraph {number}. " + "WWWW mmmm " * (number * 7 % 60) + "iiii llll " * (number * 11 % 50) + "\n\n"
        for number in range(paragraphs)
    )


def wheel(reader, notches: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    paper = reader.view.viewport()
    at = QPointF(200, 200)
    event = QWheelEvent(
        at, paper.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(paper, event)


def test_scrolling_back_up_moves_the_words_by_as_much_as_down(reader) -> None:
    """Paragraphs above the screen turn out higher or lower than estimated; the text must not jump for that."""
    view = reader.open(text_of(400)).view
    bar = view.verticalScrollBar()
    view.reveal_place(view.text.index("Paragraph 300."))
    for _ in range(120):
        place = view.place_under(view.page.left + 1, 100)
        before = view.caret_rect(place).top()
        bar.setValue(bar.value() - 37)
        assert view.caret_rect(place).top() - before == 37


def test_every_paragraph_is_reached_by_scrolling_and_none_twice(reader) -> None:
    view = reader.open(text_of(60)).view
    bar = view.verticalScrollBar()
    seen: list[int] = []
    while True:
        first, last = view.places_seen()
        seen.append(view.sheet.paragraphs.number_at(first))
        if bar.value() == bar.maximum():
            break
        bar.setValue(bar.value() + 200)
    assert seen == sorted(seen)
    assert last >= len(view.text)


@pytest.mark.parametrize("place", [0, 4_000, 20_000])
def test_words_that_are_revealed_can_be_seen(reader, place: int) -> None:
    view = reader.open(text_of(200)).view
    view.reveal_place(place, place + 20)
    at = view.caret_rect(place)
    assert at.top() >= 0
    assert at.bottom() <= view.viewport().height()


def test_words_that_can_be_seen_already_do_not_move(reader) -> None:
    view = reader.open(text_of(200)).view
    view.reveal_place(9_000)
    value = view.verticalScrollBar().value()
    view.reveal_place(9_050, 9_080)
    assert view.verticalScrollBar().value() == value


def test_zooming_and_resizing_keep_the_first_words_in_sight(reader) -> None:
    view = reader.open(text_of(200)).view
    view.reveal_place(view.text.index("Paragraph 120."))
    place = view.place_under(view.page.left, 0)
    for change in (lambda: view.set_zoom(1.6), lambda: view.resize(420, 500), lambda: view.resize(1500, 900)):
        change()
        assert -view.line_height <= view.caret_rect(place).top() <= view.line_height


def test_keys_and_wheel_zoom_and_the_usual_size_comes_back(reader) -> None:
    view = reader.open(text_of(20)).view
    reader.key(KEY.Key_Plus, CTRL, times=2)
    assert view.zoom == pytest.approx(1.2)
    assert view.sheet.setting.line_height == 31
    reader.key(KEY.Key_Minus, CTRL)
    assert view.zoom == pytest.approx(1.1)
    reader.key(KEY.Key_0, CTRL)
    assert view.zoom == 1.0
    wheel(reader, 1, CTRL)
    assert view.zoom == pytest.approx(1.1)
    wheel(reader, -9, CTRL)
    assert view.zoom == pytest.approx(0.7)


def test_the_wheel_scrolls(reader) -> None:
    view = reader.open(text_of(100)).view
    wheel(reader, -2)
    assert view.verticalScrollBar().value() > 50


def test_all_lines_have_one_height_whatever_their_letters(reader) -> None:
    text = "Latin 医学 العربية 😀 𝛼 ậ̈́͜ again " * 30
    view = reader.open(text).view
    laid = view.sheet.laid(0)
    tops = {
        view.caret_rect(view.sheet.line_bounds(laid, laid.layout.lineAt(number))[0]).top()
        for number in range(laid.line_count)
    }
    assert sorted(tops) == [min(tops) + 26 * number for number in range(len(tops))]


def test_a_heading_is_bold_and_its_sign_keeps_its_place(reader) -> None:
    text = "## Results\n\n" + "A long paragraph follows the heading here. " * 8 + "\nOther words\n" + "More. " * 60
    view = reader.open(text).view
    formats = view.sheet.laid(0).layout.formats()
    assert formats[0].format.font().bold() or formats[0].format.font().weight() >= 600
    assert view.sheet.laid(2).layout.formats() == []
    reader.click(reader.at(4), times=2)
    assert reader.selected == "Results"


def test_a_text_that_begins_with_its_title_does_not_show_it_twice(reader) -> None:
    view = reader.view
    view.show_text("Stem cells in lupus", "Carl N", "\n# Stem Cells in Lupus.\n\nText.")
    assert view.heading.title_lines == []
    assert view.heading.byline_lines == ["Carl N"]
    view.show_text("Stem cells in lupus", "Carl N", "Text.")
    assert view.heading.title_lines == ["Stem cells in lupus"]


def test_an_empty_text_can_be_shown(reader) -> None:
    view = reader.open("").view
    reader.key("a", CTRL)
    reader.key(KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    reader.key("w")
    reader.click(QPointF(100, 100), times=3)
    assert view.selection is None
    assert view.caret == 0
