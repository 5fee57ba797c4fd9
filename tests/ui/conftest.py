"""A real session on a real review, with the product's typefaces, for tests that show something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from curator.ports import ReviewStore
from curator.records import Reviewer
from ui.window.frame.remembered import Remembered
from ui.window.look import palette, typefaces
from ui.window.look.style import style_sheet
from ui.window.session import Session


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> Iterator[None]:
    """The window's typefaces and colours, light unless a test says otherwise."""
    palette.choose(palette.LIGHT)
    if not qapp.styleSheet():
        qapp.setStyle("Fusion")
        typefaces.load()
        qapp.setPalette(palette.qt_palette(palette.LIGHT))
        qapp.setStyleSheet(style_sheet(palette.LIGHT))
    yield
    palette.choose(palette.LIGHT)


@pytest.fixture(autouse=True)
def settings_of_its_own(tmp_path: Path) -> None:
    """Keeps what this machine remembers out of tests, and tests out of it."""
    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def remembered(tmp_path: Path) -> Remembered:
    """What a machine remembers, in a file of this test."""
    return Remembered(QSettings(str(tmp_path / "remembered.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def session(store: ReviewStore, anna: Reviewer, qapp: QApplication) -> Iterator[Session]:
    """Anna's session on a new review."""
    opened = Session(store, anna)
    yield opened
    opened.jobs.stop()
