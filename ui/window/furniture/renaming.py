"""Going to the name of what is chosen by a key, and back from there with Enter, once the name is stored."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit

from ui.window.furniture.fields import LabelledField, OneLine


class Renaming(QObject):
    """``done`` says that the name is stored, and that whoever began may have the keyboard back."""

    done = Signal()

    def __init__(self, field: LabelledField) -> None:
        super().__init__(field)
        self._field = field
        self._begun = False
        if isinstance(field.control, QLineEdit):
            field.control.returnPressed.connect(self._end)

    def begin(self) -> None:
        """Goes to the name, all of it selected."""
        name = self._field.control
        self._begun = True
        name.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(name, QLineEdit):
            name.selectAll()

    def _end(self) -> None:
        if not self._begun:
            return
        if isinstance(self._field.control, OneLine):
            self._field.control.leave()
        if not self._field.fault:
            self._begun = False
            self.done.emit()
