"""A few values side by side, one of them chosen."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy

from ui.window.furniture.words import Button, plain_tip, unkeyed
from ui.window.look.style import say_kind


class Segments(QFrame):
    """One of a few values; the arrows go from one to the next, space chooses."""

    chosen = Signal(object)

    def __init__(self, name: str, options: Iterable[tuple[str, object]]) -> None:
        super().__init__()
        say_kind(self, "field")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._values: list[object] = []
        self._buttons: list[QPushButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for words, value in options:
            button = Button(unkeyed(words))
            say_kind(button, "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {words}")
            button.setToolTip(plain_tip(f"{name}: {words}"))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(10)
            self._group.addButton(button, len(self._values))
            self._values.append(value)
            self._buttons.append(button)
            row.addWidget(button, 1)
        self._group.idClicked.connect(lambda place: self.chosen.emit(self._values[place]))
        if self._values:
            self.setFocusProxy(self._buttons[0])

    def settle(self, value: object) -> None:
        """Shows the value that is stored now."""
        if value in self._values:
            button = self.button_for(value)
            button.setChecked(True)
            self.setFocusProxy(button)

    def button_for(self, value: object) -> QPushButton:
        """The button that stands for a value."""
        return self._buttons[self._values.index(value)]
