"""How often each term of the codebook is used: counted once beside the window, then kept up with every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from curator.changes import Applied
from curator.evidence.uses import is_retracted, used_by
from curator.ports import ReviewStore
from curator.records import Claim, Mark
from ui.window.jobs import Job
from ui.window.session import Session


class Uses(QObject):
    """Of every term, field and label: by how many claims (or marks) it is named. Of every report and study too.

    Retracted claims and marks are counted apart: they show nowhere, but they too keep a term from vanishing.
    """

    counted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._living: Counter[str] = Counter()
        self._retracted: Counter[str] = Counter()
        self._job: Job | None = None
        self.known = False
        session.changed.connect(self._follow)

    @classmethod
    def of(cls, session: Session) -> Uses:
        """The one count of this session, shared by its rooms."""
        found = session.findChild(cls)
        return found if isinstance(found, Uses) else cls(session)

    def __getitem__(self, record_id: str) -> int:
        return self._living[record_id]

    def retracted(self, record_id: str) -> int:
        """How many retracted claims or marks name this term."""
        return self._retracted[record_id]

    def count_now(self, term_id: str) -> int:
        """How many claims name a therapy, outcome or direction, retracted ones too, asked of the review at once."""
        return len(self._session.store.claims_using([term_id]))

    def count(self) -> None:
        """Counts everything beside the window, unless that was done already."""
        if not self.known and self._job is None:
            self._begin()

    def _begin(self) -> None:
        store, title = self._session.store, self.tr("Counting how often terms are used")
        self._session.run(lambda _progress: _counted_in(store), self._take_over, title, watch=self._watch)

    def _watch(self, job: Job) -> None:
        self._job = job
        job.ended.connect(self._ended)

    def _ended(self, job: Job) -> None:
        if job is self._job:  # and not one that began anew because the review had gone on meanwhile
            self._job = None

    def _take_over(self, result: tuple[int, Mapping[str, tuple[int, int]]]) -> None:
        sequence, uses = result
        if sequence != self._session.store.state().sequence:
            self._begin()
            return
        self._living = Counter({record_id: living for record_id, (living, _) in uses.items()})
        self._retracted = Counter({record_id: retracted for record_id, (_, retracted) in uses.items()})
        self.known = True
        self.counted.emit()

    def _follow(self, applied: Applied) -> None:
        if not self.known or not applied.touches(Claim, Mark):
            return
        for alteration in applied.alterations:
            for record, by in ((alteration.before, -1), (alteration.after, 1)):
                if isinstance(record, Claim | Mark):
                    counter = self._retracted if is_retracted(record) else self._living
                    for record_id in used_by(record):
                        counter[record_id] += by
        self.counted.emit()


def _counted_in(store: ReviewStore) -> tuple[int, Mapping[str, tuple[int, int]]]:
    """How far the review had come when it was counted, and the counts."""
    with store.snapshot() as reader:
        return reader.state().sequence, reader.uses()
