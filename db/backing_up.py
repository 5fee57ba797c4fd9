"""Makes backups: a copy by SQLite's backup API, read through and compared before it counts."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import cast

import sqlalchemy as sa

from curator.errors import CannotWrite, CuratorError
from db.backups import Backup, Backups, Standing
from db.problems import in_words
from db.sqlite import SqliteConnections, connect, uri_of

_CANNOT_BACK_UP = "No backup of {name} could be made in {folder} ({reason})."

_log = logging.getLogger(__name__)


def standing_of(connection: sqlite3.Connection) -> Standing:
    """How far a review has come."""
    review = connection.execute("SELECT id, title FROM review ORDER BY id LIMIT 1").fetchone() or ("", "")
    last = connection.execute("SELECT sequence, id FROM log ORDER BY sequence DESC LIMIT 1").fetchone() or (0, "")
    return Standing(review_id=review[0], title=review[1], sequence=last[0], change_id=last[1])


def back_up(connections: SqliteConnections, backups: Backups) -> Backup:
    """Makes a backup of an open review and thins out the older ones.

    Raises ``CannotWrite`` when it cannot be made, or is not what the review is; then no file is left behind.
    """
    path = connections.path
    unfinished = backups.root / f".unfinished-{os.getpid()}-{id(connections):x}"
    try:
        backups.root.mkdir(parents=True, exist_ok=True)
        _need_room(backups.root, 2 * path.stat().st_size)
        try:
            return backups.put_away(unfinished, _copy_verified(connections, unfinished), path)
        finally:
            for left in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
                left.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as problem:
        folder = backups.root
        raise CannotWrite(_CANNOT_BACK_UP, name=path.name, folder=folder, reason=str(problem)) from problem


def _need_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < size:
        raise OSError("there is too little room on the disk")


def _copy_verified(connections: SqliteConnections, path: Path) -> Standing:
    expected: list[object] = []

    def note(source: sqlite3.Connection) -> None:
        expected.extend((standing_of(source), _counts(source)))

    with closing(connect(uri_of(path, "rwc"))) as target:
        connections.copy_to(target, note)
        found = [row[0] for row in target.execute("PRAGMA integrity_check")]
        standing = standing_of(target)
        if found != ["ok"] or [standing, _counts(target)] != expected:
            raise sqlite3.DatabaseError(f"the copy is not what the review is: {found[0]}")
        return standing


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
    return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}  # noqa: S608


def _standing(connection: sa.Connection) -> Standing:
    return standing_of(cast(sqlite3.Connection, connection.connection.dbapi_connection))


class BackupBesideWork:
    """Makes a backup in a thread of its own when the review has changed since the last one.

    It is begun when a review is opened, so that there is a backup of how it was before today's work, and it costs
    opening nothing. ``wait`` is called at closing. A backup that cannot be made never stops anybody from working; it
    is written to the program's log.
    """

    def __init__(self, connections: SqliteConnections, backups: Backups) -> None:
        self._connections = connections
        self._backups = backups
        self._thread = Thread(target=self._run, name="backup", daemon=False)
        with in_words(connections.name):
            standing = connections.read(_standing)
        if backups.is_due(standing):
            self._thread.start()

    def _run(self) -> None:
        try:
            back_up(self._connections, self._backups)
        except CuratorError as problem:
            _log.warning("%s", problem)

    def wait(self) -> None:
        """Returns when the backup is made, or was not due."""
        if self._thread.ident is not None:
            self._thread.join()
