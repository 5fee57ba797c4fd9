"""Every key in one place (F1)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ui.window.frame.sheet import Sheet
from ui.window.furniture.words import plain_label, surface

translate = QCoreApplication.translate

_HEIGHT = 460


class KeysSheet(Sheet):
    """The actions by menu, each with its key."""

    def __init__(self, over: QWidget, groups: Iterable[tuple[str, list[tuple[str, str]]]]) -> None:
        super().__init__(over, translate("KeysSheet", "Keys"), width=640)
        inside = surface("card-inside")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        row = 0
        for group, keys in groups:
            if row:
                grid.setRowMinimumHeight(row, 12)
                row += 1
            grid.addWidget(plain_label(group.upper(), "section"), row, 0, 1, 2)
            row += 1
            for words, key in keys:
                grid.addWidget(plain_label(words), row, 0)
                grid.addWidget(plain_label(key, "muted"), row, 1)
                row += 1
        grid.setColumnStretch(0, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFixedHeight(_HEIGHT)
        scroll.setWidget(inside)
        self.body.addWidget(scroll)
        self.first = scroll
        self.add_cancel(self.tr("Close"))


def keys_of(actions: Iterable[QAction]) -> list[tuple[str, str]]:
    """Names and keys of the actions that have a key, as the desktop writes keys."""
    return [
        (
            str(action.data()),
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
        )
        for action in actions
        if not action.shortcut().isEmpty()
    ]
