"""The review as it will be when all files are merged, and what has to be altered for that."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import TypeVar

from curator.changes import Alteration, SourceText
from curator.desktops.references import names, plain_references
from curator.ports import RecordReader
from curator.records import RECORD_TYPES, Claim, Field, Handout, Mark, Query, Record, Report

R = TypeVar("R", bound=Record)

MANY = (Mark, Claim, Query)
"""Kinds of which a review holds too many to be read as a whole."""

TRAVELLING = tuple(kind for kind in RECORD_TYPES if kind is not Handout)
"""Kinds of record that come and go between desktops."""


class Working:
    """A review with alterations that are not applied yet. Nothing is written anywhere."""

    def __init__(self, reader: RecordReader) -> None:
        self.reader = reader
        self.texts: dict[str, SourceText] = {}
        self._looked_for: set[str] = set()
        self._before: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORD_TYPES}
        self._now: dict[type[Record], dict[str, Record]] = {kind: {} for kind in RECORD_TYPES}
        self._at_mark: dict[str, tuple[type[Record], Record | None]] = {}
        for kind in RECORD_TYPES:
            if kind not in MANY:
                self._take(kind, {record.id: record for record in reader.all(kind)})

    def load(self, kind: type[Record], record_ids: Iterable[str]) -> None:
        """Reads records of a kind of which there are many, so that ``get`` knows them."""
        if kind in MANY:
            wanted = [record_id for record_id in record_ids if record_id not in self._looked_for]
            if wanted:
                self._looked_for.update(wanted)
                self._take(kind, self.reader.get_many(kind, wanted))

    def _take(self, kind: type[R], records: dict[str, R]) -> None:
        self._before[kind].update(records)
        self._now[kind].update(records)

    def of(self, kind: type[R]) -> dict[str, R]:
        """The records of a kind by id; of kinds of which there are many, those that were loaded."""
        return self._now[kind]  # type: ignore[return-value]  # filled kind by kind

    def get(self, kind: type[R], record_id: str) -> R | None:
        """A record as it will be; None when there will be none."""
        self.load(kind, (record_id,))
        return self.of(kind).get(record_id)

    def before(self, kind: type[R], record_id: str) -> R | None:
        """A record as the review holds it now."""
        return self._before[kind].get(record_id)  # type: ignore[return-value]  # filled kind by kind

    def text_of(self, report: Report) -> str:
        """A report's text, whether the review has it already or gets it."""
        coming = self.texts.get(report.text_sha256)
        return coming.text if coming is not None else self.reader.text(report.text_sha256)

    def put(self, record: Record) -> None:
        """Adds a record, or gives it other values."""
        kind = type(record)
        self._at_mark.setdefault(record.id, (kind, self.get(kind, record.id)))
        self._now[kind][record.id] = record

    def remove(self, record: Record) -> None:
        """Takes a record away."""
        kind = type(record)
        self._at_mark.setdefault(record.id, (kind, self.get(kind, record.id)))
        self._now[kind].pop(record.id, None)

    def mark(self) -> None:
        """From here on, ``since_mark`` tells what was altered."""
        self._at_mark = {}

    def since_mark(self) -> Iterator[Alteration]:
        """What was altered since ``mark`` was called last."""
        for record_id, (kind, before) in self._at_mark.items():
            after = self._now[kind].get(record_id)
            if before != after:
                yield Alteration(before=before, after=after)

    def load_those_naming(self, record: Record) -> None:
        """Reads everything of the review that names this record."""
        for kind in MANY:
            for name, named in plain_references(kind).items():
                if named is type(record):
                    self.load(kind, self._naming(kind, name, record.id))
        if isinstance(record, Field):
            self.load(Claim, [one.id for one in self.reader.all(Claim) if record.id in {*one.extra, *one.absent}])
        self.load(Claim, self.reader.claims_using([record.id]))

    def _naming(self, kind: type[Record], field: str, record_id: str) -> list[str]:
        """The ids of those records whose field names this one, by itself or among others."""
        if not field.endswith("_ids"):
            return [one.id for one in self.reader.all(kind, **{field: record_id})]
        return [one.id for one in self.reader.all(kind) if record_id in getattr(one, field)]

    def named(self, besides: Container[str]) -> set[str]:
        """The ids of everything that is named by some record that was loaded; ``besides`` do not count."""
        return {
            named
            for kind in TRAVELLING
            for record_id, record in self._now[kind].items()
            if record_id not in besides
            for _, named in names(record)
        }

    def alterations(self) -> tuple[Alteration, ...]:
        """Everything that has to be altered, by kind and id."""
        found = []
        for kind in RECORD_TYPES:
            was, is_now = self._before[kind], self._now[kind]
            for record_id in sorted(was.keys() | is_now.keys()):
                before, after = was.get(record_id), is_now.get(record_id)
                if before != after:
                    found.append(Alteration(before=before, after=after))
        return tuple(found)
