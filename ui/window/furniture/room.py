"""What all rooms have in common: keys of their own, and a line of words for the bottom of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class Room(QWidget):
    """A room of the window. Its own keys work wherever the focus is in it, and go before the window's.

    ``place_said`` carries a few words on what is shown ("38 claims"). ``keys`` names the keys that work now.
    """

    place_said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._acts: dict[int, Callable[[], object]] = {}

    @property
    def keys(self) -> str:
        """The keys that work here, for the line along the bottom of the window."""
        return ""

    def bind(self, keys: str, act: Callable[[], object]) -> None:
        """Lets a key do something while the focus is in this room."""
        for place in range((sequence := QKeySequence(keys)).count()):
            combination: QKeyCombination = sequence[place]
            self._acts[combination.toCombined()] = act

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act_for(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._act_for(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _act_for(self, event: QKeyEvent) -> Callable[[], object] | None:
        return self._acts.get(event.keyCombination().toCombined())
