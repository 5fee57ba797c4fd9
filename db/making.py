"""Makes the file of a new review and brings older ones up to date."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from db.header import VERSION
from db.problems import in_words
from db.schema import make_tables, migrate, revision_of, version_of
from db.sqlite import connect_for_writing, engine_on_one


def make_file(path: Path) -> None:
    """Makes an empty review at ``path``, which must not exist; it is there whole or not at all."""
    unfinished = path.with_name(f".{path.name}.new")
    _take_away(unfinished)
    try:
        with in_words(path.name), closing(connect_for_writing(unfinished, "rwc")) as connection:
            engine = engine_on_one(connection, "BEGIN IMMEDIATE")
            with engine.begin() as transaction:
                make_tables(transaction)
            engine.dispose()
        unfinished.rename(path)
    finally:
        _take_away(unfinished)


def _take_away(unfinished: Path) -> None:
    for left in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
        left.unlink(missing_ok=True)


def bring_up_to_date(path: Path) -> None:
    """Migrates a review file to the present version, in one transaction.

    Foreign keys are checked at the end and not on the way, because a table that is rebuilt is gone for a moment.
    """
    with in_words(path.name), closing(connect_for_writing(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF").close()
        engine = engine_on_one(connection, "BEGIN IMMEDIATE")
        with engine.begin() as transaction:
            if version_of(transaction) != VERSION:
                migrate(transaction)
            _check(transaction)
        engine.dispose()


def _check(connection: sa.Connection) -> None:
    version = version_of(connection)
    dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if version != VERSION or dangling:
        raise RuntimeError(f"migrating to {revision_of(VERSION)} left version {version} and {len(dangling)} loose ends")
