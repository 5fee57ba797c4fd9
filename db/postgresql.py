"""A team's review in a shared PostgreSQL database: the same tables, the same changes, reached by URL.

Changes are applied one after the other: each holds the log's lock until it is committed, which keeps nobody from
reading. Whoever comes second and altered what the first one altered is told that it changed meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import RLock
from typing import TypeVar

import sqlalchemy as sa

from curator.errors import BadInput, NewerReview, ReadOnlyReview
from db.connections import Connections
from db.header import VERSION
from db.problems import READ_ONLY, in_words
from db.schema import make_tables, migrate, version_of
from db.store import Store
from db.tables import LOG

T = TypeVar("T")

_NO_ADDRESS = "“{url}” is not the address of a database. It looks like postgresql://person@computer/review."
_OTHER_KIND = "A shared review lies in a PostgreSQL database; {kind} is not known here."
_NO_DRIVER = "To open a shared review, install the program with its extra for teams: trial-evidence-curator[team]."
_NEWER = (
    "The shared review {name} is from a newer version of this program (its tables are of version {found}, this "
    "program knows up to {known}). Nothing was touched; install the newer version to open it."
)


def open_url(url: str, *, read_only: bool = False) -> Store:
    """Opens the review in the database at ``url``; makes its tables where there are none.

    Raises ``BadInput`` for an address that cannot be used, ``NewerReview``, and ``CannotWrite`` when the database
    cannot be reached.
    """
    engine = _engine(url)
    name = engine.url.database or "review"
    try:
        with in_words(name):
            _prepare(engine, name)
    except BaseException:
        engine.dispose()
        raise
    connections = PostgresqlConnections(engine, name, read_only=read_only)
    return Store(connections, None, connections.close)


def _engine(url: str) -> sa.Engine:
    try:
        address = sa.make_url(url)
    except sa.exc.ArgumentError as problem:
        raise BadInput(_NO_ADDRESS, url=url) from problem
    if address.get_backend_name() != "postgresql":
        raise BadInput(_OTHER_KIND, kind=address.get_backend_name())
    try:
        return sa.create_engine(address.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except ModuleNotFoundError as problem:
        raise BadInput(_NO_DRIVER) from problem


def _prepare(engine: sa.Engine, name: str) -> None:
    with engine.begin() as connection:
        # Two people who open a new database at the same moment make its tables one after the other.
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MAKING_TABLES)))
        version = version_of(connection)
        if version is None:
            make_tables(connection)
        elif version > VERSION:
            raise NewerReview(_NEWER, name=name, found=version, known=VERSION)
        elif version < VERSION:
            migrate(connection)


_MAKING_TABLES = int.from_bytes(b"TrEC", "big")


class PostgresqlConnections:
    """The connections to one shared review; see ``Connections``."""

    def __init__(self, engine: sa.Engine, name: str, *, read_only: bool) -> None:
        self.name = name
        self.read_only = read_only
        self._engine = engine
        self._reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def read(self, job: Callable[[sa.Connection], T]) -> T:
        """What ``job`` reads, in one read transaction."""
        with self._reading.connect() as connection:
            return job(connection)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A write transaction."""
        if self.read_only:
            raise ReadOnlyReview(READ_ONLY, name=self.name)
        with self._engine.begin() as connection:
            connection.exec_driver_sql(f"LOCK TABLE {LOG.name} IN EXCLUSIVE MODE")
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connections]:
        """One read transaction, which PostgreSQL keeps as it is whatever is saved meanwhile."""
        with self._reading.connect() as connection:
            connection.execute(sa.select(sa.func.max(LOG.c.sequence))).all()  # the moment that it keeps
            yield _Snapshot(self.name, connection)

    def close(self) -> None:
        """Ends all connections."""
        self._engine.dispose()


class _Snapshot:
    read_only = True

    def __init__(self, name: str, connection: sa.Connection) -> None:
        self.name = name
        self._connection = connection
        self._lock = RLock()

    def read(self, job: Callable[[sa.Connection], T]) -> T:
        with self._lock:
            return job(self._connection)

    def writing(self) -> AbstractContextManager[sa.Connection]:
        raise ReadOnlyReview(READ_ONLY, name=self.name)

    @contextmanager
    def snapshot(self) -> Iterator[Connections]:
        yield self

    def close(self) -> None:
        """The connection belongs to the snapshot's block."""
