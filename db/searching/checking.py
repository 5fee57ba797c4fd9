"""Looks whether the index of words is what the texts and records say."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from curator.finding.wording import SEARCHED_KINDS, record_words
from curator.records import Record
from db.mapping import mapping_of
from db.searching.rows import TEXTS, WHOLE, different_words, has_own_index, is_whole
from db.tables import SEARCHED, SEARCHED_WORDS, TEXT, table_of

_STALE = (
    "The index of words, which searching uses, is not what it should be ({what}). Nothing of the review is lost; make "
    "the index anew with: trial-curator search FILE --rebuild"
)
_SIZES = sa.table(f"{SEARCHED_WORDS.name}_docsize")


def stale_index(connection: sa.Connection) -> list[str]:
    """What is wrong with the index, in one sentence. One that is not whole yet is no fault: it says so itself.

    To be asked of a copy on SQLite: FTS5 takes the question of its own wholeness as if something were written.
    """
    what = "; ".join(_faults(connection)) if is_whole(connection) else ""
    return [_STALE.format(what=what)] if what else []


def _faults(connection: sa.Connection) -> Iterator[str]:
    texts = set(connection.execute(sa.select(TEXT.c.sha256)).scalars())
    indexed = set(connection.execute(sa.select(SEARCHED.c.of).where(SEARCHED.c.kind == TEXTS)).scalars())
    if texts != indexed:
        yield f"{len(texts - indexed)} texts are missing, {len(indexed - texts)} are too many"
    others = sum(_other_words(connection, kind) for kind in SEARCHED_KINDS)
    if others:
        yield f"it has other words than {others} records"
    if has_own_index(connection):
        yield from _damage(connection)


def _other_words(connection: sa.Connection, kind: type[Record]) -> int:
    """How many records of a kind have other words than the index, or are in only one of the two."""
    rows = connection.execute(
        sa.select(SEARCHED.c.of, SEARCHED.c.words).where(SEARCHED.c.kind == kind.name_in_log)
    ).all()
    indexed: dict[str, str] = {row[0]: row[1] for row in rows}
    kept = (lambda words: words) if has_own_index(connection) else different_words
    others = 0
    for row in connection.execute(sa.select(table_of(kind))).all():
        record = mapping_of(kind).record(row)
        others += indexed.pop(record.id, None) != kept(record_words(record))
    return others + len(indexed)


def _damage(connection: sa.Connection) -> Iterator[str]:
    rows = sa.select(sa.func.count()).select_from(SEARCHED).where(SEARCHED.c.kind != WHOLE)
    sizes = sa.select(sa.func.count()).select_from(_SIZES)
    if connection.execute(rows).scalar_one() != connection.execute(sizes).scalar_one():
        yield "it has more or fewer rows than its list"
        return
    try:
        connection.execute(sa.insert(SEARCHED_WORDS).values(searched_words="integrity-check"))
    except sa.exc.DatabaseError:
        yield "it is damaged inside"
