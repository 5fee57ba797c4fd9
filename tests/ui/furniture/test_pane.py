"""The pane at the side of a room scrolls only what finds no room in it."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.window.furniture.pane import SidePane
from ui.window.furniture.words import plain_label

WORDS = "A sentence that is long enough to be broken into several lines in a pane as narrow as this one is. " * 3


def shown_pane(qtbot: QtBot, labels: int) -> SidePane:
    pane = SidePane("A pane")
    for _ in range(labels):
        pane.body.addWidget(plain_label(WORDS, wraps=True))
    pane.body.addStretch()
    qtbot.addWidget(pane)
    pane.resize(404, 700)
    with qtbot.waitExposed(pane):
        pane.show()
    QApplication.processEvents()
    return pane


def test_lines_that_wrap_and_have_room_do_not_scroll(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, 4)
    bar = pane._scroll.verticalScrollBar()
    assert (bar.maximum(), bar.isVisible()) == (0, False)


def test_what_has_no_room_scrolls_and_stays_where_it_was_from_side_to_side(qtbot: QtBot) -> None:
    few, many = shown_pane(qtbot, 4), shown_pane(qtbot, 20)
    assert many._scroll.verticalScrollBar().isVisible()
    widths = [pane.body.itemAt(0).widget().width() for pane in (few, many)]  # type: ignore[union-attr]
    assert widths[0] == widths[1]
