"""One open review: reads its records and applies changes to it, each in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from curator.changes import Alteration, Applied, Change, ChangeKind, LogEntry, SourceText
from curator.errors import ChangedMeanwhile, NothingToUndo
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import RECORD_TYPES, Record
from db import log
from db.connections import Connections
from db.mapping import mapping_of
from db.problems import in_words
from db.reading import Reader, in_chunks, read_records
from db.tables import ORIGINAL, TEXT, table_of


class Store(Reader):
    """Implements ``ReviewStore`` over the connections to one review."""

    def __init__(self, connections: Connections, path: Path | None = None) -> None:
        super().__init__(connections)
        self.path = path
        self.read_only = connections.read_only

    @contextmanager
    def _write(self) -> Iterator[sa.Connection]:
        with in_words(self._connections.name), self._connections.writing() as connection:
            yield connection

    def apply(self, change: Change) -> Applied:
        """Applies a change all or nothing and writes it to the log; see ``ReviewStore``."""
        with self._write() as connection:
            keep_texts(connection, change.texts)
            alter(connection, change.alterations, change.title)
            entry = log.write_line(connection, change)
        return Applied(entry=entry, alterations=change.alterations)

    def undo(self, reviewer_id: str | None) -> Applied:
        """Takes the last change back."""
        with self._write() as connection:
            last = log.next_undo(connection)
            if last is None:
                raise NothingToUndo("There is nothing to undo.")
            alterations = tuple(
                alteration.reversed() for alteration in reversed(log.read_alterations(connection, last.sequence))
            )
            return _repeat(connection, last, alterations, ChangeKind.UNDO, reviewer_id)

    def redo(self, reviewer_id: str | None) -> Applied:
        """Does again what was undone last."""
        with self._write() as connection:
            last = log.next_redo(connection)
            if last is None:
                raise NothingToUndo("There is nothing to redo.")
            alterations = log.read_alterations(connection, last.sequence)
            return _repeat(connection, last, alterations, ChangeKind.REDO, reviewer_id)

    def next_undo(self) -> LogEntry | None:
        """The change that ``undo`` would take back."""
        return self._read(log.next_undo)

    def next_redo(self) -> LogEntry | None:
        """The change that ``redo`` would do again."""
        return self._read(log.next_redo)

    @contextmanager
    def snapshot(self) -> Iterator[RecordReader]:
        """A reader that keeps showing the review as it is now."""
        with in_words(self._connections.name), self._connections.snapshot() as connections:
            yield Reader(connections)

    def verify_storage(self) -> list[str]:
        """What is wrong with the file itself, a sentence each."""
        return self._connections.verify()

    def close(self) -> None:
        """Closes the review."""
        self._connections.close()


def _repeat(
    connection: sa.Connection,
    entry: LogEntry,
    alterations: tuple[Alteration, ...],
    kind: ChangeKind,
    reviewer_id: str | None,
) -> Applied:
    alter(connection, alterations, entry.title)
    state = log.State.UNDONE if kind is ChangeKind.UNDO else log.State.DONE
    log.set_state(connection, entry.sequence, state)
    change = Change(
        title=entry.title,
        reason=entry.reason,
        reviewer_id=reviewer_id,
        alterations=alterations,
        id=new_id(),
        at=datetime.now(UTC),
    )
    return Applied(entry=log.write_line(connection, change, kind, entry.sequence), alterations=alterations)


def keep_texts(connection: sa.Connection, texts: Iterable[SourceText]) -> None:
    """Puts texts and original files under their SHA-256, unless they are there already."""
    by_text = {source.text_sha256: source.text for source in texts}
    by_original = {source.original_sha256: source.original for source in texts}
    _keep(connection, TEXT, "text", by_text)
    _keep(connection, ORIGINAL, "content", by_original)


def _keep(connection: sa.Connection, table: sa.Table, column: str, contents: dict[str, Any]) -> None:
    there: set[str] = set()
    for chunk in in_chunks(contents):
        there.update(connection.execute(sa.select(table.c.sha256).where(table.c.sha256.in_(chunk))).scalars())
    new = [{"sha256": sha256, column: content} for sha256, content in contents.items() if sha256 not in there]
    if new:
        connection.execute(sa.insert(table), new)


def alter(connection: sa.Connection, alterations: tuple[Alteration, ...], title: str) -> None:
    """Alters records; raises ``ChangedMeanwhile`` when one is no longer what it was when the change was made up."""
    by_kind: dict[type[Record], list[Alteration]] = {}
    for alteration in alterations:
        by_kind.setdefault(type(alteration.record()), []).append(alteration)
    for kind in RECORD_TYPES:
        if kind in by_kind:
            _alter_kind(connection, kind, by_kind[kind], title)


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
