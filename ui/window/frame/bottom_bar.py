"""The bar along the bottom: what just happened, which keys work now, where one is, and what runs beside."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from shiboken6 import isValid

from ui.window.furniture.words import link, plain_label
from ui.window.jobs import Job
from ui.window.look import palette as colours
from ui.window.look.style import say_kind

_SAID_FOR_MILLISECONDS = 6000
_SHOWN_AFTER_MILLISECONDS = 300


class BottomBar(QWidget):
    """Three places: left what happened, middle the keys of the room, right the place in the report."""

    def __init__(self) -> None:
        super().__init__()
        say_kind(self, "surround")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(28)
        self.left = plain_label("", "hint")
        self.left.setAccessibleName(self.tr("What just happened"))
        self.middle = plain_label("", "hint")
        self.middle.setAccessibleName(self.tr("Keys that work now"))
        self.right = plain_label("", "hint")
        self.right.setAccessibleName(self.tr("Where you are"))
        self._standing = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAID_FOR_MILLISECONDS)
        self._timer.timeout.connect(lambda: self.left.setText(self._standing))
        self._job: Job | None = None
        self._told = ""
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(120)
        self.progress.hide()
        self.cancel = link(self.tr("Cancel"))
        self.cancel.clicked.connect(self._cancel)
        self.cancel.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 18, 0)
        row.setSpacing(12)
        row.addWidget(self.left, 1)
        row.addWidget(self.middle, 0)
        ending = QHBoxLayout()
        ending.setSpacing(8)
        ending.addStretch(1)
        ending.addWidget(self.progress)
        ending.addWidget(self.cancel)
        ending.addWidget(self.right)
        row.addLayout(ending, 1)

    def stand(self, words: str) -> None:
        """What the left place says while nothing happens."""
        self._standing = words
        if not self._timer.isActive():
            self.left.setText(words)

    def say(self, words: str) -> None:
        """Says for some seconds what just happened."""
        self.left.setText(words)
        self._timer.start()

    def show_keys(self, words: str) -> None:
        """Shows which keys work in this room."""
        self.middle.setText(words)

    def show_place(self, words: str) -> None:
        """Shows where one is."""
        self.right.setText(words)

    def watch(self, job: Job) -> None:
        """Shows how far a job is, until it ends; what ends at once is not shown at all."""
        self._job = job
        self.progress.setRange(0, 0)
        job.progressed.connect(self._progressed)
        job.ended.connect(lambda: self._ended(job))
        QTimer.singleShot(_SHOWN_AFTER_MILLISECONDS, self, self._show_job)

    def _show_job(self) -> None:
        if self._job is not None and not self.progress.isVisible():
            self.progress.show()
            self.cancel.show()
            self._tell(f"{self._job.title} …")
            self._timer.stop()

    def _progressed(self, share: float, words: str) -> None:
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(share * 1000))
        if self._job is not None and self.progress.isVisible():
            self._tell(f"{self._job.title} … {words}")

    def _tell(self, words: str) -> None:
        """Says how far a job is, until it ends or something else is said."""
        self._told = words
        self.left.setText(words)

    def _ended(self, job: Job) -> None:
        if not isValid(self) or self._job is not job:  # the review may have been closed meanwhile
            return
        self._job = None
        self.progress.hide()
        self.cancel.hide()
        if self.left.text() == self._told:  # of this job, or of one that ended while this one ran
            self.left.setText(self._standing)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(colours.current().line))
        painter.drawLine(0, 0, self.width(), 0)
