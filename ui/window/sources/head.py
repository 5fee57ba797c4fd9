"""The line above the reports and studies: how many there are, the ways in, and the search."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton

from ui.window.furniture.search_line import SearchLine
from ui.window.furniture.words import Surface, button, counted, link, translated


class Listed(Enum):
    """What the room lists."""

    REPORTS = auto()
    STUDIES = auto()


class SourcesHead(Surface):
    """What is listed, and links for each way in, with their keys."""

    list_chosen = Signal(object)
    files_asked = Signal()
    folder_asked = Signal()
    paste_asked = Signal()
    claims_asked = Signal()
    narrowed = Signal(str)
    search_left = Signal()

    def __init__(self) -> None:
        super().__init__("surround")
        self.lists = {Listed.REPORTS: _choice(), Listed.STUDIES: _choice()}
        group = QButtonGroup(self)
        for listed, choice in self.lists.items():
            group.addButton(choice)
            choice.clicked.connect(lambda _on, listed=listed: self.list_chosen.emit(listed))
        self.files = link(self.tr("+ Texts"), key="Ctrl+I", tip=self.tr("Bring in text files"))
        self.folder = link(self.tr("+ Folder"), tip=self.tr("Bring in a folder of texts (Ctrl+Shift+I)"))
        self.paste = link(self.tr("+ Paste"), tip=self.tr("Bring in the text on the clipboard (Ctrl+Shift+V)"))
        self.claims = link(self.tr("+ Claims"), tip=self.tr("Bring in a table of claims (CSV)"))
        self.ways_in = (self.files, self.folder, self.paste, self.claims)
        asked = (self.files_asked, self.folder_asked, self.paste_asked, self.claims_asked)
        for way_in, signal in zip(self.ways_in, asked, strict=True):
            way_in.clicked.connect(signal)
        self.with_retired = QCheckBox(self.tr("Set aside too"))
        self.with_retired.setToolTip(self.tr("List reports that were set aside as well"))
        self.search = SearchLine(self.tr("Search the reports’ details"))
        self.search.textChanged.connect(self.narrowed)
        self.search.returnPressed.connect(self.search_left)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 20, 10)
        row.setSpacing(18)
        lists = QHBoxLayout()
        lists.setSpacing(4)
        for choice in self.lists.values():
            lists.addWidget(choice)
        row.addLayout(lists)
        for widget in self.ways_in:
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.with_retired)
        row.addWidget(self.search)

    def show_list(self, listed: Listed) -> None:
        """Shows which of the two is listed."""
        self.lists[listed].setChecked(True)
        is_reports = listed is Listed.REPORTS
        self.with_retired.setVisible(is_reports)
        self.search.clear()
        self.search.look_into(
            self.tr("Search the reports’ details") if is_reports else self.tr("Search the studies’ details")
        )

    def say_count(self, listed: Listed, number: int) -> str:
        """Writes how many there are of something, and gives the words."""
        one, many = (
            (self.tr("{n} report"), self.tr("{n} reports"))
            if listed is Listed.REPORTS
            else (self.tr("{n} study"), self.tr("{n} studies"))
        )
        words = counted(number, one, many)
        self.lists[listed].setText(words)
        self.lists[listed].setAccessibleName(words)
        return words


def _choice() -> QPushButton:
    """One of the lists that there are; its words say how much is in it."""
    made = button("", "room", tip=translated("SourcesHead", "List the reports, or the studies"), key="Y")
    made.setCheckable(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
