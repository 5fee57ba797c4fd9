"""A short value that was chosen, in a field beside others of its kind."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.window.furniture.words import plain_tip, shortened, unkeyed
from ui.window.look.style import say_kind

_LONGEST = 42


class Chip(QPushButton):
    """One value. Delete takes it out; the arrows go to its neighbours."""

    removed = Signal()
    stepped = Signal(int)

    def __init__(self, words: str, tip: str, sign: str = "") -> None:
        super().__init__(unkeyed(shortened(words, _LONGEST)) + sign)
        say_kind(self, "chip")
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain_tip(tip))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.removed.emit()
            case Qt.Key.Key_Left:
                self.stepped.emit(-1)
            case Qt.Key.Key_Right:
                self.stepped.emit(1)
            case _:
                super().keyPressEvent(event)
