"""The line above the finds: what is searched for, and where."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout

from curator.finding.finds import Where
from ui.window.furniture.words import Surface, plain_label, with_key
from ui.window.look.style import say_kind, set_look

_PAUSE_MS = 160
_WIDEST = 560


class SearchHead(Surface):
    """``searched`` comes after a short pause in typing; ``left`` when Enter or the arrow down leads to the finds."""

    searched = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__("surround")
        self.line = QLineEdit()
        say_kind(self.line, "search")
        name = self.tr("Search all texts, claims, notes and references")
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(self.tr("Words, “phrases”, relaps*, cells NEAR/5 relapse, OR, -not"))
        self.line.setToolTip(with_key(name, "Ctrl+F"))
        self.line.setClearButtonEnabled(True)
        self.line.setMaximumWidth(_WIDEST)
        self.counts = plain_label("", "heading")
        self.counts.setAccessibleName(self.tr("How many places were found"))
        self.remark = plain_label("", "muted")
        self.remark.setAccessibleName(self.tr("About the search"))
        self.places = {
            Where.TEXT: self._box(self.tr("Texts")),
            Where.REFERENCE: self._box(self.tr("References")),
            Where.CLAIM: self._box(self.tr("Claims")),
            Where.NOTE: self._box(self.tr("Notes")),
        }
        first = QHBoxLayout()
        first.setSpacing(16)
        first.addWidget(self.line, 3)
        for box in self.places.values():
            first.addWidget(box)
        first.addStretch(1)
        first.addWidget(self.counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.remark)
        self.remark.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.searched)
        self.line.textEdited.connect(lambda _words: self._pause.start())
        self.line.textChanged.connect(lambda words: self._pause.start() if not words else None)
        self.line.returnPressed.connect(self._leave)

    def _box(self, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setChecked(True)
        box.setToolTip(self.tr("Look there, too"))
        box.toggled.connect(lambda _on: self.searched.emit())
        return box

    @property
    def where(self) -> frozenset[Where]:
        """Where is looked."""
        return frozenset(where for where, box in self.places.items() if box.isChecked())

    def search_for(self, words: str) -> None:
        """Puts words into the line and searches for them at once."""
        self.line.setText(words)
        self._pause.stop()
        self.searched.emit()

    def say(self, words: str, *, faulty: bool = False) -> None:
        """Says something about the search; ``faulty`` when it cannot be read as it stands."""
        self.remark.setText(words)
        self.remark.setVisible(bool(words))
        say_kind(self.remark, "warning" if faulty else "muted")
        set_look(self.line, "faulty", faulty)

    def _leave(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self.searched.emit()
        self.left.emit()
