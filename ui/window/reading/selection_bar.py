"""What can be done with words that were selected by mouse, right under them, so that no key need be known."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.window.furniture.words import link
from ui.window.look.style import say_kind
from ui.window.reading.published.page_view import PageView
from ui.window.reading.text_view import TextView

_BELOW = 6


class SelectionBar(QFrame):
    """A small card with three links. It goes away with the selection, and never takes the keyboard."""

    claim_asked = Signal()
    passage_asked = Signal()
    label_asked = Signal()

    def __init__(self, view: TextView | PageView) -> None:
        super().__init__(view.viewport())
        self._view = view
        say_kind(self, "card")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(self.tr("What to do with the selected words"))
        self.claim = link(self.tr("Claim"), key=self.tr("Enter"), tip=self.tr("Make a claim on these words"))
        self.passage = link(self.tr("+ passage"), key="P", tip=self.tr("Add these words to the current claim or mark"))
        self.label = link(self.tr("Label"), key="L", tip=self.tr("Mark these words with a label"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(16)
        for one, said in (
            (self.claim, self.claim_asked),
            (self.passage, self.passage_asked),
            (self.label, self.label_asked),
        ):
            one.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            one.clicked.connect(said)
            row.addWidget(one)
        view.selection_let_go.connect(self.hide)
        view.selection_made.connect(self.hide)  # by keyboard or by a search; after the mouse it comes back at once
        view.verticalScrollBar().valueChanged.connect(self._stay)
        view.mouse_selected.connect(self.show_bar)
        self.hide()

    def show_bar(self) -> None:
        """Shows the card under the selected words, or above them where there is no room below."""
        if self._view.selection is None:
            self.hide()
            return
        self.adjustSize()
        self._stay()
        self.show()
        self.raise_()

    def _stay(self) -> None:
        bounds = self._view.selection
        if bounds is None:
            return
        first, last = self._view.caret_rect(bounds[0]), self._view.caret_rect(max(bounds[0], bounds[1] - 1))
        paper = self._view.viewport()
        top = round(last.bottom()) + _BELOW
        if top + self.height() > paper.height() and first.top() - _BELOW > self.height():
            top = round(first.top()) - _BELOW - self.height()
        right = self._view.right_edge_of(bounds[1])
        left = max(4, min(round(right) - self.width() // 2, paper.width() - self.width() - 4))
        self.move(QPoint(left, top))
