"""What stands in the place of a claim while there is none: what belongs here, and how it comes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.window.furniture.words import button, plain_label


class NothingInHand(QWidget):
    """Says how a claim begins; after one was retracted, how it comes back."""

    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = plain_label("", "muted", wraps=True)
        self.undo = button(self.tr("Undo  Ctrl+Z"), "small-link", tip=self.tr("Bring the claim back (Ctrl+Z)"))
        self.undo.setAccessibleName(self.tr("Bring the claim back"))
        self.undo.clicked.connect(self.undo_asked)
        line = QHBoxLayout()
        line.addWidget(self.undo)
        line.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(plain_label(self.tr("Claim"), "heading"))
        column.addWidget(self.words)
        column.addLayout(line)

    def say(self, *, has_report: bool, retracted: bool) -> None:
        """Says what is so: no report is open, none is in hand, or one was just retracted."""
        self.undo.setVisible(retracted)
        if retracted:
            self.words.setText(self.tr("The claim was retracted. It is kept, and counts nowhere."))
        elif has_report:
            self.words.setText(
                self.tr("Select the words that carry evidence and press Enter. A claim in the list opens by a click.")
            )
        else:
            self.words.setText(self.tr("Claims are made here, beside the text of a report."))
