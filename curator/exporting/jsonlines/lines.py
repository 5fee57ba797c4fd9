"""The lines of a JSON Lines file: a header, and a line for each text and each record.

A line says what ``record`` it is and has the fields of the record under their own names. Only passages are written in
another way: as the two selectors that the W3C Web Annotation Data Model has for them, a position (in code points, from
0, end exclusive) and a quote, so that other programs find the words without knowing this one.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from curator.records import RECORD_TYPES, Passage, Record

FORMAT = "trial-evidence-curator"
VERSION = 1
"""Goes up when a file of the new form can no longer be read by what reads the old one."""


class TextPositionSelector(Struct, frozen=True, kw_only=True, tag_field="type"):
    """Where the words stand: ``[start, end)`` in code points of the report's text."""

    start: int
    end: int


class TextQuoteSelector(Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    """The words themselves, with some of what stands before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Place(Struct, frozen=True, kw_only=True):
    """A passage: both selectors mean the same words."""

    selector: tuple[TextPositionSelector, TextQuoteSelector]

    @classmethod
    def of(cls, passage: Passage) -> Place:
        """A passage as it is written."""
        return cls(
            selector=(
                TextPositionSelector(start=passage.start, end=passage.end),
                TextQuoteSelector(exact=passage.words, prefix=passage.before, suffix=passage.after),
            )
        )

    def passage(self) -> Passage:
        """The passage that was written so."""
        position, quote = self.selector
        return Passage(
            words=quote.exact, start=position.start, end=position.end, before=quote.prefix, after=quote.suffix
        )


class Header(Struct, frozen=True, kw_only=True, tag_field="record", tag="header"):
    """The first line: whose file it is, in which form, and how many lines of each kind follow.

    ``sequence`` is the number of the last change to the review, as its log counts them.
    """

    format: str
    version: int
    review: str
    sequence: int
    counts: Mapping[str, int]


class TextLine(Struct, frozen=True, kw_only=True, tag_field="record", tag="text", omit_defaults=True):
    """A report's text under its SHA-256, and the file it came from, byte for byte.

    ``original`` is base64. It is left out where the file was nothing but this text in UTF-8.
    """

    sha256: str
    original_sha256: str
    text: str
    original: bytes | None = None


@cache
def line_types() -> Mapping[type[Record], type[Struct]]:
    """By kind of record, the type of its lines."""
    return {kind: _line_type(kind) for kind in RECORD_TYPES}


@cache
def _kinds() -> Mapping[type[Struct], type[Record]]:
    return {line: kind for kind, line in line_types().items()}


def _line_type(kind: type[Record]) -> type[Struct]:
    hints = typing.get_type_hints(kind)
    fields: list[Any] = []
    for field in msgspec.structs.fields(kind):
        hint = tuple[Place, ...] if field.name == "passages" else hints[field.name]
        if field.default_factory is not msgspec.NODEFAULT:
            fields.append((field.name, hint, msgspec.field(default_factory=field.default_factory)))
        elif field.default is not msgspec.NODEFAULT:
            fields.append((field.name, hint, field.default))
        else:
            fields.append((field.name, hint))
    line = msgspec.defstruct(
        kind.__name__, fields, frozen=True, kw_only=True, tag_field="record", tag=kind.name_in_log, module=__name__
    )
    line.__doc__ = kind.__doc__
    return line


@cache
def _any_line() -> Any:
    return typing.Union[(Header, TextLine, *line_types().values())]


def line_of(record: Record) -> Struct:
    """The line of a record."""
    fields = msgspec.structs.asdict(record)
    if "passages" in fields:
        fields["passages"] = tuple(map(Place.of, fields["passages"]))
    return line_types()[type(record)](**fields)


def record_of(line: Struct) -> Record:
    """The record of a line; ``line`` is neither a header nor a text."""
    fields = msgspec.structs.asdict(line)
    if "passages" in fields:
        fields["passages"] = tuple(place.passage() for place in fields["passages"])
    return _kinds()[type(line)](**fields)


encode = msgspec.json.Encoder(order="deterministic").encode
"""A line as bytes, without the line feed."""


@cache
def decoder() -> msgspec.json.Decoder[Any]:
    """Reads lines; it raises ``msgspec.ValidationError`` or ``msgspec.DecodeError`` for what is no line."""
    return msgspec.json.Decoder(_any_line())


def schema() -> dict[str, Any]:
    """The JSON Schema of a line."""
    return msgspec.json.schema(_any_line())
