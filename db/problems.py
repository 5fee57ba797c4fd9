"""What the database complains of, as errors that a person can read."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import sqlalchemy as sa

from curator.errors import CannotWrite, ChangedMeanwhile, CuratorError, DamagedReview, ReadOnlyReview, ReviewInUse

_DISK_FULL = "There is no room left on the disk for {name}. Nothing was altered; free some space and repeat."
_NOT_CLOSED = (
    "{name} was not closed properly the last time, and what was half done has to be taken back first. "
    "Open it once for writing."
)
_CANNOT_WRITE = "{name} could not be read or written ({reason}). Nothing was altered; check the disk and repeat."
READ_ONLY = "{name} is open for reading only, so it was not altered. Open it for writing, or work on a copy."
_DAMAGED = (
    "{name} is damaged and cannot be read through ({reason}). Leave it as it is; close it and open it again to be told "
    "where its latest backup is."
)
_BUSY = "{name} is being written by another program. Nothing was altered; wait a moment and repeat."
_TWICE = "This change, or a record that it adds, is in {name} already. Nothing was altered; look again and repeat."
_CANNOT_STORE = "A value cannot be stored in {name} ({reason}). Nothing was altered."

_FOREIGN_KEY_VIOLATION = "23503"  # PostgreSQL's code

_NOT_REACHED = (
    "The shared review {name} could not be reached ({reason}). Nothing was altered; check the network and repeat."
)

_SAYINGS: dict[int, tuple[type[CuratorError], str]] = {
    sqlite3.SQLITE_FULL: (CannotWrite, _DISK_FULL),
    sqlite3.SQLITE_IOERR: (CannotWrite, _CANNOT_WRITE),
    sqlite3.SQLITE_CANTOPEN: (CannotWrite, _CANNOT_WRITE),
    sqlite3.SQLITE_PERM: (CannotWrite, _CANNOT_WRITE),
    sqlite3.SQLITE_READONLY: (ReadOnlyReview, READ_ONLY),
    sqlite3.SQLITE_CORRUPT: (DamagedReview, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (DamagedReview, _DAMAGED),
    sqlite3.SQLITE_BUSY: (ReviewInUse, _BUSY),
    sqlite3.SQLITE_LOCKED: (ReviewInUse, _BUSY),
    sqlite3.SQLITE_TOOBIG: (CannotWrite, _CANNOT_STORE),
    sqlite3.SQLITE_MISMATCH: (CannotWrite, _CANNOT_STORE),
}


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Turns what the database raises about the review called ``name`` into the family of errors for a person."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as problem:
        raise worded(problem, name) from problem
    except (UnicodeError, OverflowError) as problem:
        raise CannotWrite(_CANNOT_STORE, name=name, reason=str(problem)) from problem
    except (msgspec.MsgspecError, zlib.error) as problem:
        raise DamagedReview(_DAMAGED, name=name, reason=str(problem)) from problem


def worded(problem: Exception, name: str) -> CuratorError:
    """The error for a person."""
    cause = problem.orig if isinstance(problem, sa.exc.DBAPIError) else problem
    if isinstance(problem, sa.exc.IntegrityError):
        return ChangedMeanwhile(_TWICE, name=name)
    if isinstance(problem, sa.exc.DataError) or isinstance(cause, (UnicodeError, OverflowError)):
        return CannotWrite(_CANNOT_STORE, name=name, reason=str(cause))
    if not isinstance(cause, sqlite3.Error) and isinstance(problem, sa.exc.OperationalError):
        return CannotWrite(_NOT_REACHED, name=name, reason=" ".join(str(cause).split()))
    if isinstance(cause, sqlite3.OperationalError) and not primary_code(cause):  # bytes that are not text
        return DamagedReview(_DAMAGED, name=name, reason=str(cause))
    if getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK:
        return ReadOnlyReview(_NOT_CLOSED, name=name)
    kind, template = _SAYINGS.get(primary_code(cause), (CannotWrite, _CANNOT_WRITE))
    return kind(template, name=name, reason=str(cause), who="", host="", since="")


def is_loose_end(problem: sa.exc.IntegrityError) -> bool:
    """Whether a record was to name another one that is not there."""
    code = getattr(problem.orig, "sqlite_errorcode", None) or getattr(problem.orig, "sqlstate", None)
    return code in {sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, _FOREIGN_KEY_VIOLATION}


def primary_code(cause: object) -> int:
    """SQLite's primary result code of what it raised; 0 for any other database."""
    return int(getattr(cause, "sqlite_errorcode", 0)) & 0xFF
