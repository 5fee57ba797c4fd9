"""Makes and opens review files."""

from __future__ import annotations

from pathlib import Path

from curator.errors import CannotWrite, NotFound
from curator.ports import ReviewStore


class SqliteFiles:
    """Implements ``ReviewFiles`` on SQLite."""

    def create(self, path: Path) -> ReviewStore:
        """Makes a new, empty review file."""
        from db.sqlite import SqliteConnections, connect_for_writing, engine_on
        from db.store import Store
        from db.tables import METADATA

        if path.exists():
            raise CannotWrite("{name} is there already; choose another name.", name=path.name)
        engine = engine_on(lambda: connect_for_writing(path, "rwc"), "BEGIN IMMEDIATE")
        with engine.begin() as connection:
            METADATA.create_all(connection)
        engine.dispose()
        return Store(SqliteConnections(path, read_only=False), path)

    def open(self, path: Path, *, read_only: bool = False) -> ReviewStore:
        """Opens a review file."""
        from db.sqlite import SqliteConnections
        from db.store import Store

        if not path.exists():
            raise NotFound("There is no review at {path}.", path=path)
        return Store(SqliteConnections(path, read_only=read_only), path)
