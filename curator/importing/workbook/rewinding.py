"""The review as it was when a workbook was made of it: later changes, taken from the log, are taken back in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from curator.errors import NotFound
from curator.ports import RecordReader
from curator.records import Record

R = TypeVar("R", bound=Record)


class RewoundReader:
    """Reads a review as it was after the change with this number; the store itself stays as it is.

    Only records are rewound. Questions that a database answers (lists of claims, searching) are about now.
    """

    def __init__(self, reader: RecordReader, sequence: int) -> None:
        self._reader = reader
        self._then: dict[type[Record], dict[str, Record | None]] = {}
        for entry in reader.log():
            if entry.sequence <= sequence:
                break
            for alteration in reversed(reader.alterations(entry.sequence)):
                record = alteration.record()
                self._then.setdefault(type(record), {})[record.id] = alteration.before

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)

    def get(self, kind: type[R], record_id: str) -> R:
        """The record with this id as it was; raises ``NotFound``."""
        found = self.get_many(kind, [record_id]).get(record_id)
        if found is None:
            raise NotFound("There was no {kind} with the id {id} then.", kind=kind.name_in_log, id=record_id)
        return found

    def get_many(self, kind: type[R], record_ids: Iterable[str]) -> dict[str, R]:
        """The records with these ids as they were, by id."""
        wanted = list(record_ids)
        then: dict[str, Any] = dict(self._then.get(kind, {}))
        found = self._reader.get_many(kind, [one for one in wanted if one not in then])
        found.update({one: then[one] for one in wanted if then.get(one) is not None})
        return found

    def all(self, kind: type[R], **where: str | bool | None) -> list[R]:
        """All records of a type as they were, in order of id."""
        then: dict[str, Any] = dict(self._then.get(kind, {}))
        if not then:
            return self._reader.all(kind, **where)
        records = {record.id: record for record in self._reader.all(kind)} | then
        return [
            record
            for _, record in sorted(records.items())
            if record is not None and all(getattr(record, name) == value for name, value in where.items())
        ]

    def count(self, kind: type[Record], **where: str | bool | None) -> int:
        """How many records ``all`` would give."""
        return len(self.all(kind, **where))
