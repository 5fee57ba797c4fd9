"""A name without its ending never covers a file unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui.window.frame.places import ask_where


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], list[str]]:
    """What the dialog will be answered, and what it proposed."""
    given: list[str] = []
    proposed: list[str] = []

    def answer(_parent: QWidget, _title: str, path: str, _kinds: str, **_named: object) -> tuple[str, str]:
        proposed.append(path)
        return given.pop(0), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", staticmethod(answer))
    return given, proposed


def test_a_missing_ending_is_added(answers: tuple[list[str], list[str]], tmp_path: Path, qtbot: QtBot) -> None:
    given, _ = answers
    parent = QWidget()
    qtbot.addWidget(parent)
    given += [str(tmp_path / "lupus"), str(tmp_path / "Lupus.XLSX"), ""]
    assert ask_where(parent, "", tmp_path / "p.xlsx", "", ".xlsx") == tmp_path / "lupus.xlsx"
    assert ask_where(parent, "", tmp_path / "p.xlsx", "", ".xlsx") == tmp_path / "Lupus.XLSX"
    assert ask_where(parent, "", tmp_path / "p.xlsx", "", ".xlsx") is None


def test_the_dialog_is_asked_again_where_the_ending_makes_it_another_file(
    answers: tuple[list[str], list[str]], tmp_path: Path, qtbot: QtBot
) -> None:
    given, proposed = answers
    parent = QWidget()
    qtbot.addWidget(parent)
    kept = tmp_path / "lupus.xlsx"
    kept.write_text("mine")
    given += [str(tmp_path / "lupus"), ""]
    assert ask_where(parent, "", tmp_path / "p.xlsx", "", ".xlsx") is None
    assert proposed[1] == str(kept)
    given += [str(tmp_path / "lupus")]
    assert ask_where(parent, "", tmp_path / "p.xlsx", "", ".xlsx", may_cover=False) == kept
    given += [str(tmp_path / "lupus"), str(kept)]
    assert ask_where(parent, "", tmp_path / "p.xlsx", "", ".xlsx") == kept
