"""What is shown before a review is open: start one, open one, or look around in the demo."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.window.furniture.pane import Card
from ui.window.furniture.words import button, link, plain_label
from ui.window.look.style import say_kind

_COLUMN = 460


class StartPage(QWidget):
    """Says what was asked for; making and opening is done elsewhere."""

    new_asked = Signal(str, str)
    open_asked = Signal()
    demo_asked = Signal()
    file_chosen = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        say_kind(self, "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(plain_label(self.tr("Trial Evidence Curator"), "title"))
        column.addWidget(
            plain_label(
                self.tr("Mark the words that carry evidence, make claims on them, and export a workbook."),
                "muted",
                wraps=True,
            )
        )
        column.addSpacing(8)
        column.addWidget(self._new_card())
        column.addLayout(self._links())
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        column.addSpacing(8)
        column.addLayout(self._recent)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        middle = QWidget()
        middle.setFixedWidth(_COLUMN)
        middle.setLayout(column)
        row.addWidget(middle)
        row.addStretch(1)

    def _new_card(self) -> Card:
        card = Card()
        card.body.setSpacing(8)
        card.body.addWidget(plain_label(self.tr("New review"), "strong"))
        self.review_title = QLineEdit()
        self.review_title.setPlaceholderText(self.tr("Title, such as: Stem cell therapy in lupus"))
        self.review_title.setAccessibleName(self.tr("Title of the new review"))
        self.reviewer_name = QLineEdit()
        self.reviewer_name.setPlaceholderText(self.tr("Your name"))
        self.reviewer_name.setAccessibleName(self.tr("Your name"))
        self.begin = button(self.tr("Start a review …"), "primary", key="Enter")
        self.begin.clicked.connect(self._begin)
        self.reviewer_name.returnPressed.connect(self._begin)
        self.review_title.returnPressed.connect(self.reviewer_name.setFocus)
        card.body.addWidget(self.review_title)
        card.body.addWidget(self.reviewer_name)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.begin)
        card.body.addLayout(row)
        return card

    def _links(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(20)
        self.open_link = link(self.tr("Open a review …"), key="Ctrl+O")
        self.open_link.clicked.connect(self.open_asked)
        self.demo_link = link(self.tr("Look around in the demo review"))
        self.demo_link.clicked.connect(self.demo_asked)
        row.addWidget(self.open_link)
        row.addWidget(self.demo_link)
        row.addStretch(1)
        return row

    def show_recent(self, paths: list[Path]) -> None:
        """Lists the reviews opened last."""
        while (old := self._recent.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        if not paths:
            return
        self._recent.addWidget(plain_label(self.tr("OPENED LAST"), "section"))
        for path in paths[:5]:
            choice = link(path.stem, tip=str(path))
            choice.clicked.connect(lambda _checked=False, path=path: self.file_chosen.emit(path))
            self._recent.addWidget(choice)

    def _begin(self) -> None:
        self.new_asked.emit(self.review_title.text(), self.reviewer_name.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.toLocalFile().endswith(".curator") for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.toLocalFile().endswith(".curator"):
                self.file_chosen.emit(Path(url.toLocalFile()))
                return
