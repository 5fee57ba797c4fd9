"""What is asked about a claim's numbers where they do not fit each other. It keeps nobody from saving them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.evidence.consistency import mismatches_of_claim
from curator.records import Claim
from ui.window.furniture.pane import take_away_all
from ui.window.furniture.words import plain_label, translated

_MOST = 4


class NumberQuestions(QWidget):
    """A quiet line for each question, nothing where all numbers fit."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Questions about the numbers"))
        self.questions: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(4)
        self.hide()

    def show_claim(self, claim: Claim | None) -> None:
        """Shows what is asked about a claim."""
        found = mismatches_of_claim(claim)[:_MOST] if claim is not None else []
        questions = tuple(one.question(translated("Consistency", one.template)) for one in found)
        if questions == self.questions:
            return
        self.questions = questions
        take_away_all(self._column)
        for question in questions:
            row = QHBoxLayout()
            row.setSpacing(8)
            sign = plain_label("?", "query")
            words = plain_label(question, "muted", wraps=True)
            words.setAccessibleName(self.tr("Question about the numbers: {words}").format(words=question))
            row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            self._column.addLayout(row)
        self.setVisible(bool(questions))
