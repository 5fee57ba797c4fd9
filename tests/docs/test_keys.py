"""The page of keys has every key that the window has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from curator.demo import make_demo
from db.files import SqliteFiles
from tests.docs.pages import GUIDE
from ui.window.frame.remembered import Remembered
from ui.window.main_window import MainWindow
from ui.window.menus import room_keys


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "remembered.ini"), QSettings.Format.IniFormat)
    opened = MainWindow(SqliteFiles(), Remembered(settings))
    qtbot.addWidget(opened)
    opened.demo_path = make_demo(SqliteFiles(), tmp_path)
    opened.open_review(opened.demo_path)
    yield opened
    opened.close()


def keys_on_the_page() -> set[str]:
    rows = re.findall(r"^\| .+ \| (.+) \|$", (GUIDE / "keys.md").read_text("utf-8"), re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`([^`]+)`", row)}


def test_every_action_with_a_key_is_on_the_page(window: MainWindow) -> None:
    named = keys_on_the_page()
    for _title, actions in window.actions_by_name.groups():
        for action in actions:
            for shortcut in action.shortcuts():
                key = shortcut.toString(QKeySequence.SequenceFormat.PortableText)
                assert key in named, f"{action.text()}: {key}"


def test_every_key_of_the_text_and_the_claim_is_on_the_page(window: MainWindow) -> None:
    named = keys_on_the_page()
    missing = [(words, key) for _title, keys in room_keys(window.workplace) for words, key in keys if key not in named]
    assert missing == []
