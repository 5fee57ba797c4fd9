"""The middle of the Compare room: the words that the claims stand on, and under them the queue of disagreements."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.window.compare.compared_text import ComparedText, Legend
from ui.window.compare.queue_rows import QueueRows
from ui.window.compare.queue_view import QueueView
from ui.window.furniture.elided import ElidedLabel
from ui.window.furniture.search_line import SearchLine
from ui.window.furniture.words import Surface, button, plain_label, surface
from ui.window.look.style import say_kind

_TYPING_PAUSE_MS = 150
_TEXT_SHARE, _QUEUE_SHARE = 11, 9


class Centre(Surface):
    """``searched`` carries the words that the queue is narrowed by; ``alike_asked`` takes over what was made alike."""

    searched = Signal(str)
    search_left = Signal()
    cleared = Signal()
    alike_asked = Signal()

    def __init__(self) -> None:
        super().__init__("paper")
        self.report = ElidedLabel("", "strong")
        self.place = plain_label("", "muted")
        self.text = ComparedText()
        self.legend = Legend()
        self.rows = QueueRows(self)
        self.queue = QueueView(self.rows)
        self.title = plain_label(self.tr("QUEUE"), "section")
        self.order = plain_label(self.tr("most consequential first"), "hint")
        self.search = SearchLine(self.tr("Search the queue"))
        self.search.setMaximumWidth(168)
        self.narrowed = plain_label("", "hint")
        self.clearing = button(self.tr("Show all"), "small-link", key="Ctrl+Backspace")
        self.ended = plain_label("", "fine", wraps=True)
        self.alike = button("", "small-link", key="I")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self._lay_out()
        self._wire()
        self.say_narrowed("")
        self.say_ended("")
        self.say_alike("")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 8)
        head.setSpacing(16)
        head.addWidget(self.report, 1)
        head.addWidget(self.place)
        upper = surface("paper")
        above = QVBoxLayout(upper)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(0)
        above.addLayout(head)
        above.addWidget(self.text, 1)
        above.addWidget(self.legend)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(self._lower())
        self.splitter.setStretchFactor(0, _TEXT_SHARE)
        self.splitter.setStretchFactor(1, _QUEUE_SHARE)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)

    def _lower(self) -> QWidget:
        lower = surface("paper")
        lower.setMinimumHeight(140)
        head = QHBoxLayout()
        head.setContentsMargins(24, 8, 24, 4)
        head.setSpacing(12)
        head.addWidget(self.title)
        head.addWidget(self.order, 1)
        head.addWidget(self.search)
        under = QHBoxLayout()
        under.setContentsMargins(24, 0, 24, 4)
        under.setSpacing(12)
        under.addWidget(self.narrowed, 1)
        under.addWidget(self.clearing)
        end = QHBoxLayout()
        end.setContentsMargins(24, 4, 24, 8)
        end.setSpacing(12)
        end.addWidget(self.ended, 1)
        end.addStretch(0)
        end.addWidget(self.alike, 0, Qt.AlignmentFlag.AlignRight)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addLayout(head)
        below.addLayout(under)
        below.addWidget(self.queue, 1)
        below.addLayout(end)
        return lower

    def _wire(self) -> None:
        self.search.textEdited.connect(lambda _words: self._pause.start())
        self.search.textChanged.connect(lambda words: self._pause.start() if not words else None)
        self.search.returnPressed.connect(self.leave_search)
        self.clearing.clicked.connect(self.cleared)
        self.alike.clicked.connect(self.alike_asked)

    def leave_search(self) -> None:
        """Goes from the search to what it found."""
        self._pause.stop()
        self.searched.emit(self.search.text())
        self.search_left.emit()

    def say_narrowed(self, words: str) -> None:
        """Says by what the queue is narrowed; empty when it is not."""
        self.narrowed.setText(words)
        self.narrowed.setVisible(bool(words))
        self.clearing.setVisible(bool(words))

    def say_ended(self, words: str) -> None:
        """Says that everything is settled, or what is left."""
        self.ended.setText(words)
        self.ended.setVisible(bool(words))
        say_kind(self.ended, "fine")

    def say_alike(self, words: str) -> None:
        """Offers to take over what was made alike; empty when there is nothing of it."""
        self.alike.setText(f"{words}  I")
        self.alike.setAccessibleName(words)
        self.alike.setVisible(bool(words))
