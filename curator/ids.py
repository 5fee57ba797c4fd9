"""Identities: a record's id is a UUID, never reused, never changed."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from threading import Lock

_ID_LENGTH = 36
_RANDOM_BITS = 74
_STEP_BITS = 32

_lock = Lock()
_last = 0


def new_id() -> str:
    """A new UUID of version 7, as 36 lower-case characters.

    Its first 48 bits are milliseconds since 1970, the rest is random. Within one millisecond the random part goes
    up by random steps (RFC 9562, section 6.2, method 2), so that the ids made by one program always sort by the order
    in which they were made: a list ordered by id is in order of making, and a database index grows at its end only.
    """
    global _last  # noqa: PLW0603 -- the order of ids is a matter of the whole program
    milliseconds = time.time_ns() // 1_000_000 & 0xFFFF_FFFF_FFFF
    fresh = milliseconds << _RANDOM_BITS | int.from_bytes(os.urandom(10), "big") >> (80 - _RANDOM_BITS)
    with _lock:
        step = 1 + (int.from_bytes(os.urandom(4), "big") >> (32 - _STEP_BITS))
        _last = fresh if fresh >> _RANDOM_BITS > _last >> _RANDOM_BITS else _last + step
        return _written(_last)


def _written(value: int) -> str:
    """Milliseconds and 74 random bits with the version (7) and the variant (binary 10) put between them."""
    moment, random = value >> _RANDOM_BITS, value & (1 << _RANDOM_BITS) - 1
    bits = moment << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & (1 << 62) - 1
    text = f"{bits:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def derived_id(from_id: str, what_for: str) -> str:
    """The id of something that there is once for the record ``from_id``: the same on every desktop that makes it.

    ``what_for`` tells apart several such things. It keeps the moment of ``from_id``, and so its place in lists.
    """
    moment = int(from_id.replace("-", "")[:12], 16)
    digest = sha256(f"{from_id} {what_for}".encode()).digest()
    return _written(moment << _RANDOM_BITS | int.from_bytes(digest[:10], "big") >> (80 - _RANDOM_BITS))


def is_id(text: str) -> bool:
    """Whether ``text`` has the form of an id (36 characters, hyphens in place, hexadecimal)."""
    if len(text) != _ID_LENGTH or any(text[place] != "-" for place in (8, 13, 18, 23)):
        return False
    return all(sign in "0123456789abcdef-" for sign in text)
