"""Reads the records of one review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from curator.changes import Alteration, LogEntry
from curator.errors import NotFound
from curator.evidence.question import EvidenceQuestion
from curator.finding.candidates import Candidates
from curator.finding.question import Needed
from curator.ports import ReviewState
from curator.records import Record
from db import evidence, log, uses
from db.alterations import decode_alterations
from db.chunks import in_chunks
from db.connections import Connections
from db.mapping import collecting_later, mapping_of
from db.problems import in_words
from db.searching import asking
from db.tables import ORIGINAL, TEXT, table_of

R = TypeVar("R", bound=Record)
T = TypeVar("T")


def read_records(connection: sa.Connection, kind: type[R], record_ids: Iterable[str]) -> dict[str, R]:
    """The records with these ids, by id."""
    table, mapping = table_of(kind), mapping_of(kind)
    found: dict[str, R] = {}
    for chunk in in_chunks(record_ids):
        rows = connection.execute(sa.select(table).where(table.c.id.in_(chunk))).all()
        found.update((record.id, record) for record in mapping.records(rows))
    return found


class Reader:
    """Implements ``RecordReader`` over the connections to one review."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._names: tuple[int, evidence.Names] | None = None

    def _read(self, job: Callable[[sa.Connection], T]) -> T:
        with in_words(self._connections.name):
            return self._connections.read(job)

    def get(self, kind: type[R], record_id: str) -> R:
        """The record with this id."""
        record = self.get_many(kind, (record_id,)).get(record_id)
        if record is None:
            raise NotFound("There is no {kind} with the id {id} in this review.", kind=kind.name_in_log, id=record_id)
        return record

    def get_many(self, kind: type[R], record_ids: Iterable[str]) -> dict[str, R]:
        """The records with these ids, by id; ids that do not exist are left out."""
        wanted = list(record_ids)
        return self._read(lambda connection: read_records(connection, kind, wanted)) if wanted else {}

    def all(self, kind: type[R], **where: str | bool | None) -> list[R]:
        """All records of a type whose fields equal ``where``."""
        table = table_of(kind)
        question = sa.select(table).where(*_conditions(kind, where)).order_by(table.c.id)
        rows = self._read(lambda connection: connection.execute(question).all())
        with in_words(self._connections.name):
            return mapping_of(kind).records(rows)

    def count(self, kind: type[Record], **where: str | bool | None) -> int:
        """How many records ``all`` would give."""
        question = sa.select(sa.func.count()).select_from(table_of(kind)).where(*_conditions(kind, where))
        return self._read(lambda connection: connection.execute(question).scalar_one())

    def text(self, sha256: str) -> str:
        """A report's text by its SHA-256."""
        return str(self._source(sa.select(TEXT.c.text).where(TEXT.c.sha256 == sha256), sha256))

    def original(self, sha256: str) -> bytes:
        """A report's original file by its SHA-256."""
        return bytes(self._source(sa.select(ORIGINAL.c.content).where(ORIGINAL.c.sha256 == sha256), sha256))

    def _source(self, question: sa.Select[Any], sha256: str) -> Any:
        found = self._read(lambda connection: connection.execute(question).scalar_one_or_none())
        if found is None:
            raise NotFound("The text or file with the SHA-256 {sha256} is not in this review.", sha256=sha256)
        return found

    def state(self) -> ReviewState:
        """How far the review has come."""
        return self._read(log.read_state)

    def log(self, *, limit: int | None = None, before: int | None = None) -> list[LogEntry]:
        """The lines of the log, newest first."""
        return self._read(lambda connection: log.read_log(connection, limit, before))

    def alterations(self, sequence: int) -> tuple[Alteration, ...]:
        """What the change with this number in the log altered."""
        stored = self._read(lambda connection: log.stored_alterations(connection, sequence))
        if stored is None:
            raise NotFound("There is no change with the number {number} in the log of this review.", number=sequence)
        with in_words(self._connections.name), collecting_later():
            return decode_alterations(stored)

    def claim_ids(self, question: EvidenceQuestion) -> list[str]:
        """The ids of the claims that ``question`` asks for, in order."""
        names = self._names_shown() if evidence.needs_names(question) else None
        return self._read(lambda connection: evidence.claim_ids(connection, question, names))

    def _names_shown(self) -> evidence.Names:
        """The names that claims are shown with; read anew when the review has come further."""
        sequence = self.state().sequence
        if self._names is None or self._names[0] != sequence:
            self._names = sequence, evidence.Names.read(self)
        return self._names[1]

    def claims_using(self, term_ids: Sequence[str]) -> list[str]:
        """The ids of all claims that name one of these therapies, outcomes or directions."""
        return self._read(lambda connection: evidence.claims_using(connection, term_ids))

    def uses(self) -> Mapping[str, tuple[int, int]]:
        """By id, how many living and how many retracted claims (of a label: marks) name a record."""
        return self._read(uses.count_uses)

    def worth_searching(self, needed: Needed) -> Candidates:
        """The texts and records that may have the words that are needed."""
        return self._read(lambda connection: asking.worth_searching(connection, needed))


def _conditions(kind: type[Record], where: dict[str, str | bool | None]) -> list[sa.ColumnElement[bool]]:
    table, mapping = table_of(kind), mapping_of(kind)
    return [table.c[name] == mapping.column_value(name, value) for name, value in where.items()]
