"""What became of something that was brought in, told line by line, in groups; and how far it is while it runs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui.window.furniture.pane import Card, take_away_all
from ui.window.furniture.panel import Panel
from ui.window.furniture.words import plain_label
from ui.window.jobs import Job

_MOST_LINES = 200


class AccountPanel(Panel):
    """Shows progress while a job runs, then what it did. Escape cancels what runs, and closes what is done.

    ``cancelled`` is true from then on, also for a job that was too quick to be stopped. What is being saved cannot
    be cancelled, and the panel stays until that has ended.
    """

    def __init__(self, title: str, does: str = "") -> None:
        super().__init__(title, does)
        self._job: Job | None = None
        self.cancelled = False
        self.saving = False
        self.summary = plain_label("", wraps=True)
        self.summary.setAccessibleName(self.tr("What became of it"))
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(title)
        self.at = plain_label("", "hint")
        self.groups = QVBoxLayout()
        self.groups.setSpacing(8)
        self._shown: list[tuple[str, str]] = []
        self.between = QVBoxLayout()
        self.between.setSpacing(6)
        for widget in (self.progress, self.at, self.summary):
            self.body.addWidget(widget)
        self.body.addLayout(self.between)
        self.finish()
        # The buttons stand above the lines, so that a long account never hides them.
        self.body.insertLayout(self.body.count() - 1, self.groups)
        self._show_running(False)

    @property
    def is_busy(self) -> bool:
        return self._job is not None or self.saving

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Everything that is told: the title of the group, and the line."""
        return tuple(self._shown)

    def watch(self, job: Job) -> None:
        """Shows how far a job is, from before it begins until it ends; Escape and the button cancel it."""
        self._job = job
        self.cancelled = False
        self._show_running(True)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)

    def _progressed(self, share: float, words: str) -> None:
        self.progress.setValue(round(share * 1000))
        self.at.setText(words)

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._show_running(False)

    def watch_saving(self, job: Job) -> None:
        """Stays while a job saves what was read. Whoever hears that it is saved, or is not, says so with ``tell``."""
        self.saving = True
        self.tell(self.tr("Saving …"))
        job.ended.connect(self._save_ended)

    def _save_ended(self, _job: Job) -> None:
        if self.saving:  # neither saved nor refused: what went wrong was foreseen by nobody
            self.saving = False
            self.tell(self.tr("Nothing came in."))

    def _show_running(self, running: bool) -> None:
        self.progress.setVisible(running)
        self.at.setVisible(running)
        self.call_leaving(self.tr("Cancel") if running or self.confirming.isVisibleTo(self) else self.tr("Close"))

    def leave(self) -> None:
        """Cancels what runs; closes the panel when nothing does."""
        if self._job is not None:
            self.cancelled = True
            self._job.cancel()
        elif not self.saving:
            self.left.emit()

    def clear(self) -> None:
        """Forgets what was told."""
        take_away_all(self.groups)
        self._shown = []

    def tell(self, summary: str) -> None:
        """Says in a sentence what became of it."""
        self.summary.setText(summary)

    def add_group(self, title: str, lines: Sequence[str], kind: str = "muted") -> None:
        """Adds lines of one fate under a title; nothing when there are none."""
        if not lines:
            return
        self._shown += [(title, line) for line in lines]
        self.groups.addSpacing(4)
        self.groups.addWidget(plain_label(title, "section"))
        card = Card("warning-card" if kind == "warning" else "card")
        card.body.setContentsMargins(14, 10, 14, 10)
        for line in lines[:_MOST_LINES]:
            label = plain_label(line, wraps=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.body.addWidget(label)
        left_over = len(lines) - _MOST_LINES
        if left_over > 0:
            card.body.addWidget(plain_label(self.tr("and {n} more").format(n=f"{left_over:,}"), "muted"))
        self.groups.addWidget(card)

    def add_choice(self, widget: QWidget) -> None:
        """Adds a choice above the buttons."""
        self.between.addWidget(widget)
