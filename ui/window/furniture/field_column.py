"""The fields of a form, laid out one under the other, or two side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.window.furniture.fields import LabelledField


class FieldColumn:
    """The fields of a form, one under the other."""

    def __init__(self, host: QWidget) -> None:
        self._column = QVBoxLayout(host)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def add(self, name: str, control: QWidget, *, key: str = "") -> LabelledField:
        """A field across the whole width."""
        field = LabelledField(name, control, key=key)
        self._column.addWidget(field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Something that is no field, close under the field before it."""
        self._column.addSpacing(-8)
        self._column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def add_pair(
        self, left: tuple[str, QWidget], right: tuple[str, QWidget], shares: tuple[int, int]
    ) -> tuple[LabelledField, LabelledField]:
        """Two fields side by side."""
        fields = LabelledField(*left), LabelledField(*right)
        row = QHBoxLayout()
        row.setSpacing(12)
        for field, share in zip(fields, shares, strict=True):
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        return fields
