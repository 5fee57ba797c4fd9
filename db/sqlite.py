"""A review in an SQLite file: how its connections are set up, and who may use which.

One connection writes; every read takes a connection of its own from a small pool, so that any thread may read at any
time. ``docs/decisions/0001-rollback-journal.md`` says why the file is kept as it is.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool, StaticPool

from curator.errors import CannotWrite, ReadOnlyReview, ReviewFileProblem
from db.connections import Connections
from db.dialects import SQLITE_FUNCTIONS
from db.problems import READ_ONLY, primary_code
from db.saves_first import SavesFirst

T = TypeVar("T")

BUSY_SECONDS = 20.0
"""How long to wait for another program that holds the file."""

TRIES_BEFORE_INSISTING = 3
PAGES_IN_A_STEP = 256
"""A copy takes so many pages (of 4 KiB) at a time; a save waits for one step at most."""

_STEPS_BETWEEN_ASKING = 2_000
_CACHE_KIB = 16 * 1024
_RESTARTS_OF_A_COPY = 5


_GONE = (
    "{name} was moved, renamed, replaced or taken away while it was open, so nothing was saved. Close it, and open it "
    "where it is now."
)


def uri_of(path: Path, mode: str) -> str:
    """The address of a file for SQLite; ``mode`` is ``ro``, ``rw`` or ``rwc``."""
    address = path.absolute().as_uri()
    if not address.startswith("file:///"):  # a Windows share: SQLite wants an empty host
        address = address.replace("file://", "file:////", 1)
    return f"{address}?mode={mode}"


def connect(address: str) -> sqlite3.Connection:
    """One connection, set up as every connection to a review is. Transactions are begun by hand."""
    connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
    try:
        for name, arguments, function in SQLITE_FUNCTIONS:
            connection.create_function(name, arguments, function, deterministic=True)
        _set(connection, "foreign_keys=ON", f"cache_size=-{_CACHE_KIB}", "temp_store=MEMORY", "trusted_schema=OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_for_writing(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """The connection that writes: every commit is on the disk when it returns.

    ``cache_spill`` is off because a transaction that spills its pages keeps all readers out until it is committed.
    """
    connection = connect(uri_of(path, mode))
    try:
        _set(connection, "journal_mode=DELETE", "synchronous=FULL", "cache_spill=OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def _set(connection: sqlite3.Connection, *pragmas: str) -> None:
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}").close()


def engine_on(connect_once: Callable[[], sqlite3.Connection], begin: str, **pool: Any) -> sa.Engine:
    """An engine whose transactions begin with the words of ``begin``."""
    engine = sa.create_engine("sqlite://", creator=connect_once, **pool)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def engine_on_one(connection: sqlite3.Connection, begin: str) -> sa.Engine:
    """An engine that uses only this connection, and closes it when it is disposed of."""
    return engine_on(lambda: connection, begin, poolclass=StaticPool)


def copy(source: sqlite3.Connection, target: sqlite3.Connection, between_steps: Callable[[], None]) -> None:
    """Copies a review in small steps.

    The file is not held between two steps. When another program writes meanwhile, SQLite begins anew; after some
    of that, the copy is made in one step.
    """
    restarts = 0
    last_remaining = -1

    def after_step(status: int, remaining: int, _total: int) -> None:
        nonlocal restarts, last_remaining
        if status == sqlite3.SQLITE_DONE:  # what is saved from here on would not get into the copy
            return
        restarts += remaining > last_remaining >= 0
        last_remaining = remaining
        if restarts > _RESTARTS_OF_A_COPY:
            raise _BegunAnewTooOften
        between_steps()

    try:
        source.backup(target, pages=PAGES_IN_A_STEP, progress=after_step)
    except _BegunAnewTooOften:
        source.backup(target)


class _BegunAnewTooOften(Exception):
    pass


def _nothing(_source: sqlite3.Connection) -> None:
    """What is done at the end of a copy when nothing else is asked for."""


class SqliteConnections:
    """The connections to one open review file; see ``Connections``."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.name = path.name
        self.read_only = read_only
        self._closed = False
        self._opened = path.stat()
        self._saves = SavesFirst()
        self._readers = engine_on(self._connect_reader, "BEGIN", poolclass=QueuePool, pool_size=4, max_overflow=-1)
        self._writing = None if read_only else connect_for_writing(path)
        self._writer = None if self._writing is None else engine_on_one(self._writing, "BEGIN IMMEDIATE")

    def _address(self) -> str:
        return uri_of(self.path, "ro" if self.read_only else "rw")

    def _connect_reader(self) -> sqlite3.Connection:
        connection = connect(self._address())
        connection.set_progress_handler(self._saves.must_give_way, _STEPS_BETWEEN_ASKING)
        return connection

    def read(self, job: Callable[[sa.Connection], T]) -> T:
        """What ``job`` reads, in one read transaction."""
        for _ in range(TRIES_BEFORE_INSISTING):
            try:
                return self._read_once(job, insisting=False)
            except sa.exc.OperationalError as problem:
                if primary_code(problem.orig) != sqlite3.SQLITE_INTERRUPT:
                    raise
        return self._read_once(job, insisting=True)

    def _read_once(self, job: Callable[[sa.Connection], T], *, insisting: bool) -> T:
        with self._saves.reading(insisting=insisting):
            self._refuse_when_closed()
            with self._readers.connect() as connection:
                return job(connection)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A write transaction."""
        if self._writer is None or self._writing is None:
            raise ReadOnlyReview(READ_ONLY, name=self.name)
        with self._saves.writing():
            self._refuse_when_closed()
            self._refuse_when_gone()
            try:
                with self._writer.connect() as connection, connection.begin() as transaction:
                    yield connection
                    with self._saves.committing():
                        transaction.commit()
            finally:
                # A commit that SQLite refuses leaves its transaction open.
                self._writing.rollback()

    @contextmanager
    def snapshot(self) -> Iterator[Connections]:
        """A private copy of the review as it is now."""
        target = connect("")
        try:
            self.copy_to(target)
            with closing(SnapshotConnections(self.name, target)) as connections:
                yield connections
        finally:
            target.close()

    def copy_to(self, target: sqlite3.Connection, at_the_end: Callable[[sqlite3.Connection], None] = _nothing) -> None:
        """Copies the review as it is at the end of copying.

        ``at_the_end`` is called with a connection to the review before anything more can be saved.

        The connection that writes makes the copy, because what it saves meanwhile gets into the copy too; any other
        would have to begin anew after every save.
        """
        if self._writing is not None:
            with self._saves.copying():
                self._refuse_when_closed()
                copy(self._writing, target, self._saves.let_saves_go)
                at_the_end(self._writing)
            return
        with closing(connect(self._address())) as source:
            copy(source, target, lambda: None)
            at_the_end(source)

    def _refuse_when_closed(self) -> None:
        if self._closed:
            raise ReviewFileProblem("{name} was closed. Open it again to go on.", name=self.name)

    def _refuse_when_gone(self) -> None:
        """A file that was moved or replaced can still be written to, but what is written would be lost."""
        try:
            now = self.path.stat()
        except OSError:
            now = None
        if now is None or not os.path.samestat(now, self._opened):
            raise CannotWrite(_GONE, name=self.name)

    def take_away_old_journal(self) -> None:
        """Takes away a journal that a crash left behind and that has nothing to take back.

        SQLite leaves such a file until the next save; but until then the review would be two files.
        """
        if self.path.with_name(f"{self.path.name}-journal").exists():
            with self.writing() as connection:
                version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
                connection.exec_driver_sql(f"PRAGMA user_version={version}")

    def close(self) -> None:
        """Ends all connections."""
        self._closed = True
        with self._saves.alone():
            self._readers.dispose()
            if self._writer is not None and self._writing is not None:
                self._writer.dispose()
                self._writing.close()  # the engine closes it only when it was used


class SnapshotConnections:
    """The one connection to a private copy of a review; see ``Connections``."""

    read_only = True

    def __init__(self, name: str, connection: sqlite3.Connection) -> None:
        self.name = name
        self._engine = engine_on_one(connection, "BEGIN")
        self._lock = RLock()

    def read(self, job: Callable[[sa.Connection], T]) -> T:
        """What ``job`` reads."""
        with self._lock, self._engine.connect() as connection:
            return job(connection)

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Never: a copy is for reading."""
        raise ReadOnlyReview(READ_ONLY, name=self.name)

    @contextmanager
    def snapshot(self) -> Iterator[Connections]:
        """The copy itself, which does not alter."""
        yield self

    def close(self) -> None:
        """Ends the connection; the copy is gone then."""
        self._engine.dispose()
