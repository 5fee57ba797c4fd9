"""A review in an SQLite file: how its connections are set up, and who may use which.

One connection writes, guarded by a lock; every read takes a connection of its own from a small pool, so that any
thread may read at any time. ``docs/decisions/0001-rollback-journal.md`` says why the file is kept as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.pool import QueuePool, StaticPool

from curator.errors import ReadOnlyReview
from db.connections import Connections
from db.dialects import SQLITE_FUNCTIONS
from db.problems import in_words, primary_code
from db.saves_first import SavesFirst

T = TypeVar("T")

BUSY_SECONDS = 20.0
"""How long to wait for another program that holds the file."""

TRIES_BEFORE_INSISTING = 3
_STEPS_BETWEEN_ASKING = 2_000
_CACHE_KIB = 16 * 1024

FROM_READ_ONLY = "{name} is open for reading only, so it was not altered. Open it for writing, or work on a copy."


def uri_of(path: Path, mode: str) -> str:
    """The address of a file for SQLite; ``mode`` is ``ro``, ``rw`` or ``rwc``."""
    address = path.absolute().as_uri()
    if not address.startswith("file:///"):  # a Windows share: SQLite wants an empty host
        address = address.replace("file://", "file:////", 1)
    return f"{address}?mode={mode}"


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """One connection, set up as every connection to a review is. Transactions are begun by hand."""
    connection = sqlite3.connect(
        uri_of(path, mode), uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    try:
        for name, arguments, function in SQLITE_FUNCTIONS:
            connection.create_function(name, arguments, function, deterministic=True)
        for pragma in ("foreign_keys=ON", f"cache_size=-{_CACHE_KIB}", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def connect_for_writing(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """The connection that writes: every commit is on the disk when it returns.

    ``cache_spill`` is off because a transaction that spills its pages keeps all readers out until it is committed.
    """
    connection = connect(path, mode)
    try:
        for pragma in ("journal_mode=DELETE", "synchronous=FULL", "cache_spill=OFF"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def engine_on(connect_once: Callable[[], sqlite3.Connection], begin: str, **pool: Any) -> sa.Engine:
    """An engine whose transactions begin with the words of ``begin``."""
    engine = sa.create_engine("sqlite://", creator=connect_once, **pool)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _engine_on_one(connection: sqlite3.Connection) -> sa.Engine:
    return engine_on(lambda: connection, "BEGIN IMMEDIATE", poolclass=StaticPool)


class SqliteConnections:
    """The connections to one open review file."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.path = path
        self.name = path.name
        self.read_only = read_only
        self._saves = SavesFirst()
        self._lock = RLock()
        self._readers = engine_on(self._connect_reader, "BEGIN", poolclass=QueuePool, pool_size=4, max_overflow=-1)
        self._writing = None if read_only else connect_for_writing(path)
        self._writer = None if self._writing is None else _engine_on_one(self._writing)

    def _connect_reader(self) -> sqlite3.Connection:
        connection = connect(self.path, "ro" if self.read_only else "rw")
        connection.set_progress_handler(self._saves.must_give_way, _STEPS_BETWEEN_ASKING)
        return connection

    def read(self, job: Callable[[sa.Connection], T]) -> T:
        """What ``job`` reads; see ``Connections``."""
        for _ in range(TRIES_BEFORE_INSISTING):
            try:
                return self._read_once(job, insisting=False)
            except sa.exc.OperationalError as problem:
                if primary_code(problem.orig) != sqlite3.SQLITE_INTERRUPT:
                    raise
        return self._read_once(job, insisting=True)

    def _read_once(self, job: Callable[[sa.Connection], T], *, insisting: bool) -> T:
        with self._saves.reading(insisting=insisting), self._readers.connect() as connection:
            return job(connection)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A write transaction; see ``Connections``."""
        if self._writer is None or self._writing is None:
            raise ReadOnlyReview(FROM_READ_ONLY, name=self.name)
        with self._lock:
            try:
                with self._writer.connect() as connection, connection.begin() as transaction:
                    yield connection
                    with self._saves.saving():
                        transaction.commit()
            finally:
                # A commit that SQLite refuses leaves its transaction open.
                self._writing.rollback()

    def snapshot(self) -> AbstractContextManager[Connections]:
        """The review as it is now; see ``Connections``."""
        raise NotImplementedError

    def verify(self) -> list[str]:
        """What SQLite finds wrong; see ``Connections``."""
        with in_words(self.name):
            return self.read(_verify)

    def close(self) -> None:
        """Ends all connections."""
        with self._lock:
            self._readers.dispose()
            if self._writer is not None:
                self._writer.dispose()


def _verify(connection: sa.Connection) -> list[str]:
    found = [row[0] for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    return [] if found == ["ok"] else found
