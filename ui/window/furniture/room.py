"""What all rooms have in common: keys of their own, and a line of words for the bottom of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class Room(QWidget):
    """A room of the window. Its own keys work wherever the focus is in it, and go before the window's.

    ``place_said`` carries a few words on what is shown ("38 claims"). ``keys`` names the keys that work now.
    """

    place_said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._acts: dict[str, Callable[[], object]] = {}

    @property
    def keys(self) -> str:
        """The keys that work here, for the line along the bottom of the window."""
        return ""

    def enter(self) -> None:
        """Puts the focus where one goes on working."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def find(self) -> None:
        """Goes to the room's own search."""

    def bind(self, keys: str, act: Callable[[], object]) -> None:
        """Lets a key do something while the focus is in this room."""
        self._acts[QKeySequence(keys).toString()] = act

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
        return self._acts.get(QKeySequence(event.keyCombination()).toString())
