"""The line above the claims: how many there are, over how much of the review, and the free search."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout

from curator.exporting.pictures import PictureKind
from ui.window.evidence.filter_header import TYPING_PAUSE_MS
from ui.window.evidence.whose_claims import WhoseClaims
from ui.window.furniture.search_line import SearchLine
from ui.window.furniture.segments import Segments
from ui.window.furniture.words import Surface, link, plain_label, plain_tip, with_key

MAP, EFFECTS = PictureKind.EVIDENCE_MAP, PictureKind.EFFECT_DIRECTIONS


class EvidenceHead(Surface):
    """``searched`` comes after a short pause in typing; ``search_left`` when Enter or the arrow down leads on.

    ``shown_as`` carries the picture that the claims are to be shown as; None for the table.
    """

    searched = Signal()
    search_left = Signal()
    shown_as = Signal(object)

    def __init__(self) -> None:
        super().__init__("surround")
        self.counts = plain_label("", "heading")
        self.counts.setAccessibleName(self.tr("Number of claims"))
        self.spread = plain_label("", "muted")
        self.search = SearchLine(self.tr("Search in every column"))
        self.clearing = link(self.tr("Clear filters"), key="Ctrl+Backspace")
        self.clearing.hide()
        self.columns = link(self.tr("Columns"), tip=self.tr("Which columns show"))
        self.with_retracted = QCheckBox(self.tr("Show retracted"))
        self.with_retracted.setToolTip(self.tr("List claims that were retracted as well"))
        self.whose = WhoseClaims()
        self.whose.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(16)
        row.addWidget(self.counts)
        row.addWidget(self.spread, 1)
        for widget in (self.clearing, self.whose, self.with_retracted, self.columns, self.search):
            row.addWidget(widget)
        views = [(self.tr("Table"), None), (self.tr("Map"), MAP), (self.tr("Directions"), EFFECTS)]
        self.views = Segments(self.tr("Show as"), views)
        for (_, value), key in zip(views, ("T", "M", "D"), strict=True):
            tip = {None: self.tr("The claims as a table"), MAP: self.tr("Therapies by outcomes")}
            self.views.button_for(value).setToolTip(plain_tip(with_key(tip.get(value, self.tr("Study by study")), key)))
        self.views.setFixedWidth(240)
        self.views.settle(None)
        self.views.chosen.connect(self.shown_as)
        row.addWidget(self.views)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.searched)
        self.search.textEdited.connect(lambda _words: self._pause.start())
        self.search.textChanged.connect(lambda words: self._pause.start() if not words else None)
        self.search.returnPressed.connect(self._leave)

    def show_as(self, kind: PictureKind | None) -> None:
        """Shows which view is chosen; columns are the table's alone."""
        self.views.settle(kind)
        self.columns.setVisible(kind is None)

    def clear(self) -> None:
        """Empties the search, without saying so."""
        self.search.clear()
        self._pause.stop()

    def _leave(self) -> None:
        self._pause.stop()
        self.searched.emit()
        self.search_left.emit()
