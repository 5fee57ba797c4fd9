"""Who am I? Asked once for each review on each machine."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from curator.records import Reviewer
from ui.window.frame.sheet import Sheet
from ui.window.furniture.words import button, plain_label

translate = QCoreApplication.translate


class WhoSheet(Sheet):
    """Offers the reviewers of the review, and a line for a new one. ``answered`` is true once somebody was named."""

    chosen = Signal(str)
    named = Signal(str)

    def __init__(self, over: QWidget, reviewers: list[Reviewer]) -> None:
        super().__init__(
            over,
            translate("WhoSheet", "Who are you?"),
            translate(
                "WhoSheet",
                "Claims are kept under the name of the reviewer who makes them. This machine will remember.",
            ),
            width=420,
        )
        self.answered = False
        self.choices: list[QPushButton] = []
        for reviewer in reviewers:
            choice = button(reviewer.name)
            choice.clicked.connect(lambda _checked=False, chosen=reviewer.id: self._choose(chosen))
            self.choices.append(choice)
            self.body.addWidget(choice)
        self.body.addSpacing(4)
        self.body.addWidget(plain_label(self.tr("Somebody else"), "field"))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Your name"))
        self.name.setAccessibleName(self.tr("Your name"))
        self.name.returnPressed.connect(self._add)
        self.body.addWidget(self.name)
        self.add_cancel()
        self.add = button(self.tr("Add me"), "primary", key="Enter")
        self.add.clicked.connect(self._add)
        self.foot.addWidget(self.add)

    def _choose(self, reviewer_id: str) -> None:
        self.answered = True
        self.leave()
        self.chosen.emit(reviewer_id)

    def _add(self) -> None:
        if self.name.text().strip():
            name = self.name.text()
            self.answered = True
            self.leave()
            self.named.emit(name)
