"""The open review as the window sees it: who works on it, what changes it, and what runs beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, TypeVar

import msgspec
from PySide6.QtCore import QCoreApplication, QObject, Signal

from curator import history
from curator.changes import Applied, Change, ChangeKind, LogEntry
from curator.codebook.codebook import CODEBOOK_TYPES, Codebook
from curator.coding.blinding import BlindReader
from curator.coding.reviews import people
from curator.errors import CuratorError, NothingToUndo
from curator.ports import ReviewFiles, ReviewStore
from curator.records import Review, Reviewer
from ui.window.frame.sentences import sentence_of
from ui.window.jobs import Job, JobQueue, Progress

R = TypeVar("R")


class Session(QObject):
    """Applies changes and says what happened.

    ``reader`` reads the review as whoever works here may see it, and whatever is shown is read through it; ``store``
    is for changes, and for rules that keep the review whole. ``changed`` carries what was altered, as far as it may be
    seen, and each view looks whether that concerns it. ``sight_changed`` comes after it when something else may be
    seen than before: somebody else works here, or a coding was submitted or opened again; every view reads anew
    what shows anybody's work. ``said`` is a quiet line about what went well; ``complained`` is a sentence about what
    did not. ``being_asked`` carries the id of the reviewer as whom somebody asks to go on.
    """

    changed = Signal(object)
    said = Signal(str)
    complained = Signal(str)
    surprised = Signal(object)
    reviewer_changed = Signal()
    sight_changed = Signal()
    being_asked = Signal(str)

    def __init__(
        self,
        store: ReviewStore,
        reviewer: Reviewer,
        parent: QObject | None = None,
        files: ReviewFiles | None = None,
    ) -> None:
        """``files`` makes and opens other review files; without it nothing is handed out or merged."""
        super().__init__(parent)
        self.store = store
        self.files = files
        self.reviewer = reviewer
        self.reader = BlindReader(store, reviewer.id)
        self._sight = self.reader.sight()
        self.review = store.all(Review)[0]
        self.codebook = Codebook.read(store)
        self.jobs = JobQueue(self)

    def work_as(self, reviewer: Reviewer) -> None:
        """Goes on under another reviewer's name."""
        self.reviewer = reviewer
        self.reader = BlindReader(self.store, reviewer.id)
        self._sight = self.reader.sight()
        self.reviewer_changed.emit()
        self.sight_changed.emit()

    def snapshot(self) -> AbstractContextManager[BlindReader]:
        """The review at one moment, as whoever works here now may see it, for reading beside the window."""
        return _seen_by(self.store, self.reviewer.id)

    def apply(self, change: Change | None) -> Applied | None:
        """Applies a change and says so; None when there was nothing to change or it was refused (and said why)."""
        if change is None:
            return None
        return self.attempt(lambda: self._applied(self.store.apply(change)))

    def heed(self, applied: Applied) -> None:
        """Tells everybody of a change that was applied by other means than ``apply``."""
        self._applied(applied)

    def attempt(self, act: Callable[[], R]) -> R | None:
        """Does something that may be refused; the refusal is said in a sentence, and None comes back."""
        try:
            return act()
        except CuratorError as problem:
            self.complained.emit(sentence_of(problem))
            return None

    def may_change(self) -> bool:
        """Whether the review can be changed. When it is open for reading only, that is said in a sentence."""
        if self.store.read_only:
            name = self.store.path.name if self.store.path is not None else self.review.title
            words = self.tr("{name} is open for reading only. Open it for writing to change something.")
            self.complained.emit(words.format(name=name))
        return not self.store.read_only

    def title_of(self, entry: LogEntry) -> str:
        """What a change is called for whoever works here; empty for work that is not open to them."""
        if entry.reviewer_id == self.reviewer.id:
            return entry.title
        seen = self.reader.line(entry)
        return seen.title if seen is not None else ""

    def undo(self) -> None:
        """Takes the last change back."""
        self._step(partial(history.undo_seen, self.store))

    def redo(self) -> None:
        """Does again what was undone last."""
        self._step(partial(history.redo_seen, self.store))

    def _step(self, step: Callable[[str | None], Applied]) -> None:
        try:
            self._applied(step(self.reviewer.id))
        except NothingToUndo as nothing:
            self.said.emit(sentence_of(nothing))
        except CuratorError as problem:
            self.complained.emit(sentence_of(problem))

    def _applied(self, applied: Applied) -> Applied:
        if applied.touches(*CODEBOOK_TYPES):
            self.codebook = Codebook.read(self.store)
        if applied.touches(Review):
            self.review = self.store.all(Review)[0]
        if applied.touches(Reviewer):
            self._look_who_works_here()
        self.changed.emit(msgspec.structs.replace(applied, alterations=self.reader.seen(applied.alterations)))
        before, self._sight = self._sight, self.reader.sight()
        if self._sight is not before:
            self.sight_changed.emit()
        self.said.emit(_words_for(applied))
        return applied

    def _look_who_works_here(self) -> None:
        """Whoever works here may have another name now, or be no reviewer any more, when that was undone."""
        known = self.store.get_many(Reviewer, [self.reviewer.id]).get(self.reviewer.id)
        if known is not None:
            self.reviewer = known
        else:
            self.work_as(people(self.store)[0])

    def run(
        self,
        work: Callable[[Progress], Any],
        on_done: Callable[[Any], None],
        title: str,
        on_failed: Callable[[str], None] | None = None,
        *,
        watch: Callable[[Job], object] | None = None,
        awaited: bool = False,
    ) -> Job:
        """Does ``work`` beside the window and hands what it returns to ``on_done``, back in the window's thread.

        A failure is said in a sentence (to ``on_failed`` if given). What no rule foresaw goes to ``surprised``.
        ``watch`` is handed the job before it begins: whoever connects to it later may miss the end of a quick one.
        ``awaited`` work is not given up by closing the review without a word, such as an export.
        """
        job = Job(title, work, awaited=awaited)
        job.finished.connect(lambda result: None if self.jobs.stopped else on_done(result))
        job.failed.connect(lambda problem: self._failed(problem, on_failed))
        job.cancelled.connect(lambda: self.said.emit(self.tr("Cancelled. Nothing was changed.")))
        if watch is not None:
            watch(job)
        self.jobs.start(job)
        return job

    def apply_beside(
        self,
        change: Change,
        on_done: Callable[[Applied], None],
        title: str,
        on_failed: Callable[[str], None] | None = None,
        *,
        watch: Callable[[Job], object] | None = None,
    ) -> Job:
        """Applies a large change beside the window; ``on_done`` hears of it once every view has.

        ``on_failed`` and ``watch`` are those of ``run``. What is being saved cannot be cancelled.
        """

        def done(applied: Applied) -> None:
            self._applied(applied)
            on_done(applied)

        return self.run(lambda _progress: self.store.apply(change), done, title, on_failed, watch=watch)

    def _failed(self, problem: BaseException, on_failed: Callable[[str], None] | None) -> None:
        if not isinstance(problem, CuratorError):
            self.surprised.emit(problem)
        elif on_failed is not None:
            on_failed(sentence_of(problem))
        else:
            self.complained.emit(sentence_of(problem))

    def close(self) -> None:
        """Ends what runs and closes the review."""
        self.jobs.stop()
        self.store.close()


@contextmanager
def _seen_by(store: ReviewStore, reviewer_id: str) -> Iterator[BlindReader]:
    with store.snapshot() as reader:
        yield BlindReader(reader, reviewer_id)


def _words_for(applied: Applied) -> str:
    title = applied.entry.title
    match applied.entry.kind:
        case ChangeKind.UNDO:
            return QCoreApplication.translate("Session", "Undone: {title}").format(title=title)
        case ChangeKind.REDO:
            return QCoreApplication.translate("Session", "Done again: {title}").format(title=title)
        case _:
            return QCoreApplication.translate("Session", "Saved: {title}").format(title=title)
