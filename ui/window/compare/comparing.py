"""The figures and the disagreements, computed beside the window and again when something that matters was changed.

What computes them is loaded beside the window, too: numpy takes its time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from curator.adjudication.queue import Disagreement, Queue, read_queue
from curator.agreement.of_review import Comparison, ReviewAgreement, agreement_of_review
from curator.agreement.review.selection import Selection
from curator.changes import Applied
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.coding.reviews import people
from curator.records import (
    Assignment,
    Claim,
    Coding,
    Decision,
    Mark,
    Pairing,
    Record,
    Report,
    Reviewer,
    Study,
)
from ui.window.jobs import Job, Progress
from ui.window.session import Session

if TYPE_CHECKING:
    from curator.agreement.claims.linking import Unit
    from curator.agreement.review.breakdown import CellsOfField, Part
    from curator.agreement.review.coded import Coded

R = TypeVar("R")

_WHOLE: tuple[type[Record], ...] = (*CODEBOOK_TYPES, Claim, Mark, Coding, Assignment, Pairing, Report, Reviewer, Study)


class Compared(Struct, frozen=True, kw_only=True):
    """What is shown. ``found`` is about the part of the review that was chosen; everything else about all of it.

    ``units`` are all claims, together with those that are about the same thing, of what was ``coded``.
    """

    found: ReviewAgreement
    comparison: Comparison
    coded: Coded
    units: Sequence[Unit]
    queue: Queue
    people: Sequence[Reviewer]


class FieldDetails(Struct, frozen=True, kw_only=True):
    """One field looked at closely: whose claims are in which cell, and how it is in parts of the review."""

    name: str
    cells: CellsOfField
    by_report: Sequence[Part]
    over_time: Sequence[Part]


class Comparing(QObject):
    """Holds what was compared last. ``began`` and ``ended`` frame each computation; ``compared`` brings what it found.

    ``queue_read`` brings the same figures with another queue: something was decided, or a decision was taken back.
    """

    began = Signal(object)
    ended = Signal()
    compared = Signal(object)
    queue_read = Signal(object)
    detailed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.comparison = Comparison()
        self.selection = Selection()
        self.known: Compared | None = None
        self.stale = True
        self.was_cancelled = False
        self._job: Job | None = None
        self._again = False
        self._queue_stale = False
        self._details_of: str | None = None
        self._details_job: Job | None = None
        self._details_again = False

    @property
    def is_busy(self) -> bool:
        """Whether something is being computed."""
        return self._job is not None or self._details_job is not None

    # The figures --------------------------------------------------------------------------------------------------

    def compare(self, comparison: Comparison | None = None, selection: Selection | None = None) -> None:
        """Computes everything anew, with other choices if some are given; what runs already gives way."""
        self.comparison = self.comparison if comparison is None else comparison
        self.selection = self.selection if selection is None else selection
        self.stale = self.was_cancelled = False
        if self._job is not None:
            self._again = True
            return
        chosen, selection, now = self.comparison, self.selection, self._session.snapshot()

        def compare(tell: Callable[[float, str], None]) -> Compared:
            from curator.agreement.claims.linking import link_claims
            from curator.agreement.review.coded import read_coded

            with now as reader:
                found = agreement_of_review(reader, selection, chosen, tell)
                coded, units = found.coded, found.units
                if selection != Selection():
                    coded = read_coded(reader, Selection())
                    units = link_claims(coded.claims, coded.codebook, coded.said, tell, coded.settled)
                queue = read_queue(reader, units, coded)
                return Compared(
                    found=found, comparison=chosen, coded=coded, units=units, queue=queue, people=people(reader)
                )

        work = _giving_way(compare, lambda: self._again)
        self._session.run(work, self._take, self.tr("Comparing"), self._fail, watch=self._watch)

    def _watch(self, job: Job) -> None:
        self._job = job
        job.cancelled.connect(self._cancelled)
        job.ended.connect(self._job_ended)
        self.began.emit(job)

    def _cancelled(self) -> None:
        self.was_cancelled = self.stale = True

    def _take(self, compared: Compared | None) -> None:
        if compared is not None and not self._again:
            self.known = compared
            self.compared.emit(compared)

    def _fail(self, sentence: str) -> None:
        self.stale = True
        self._session.complained.emit(sentence)

    def _job_ended(self, job: Job) -> None:
        if job is not self._job or self._session.jobs.stopped:
            return
        self._job = None
        if self._again:
            self._again = False
            self.compare()
            return
        self.ended.emit()
        if self._queue_stale:
            self.read_queue()

    def forget(self) -> None:
        """Forgets what was found: it may not be seen any more, or is about somebody else's sight."""
        self.known = None
        self.stale = True
        self._again = self._job is not None

    def cancel(self) -> None:
        """Ends what runs; what was found before stays."""
        for job in (self._job, self._details_job):
            if job is not None:
                job.cancel()

    # The queue ----------------------------------------------------------------------------------------------------

    def read_queue(self) -> None:
        """Reads the disagreements anew; the figures stay, since no decision alters them."""
        known = self.known
        if known is None or self._job is not None:
            self._queue_stale = self._job is not None
            return
        self._queue_stale = False
        now = self._session.snapshot()

        def work(_progress: Progress) -> Compared:
            with now as reader:
                return replace(known, queue=read_queue(reader, known.units, known.coded))

        title = self.tr("Reading what was settled")
        self._session.run(work, self._take_queue, title, self._fail, watch=self._watch_queue)

    def _watch_queue(self, job: Job) -> None:
        self._job = job
        job.ended.connect(self._job_ended)

    def _take_queue(self, compared: Compared) -> None:
        if self._again or self._queue_stale:
            return
        self.known = compared
        self.queue_read.emit(compared)

    def settled_now(self, disagreement: Disagreement, decision: Decision) -> None:
        """Moves a disagreement to the settled ones at once; the queue is read beside the window all the same."""
        known = self.known
        if known is None:
            return
        settled = replace(disagreement, decision=decision, overtaken=False)
        queue = known.queue
        key = disagreement.key
        others = tuple(one for one in queue.settled if one.key != key)
        self.known = replace(
            known,
            queue=replace(
                queue,
                open=tuple(one for one in queue.open if one is not disagreement and one.key != key),
                settled=queue.settled
                if disagreement.consequence is None
                else tuple(sorted((*others, settled), key=lambda one: (one.report_id, one.key))),
            ),
        )

    def heed(self, applied: Applied) -> bool:
        """Looks whether a change matters here; true when it does. Only decisions leave the figures as they are."""
        if self._matters(applied):
            self.stale = True
            return True
        if applied.touches(Decision):
            self._queue_stale = True
            return True
        return False

    def catch_up(self) -> None:
        """Computes what was left behind, if anything was."""
        if self.stale:
            self.compare()
        elif self._queue_stale:
            self.read_queue()

    def _matters(self, applied: Applied) -> bool:
        """The consensus is no reviewer's work: its claims and codings are compared with nobody's."""
        consensus = {one.id for one in self._session.store.all(Reviewer, consensus=True)}
        for alteration in applied.alterations:
            record = alteration.record()
            owner = record.id if isinstance(record, Reviewer) else getattr(record, "reviewer_id", None)
            if isinstance(record, _WHOLE) and owner not in consensus:
                return True
        return False

    # One field ----------------------------------------------------------------------------------------------------

    def detail(self, name: str) -> None:
        """Takes one field apart beside the window; ``detailed`` brings it. Only the field asked for last matters."""
        known = self.known
        self._details_of = name
        if known is None:
            return
        if self._details_job is not None:
            self._details_again = True
            return
        now = self._session.snapshot()

        def take_apart(progress: Callable[[float, str], None]) -> FieldDetails:
            from curator.agreement.review.breakdown import Breakdown

            with now as reader:
                breakdown = Breakdown(known.found, known.comparison, reader.all(Study))
                return FieldDetails(
                    name=name,
                    cells=breakdown.cells(name),
                    by_report=breakdown.by_report(name, progress),
                    over_time=breakdown.over_time(name, reader.all(Assignment), progress),
                )

        work = _giving_way(take_apart, lambda: self._details_again)
        title = self.tr("Comparing report by report")
        self._session.run(work, self._take_details, title, watch=self._watch_details)

    def _watch_details(self, job: Job) -> None:
        self._details_job = job
        job.ended.connect(self._details_ended)

    def _take_details(self, details: FieldDetails | None) -> None:
        if details is not None and details.name == self._details_of:
            self.detailed.emit(details)

    def _details_ended(self, job: Job) -> None:
        if job is not self._details_job or self._session.jobs.stopped:
            return
        self._details_job = None
        if self._details_again and self._details_of is not None:
            self._details_again = False
            self.detail(self._details_of)


class _GivesWay(Exception):
    """Raised inside a job when its answer is no longer wanted: there is a newer question."""


def _giving_way(
    work: Callable[[Callable[[float, str], None]], R], gives_way: Callable[[], bool]
) -> Callable[[Progress], R | None]:
    """``work`` that ends early, with None, once ``gives_way`` says that another answer is wanted."""

    def given_way(progress: Progress) -> R | None:
        def tell(share: float, words: str) -> None:
            if gives_way():
                raise _GivesWay
            progress(share, words)

        try:
            return work(tell)
        except _GivesWay:
            return None

    return given_way
