"""A reviewer at the whole window: presses keys, clicks, reads what is shown. Tests told with it read as stories."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from curator.records import Claim, Record, Report
from ui.window.main_window import MainWindow
from ui.window.session import Session
from ui.window.workplace import Workplace


class Driver:
    """Somebody at ``window``. ``presses`` counts the keys pressed since ``forget_presses``."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot
        self.presses = 0
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()

    # What is open -------------------------------------------------------------------------------------------------

    def open(self, path: Path) -> Driver:
        """Opens a review as its first reviewer, whom this machine knows."""
        store = self.window.files.open(path, read_only=True)
        from curator.records import Review, Reviewer

        self.window.remembered.remember_reviewer(store.all(Review)[0].id, store.all(Reviewer)[0].id)
        store.close()
        self.window.open_review(path)
        return self

    @property
    def workplace(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def session(self) -> Session:
        assert self.window.session is not None
        return self.window.session

    def all(self, kind: type[Record]) -> list[Any]:
        return self.session.store.all(kind)

    @property
    def claims(self) -> list[Claim]:
        return self.all(Claim)

    def read(self, file_name: str) -> Driver:
        """Goes to a report by its file name."""
        report = next(report for report in self.all(Report) if report.file_name == file_name)
        self.workplace.read_report(report.id)
        return self

    @property
    def text(self) -> str:
        return self.workplace.reading.view.text

    # Keyboard -----------------------------------------------------------------------------------------------------

    def forget_presses(self) -> None:
        self.presses = 0

    def press(self, keys: str, times: int = 1) -> Driver:
        """Presses keys written as ``Ctrl+F``; shortcuts, menus and the widget in focus get them as in life."""
        combination = QKeySequence(keys)[0]
        for _ in range(times):
            self.presses += 1
            QTest.keyClick(self._top(), combination.key(), combination.keyboardModifiers())
        return self

    def type(self, words: str) -> Driver:
        """Types words, a press for each sign."""
        for sign in words:
            self.presses += 1
            QTest.keyClick(self._top(), sign)
        return self

    def _top(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def select(self, words: str) -> Driver:
        """Selects words by keyboard alone: find them, and come back to the text."""
        self.press("Ctrl+F")
        self.press("Ctrl+A")
        self.type(words)
        self.press("Return")
        self.press("Esc")
        assert self.selected == words, f"selected is “{self.selected}”"
        return self

    @property
    def selected(self) -> str:
        return self.workplace.reading.view.selected_words()

    @property
    def focused(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    # Mouse --------------------------------------------------------------------------------------------------------

    def click(self, widget: QWidget, point: QPoint | None = None) -> Driver:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point or widget.rect().center())
        return self

    def drag_over(self, words: str) -> Driver:
        """Selects words by dragging the mouse from their first to their last letter."""
        view = self.workplace.reading.view
        start = self.text.index(words)
        view.reveal_place(start, start + len(words))
        first, last = view.caret_rect(start).center(), view.caret_rect(start + len(words)).center()
        paper = view.viewport()
        QTest.mousePress(paper, Qt.MouseButton.LeftButton, pos=first.toPoint())
        for share in (0.4, 0.8, 1.0):
            step: QPointF = first + (last - first) * share
            QTest.mouseMove(paper, step.toPoint())
        QTest.mouseRelease(paper, Qt.MouseButton.LeftButton, pos=last.toPoint())
        return self

    def settle(self) -> Driver:
        """Waits until nothing runs beside the window."""
        self.qtbot.waitUntil(lambda: not self.session.jobs.running, timeout=20_000)
        QApplication.processEvents()
        return self
