"""What all rooms have in common: keys of their own, and a line of words for the bottom of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.window.furniture.own_keys import OwnKeys


class Room(QWidget):
    """A room of the window. Its own keys work wherever the focus is in it, and go before the window's.

    ``place_said`` carries a few words on what is shown ("38 claims"). ``keys`` names the keys that work now.
    """

    place_said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._own_keys = OwnKeys(self)

    @property
    def keys(self) -> str:
        """The keys that work here, for the line along the bottom of the window."""
        return ""

    def bind(self, keys: str, act: Callable[[], object]) -> None:
        """Lets a key do something while the focus is in this room."""
        self._own_keys.bind(keys, act)

    def enter(self) -> None:
        """Puts the focus where one goes on working."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def find(self) -> None:  # type: ignore[override]
        """Goes to the room's own search (Qt's ``find``, by window number, is of no use to a room)."""
        self.search_now()

    def search_now(self) -> None:
        """Goes to the room's own search."""
