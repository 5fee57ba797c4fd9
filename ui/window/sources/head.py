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
    PEOPLE = auto()


class SourcesHead(Surface):
    """What is listed, and links for each way in, with their keys."""

    list_chosen = Signal(object)
    files_asked = Signal()
    folder_asked = Signal()
    paste_asked = Signal()
    claims_asked = Signal()
    adding_asked = Signal()
    spreading_asked = Signal()
    handing_out_asked = Signal()
    merging_asked = Signal()
    narrowed = Signal(str)
    search_left = Signal()

    def __init__(self) -> None:
        super().__init__("surround")
        self.lists = {
            Listed.REPORTS: _choice(translated("SourcesHead", "List the reports, or the studies"), "Y"),
            Listed.STUDIES: _choice(translated("SourcesHead", "List the reports, or the studies"), "Y"),
            Listed.PEOPLE: _choice(translated("SourcesHead", "Who codes what, and how far everybody has come"), "P"),
        }
        group = QButtonGroup(self)
        for listed, choice in self.lists.items():
            group.addButton(choice)
            choice.clicked.connect(lambda _on, listed=listed: self.list_chosen.emit(listed))
        self.files = link(self.tr("+ Files"), key="Ctrl+I", tip=self.tr("Bring in files of any kind"))
        self.folder = link(self.tr("+ Folder"), tip=self.tr("Bring in a folder of files of any kind (Ctrl+Shift+I)"))
        self.paste = link(self.tr("+ Paste"), tip=self.tr("Bring in the text on the clipboard (Ctrl+Shift+V)"))
        self.claims = link(self.tr("+ Claims"), tip=self.tr("Bring in a table of claims (CSV, XLSX)"))
        self.ways_in = (self.files, self.folder, self.paste, self.claims)
        asked = (self.files_asked, self.folder_asked, self.paste_asked, self.claims_asked)
        for way_in, signal in zip(self.ways_in, asked, strict=True):
            way_in.clicked.connect(signal)
        self.adding = link(self.tr("+ Reviewer"), key="N")
        self.spreading = link(self.tr("Spread evenly …"), key="E", tip=self.tr("Assign the reports evenly"))
        self.handing_out = link(self.tr("Hand out …"), key="H", tip=self.tr("Make a review file for somebody"))
        self.merging = link(self.tr("Merge …"), key="M", tip=self.tr("Merge files that came back"))
        self.with_people = (self.adding, self.spreading, self.handing_out, self.merging)
        wanted = (self.adding_asked, self.spreading_asked, self.handing_out_asked, self.merging_asked)
        for deed, signal in zip(self.with_people, wanted, strict=True):
            deed.clicked.connect(signal)
        self.showing_first = QCheckBox(self.tr("Show me first"))
        self.showing_first.setToolTip(self.tr("Show what texts would bring in before they come in, as other files do"))
        self.with_retired = QCheckBox(self.tr("Show set aside"))
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
        for widget in (*self.ways_in, self.showing_first, *self.with_people):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.with_retired)
        row.addWidget(self.search)

    def show_list(self, listed: Listed) -> None:
        """Shows what is listed, and what can be done there."""
        self.lists[listed].setChecked(True)
        is_reports, is_people = listed is Listed.REPORTS, listed is Listed.PEOPLE
        self.with_retired.setVisible(is_reports)
        self.search.setVisible(not is_people)
        for widget in (*self.ways_in, self.showing_first):
            widget.setVisible(not is_people)
        for widget in self.with_people:
            widget.setVisible(is_people)
        self.search.clear()
        self.search.look_into(
            self.tr("Search the reports’ details") if is_reports else self.tr("Search the studies’ details")
        )

    def say_count(self, listed: Listed, number: int) -> str:
        """Writes how many there are of something, and gives the words."""
        names = {
            Listed.REPORTS: (self.tr("{n} report"), self.tr("{n} reports")),
            Listed.STUDIES: (self.tr("{n} study"), self.tr("{n} studies")),
            Listed.PEOPLE: (self.tr("{n} reviewer"), self.tr("{n} reviewers")),
        }
        words = counted(number, *names[listed])
        self.lists[listed].setText(words)
        self.lists[listed].setAccessibleName(words)
        return words


def _choice(tip: str, key: str) -> QPushButton:
    """One of the lists that there are; its words say how much is in it."""
    made = button("", "room", tip=tip, key=key)
    made.setCheckable(True)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made
