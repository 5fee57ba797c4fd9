"""A review that is open for reading only: everything can be looked at, and whatever would change it says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from curator.demo import make_demo
from curator.records import Study
from db.files import SqliteFiles
from tests.driver import Driver
from ui.window.frame.remembered import Remembered
from ui.window.main_window import MainWindow
from ui.window.menus import CHANGE_THE_REVIEW
from ui.window.sources.head import Listed

SENTENCE = "demo.curator is open for reading only. Open it for writing to change something."


class Visitor(Driver):
    """Somebody who may look, and hears of it when they try more."""

    def visit(self, path: Path) -> Visitor:
        self.open(path)
        self.window.close_review()
        self.window.open_review(path, read_only=True)
        self.said: list[str] = []
        self.session.complained.connect(self.said.append)
        self.before = self.session.store.state()
        return self

    def hears_that_nothing_can_change(self, times: int = 1) -> None:
        assert self.said == [SENTENCE] * times
        assert self.session.store.state() == self.before
        self.said.clear()


@pytest.fixture
def visitor(remembered: Remembered, qtbot: QtBot, tmp_path: Path) -> Iterator[Visitor]:
    main_window = MainWindow(SqliteFiles(), remembered)
    made = Visitor(main_window, qtbot).visit(make_demo(SqliteFiles(), tmp_path))
    yield made
    main_window.close()


def test_menus_offer_nothing_that_would_change_the_review(visitor: Visitor) -> None:
    actions = visitor.window.actions_by_name
    assert not any(actions[name].isEnabled() for name in (*CHANGE_THE_REVIEW, "undo", "redo"))
    assert actions["export"].isEnabled()


@pytest.mark.parametrize("keys", ["Ins", "Shift+Ins", "F2", "Return", "Del", "M", "R", "P", "Alt+Down", "Ctrl+N"])
def test_each_key_of_the_codebook_answers_in_one_sentence(visitor: Visitor, keys: str) -> None:
    visitor.press("Ctrl+4").press(keys)
    visitor.hears_that_nothing_can_change()
    assert visitor.workplace.codebook.panel is None


@pytest.mark.parametrize("keys", ["Del", "Ctrl+Shift+V", "Ctrl+I", "Ctrl+Shift+I"])
def test_each_key_of_the_reports_answers_in_one_sentence(visitor: Visitor, keys: str) -> None:
    visitor.press("Ctrl+5").press(keys)
    visitor.hears_that_nothing_can_change()
    assert visitor.workplace.sources.panel is None


@pytest.mark.parametrize("keys", ["F2", "Return", "M", "Del"])
def test_each_key_of_the_studies_answers_in_one_sentence(visitor: Visitor, keys: str) -> None:
    visitor.press("Ctrl+5").press("Y").press(keys)
    visitor.hears_that_nothing_can_change()
    assert visitor.workplace.sources.panel is None
    assert len(visitor.all(Study)) == 4


def test_texts_that_are_dropped_are_not_taken(visitor: Visitor, tmp_path: Path) -> None:
    source = tmp_path / "trial.txt"
    source.write_text("Relapse was rarer.\n", "utf-8")
    visitor.workplace.reading.texts_dropped.emit([source])
    visitor.hears_that_nothing_can_change()


@pytest.mark.parametrize("keys", ["Return", "L"])
def test_words_can_be_selected_and_neither_claimed_nor_marked(visitor: Visitor, keys: str) -> None:
    visitor.read("cord_cell_trial.txt").select("Days off work").press(keys)
    visitor.hears_that_nothing_can_change()


def test_a_claim_is_shown_and_no_key_alters_it(visitor: Visitor) -> None:
    visitor.read("cord_cell_trial.txt")
    column = visitor.workplace.column
    column.step(1)
    claim = column.hand.claim
    panel, fields = column.panel, column.fields
    assert not panel.ask_query.isEnabled()
    for action in column.actions_anywhere():
        assert action.isEnabled() == (action.objectName() in ("claim_previous", "claim_next"))
    for control in (
        fields.population,
        fields.therapies.line,
        fields.study,
        fields.statement,
        fields.direction.buttons[0],
    ):
        control.setFocus()
        visitor.press("Ctrl+R").press("Backspace").press("Del").press("2")
    panel.focus("queries")
    visitor.hears_that_nothing_can_change()
    assert column.hand.claim == claim


def test_nothing_that_would_change_the_review_can_be_pressed_or_typed_into(visitor: Visitor) -> None:
    looking = {
        "Open in text", "Copy quote", "Columns", "Show retracted", "Show retired", "Show set aside",
        "Details of the studies", "5 reports", "4 studies", "2 reviewers",
        "Show as: Table", "Show as: Map", "Show as: Directions",
    }  # fmt: skip
    places = [("Ctrl+2", lambda: None), ("Ctrl+4", lambda: None), ("Ctrl+5", lambda: None)]
    places.append(("Ctrl+5", lambda: visitor.workplace.sources.show_list(Listed.STUDIES)))
    for keys, then in places:
        visitor.press(keys).settle()
        then()
        room = visitor.workplace.rooms.currentWidget()
        buttons = [each for each in room.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
        names = {each.accessibleName() or each.text() for each in buttons}
        assert names - looking <= {
            "Oduya et al. 2021",
            "Achterberg 2022",
            "Can stem cells help people with lupus? A su…",
        }
        lines = [*room.findChildren(QLineEdit), *room.findChildren(QPlainTextEdit)]
        typed = [each for each in lines if each.isVisible() and each.isEnabled() and not each.isReadOnly()]
        assert [
            each.accessibleName() for each in typed if not each.accessibleName().startswith(("Search", "Filter"))
        ] == []
        assert not any(each.isVisible() and each.isEnabled() for each in room.findChildren(QComboBox))
