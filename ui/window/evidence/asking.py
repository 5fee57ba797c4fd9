"""Questions to the review, answered beside the window, one at a time; only the last one asked matters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from curator.evidence.question import EvidenceQuestion
from ui.window.session import Session


class Asking(QObject):
    """Asks for the ids of claims. While an answer is on its way, only the newest question waits."""

    answered = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._busy = False
        self._next: EvidenceQuestion | None = None
        self._outdated = False
        session.sight_changed.connect(self._outdate)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._busy

    def ask(self, question: EvidenceQuestion) -> None:
        """Asks; ``answered`` brings the ids, unless a newer question was asked meanwhile."""
        if self._busy:
            self._next = question
            return
        self._busy = True
        self._session.run(
            lambda _progress: self._session.reader.claim_ids(question),
            self._answer,
            self.tr("Looking for claims"),
            self._fail,
        )

    def _outdate(self) -> None:
        """Other claims may be seen than when this was asked; the answer that is on its way means nothing."""
        self._outdated = self._busy

    def _answer(self, claim_ids: Sequence[str]) -> None:
        outdated, self._outdated = self._outdated, False
        self._busy = False
        if not self._ask_next() and not outdated:
            self.answered.emit(claim_ids)

    def _fail(self, sentence: str) -> None:
        self._busy = False
        self._session.complained.emit(sentence)
        self._ask_next()

    def _ask_next(self) -> bool:
        waiting, self._next = self._next, None
        if waiting is None:
            return False
        self.ask(waiting)
        return True
