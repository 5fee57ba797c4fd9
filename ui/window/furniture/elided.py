"""A line of words that is cut where its room ends; the tip has it whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.window.furniture.words import plain_tip
from ui.window.look.style import say_kind


class ElidedLabel(QLabel):
    """Shows as much of its words as finds room."""

    def __init__(self, words: str = "", kind: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            say_kind(self, kind)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.say(words)

    @property
    def whole(self) -> str:
        """The words, cut or not."""
        return self._whole

    def say(self, words: str) -> None:
        """Shows other words."""
        self._whole = words
        self.setAccessibleName(words)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(1, self.width()))
        self.setText(shown)
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")
