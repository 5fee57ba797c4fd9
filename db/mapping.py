"""How a record becomes a row and a row a record: one mapping, by field names, for every type of record.

Plain fields (text, numbers, yes and no, times, one of a set of words) are columns of their own; everything nested is
JSON text. A time is text in UTC with all its microseconds, so that it reads the same and sorts the same on every
database. Two rules connect tables: a field ``<kind>_id`` or ``<which>_<kind>_id`` names a record of that kind, and
``parent_id`` and ``merged_into_id`` name one of their own kind.
"""

from __future__ import annotations

import gc
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum, StrEnum
from functools import cache
from operator import attrgetter
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from curator.records import RECORD_TYPES, Record

R = TypeVar("R", bound=Record)

OWN_KIND_FIELDS = ("parent_id", "merged_into_id")
"""Fields that name another record of the same type."""


class Storage(StrEnum):
    """What sort of column a field has."""

    ID = "id"
    TEXT = "text"
    WHOLE_NUMBER = "whole number"
    NUMBER = "number"
    YES_NO = "yes or no"
    TIME = "time"
    CHOICE = "choice"
    NESTED = "nested"


class FieldMapping(Struct, frozen=True, kw_only=True):
    """One field: its column's sort, whether it may be empty, which kind of record it names, and its converters.

    ``encode`` and ``decode`` are None where the database holds the value as it is.
    """

    name: str
    storage: Storage
    nullable: bool
    names_kind: str | None
    encode: Callable[[Any], Any] | None = None
    decode: Callable[[Any], Any] | None = None


class RecordMapping(Generic[R]):
    """One type of record and its table: ``row`` and ``record`` are each other's reverse."""

    def __init__(self, kind: type[R]) -> None:
        self.kind = kind
        self.table_name = kind.name_in_log
        hints = typing.get_type_hints(kind)
        self.fields = tuple(_map_field(kind, name, hints[name]) for name in kind.__struct_fields__)
        self.names = tuple(field.name for field in self.fields)
        self._values = attrgetter(*self.names)
        self._encoders = tuple((place, field.encode) for place, field in enumerate(self.fields) if field.encode)
        self._decoders = tuple((field.name, field.decode) for field in self.fields if field.decode)

    def row(self, record: R) -> dict[str, Any]:
        """The record's columns."""
        values = list(self._values(record))
        for place, encode in self._encoders:
            values[place] = encode(values[place])
        return dict(zip(self.names, values, strict=True))

    def record(self, row: Sequence[Any]) -> R:
        """The record of a row whose columns stand in the order of ``names``."""
        values = dict(zip(self.names, row, strict=True))
        for name, decode in self._decoders:
            values[name] = decode(values[name])
        return self.kind(**values)

    def records(self, rows: Iterable[Sequence[Any]]) -> list[R]:
        """The records of many rows."""
        with collecting_later():
            return [self.record(row) for row in rows]

    def column_value(self, name: str, value: Any) -> Any:
        """What the database holds for ``value`` in the field ``name``; raises ``KeyError`` for a nested field."""
        field = next((field for field in self.fields if field.name == name), None)
        if field is None or field.storage is Storage.NESTED:
            raise KeyError(f"{self.kind.__name__} has no plain field {name!r}")
        return value if value is None or field.encode is None else field.encode(value)


@contextmanager
def collecting_later() -> Iterator[None]:
    """While many records are made. None of them can be garbage yet, and looking for it triples the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@cache
def mapping_of(kind: type[R]) -> RecordMapping[R]:
    """The mapping of a type of record."""
    return RecordMapping(kind)


@cache
def kinds_by_name() -> Mapping[str, type[Record]]:
    """The types of records by the names that tables and the log have for them."""
    return {kind.name_in_log: kind for kind in RECORD_TYPES}


def time_to_text(time: datetime) -> str:
    """A time with a zone, as 27 characters in UTC: ``2025-03-01T09:30:00.000000Z``."""
    if time.tzinfo is None:
        raise ValueError("a time in a record needs a time zone")
    return time.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def time_from_text(text: str) -> datetime:
    """The time that ``time_to_text`` wrote."""
    return datetime.fromisoformat(text)


def _map_field(kind: type[Record], name: str, hint: Any) -> FieldMapping:
    plain, nullable = _without_none(hint)
    named = _named_kind(kind, name)
    if name == "id" or named is not None:
        return FieldMapping(name=name, storage=Storage.ID, nullable=nullable, names_kind=named)
    storage, encode, decode = _conversion(plain, nullable=nullable)
    return FieldMapping(name=name, storage=storage, nullable=nullable, names_kind=None, encode=encode, decode=decode)


def _without_none(hint: Any) -> tuple[Any, bool]:
    if typing.get_origin(hint) in {types.UnionType, typing.Union}:
        others = [part for part in typing.get_args(hint) if part is not types.NoneType]
        if len(others) == 1:
            return others[0], True
    return hint, False


def _named_kind(kind: type[Record], name: str) -> str | None:
    if name in OWN_KIND_FIELDS:
        return kind.name_in_log
    if not name.endswith("_id"):
        return None
    named = name.removesuffix("_id").rpartition("_")[2]
    return named if named in kinds_by_name() else None


_PLAIN = {str: Storage.TEXT, int: Storage.WHOLE_NUMBER, float: Storage.NUMBER, bool: Storage.YES_NO}

Converter = Callable[[Any], Any] | None


def _conversion(hint: Any, *, nullable: bool) -> tuple[Storage, Converter, Converter]:
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]
    if hint in _PLAIN:
        return _PLAIN[hint], None, None
    if hint is datetime:
        storage, encode, decode = Storage.TIME, time_to_text, time_from_text
    elif isinstance(hint, type) and issubclass(hint, Enum):
        storage, encode, decode = Storage.CHOICE, _value_of, _Choices(hint).__getitem__
    else:
        storage, encode, decode = Storage.NESTED, _to_json, msgspec.json.Decoder(hint).decode
    if not nullable:
        return storage, encode, decode
    return storage, _unless_none(encode), _unless_none(decode)


class _Choices(dict[str, Any]):
    """The members of a set of words, by their words."""

    def __init__(self, choices: type[Enum]) -> None:
        super().__init__({member.value: member for member in choices})
        self._of = choices.__name__

    def __missing__(self, words: str) -> Any:
        raise msgspec.ValidationError(f"{words!r} is not a {self._of}")


def _unless_none(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _value_of(member: Any) -> Any:
    return member.value if isinstance(member, Enum) else member


_encode_json = msgspec.json.Encoder(order="deterministic").encode


def _to_json(value: object) -> str:
    return _encode_json(value).decode()
