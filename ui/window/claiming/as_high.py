"""A scroll area that is as high as its content where it can be, and scrolls only what finds no room."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.window.furniture.fitted import Fitted

_LOWEST = 96
_NARROWEST = 280


class AsHighAsItsContent(Fitted):
    """Takes no more room than its content needs, and no less than some lines of it."""

    def __init__(self, content: QWidget, width: int) -> None:
        super().__init__(content)
        self._wanted_width = width
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        return QSize(self._wanted_width, self.high_at(self.maximumViewportSize().width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, _LOWEST)
