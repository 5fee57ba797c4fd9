"""The line above the claims: how many there are, over how much of the review, and the free search."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from ui.window.evidence.filter_header import TYPING_PAUSE_MS
from ui.window.furniture.search_line import SearchLine
from ui.window.furniture.words import Surface, link, plain_label


class EvidenceHead(Surface):
    """``searched`` comes after a short pause in typing; ``search_left`` when Enter or the arrow down leads on."""

    searched = Signal()
    search_left = Signal()

    def __init__(self) -> None:
        super().__init__("surround")
        self.counts = plain_label("", "heading")
        self.counts.setAccessibleName(self.tr("Number of claims"))
        self.spread = plain_label("", "muted")
        self.search = SearchLine(self.tr("Search in every column"))
        self.clearing = link(self.tr("Clear filters"), key="Ctrl+Backspace")
        self.clearing.hide()
        self.columns = link(self.tr("Columns"), tip=self.tr("Which columns show"))
        self.with_retracted = QCheckBox(self.tr("Retracted too"))
        self.with_retracted.setToolTip(self.tr("List claims that were retracted as well"))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(16)
        row.addWidget(self.counts)
        row.addWidget(self.spread, 1)
        for widget in (self.clearing, self.with_retracted, self.columns, self.search):
            row.addWidget(widget)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.searched)
        self.search.textEdited.connect(lambda _words: self._pause.start())
        self.search.textChanged.connect(lambda words: self._pause.start() if not words else None)
        self.search.returnPressed.connect(self._leave)

    def clear(self) -> None:
        """Empties the search, without saying so."""
        self.search.clear()
        self._pause.stop()

    def _leave(self) -> None:
        self._pause.stop()
        self.searched.emit()
        self.search_left.emit()
