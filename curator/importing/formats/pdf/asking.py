"""What is asked of the process in which PDFs are read, and what it answers: messages with their length before them."""

from __future__ import annotations

from typing import BinaryIO

import msgspec
from msgspec import Struct

from curator.importing.formats.reading import Reading

_LENGTH_BYTES = 8
MOST_BYTES = 1_000_000_000


class ReadAsked(Struct, tag="read", frozen=True):
    """The text of this PDF."""

    data: bytes


class OpenAsked(Struct, tag="open", frozen=True):
    """This PDF is to be kept open for its pages to be painted."""

    data: bytes


class PaintAsked(Struct, tag="paint", frozen=True):
    """A page of the open PDF as a picture, ``scale`` pixels to a point."""

    page: int
    scale: float


class PlacesAsked(Struct, tag="places", frozen=True):
    """Where each character of a page of the open PDF stands."""

    page: int


Asked = ReadAsked | OpenAsked | PaintAsked | PlacesAsked


class PageRead(Struct, tag="page", frozen=True):
    """Another page was read; the rest is to come. Whoever waits may go on waiting."""


class ReadingDone(Struct, tag="reading", frozen=True):
    """The PDF's text."""

    reading: Reading


class Opened(Struct, tag="opened", frozen=True):
    """The PDF is open and has so many pages."""

    pages: int


class Painted(Struct, tag="painted", frozen=True):
    """A page as a picture: rows of ``stride`` bytes, four bytes a pixel (blue, green, red, unused)."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Places(Struct, tag="places", frozen=True):
    """The characters of a page, and their boxes (left, top, right, bottom) in points from the upper left corner."""

    text: str
    boxes: list[tuple[float, float, float, float]]


class Refusal(Struct, tag="refusal", frozen=True):
    """The PDF cannot be used; the sentence says why (``curator.errors``)."""

    template: str
    details: dict[str, str]


Answer = PageRead | ReadingDone | Opened | Painted | Places | Refusal

_asked = msgspec.msgpack.Decoder(Asked)
_answer = msgspec.msgpack.Decoder(Answer)


def send(stream: BinaryIO, message: Asked | Answer) -> None:
    """Writes a message; raises ``OSError`` when nobody reads it."""
    body = msgspec.msgpack.encode(message)
    stream.write(len(body).to_bytes(_LENGTH_BYTES, "big"))
    stream.write(body)
    stream.flush()


def next_asked(stream: BinaryIO) -> Asked | None:
    """What is asked next; None when nobody asks any more."""
    body = _body(stream)
    return _asked.decode(body) if body is not None else None


def next_answer(stream: BinaryIO) -> Answer | None:
    """The next answer; None when there will be none."""
    body = _body(stream)
    return _answer.decode(body) if body is not None else None


def _body(stream: BinaryIO) -> bytes | None:
    head = stream.read(_LENGTH_BYTES)
    if len(head) < _LENGTH_BYTES:
        return None
    length = int.from_bytes(head, "big")
    if length > MOST_BYTES:
        return None
    body = stream.read(length)
    return body if len(body) == length else None
