"""Says in words which record a refused change would have left without what it names.

The database itself refuses such a change, but only says that it did. Looked up afterwards, from the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from curator.changes import Alteration
from curator.errors import Refused
from curator.records import RECORD_TYPES, Record
from db.chunks import in_chunks
from db.mapping import kinds_by_name, mapping_of
from db.tables import table_of

_STILL_NAMED = (
    "“{title}” was not done: the {kind} that it takes away is still named by {count} other records ({by}). "
    "Nothing was altered; retire or merge it instead."
)
_NAMES_NOTHING = (
    "“{title}” was not done: a {kind} in it names a {named} that is not in the review. "
    "Nothing was altered; read the review anew and repeat."
)


def refusal(connection: sa.Connection, alterations: Iterable[Alteration], title: str) -> Refused:
    """What to tell about a change that the database refused for what its records name."""
    alterations = list(alterations)
    for kind, names, by, ids in _taken_away(alterations):
        count = _still_naming(connection, by, names, ids)
        if count:
            return Refused(_STILL_NAMED, title=title, kind=kind, count=count, by=by.name_in_log)
    for kind, named, ids in _named(alterations):
        if _lacking(connection, named, ids):
            return Refused(_NAMES_NOTHING, title=title, kind=kind, named=named.name_in_log)
    return Refused(_NAMES_NOTHING, title=title, kind="record", named="record")


def _taken_away(alterations: list[Alteration]) -> Iterator[tuple[str, str, type[Record], set[str]]]:
    """Kinds of which records are taken away, with every field of every kind that may name them."""
    gone: dict[str, set[str]] = {}
    for alteration in alterations:
        if alteration.before is not None and alteration.after is None:
            gone.setdefault(alteration.before.name_in_log, set()).add(alteration.before.id)
    for kind, ids in gone.items():
        for by in RECORD_TYPES:
            for field in mapping_of(by).fields:
                if field.names_kind == kind:
                    yield kind, field.name, by, ids


def _still_naming(connection: sa.Connection, by: type[Record], names: str, ids: set[str]) -> int:
    table = table_of(by)
    return sum(
        connection.execute(sa.select(sa.func.count()).where(table.c[names].in_(chunk))).scalar_one()
        for chunk in in_chunks(ids)
    )


def _named(alterations: list[Alteration]) -> Iterator[tuple[str, type[Record], set[str]]]:
    """For each kind that is added or amended, what its records name that the change does not bring along."""
    after = [alteration.after for alteration in alterations if alteration.after is not None]
    brought = {record.id for record in after}
    for kind in RECORD_TYPES:
        for field in mapping_of(kind).fields:
            if field.names_kind is not None:
                ids = {getattr(record, field.name) for record in after if type(record) is kind} - brought - {None}
                yield kind.name_in_log, kinds_by_name()[field.names_kind], ids


def _lacking(connection: sa.Connection, kind: type[Record], ids: set[str]) -> bool:
    table = table_of(kind)
    there: set[str] = set()
    for chunk in in_chunks(ids):
        there.update(connection.execute(sa.select(table.c.id).where(table.c.id.in_(chunk))).scalars())
    return bool(ids - there)
