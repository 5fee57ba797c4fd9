"""Keys of a widget's own, which go before the window's keys while the focus is in that widget."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class OwnKeys(QObject):
    """Keys that work while the focus is in ``widget`` or in something inside it that has no use for them."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._acts: dict[str, Callable[[], object]] = {}
        widget.installEventFilter(self)

    def bind(self, keys: str, act: Callable[[], object]) -> None:
        """Lets a key do something."""
        self._acts[QKeySequence(keys).toString()] = act

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return False
        act = self._acts.get(QKeySequence(event.keyCombination()).toString())
        if act is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act()
        return True
