"""Which records a record names, and the same record with other names in it.

A field ``<kind>_id`` or ``<kind>_ids`` names records of that kind, ``parent_id`` and ``merged_into_id`` one of its own
kind. Only the therapies, comparators and extra fields of a claim, filled or absent, lie deeper.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from curator.ids import is_id
from curator.records import RECORD_TYPES, Claim, Field, Group, Record, Therapy

R = TypeVar("R", bound=Record)

_OWN_KIND = ("parent_id", "merged_into_id")


@cache
def plain_references(kind: type[Record]) -> Mapping[str, type[Record]]:
    """The fields of a kind of record that name records, each with the kind that it names."""
    by_name = {one.name_in_log: one for one in RECORD_TYPES}
    found: dict[str, type[Record]] = {}
    for name in kind.__struct_fields__:
        if name in _OWN_KIND:
            found[name] = kind
        elif name.endswith(("_id", "_ids")):
            found[name] = by_name[name.removesuffix("s").removesuffix("_id").rpartition("_")[2]]
    return found


def names(record: Record) -> Iterator[tuple[type[Record], str]]:
    """The kind and the id of everything that a record names."""
    for name, kind in plain_references(type(record)).items():
        value = getattr(record, name)
        if isinstance(value, str):
            yield kind, value
        elif value:
            for one in value:
                yield kind, one
    if isinstance(record, Claim):
        for groups in (record.therapies, record.comparators):
            for group in groups:
                for term_id in group:
                    yield Therapy, term_id
        for field_id in {**record.extra, **dict.fromkeys(filter(is_id, record.absent))}:
            yield Field, field_id


def renamed(record: R, ids: Mapping[str, str]) -> R:
    """The record with other ids, its own among them, wherever ``ids`` has another one."""
    if not ids:
        return record
    fields: dict[str, Any] = {"id": ids.get(record.id, record.id)}
    for name in plain_references(type(record)):
        value = getattr(record, name)
        if isinstance(value, str):
            fields[name] = ids.get(value, value)
        elif value:
            fields[name] = tuple(dict.fromkeys(ids.get(one, one) for one in value))
    if isinstance(record, Claim):
        fields["therapies"] = _groups(record.therapies, ids)
        fields["comparators"] = _groups(record.comparators, ids)
        fields["extra"] = {ids.get(field_id, field_id): value for field_id, value in record.extra.items()}
        fields["absent"] = {ids.get(name, name): reason for name, reason in record.absent.items()}
    return msgspec.structs.replace(record, **fields)


def _groups(groups: tuple[Group, ...], ids: Mapping[str, str]) -> tuple[Group, ...]:
    """Groups in which a therapy stands once, and each group once."""
    return tuple(
        dict.fromkeys(tuple(dict.fromkeys(ids.get(term_id, term_id) for term_id in group)) for group in groups)
    )
