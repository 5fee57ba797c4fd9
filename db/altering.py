"""Carries out what a change says, in the transaction that it is given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from curator.changes import Alteration, SourceText
from curator.errors import ChangedMeanwhile
from curator.records import RECORD_TYPES, Record
from db.chunks import in_chunks
from db.mapping import mapping_of
from db.reading import read_records
from db.searching.rows import index_alterations, index_texts
from db.tables import ORIGINAL, TEXT, table_of


def keep_texts(connection: sa.Connection, texts: Iterable[SourceText]) -> None:
    """Puts texts and original files under their SHA-256, unless they are there already."""
    by_text = {source.text_sha256: source.text for source in texts}
    by_original = {source.original_sha256: source.original for source in texts}
    index_texts(connection, _keep(connection, TEXT, "text", by_text))
    _keep(connection, ORIGINAL, "content", by_original)


def _keep(connection: sa.Connection, table: sa.Table, column: str, contents: dict[str, Any]) -> dict[str, Any]:
    """Keeps what is not there yet, and gives that."""
    there: set[str] = set()
    for chunk in in_chunks(contents):
        there.update(connection.execute(sa.select(table.c.sha256).where(table.c.sha256.in_(chunk))).scalars())
    new = [{"sha256": sha256, column: content} for sha256, content in contents.items() if sha256 not in there]
    if new:
        connection.execute(sa.insert(table), new)
    return {row["sha256"]: row[column] for row in new}


def alter(connection: sa.Connection, alterations: tuple[Alteration, ...], title: str) -> None:
    """Alters records; raises ``ChangedMeanwhile`` when one is no longer what it was when the change was made up."""
    by_kind: dict[type[Record], list[Alteration]] = {}
    for alteration in alterations:
        by_kind.setdefault(type(alteration.record()), []).append(alteration)
    for kind in RECORD_TYPES:
        if kind in by_kind:
            _alter_kind(connection, kind, by_kind[kind], title)
    index_alterations(connection, alterations)


def _alter_kind(connection: sa.Connection, kind: type[Record], alterations: list[Alteration], title: str) -> None:
    table, mapping = table_of(kind), mapping_of(kind)
    _refuse_repetition(kind, alterations)
    _check_before(connection, kind, alterations, title)
    gone = [{"of_id": a.before.id} for a in alterations if a.before is not None and a.after is None]
    new = [mapping.row(a.after) for a in alterations if a.before is None and a.after is not None]
    amended = [mapping.row(a.after) for a in alterations if a.before is not None and a.after is not None]
    if gone:
        connection.execute(sa.delete(table).where(table.c.id == sa.bindparam("of_id")), gone)
    if new:
        connection.execute(sa.insert(table), new)
    if amended:
        for row in amended:
            row["of_id"] = row.pop("id")
        connection.execute(sa.update(table).where(table.c.id == sa.bindparam("of_id")), amended)


def _refuse_repetition(kind: type[Record], alterations: list[Alteration]) -> None:
    ids = {alteration.record().id for alteration in alterations}
    if len(ids) != len(alterations):
        raise ValueError(f"a change alters one {kind.name_in_log} twice")
    for alteration in alterations:
        before, after = alteration.before, alteration.after
        if before is not None and after is not None and (before.id != after.id or type(before) is not type(after)):
            raise ValueError(f"an alteration turns one {kind.name_in_log} into another")


def _check_before(connection: sa.Connection, kind: type[Record], alterations: list[Alteration], title: str) -> None:
    before = {alteration.before.id: alteration.before for alteration in alterations if alteration.before is not None}
    current = read_records(connection, kind, before)
    altered = [record_id for record_id, record in before.items() if current.get(record_id) != record]
    if altered:
        raise ChangedMeanwhile(
            "“{title}” was not done: {count} of the records that it alters ({kind}) changed meanwhile. "
            "Nothing was altered; look at them again and repeat.",
            title=title,
            count=len(altered),
            kind=kind.name_in_log,
            record_ids=tuple(altered),
        )
