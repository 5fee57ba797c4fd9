"""Identities: a record's id is a UUID, never reused, never changed."""

from __future__ import annotations

import os
import time

_ID_LENGTH = 36


def new_id() -> str:
    """A new UUID of version 7 (RFC 9562, section 5.7), as 36 lower-case characters.

    The first 48 bits are milliseconds since 1970, so ids sort by the time they were made: a list ordered by id
    is in order of making, and a database index grows at its end only.
    """
    milliseconds = time.time_ns() // 1_000_000
    noise = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80
    value |= 0x7 << 76 | (noise >> 68 & 0xFFF) << 64
    value |= 0b10 << 62 | (noise & 0x3FFF_FFFF_FFFF_FFFF)
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_id(text: str) -> bool:
    """Whether ``text`` has the form of an id (36 characters, hyphens in place, hexadecimal)."""
    if len(text) != _ID_LENGTH or any(text[place] != "-" for place in (8, 13, 18, 23)):
        return False
    return all(sign in "0123456789abcdef-" for sign in text)
