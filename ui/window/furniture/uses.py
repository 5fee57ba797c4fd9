"""How often each term of the codebook is used: counted once beside the window, then kept up with every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager

from PySide6.QtCore import QObject, Signal

from curator.changes import Applied
from curator.evidence.uses import is_retracted, used_by
from curator.ports import RecordReader
from curator.records import Claim, Mark
from ui.window.jobs import Job
from ui.window.session import Session

_Counts = tuple[int, str, Mapping[str, tuple[int, int]]]


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
        session.reviewer_changed.connect(self._forget)
        session.sight_changed.connect(self._count_anew)

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
        """How many claims name a therapy, outcome or direction, retracted ones too, asked of the review at once.

        Only those count that whoever works here may see.
        """
        return len(self._session.reader.claims_using([term_id]))

    def count(self) -> None:
        """Counts everything beside the window, unless that was done already."""
        if not self.known and self._job is None:
            self._begin()

    def _begin(self) -> None:
        session, title = self._session, self.tr("Counting how often terms are used")
        whose, now = session.reviewer.id, session.snapshot()
        session.run(lambda _progress: _counted_in(now, whose), self._take_over, title, watch=self._watch)

    def _watch(self, job: Job) -> None:
        self._job = job
        job.ended.connect(self._ended)

    def _ended(self, job: Job) -> None:
        if job is self._job:  # and not one that began anew because the review had gone on meanwhile
            self._job = None

    def _take_over(self, result: _Counts) -> None:
        sequence, whose, uses = result
        if (sequence, whose) != (self._session.store.state().sequence, self._session.reviewer.id):
            self._begin()
            return
        self._living = Counter({record_id: living for record_id, (living, _) in uses.items()})
        self._retracted = Counter({record_id: retracted for record_id, (_, retracted) in uses.items()})
        self.known = True
        self.counted.emit()

    def _forget(self) -> None:
        """Somebody else works here, and what was counted is not for them."""
        if self.known:
            self.known = False
            self._living, self._retracted = Counter(), Counter()
            self.counted.emit()
            self.count()

    def _count_anew(self) -> None:
        """Other claims and marks may be seen than before."""
        if self.known and self._job is None:
            self._begin()

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


def _counted_in(now: AbstractContextManager[RecordReader], whose: str) -> _Counts:
    """How far the review had come when it was counted, for whom, and the counts."""
    with now as reader:
        return reader.state().sequence, whose, reader.uses()
