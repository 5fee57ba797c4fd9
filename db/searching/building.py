"""Brings the index of words up to date, a few texts at a time, so that saving never waits long for it."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from curator.finding.wording import SEARCHED_KINDS, record_words
from curator.finding.words import RULES
from db.connections import Connections
from db.reading import read_records
from db.searching.rows import TEXTS, empty, index_texts, is_whole, put_records, say_whole
from db.tables import SEARCHED, TEXT, table_of

_TEXTS_AT_ONCE = 100
_CHARACTERS_AT_ONCE = 1_000_000
"""No further text goes into a transaction that has so many characters."""
_RECORDS_AT_ONCE = 2_000

Progress = Callable[[float, str], object]


def index_words(connections: Connections, progress: Progress | None, *, anew: bool) -> int:
    """Adds to the index what it lacks, or with ``anew`` makes it from the beginning; says how much was added.

    ``progress`` hears which share (0 to 1) is done; raising ends the work, and what was added stays.
    """
    with connections.writing() as connection:
        if anew or _is_by_other_rules(connection):
            empty(connection)
        elif is_whole(connection):
            return 0
    whole = max(1, connections.read(_lacking))
    done = 0
    while True:
        if progress is not None:
            progress(min(1.0, done / whole), "")
        with connections.writing() as connection:
            added = _add_some_texts(connection) or _add_some_records(connection)
            if not added:
                say_whole(connection)
                return done
            done += added


def _is_by_other_rules(connection: sa.Connection) -> bool:
    other = sa.select(SEARCHED.c.number).where(SEARCHED.c.rules != RULES).limit(1)
    return connection.execute(other).first() is not None


def _lacking(connection: sa.Connection) -> int:
    everything = sum(
        connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in (TEXT, *map(table_of, SEARCHED_KINDS))
    )
    return everything - int(connection.execute(sa.select(sa.func.count()).select_from(SEARCHED)).scalar_one())


def _indexed(kind: str) -> sa.Select[str]:
    return sa.select(SEARCHED.c.of).where(SEARCHED.c.kind == kind)


def _add_some_texts(connection: sa.Connection) -> int:
    lacking = sa.select(TEXT.c.sha256).where(TEXT.c.sha256.not_in(_indexed(TEXTS))).limit(_TEXTS_AT_ONCE)
    texts: dict[str, str] = {}
    characters = 0
    for sha256 in connection.execute(lacking).scalars().all():
        if characters >= _CHARACTERS_AT_ONCE:
            break
        texts[sha256] = connection.execute(sa.select(TEXT.c.text).where(TEXT.c.sha256 == sha256)).scalar_one()
        characters += len(texts[sha256])
    index_texts(connection, texts)
    return len(texts)


def _add_some_records(connection: sa.Connection) -> int:
    for kind in SEARCHED_KINDS:
        key = table_of(kind).c.id
        lacking = sa.select(key).where(key.not_in(_indexed(kind.name_in_log))).limit(_RECORDS_AT_ONCE)
        ids = connection.execute(lacking).scalars().all()
        if ids:
            records = read_records(connection, kind, ids)
            put_records(connection, kind.name_in_log, {one.id: record_words(one) for one in records.values()})
            return len(ids)
    return 0
