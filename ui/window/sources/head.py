"""The line above the reports: how many there are, the ways in, and the search."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit

from ui.window.furniture.words import Surface, link, plain_label
from ui.window.look.style import say_kind


class SourcesHead(Surface):
    """Links for each way in, with their keys."""

    files_asked = Signal()
    folder_asked = Signal()
    paste_asked = Signal()
    claims_asked = Signal()
    narrowed = Signal(str)
    search_left = Signal()

    def __init__(self) -> None:
        super().__init__("surround")
        self.counts = plain_label("", "heading")
        self.counts.setAccessibleName(self.tr("Number of reports"))
        self.files = link(self.tr("+ Texts"), key="Ctrl+I", tip=self.tr("Bring in text files"))
        self.folder = link(self.tr("+ Folder"), tip=self.tr("Bring in a folder of texts (Ctrl+Shift+I)"))
        self.paste = link(self.tr("+ Paste"), tip=self.tr("Bring in the text on the clipboard (Ctrl+Shift+V)"))
        self.claims = link(self.tr("+ Claims"), tip=self.tr("Bring in a table of claims (CSV)"))
        for way_in, signal in (
            (self.files, self.files_asked),
            (self.folder, self.folder_asked),
            (self.paste, self.paste_asked),
            (self.claims, self.claims_asked),
        ):
            way_in.clicked.connect(signal)
        self.with_retired = QCheckBox(self.tr("Set aside too"))
        self.with_retired.setToolTip(self.tr("List reports that were set aside as well"))
        self.search = QLineEdit()
        say_kind(self.search, "search")
        self.search.setPlaceholderText(self.tr("Search the reports’ details"))
        self.search.setAccessibleName(self.tr("Search the reports’ details"))
        self.search.setToolTip(self.tr("Search the reports’ details (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(240)
        self.search.textChanged.connect(self.narrowed)
        self.search.returnPressed.connect(self.search_left)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(18)
        row.addWidget(self.counts)
        for widget in (self.files, self.folder, self.paste, self.claims):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.with_retired)
        row.addWidget(self.search)
