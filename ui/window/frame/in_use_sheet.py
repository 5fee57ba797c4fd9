"""A review that somebody else has open, or that is protected: why, and reading only as the way in."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from curator.errors import ReadOnlyReview, ReviewInUse
from ui.window.frame.sentences import sentence_of
from ui.window.frame.sheet import Sheet
from ui.window.furniture.words import button

translate = QCoreApplication.translate


class InUseSheet(Sheet):
    """Offers to open the review for reading only."""

    read_only_asked = Signal()

    def __init__(self, over: QWidget, problem: ReviewInUse | ReadOnlyReview) -> None:
        title = (
            translate("InUseSheet", "The review is open elsewhere")
            if isinstance(problem, ReviewInUse)
            else translate("InUseSheet", "The review cannot be altered where it lies")
        )
        super().__init__(over, title, sentence_of(problem))
        self.add_cancel()
        self.go = button(self.tr("Open for reading only"), "primary")
        self.go.clicked.connect(self._go)
        self.foot.addWidget(self.go)

    def _go(self) -> None:
        self.leave()
        self.read_only_asked.emit()
