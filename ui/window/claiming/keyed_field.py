"""A labelled field of the claim: closer set than a form's, and what stands at its right can alter."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.window.furniture.fields import LabelledField
from ui.window.furniture.words import plain_label
from ui.window.look.style import say_kind


class KeyedField(LabelledField):
    """A field under its name with the key that leads to it, or the reason why it is empty, at the right."""

    def __init__(self, name: str, control: QWidget, key: str = "") -> None:
        super().__init__(name, control)
        self._key = plain_label(key, "key")
        column = self.layout()
        if column is None:
            return
        column.setSpacing(2)
        top = column.itemAt(0)
        if isinstance(top, QHBoxLayout):
            top.addWidget(self._key)

    @property
    def key(self) -> str:
        """What stands at the right."""
        return self._key.text()

    def say_key(self, words: str, *, said: bool = False) -> None:
        """Writes the key, or with ``said`` words that are part of the claim, at the right."""
        self._key.setText(words)
        say_kind(self._key, "said" if said else "key")
