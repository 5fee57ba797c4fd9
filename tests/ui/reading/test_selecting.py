"""Selecting words by mouse and by keyboard: whole clinical words, or exact characters when asked for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

TEXT = (
    "Relapses fell with MSC therapy (95% CI 0.2 to 0.4; p<0.001). TNF-α and IL-6 were lower at 2-year follow-up.\n"
    "\n"
    "A second paragraph says that infections were fewer. Its last sentence is short.\n"
)


def test_a_drag_takes_whole_words(reader) -> None:
    reader.open(TEXT).drag(TEXT.index("lapses"), TEXT.index("rapy"))
    assert reader.selected == "Relapses fell with MSC therapy"


def test_a_drag_backwards_takes_the_same_words(reader) -> None:
    reader.open(TEXT).drag(TEXT.index("rapy"), TEXT.index("lapses"))
    assert reader.selected == "Relapses fell with MSC therapy"


def test_alt_takes_exact_characters(reader) -> None:
    reader.open(TEXT).drag(TEXT.index("lapses"), TEXT.index("rapy"), ALT)
    assert reader.selected == "lapses fell with MSC the"


@pytest.mark.parametrize(("inside", "word"), [("%", "95% CI"), ("NF-", "TNF-α"), ("L-6", "IL-6"), ("-year", "2-year")])
def test_a_double_click_takes_a_clinical_word(reader, inside: str, word: str) -> None:
    reader.open(TEXT).click(reader.at(TEXT.index(inside)), times=2)
    assert reader.selected == word


def test_three_clicks_take_the_sentence_and_four_the_paragraph(reader) -> None:
    reader.open(TEXT)
    place = reader.at(TEXT.index("infections"))
    reader.click(place, times=3)
    assert reader.selected == "A second paragraph says that infections were fewer."
    reader.click(place, times=4)
    assert reader.selected == "A second paragraph says that infections were fewer. Its last sentence is short."


def test_dragging_on_after_a_double_click_goes_by_words(reader) -> None:
    reader.open(TEXT)
    start = reader.at(TEXT.index("ell"))
    reader.click(start)
    reader._when += 50
    reader.press(start)
    reader.move(reader.at(TEXT.index("SC th")))
    reader.release(reader.at(TEXT.index("SC th")))
    assert reader.selected == "fell with MSC"


def test_shift_click_reaches_to_the_place(reader) -> None:
    reader.open(TEXT).click(reader.at(TEXT.index("fell")))
    reader.click(reader.at(TEXT.index("apy")), modifiers=SHIFT)
    assert reader.selected == "fell with MSC therapy"


def test_a_click_lets_go_and_puts_the_caret_there(reader) -> None:
    reader.open(TEXT).drag(0, 8)
    reader.click(reader.at(TEXT.index("fell")))
    assert reader.selected is None
    assert reader.view.caret == TEXT.index("fell")


def test_shifted_arrows_extend_by_words_and_take_them_back(reader) -> None:
    reader.open(TEXT).view.put_caret(TEXT.index("lapses"))
    reader.key(KEY.Key_Right, SHIFT, times=3)
    assert reader.selected == "Relapses fell with"
    reader.key(KEY.Key_Left, SHIFT)
    assert reader.selected == "Relapses fell"
    reader.key(KEY.Key_Left, SHIFT, times=2)
    assert reader.selected is None


def test_shift_left_from_within_a_word_takes_it_and_the_one_before(reader) -> None:
    reader.open(TEXT).view.put_caret(TEXT.index("CI") + 1)
    reader.key(KEY.Key_Left, SHIFT)
    assert reader.selected == "95% CI"
    reader.key(KEY.Key_Left, SHIFT)
    assert reader.selected == "(95% CI"
    reader.key(KEY.Key_Left, SHIFT)
    assert reader.selected == "therapy (95% CI"


def test_alt_shift_arrows_extend_by_exact_characters(reader) -> None:
    reader.open("ab\u0301😀👩‍⚕️c").view.put_caret(0)
    grown = []
    for _ in range(5):
        reader.key(KEY.Key_Right, ALT | SHIFT)
        grown.append(reader.selected)
    assert grown == ["a", "ab\u0301", "ab\u0301😀", "ab\u0301😀👩‍⚕️", "ab\u0301😀👩‍⚕️c"]
    reader.key(KEY.Key_Left, ALT | SHIFT, times=2)
    assert reader.selected == "ab\u0301😀"


def test_exact_characters_after_words_leave_the_beginning_alone(reader) -> None:
    reader.open(TEXT).view.put_caret(0)
    reader.key(KEY.Key_Right, SHIFT, times=2)
    reader.key(KEY.Key_Right, ALT | SHIFT, times=3)
    assert reader.selected == "Relapses fell wi"


def test_sentences_and_paragraphs_are_one_key_each(reader) -> None:
    reader.open(TEXT).view.put_caret(0)
    reader.key(KEY.Key_Right, CTRL | SHIFT)
    assert reader.selected == "Relapses fell with MSC therapy (95% CI 0.2 to 0.4; p<0.001)."
    reader.key(KEY.Key_Down, CTRL | SHIFT)
    assert reader.selected == TEXT.split("\n", maxsplit=1)[0]
    reader.key(KEY.Key_Down, CTRL | SHIFT)
    assert reader.selected == TEXT.rstrip("\n")


def test_single_letters_select_and_select_on(reader) -> None:
    reader.open(TEXT).view.put_caret(TEXT.index("SC therapy"))
    reader.key("w")
    assert reader.selected == "MSC"
    reader.key("w")
    assert reader.selected == "MSC therapy"
    reader.key("s")
    assert reader.selected == "Relapses fell with MSC therapy (95% CI 0.2 to 0.4; p<0.001)."
    reader.key("s", SHIFT)
    assert reader.selected == TEXT.split("\n", maxsplit=1)[0]
    reader.key(KEY.Key_Escape)
    assert reader.selected is None


def test_lines_extend_to_whole_words(reader) -> None:
    reader.open("word " * 200).view.put_caret(2)
    reader.key(KEY.Key_Down, SHIFT)
    assert reader.selected is not None
    assert set(reader.selected.split(" ")) == {"word"}
    assert len(reader.selected) > 40


def test_arrows_move_the_caret_by_character_word_line_and_page(reader, long_text) -> None:
    text = long_text(20_000)
    view = reader.open(text).view
    reader.key(KEY.Key_Right, times=3)
    assert view.caret == 3
    reader.key(KEY.Key_Right, CTRL)
    assert view.caret == len("Relapses")
    reader.key(KEY.Key_Left)
    assert view.caret == len("Relapses") - 1
    reader.key(KEY.Key_Down)
    across = view.caret_rect(view.caret).left()
    reader.key(KEY.Key_Down, times=4)
    reader.key(KEY.Key_Up, times=4)
    assert view.caret_rect(view.caret).left() == across
    reader.key(KEY.Key_PageDown)
    page = view.caret
    assert page > 1_000
    reader.key(KEY.Key_PageUp)
    assert view.caret < 200
    reader.key(KEY.Key_End, CTRL)
    assert view.caret == len(text)
    reader.key(KEY.Key_Home, CTRL)
    assert view.caret == 0
    reader.key(KEY.Key_End)
    assert view.text[view.caret - 1 : view.caret + 1] != ""
    reader.key(KEY.Key_Home)
    assert view.caret == 0


def test_an_arrow_out_of_a_selection_goes_to_its_edge(reader) -> None:
    view = reader.open(TEXT).view
    view.select(9, 13)
    reader.key(KEY.Key_Left)
    assert view.caret == 9
    view.select(9, 13)
    reader.key(KEY.Key_Right)
    assert view.caret == 13


def test_brackets_move_the_ends_of_the_selection(reader) -> None:
    view = reader.open(TEXT).view
    start = TEXT.index("MSC")
    view.select(start, start + len("MSC therapy"))
    reader.key("]")
    assert reader.selected == "MSC therapy (95% CI"
    reader.key("[")
    assert reader.selected == "with MSC therapy (95% CI"
    reader.key("]", SHIFT)
    assert reader.selected == "with MSC therapy"
    reader.key("[", SHIFT)
    assert reader.selected == "MSC therapy"
    reader.key("]", ALT)
    assert reader.selected == "MSC therapy "
    reader.key("[", ALT)
    assert reader.selected == " MSC therapy "
    reader.key("]", SHIFT, times=9)
    assert reader.selected == " MSC"


def test_copying_gives_the_stored_words(reader) -> None:
    text = "a\u00a0b\u2028c\x07d\u2029e"
    view = reader.open(text).view
    reader.key("a", CTRL)
    reader.key("c", CTRL)
    assert QApplication.clipboard().text() == text
    assert view.selected_words() == text


def test_what_is_selected_is_said_once_it_is_finished(reader, qtbot: QtBot) -> None:
    view = reader.open(TEXT).view
    said = []
    view.selection_made.connect(lambda start, end: said.append((start, end)))
    reader.drag(0, TEXT.index("with"))
    assert said == [(0, len("Relapses fell"))]
    with qtbot.waitSignal(view.selection_let_go):
        reader.key(KEY.Key_Escape)


def test_dragging_below_the_paper_scrolls_and_selects_on(reader, long_text, qtbot: QtBot) -> None:
    view = reader.open(long_text(50_000)).view
    start = reader.at(0)
    below = start.__class__(300, view.viewport().height() + 40)
    reader._when += 10_000
    reader.press(start)
    reader.move(below)
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 300)
    reader.release(below)
    assert view.selection is not None
    assert view.selection[1] > 2_000


def test_words_are_searched_in_a_right_to_left_paragraph(reader) -> None:
    text = "شفاء المرضى بعد العلاج 12 مريضا"
    view = reader.open(text).view
    view.put_caret(0)
    reader.key(KEY.Key_Left, SHIFT)
    assert reader.selected == "شفاء"
    reader.key(KEY.Key_Left, SHIFT)
    assert reader.selected == "شفاء المرضى"
    reader.key(KEY.Key_Right, SHIFT)
    assert reader.selected == "شفاء"


def test_a_screen_reader_is_told_what_is_selected_and_where_the_caret_came(reader, monkeypatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    reader.open(TEXT).view.put_caret(0)
    reader.key(KEY.Key_Right)
    reader.key(KEY.Key_Right, CTRL)
    reader.key(KEY.Key_Left, SHIFT)
    reader.key(KEY.Key_Down, CTRL)
    assert said[:3] == ["e", "Relapses", "Relapses"]
    assert said[3].startswith("Relapses fell with MSC therapy")
