"""A line that shows what is stored, and keeps apart from it what somebody is typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent

from curator.records import Absence
from ui.window.claiming.offer_line import OfferLine
from ui.window.claiming.offers import Offer


class SettledLine(OfferLine):
    """A line with offers whose words are stored as a whole: plain words, or the name of a study."""

    def __init__(self, name: str, offers: Callable[[str], list[Offer]], hint: str, *, lights_first: bool) -> None:
        super().__init__(offers, lights_first=lights_first)
        self._settled, self._hint = "", hint
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)

    @property
    def typed(self) -> str:
        """What was typed and is not stored."""
        return self.text() if self.text() != self._settled else ""

    def show_typed(self, words: str) -> None:
        """Puts back what somebody had typed before."""
        if words:
            self.setText(words)
            self.look_at_typed()

    def forget_typed(self) -> None:
        """Shows what is stored, whatever was being typed."""
        self.stop_offering()
        self.setText(self._settled)
        self.setCursorPosition(0)
        self.look_at_typed()

    def look_at_typed(self) -> None:
        """Says what keeps what was typed from being stored, or that nothing does."""

    def settle(self, words: str, absent: Absence | None) -> None:
        """Shows what is stored now; what somebody is in the middle of typing stays."""
        typing = self.text() != self._settled
        self._settled = words
        self.show_absence(absent)
        self.setPlaceholderText("" if absent else self._hint)
        if not typing or self.is_the_same(self.text(), words):
            self.setText(words)
            self.setCursorPosition(0)

    def is_the_same(self, typed: str, stored: str) -> bool:
        """Whether what was typed is what is stored by now."""
        return typed == stored

    def set_editable(self, editable: bool) -> None:
        """Whether it can be altered, or is only shown."""
        self.setReadOnly(not editable)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.ShortcutFocusReason, Qt.FocusReason.OtherFocusReason):
            self.selectAll()
