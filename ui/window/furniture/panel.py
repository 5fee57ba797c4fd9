"""A panel at the side of a room for one thing that is being done: done with its button or Enter, left with Escape."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.pane import SidePane
from ui.window.furniture.words import button, plain_label, plain_tip, with_key


class Panel(SidePane):
    """What is being done as a heading, the fields in ``body``, and under them the button that does it.

    ``confirmed`` asks to do it; ``left`` to leave it be. ``say_problem`` says why it could not be done.
    """

    confirmed = Signal()
    left = Signal()

    def __init__(self, title: str, does: str = "", *, key: str = "Ctrl+Enter", leave: str = "") -> None:
        super().__init__(title)
        self.heading = plain_label(title, "heading", wraps=True)
        self.body.addWidget(self.heading)
        self._problem = plain_label("", "warning", wraps=True)
        self._problem.hide()
        self.confirming = button(does, "primary", key=key)
        if not does:
            self.confirming.hide()  # never shown here: without a parent yet, it would be a window of its own
        self.confirming.clicked.connect(self.confirmed)
        self.leaving = button(leave or self.tr("Cancel"), key="Esc")
        self.leaving.clicked.connect(self.leave)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addWidget(self.confirming)
        self.foot.addWidget(self.leaving)
        self.foot.addStretch()
        keys = OwnKeys(self)
        keys.bind("Esc", self.leave)
        if does:
            for enter in ("Ctrl+Return", "Ctrl+Enter"):
                keys.bind(enter, self._confirm)

    def finish(self) -> None:
        """Adds the foot, once everything else is in the body."""
        self.body.addWidget(self._problem)
        self.body.addLayout(self.foot)
        self.body.addStretch()

    @property
    def is_busy(self) -> bool:
        """Whether it is in the middle of something that must end first."""
        return False

    def call_leaving(self, words: str) -> None:
        """Gives the button that leaves another name: what is done is closed, not cancelled."""
        self.leaving.setText(words)
        self.leaving.setAccessibleName(words)
        self.leaving.setToolTip(plain_tip(with_key(words, "Esc")))

    def leave(self) -> None:
        """Leaves it be."""
        self.left.emit()

    @property
    def problem(self) -> str:
        """Why it could not be done, as said; empty when nothing is wrong."""
        return self._problem.text() if not self._problem.isHidden() else ""

    def say_problem(self, sentence: str) -> None:
        """Says why it could not be done; an empty sentence takes that back."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def begin(self, first: QWidget) -> None:
        """Puts the focus where typing begins."""
        self.to_top()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        if self.confirming.isEnabled():
            self.confirmed.emit()
