"""The selected words become claims, marks, and passages of what is in hand."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt

from curator.records import Passage
from curator.text.passages import cut
from ui.window.claiming.claim_column import ClaimColumn
from ui.window.reading.laid_text import LaidText
from ui.window.reading.published.paper import Paper
from ui.window.session import Session


class SelectedWords(QObject):
    """Takes what is selected on the paper and gives it to the column; what was taken is selected no longer."""

    def __init__(self, session: Session, paper: Paper, laid: LaidText, column: ClaimColumn) -> None:
        super().__init__(paper)
        self._session = session
        self._paper = paper
        self._view = paper.view
        self._laid = laid
        self._column = column

    def passage(self) -> Passage | None:
        """The selected words, cut from the stored text; None when nothing is selected."""
        bounds = self._view.selection
        return None if bounds is None else cut(self._view.text, *bounds)

    def start_claim(self) -> None:
        """Makes a claim on them."""
        passage = self.passage()
        if passage is not None and self._column.start_claim([passage]) is not None:
            self._view.let_go()

    def add_passage(self) -> None:
        """Adds them to the claim or mark in hand; makes a claim on them where nothing is in hand."""
        passage = self.passage()
        if passage is None:
            self._ask(self.tr("Select the words in the text first, then add them with P."))
            return
        if self._laid.in_hand_id is None:
            self.start_claim()
            return
        self._column.add_passage(passage)
        self._view.let_go()

    def replace_passage(self, start: int, end: int) -> None:
        """Puts them in the place of the passage at ``[start, end)``, which is selected where nothing else is."""
        passage = self.passage()
        if passage is None:
            self._view.select(start, end)
            self._ask(self.tr("Select the words that shall stand there instead, then ask again."))
            return
        self._column.replace_passage((start, end), passage)
        self._view.let_go()

    def move_passage(self, owner_id: str, start: int, end: int, new_start: int, new_end: int) -> None:
        """Follows an end of a passage that was moved in the text, if its claim or mark is in hand."""
        passage = cut(self._view.text, new_start, new_end)
        if owner_id == self._laid.in_hand_id:
            self._column.replace_passage((start, end), passage)

    def mark(self, label_id: str) -> None:
        """Marks them with a label."""
        passage = self.passage()
        if passage is not None and self._column.record_mark([passage], label_id) is not None:
            self._view.let_go()

    def choose_label(self) -> None:
        """Lets somebody choose a label for them, right below the last of them."""
        passage = self.passage()
        if passage is None:
            return
        front = self._paper.front
        at = front.caret_rect(passage.end)
        place = QPoint(round(at.left()), round(at.bottom()) + 4)
        self._column.start_mark([passage], front.viewport().mapToGlobal(place))

    def _ask(self, sentence: str) -> None:
        self._session.said.emit(sentence)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
