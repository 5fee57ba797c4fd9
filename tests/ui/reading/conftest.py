"""A reader who uses the text as people do: by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.window.reading.text_view import TextView

LEFT = Qt.MouseButton.LeftButton
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Reader:
    """Somebody at a text view. Places are code points."""

    def __init__(self, view: TextView) -> None:
        self.view = view
        self._when = 1_000

    def open(self, text: str, title: str = "", byline: str = "") -> Reader:
        self.view.show_text(title, byline, text)
        return self

    def at(self, place: int) -> QPointF:
        """A point of the viewport at the left edge of a place."""
        return self.view.caret_rect(place).center()

    def _send(self, kind: QEvent.Type, point: QPointF, buttons: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:
        button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else LEFT
        event = QMouseEvent(kind, point, self.view.viewport().mapToGlobal(point), button, buttons, modifiers)
        event.setTimestamp(self._when)
        QApplication.sendEvent(self.view.viewport(), event)

    def press(self, point: QPointF, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self._send(QEvent.Type.MouseButtonPress, point, LEFT, modifiers)

    def move(self, point: QPointF, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self._send(QEvent.Type.MouseMove, point, LEFT, modifiers)

    def release(self, point: QPointF, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self._send(QEvent.Type.MouseButtonRelease, point, Qt.MouseButton.NoButton, modifiers)

    def click(self, point: QPointF, times: int = 1, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self._when += 10_000
        for count in range(times):
            self._when += 50
            kind = QEvent.Type.MouseButtonDblClick if count == 1 else QEvent.Type.MouseButtonPress
            self._send(kind, point, LEFT, modifiers)
            self.release(point, modifiers)

    def drag(self, start: int, end: int, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        self._when += 10_000
        self.view.reveal_place(min(start, end), max(start, end))
        begin, finish = self.at(start), self.at(end)
        self.press(begin, modifiers)
        self.move((begin + finish) / 2, modifiers)
        self.move(finish, modifiers)
        self.release(finish, modifiers)

    def key(self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NO_MODIFIER, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.view, key, modifiers)

    def hover(self, point: QPointF) -> None:
        self._send(QEvent.Type.MouseMove, point, Qt.MouseButton.NoButton, NO_MODIFIER)

    @property
    def selected(self) -> str | None:
        bounds = self.view.selection
        return None if bounds is None else self.view.text[bounds[0] : bounds[1]]

    def colour_at(self, point: QPointF | QPoint) -> str:
        """The colour of one pixel of the viewport as it is painted now."""
        at = point.toPoint() if isinstance(point, QPointF) else point
        return str(self.view.viewport().grab().toImage().pixelColor(at).name())


@pytest.fixture
def reader(qtbot: QtBot) -> Reader:
    view = TextView()
    qtbot.addWidget(view)
    view.resize(700, 720)
    view.show()
    view.setFocus()
    qtbot.waitExposed(view)
    return Reader(view)


@pytest.fixture
def long_text() -> Callable[[int], str]:
    def made(size: int) -> str:
        sentence = "Relapses fell from 0.75 to 0.31 a year (95% CI 0.2 to 0.4; p<0.001) in 😀 patients with SLE. "
        paragraph = sentence * 6 + "\n\n"
        return (paragraph * (size // len(paragraph) + 1))[:size]

    return made
