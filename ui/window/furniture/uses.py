"""How often each term of the codebook is used: counted once beside the window, then kept up with every change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, Signal

from curator.changes import Applied
from curator.evidence.question import EvidenceQuestion
from curator.ports import RecordReader
from curator.records import Claim, ClaimStatus, Mark
from ui.window.jobs import Progress
from ui.window.session import Session

_CLAIMS_AT_ONCE = 500


class Uses(QObject):
    """Of every term, label, direction and field: by how many claims (or marks) it is named. Of every report too.

    Retracted claims and marks are counted apart: they show nowhere, but they too keep a term from vanishing.
    """

    counted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._living: Counter[str] = Counter()
        self._retracted: Counter[str] = Counter()
        self._counting = False
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
        if not self.known and not self._counting:
            self._counting = True
            self._session.run(self._counted_in, self._take_over, self.tr("Counting how often terms are used"))

    def _counted_in(self, progress: Progress) -> tuple[int, Counter[str], Counter[str]]:
        living: Counter[str] = Counter()
        retracted: Counter[str] = Counter()
        with self._session.store.snapshot() as reader:
            for record in _claims_and_marks(reader, progress):
                (retracted if _is_retracted(record) else living).update(_named_by(record))
            return reader.state().sequence, living, retracted

    def _take_over(self, result: tuple[int, Counter[str], Counter[str]]) -> None:
        self._counting = False
        sequence, living, retracted = result
        if sequence != self._session.store.state().sequence:
            self.count()
            return
        self._living, self._retracted = living, retracted
        self.known = True
        self.counted.emit()

    def _follow(self, applied: Applied) -> None:
        if not self.known or not applied.touches(Claim, Mark):
            return
        for alteration in applied.alterations:
            for record, by in ((alteration.before, -1), (alteration.after, 1)):
                if isinstance(record, Claim | Mark):
                    counter = self._retracted if _is_retracted(record) else self._living
                    for record_id in _named_by(record):
                        counter[record_id] += by
        self.counted.emit()


def _claims_and_marks(reader: RecordReader, progress: Progress) -> Iterator[Claim | Mark]:
    ids = reader.claim_ids(EvidenceQuestion(statuses=tuple(ClaimStatus)))
    for start in range(0, len(ids), _CLAIMS_AT_ONCE):
        progress(start / len(ids))
        yield from reader.get_many(Claim, ids[start : start + _CLAIMS_AT_ONCE]).values()
    yield from reader.all(Mark)


def _is_retracted(record: Claim | Mark) -> bool:
    return record.status is ClaimStatus.RETRACTED if isinstance(record, Claim) else record.retracted


def _named_by(record: Claim | Mark) -> set[str]:
    """The ids of everything that a claim or a mark names: terms of the codebook, and for a claim its report."""
    if isinstance(record, Mark):
        return {record.label_id}
    groups: Iterable[tuple[str, ...]] = (*record.therapies, *record.comparators)
    named = {term_id for group in groups for term_id in group}
    named.update(term_id for term_id in (record.outcome_id, record.direction_id) if term_id is not None)
    named.update((record.report_id, *record.extra))
    return named
