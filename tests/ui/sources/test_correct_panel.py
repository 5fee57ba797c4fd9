"""A report whose text came in badly is corrected in the Sources room, and nothing moves before it was chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from curator.coding.claims import record_claim
from curator.coding.correcting import SET_ASIDE
from curator.records import Claim, Query, Report
from curator.text.passages import cut
from tests.ui.sources.conftest import LONGEST_WAIT, Librarian
from ui.window.sources.correct_panel import CorrectPanel

BADLY = "Cells in lupus\n\nRelapse was rarer in the cell arm than in the con-\ntrol arm.\n\nRunning head 7\n"
WELL = "Cells in lupus\n\nRelapse was rarer in the cell arm than in the control arm.\n"


@pytest.fixture
def panel(librarian: Librarian, tmp_path: Path) -> CorrectPanel:
    """The panel for a report with two claims, one of them on words that are not in the better text."""
    (tmp_path / "cells.txt").write_text(BADLY)
    librarian.bring_in([tmp_path / "cells.txt"])
    report = librarian.choose("cells.txt")
    session = librarian.session
    for words in ("rarer in the cell arm than in the con-\ntrol arm", "Running head 7"):
        passage = cut(BADLY, BADLY.index(words), BADLY.index(words) + len(words))
        session.apply(record_claim(session.store, report.id, session.reviewer.id, [passage])[1])
    librarian.room.enter()
    QTest.keyClicks(librarian.room.view, "c")
    opened = librarian.room.panel
    assert isinstance(opened, CorrectPanel)
    return opened


def take(librarian: Librarian, panel: CorrectPanel, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    librarian.qtbot.waitUntil(lambda: not panel.is_busy)  # nobody presses before the last reading has ended
    with librarian.qtbot.waitSignal(panel.told, timeout=LONGEST_WAIT):
        panel.clipboard.click()


def test_the_text_is_corrected_once_every_passage_has_its_place(librarian: Librarian, panel: CorrectPanel) -> None:
    take(librarian, panel, WELL)
    assert "0 followed exactly, 1 closely, 1 to choose." in panel.summary.text()
    assert [title for title, _line in panel.lines] == ["FOLLOWED CLOSELY"]
    (card,) = panel.cards
    assert not panel.confirming.isEnabled()
    card.set_aside()
    assert card.chosen is SET_ASIDE
    assert panel.confirming.isEnabled()
    with librarian.qtbot.waitSignal(panel.done, timeout=LONGEST_WAIT):
        panel.confirming.click()
    store = librarian.session.store
    (report,) = store.all(Report)
    assert store.text(report.text_sha256) == WELL
    assert "“Running head 7”" in store.all(Query)[0].question
    first = min(store.all(Claim), key=lambda claim: claim.id)
    assert [one.words for one in first.passages] == ["rarer in the cell arm than in the control arm"]
    librarian.session.undo()
    assert store.text(store.all(Report)[0].text_sha256) == BADLY


def test_the_same_text_is_refused_with_a_sentence_and_another_may_be_tried(
    librarian: Librarian, panel: CorrectPanel
) -> None:
    with librarian.qtbot.waitSignal(panel.told, timeout=LONGEST_WAIT):
        panel.again.click()
    assert "this very text already" in panel.problem
    take(librarian, panel, WELL)
    assert panel.problem == ""
    assert len(panel.cards) == 1


def test_leaving_the_panel_alters_nothing(librarian: Librarian, panel: CorrectPanel) -> None:
    take(librarian, panel, WELL)
    panel.leave()
    store = librarian.session.store
    assert store.text(store.all(Report)[0].text_sha256) == BADLY
