"""Looks a stored review through: is the database whole, has it the right tables, is every text what it was."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

import msgspec
import sqlalchemy as sa

from curator.records import RECORD_TYPES, Report
from db.header import VERSION
from db.mapping import mapping_of
from db.schema import version_of
from db.searching.checking import stale_index
from db.tables import LOG, METADATA, ORIGINAL, SEARCHED_WORDS, TEXT, table_of


def what_is_broken(connection: sa.Connection, *, thorough: bool) -> list[str]:
    """What keeps a review from being used at all; read through in full only when ``thorough``.

    Of an older version only those tables are asked for that every version has; migrating makes the others.
    """
    there = set(sa.inspect(connection).get_table_names())
    older = (version_of(connection) or VERSION) < VERSION
    own = {SEARCHED_WORDS.name} if connection.dialect.name == "sqlite" else set()
    missing = sorted(({LOG.name, TEXT.name, ORIGINAL.name} if older else {*METADATA.tables, *own}) - there)
    if missing:
        return [f"its tables {', '.join(missing)} are missing"]
    strange = _strange_parts(connection)
    if strange:
        return [f"it holds parts that this program never makes ({', '.join(strange)})"]
    connection.execute(sa.select(sa.func.max(METADATA.tables["log"].c.sequence))).all()
    return _integrity(connection, "quick_check") if thorough else []


def what_is_wrong(connection: sa.Connection) -> list[str]:
    """Everything that is wrong with how a review is stored, a sentence each; empty when all is well."""
    broken = what_is_broken(connection, thorough=False) + _integrity(connection, "integrity_check")
    if broken:
        return [f"The file is damaged: {sentence}." for sentence in broken]
    checks = (_wrong_version, _loose_ends, _altered_texts, _unreadable_records)
    wrong = [sentence for check in checks for sentence in check(connection)]
    return wrong or stale_index(connection)


def _strange_parts(connection: sa.Connection) -> list[str]:
    """Triggers and views: in a file from outside, they could do something of their own at every save."""
    if connection.dialect.name != "sqlite":
        return []
    found = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name")
    return [str(row[0]) for row in found.all()]


def _integrity(connection: sa.Connection, check: str) -> list[str]:
    if connection.dialect.name != "sqlite":
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}").all()]
    return [] if found == ["ok"] else found


def _wrong_version(connection: sa.Connection) -> Iterator[str]:
    version = version_of(connection)
    if version != VERSION:
        yield f"The tables say that they are of version {version}, but the file is of version {VERSION}."
    for table in METADATA.sorted_tables:
        columns = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
        if columns != set(table.columns.keys()):
            yield f"The table {table.name} has other columns than it should."


def _loose_ends(connection: sa.Connection) -> Iterator[str]:
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            named = key.column.table.alias()
            loose = sa.select(table.c.id).outerjoin(named, named.c.id == key.parent)
            loose = loose.where(key.parent.is_not(None), named.c.id.is_(None)).order_by(table.c.id)
            for row in connection.execute(loose).all():
                yield f"The {table.name} {row[0]} names a {key.column.table.name} that is not in the review."
    report = table_of(Report)
    for column, source in ((report.c.text_sha256, TEXT), (report.c.original_sha256, ORIGINAL)):
        bare = sa.select(report.c.id).where(column != "", column.not_in(sa.select(source.c.sha256)))
        for row in connection.execute(bare.order_by(report.c.id)).all():
            yield f"The report {row[0]} names a {source.name} that is not in the review."


def _altered_texts(connection: sa.Connection) -> Iterator[str]:
    for table, content in ((TEXT, TEXT.c.text), (ORIGINAL, ORIGINAL.c.content)):
        keys = connection.execute(sa.select(table.c.sha256).order_by(table.c.sha256)).scalars().all()
        for key in keys:
            try:
                stored = connection.execute(sa.select(content).where(table.c.sha256 == key)).scalar_one()
            except sa.exc.DBAPIError:
                yield f"The {table.name} {key} cannot be read."
                continue
            if sha256(stored.encode() if isinstance(stored, str) else bytes(stored)).hexdigest() != key:
                yield f"The {table.name} {key} is not what it was when it was imported."


def _unreadable_records(connection: sa.Connection) -> Iterator[str]:
    for kind in RECORD_TYPES:
        table, mapping = table_of(kind), mapping_of(kind)
        for row in connection.execute(sa.select(table).order_by(table.c.id)).all():
            try:
                record = mapping.record(row)
                # SQLite keeps numbers in columns for text, too; this finds values of another sort.
                msgspec.convert(msgspec.to_builtins(record, builtin_types=(bytes,)), kind)
            except (msgspec.MsgspecError, ValueError, TypeError):
                yield f"The {table.name} {row[0]} cannot be read."
