"""One open review: reads its records and applies changes to it, each in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from curator.changes import Alteration, Applied, Change, ChangeKind, LogEntry
from curator.errors import DamagedReview, NothingToUndo
from curator.ports import RecordReader
from db import log
from db.altering import alter, keep_texts
from db.connections import Connections
from db.mapping import collecting_later
from db.problems import in_words, is_loose_end
from db.reading import Reader
from db.references import refusal
from db.searching import building
from db.searching.rows import is_whole
from db.verification import what_is_wrong


class Store(Reader):
    """Implements ``ReviewStore`` over the connections to one review."""

    def __init__(self, connections: Connections, path: Path | None, close: Callable[[], None]) -> None:
        super().__init__(connections)
        self._close = close
        self.path = path
        self.read_only = connections.read_only

    def apply(self, change: Change) -> Applied:
        """Applies a change all or nothing and writes it to the log; see ``ReviewStore``."""
        return self._write(partial(_do, change))

    def undo(self, reviewer_id: str | None) -> Applied:
        """Takes the last change back."""
        return self._write(partial(_undo, reviewer_id))

    def redo(self, reviewer_id: str | None) -> Applied:
        """Does again what was undone last."""
        return self._write(partial(_redo, reviewer_id))

    def _write(self, job: Callable[[sa.Connection], Applied]) -> Applied:
        """Does a job in one write transaction; says what is the matter when its end is refused."""
        tried: Applied | None = None
        with in_words(self._connections.name), collecting_later():
            try:
                with self._connections.writing() as connection:
                    tried = job(connection)
            except sa.exc.IntegrityError as problem:
                if tried is None or not is_loose_end(problem):
                    raise
                alterations, title = tried.alterations, tried.entry.title
                raise self._read(lambda connection: refusal(connection, alterations, title)) from problem
            return tried

    def next_undo(self) -> LogEntry | None:
        """The change that ``undo`` would take back."""
        return self._read(log.next_undo)

    def next_redo(self) -> LogEntry | None:
        """The change that ``redo`` would do again."""
        return self._read(log.next_redo)

    @contextmanager
    def snapshot(self) -> Iterator[RecordReader]:
        """A reader that keeps showing the review as it is now."""
        with in_words(self._connections.name), self._connections.snapshot() as connections:
            yield Reader(connections)

    def words_are_indexed(self) -> bool:
        """Whether the index of words lacks nothing."""
        return self._read(is_whole)

    def index_words(self, progress: building.Progress | None = None, *, anew: bool = False) -> int:
        """Adds to the index of words what it lacks; see ``ReviewStore``."""
        with in_words(self._connections.name):
            return building.index_words(self._connections, progress, anew=anew)

    def verify_storage(self) -> list[str]:
        """What is wrong with the file itself, a sentence each.

        A copy is looked through, page by page the same as the file, so that nobody waits meanwhile.
        """
        try:
            with in_words(self._connections.name), self._connections.snapshot() as connections:
                return connections.read(what_is_wrong)
        except DamagedReview as problem:
            return [str(problem)]

    def close(self) -> None:
        """Closes the review; closing it once more does nothing."""
        self._close()


def _do(change: Change, connection: sa.Connection) -> Applied:
    keep_texts(connection, change.texts)
    alter(connection, change.alterations, change.title)
    return Applied(entry=log.write_line(connection, change), alterations=change.alterations)


def _undo(reviewer_id: str | None, connection: sa.Connection) -> Applied:
    last = log.next_undo(connection)
    if last is None:
        raise NothingToUndo("There is nothing to undo.")
    alterations = log.read_alterations(connection, last.sequence)
    reversed_ = tuple(alteration.reversed() for alteration in reversed(alterations))
    return _repeat(connection, last, reversed_, ChangeKind.UNDO, reviewer_id)


def _redo(reviewer_id: str | None, connection: sa.Connection) -> Applied:
    last = log.next_redo(connection)
    if last is None:
        raise NothingToUndo("There is nothing to redo.")
    alterations = log.read_alterations(connection, last.sequence)
    return _repeat(connection, last, alterations, ChangeKind.REDO, reviewer_id)


def _repeat(
    connection: sa.Connection,
    entry: LogEntry,
    alterations: tuple[Alteration, ...],
    kind: ChangeKind,
    reviewer_id: str | None,
) -> Applied:
    alter(connection, alterations, entry.title)
    state = log.State.UNDONE if kind is ChangeKind.UNDO else log.State.DONE
    log.set_state(connection, entry.sequence, state)
    change = Change(title=entry.title, reason=entry.reason, reviewer_id=reviewer_id, alterations=alterations)
    return Applied(entry=log.write_line(connection, change, kind, entry.sequence), alterations=alterations)
