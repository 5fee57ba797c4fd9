"""Buttons and chips by keyboard, and names that Qt would read as something else."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.window.furniture.chips import Chips
from ui.window.furniture.words import button, link, plain_label


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot) -> None:
    close = button("Close")
    qtbot.addWidget(close)
    with qtbot.waitSignal(close.clicked):
        qtbot.keyClick(close, Qt.Key.Key_Return)


def test_names_stand_on_buttons_and_tips_as_they_are(qtbot: QtBot) -> None:
    for make in (button, link):
        made = make("<b>R&D</b>", key="F2")
        qtbot.addWidget(made)
        assert made.text().startswith("<b>R&&D</b>"), "one & would only underline the D"
        assert made.accessibleName() == "<b>R&D</b>"
        assert "&lt;b&gt;R&amp;D&lt;/b&gt;" in made.toolTip()


def test_tab_goes_on_to_the_next_field_however_many_chips_there_are(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    column = QVBoxLayout(place)
    before, chips, after = QLineEdit(), Chips("Studies"), QLineEdit()
    for widget in (before, chips, after):
        column.addWidget(widget)
    place.show()
    place.activateWindow()
    before.setFocus()
    for values in (["ASTIS"], ["ASTIS", "Wang & others"]):
        chips.show_values(values)
        before.setFocus()
        qtbot.keyClick(before, Qt.Key.Key_Tab)
        assert place.focusWidget() is chips.line
        qtbot.keyClick(chips.line, Qt.Key.Key_Tab)
        assert place.focusWidget() is after


def test_a_word_that_fits_nowhere_does_not_widen_what_it_stands_in(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    column = QVBoxLayout(place)
    column.addWidget(plain_label("x" * 40_000, wraps=True))
    assert place.minimumSizeHint().width() < 100
