"""Alterations as bytes: what the log keeps of a change, so that it can be undone years later.

The form is JSON, ``[[type name, before, after], …]``, compressed when it is long. Fields that a later version adds to
a record take their default when an older line is read.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import Any

import msgspec

from curator.changes import Alteration
from curator.records import Record
from db.mapping import kinds_by_name

COMPRESS_FROM = 64 * 1024
"""Length in bytes from which alterations are compressed."""

LONGEST = 1024**3
"""Length in bytes beyond which compressed alterations are not believed: a file from outside may hold anything."""

_JSON_STARTS_WITH = b"["


def encode_alterations(alterations: tuple[Alteration, ...]) -> bytes:
    """The bytes for the log."""
    plain = msgspec.json.encode(
        [(alteration.record().name_in_log, alteration.before, alteration.after) for alteration in alterations]
    )
    return plain if len(plain) < COMPRESS_FROM else zlib.compress(plain, level=1)


def decode_alterations(stored: bytes) -> tuple[Alteration, ...]:
    """The alterations that ``encode_alterations`` wrote."""
    plain = stored if stored.startswith(_JSON_STARTS_WITH) else _decompress(stored)
    lines = msgspec.json.decode(plain, type=list[tuple[str, msgspec.Raw, msgspec.Raw]])
    return tuple(Alteration(before=_record(name, before), after=_record(name, after)) for name, before, after in lines)


def _decompress(stored: bytes) -> bytes:
    stream = zlib.decompressobj()
    plain = stream.decompress(stored, LONGEST)
    if not stream.eof:
        raise zlib.error("a line of the log is cut short, or longer than any change can be")
    return plain


def _record(name: str, raw: msgspec.Raw) -> Record | None:
    record: Record | None = _decoder(name).decode(raw)
    return record


@cache
def _decoder(name: str) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kinds_by_name()[name] | None)
