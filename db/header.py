"""Reads the first bytes of a review file: is it one, is it whole, and which version wrote it.

Nothing but those bytes is looked at, so a file that is not ours, or is from a newer version, stays untouched.
The places are those of https://www.sqlite.org/fileformat.html, section 1.3.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

APPLICATION_ID = int.from_bytes(b"TrEC", "big")
"""What SQLite's header says of whose file it is."""

VERSION = 6
"""The present version of the tables."""

_MAGIC = b"SQLite format 3\x00"
_LENGTH = 100
_LARGEST_PAGE = 65_536


class Header(Struct, frozen=True):
    """What the first bytes say. ``whole_length`` is how many bytes the file should have, where it says so."""

    is_sqlite: bool
    is_cut_short: bool
    is_ours: bool
    version: int
    whole_length: int | None


def read_header(path: Path) -> Header:
    """The header of a file; raises ``OSError`` where it cannot be read."""
    with path.open("rb") as file:
        first = file.read(_LENGTH)
        length = file.seek(0, 2)
    if not first.startswith(_MAGIC):
        return Header(is_sqlite=False, is_cut_short=False, is_ours=False, version=0, whole_length=None)
    if len(first) < _LENGTH:
        return Header(is_sqlite=True, is_cut_short=True, is_ours=False, version=0, whole_length=None)

    def number(start: int, size: int = 4) -> int:
        return int.from_bytes(first[start : start + size], "big")

    page = number(16, 2)
    pages = number(28)
    # The number of pages is only kept up to date by programs that also write the same number at these two places.
    whole = pages * (_LARGEST_PAGE if page == 1 else page) if number(24) == number(92) else None
    return Header(
        is_sqlite=True,
        is_cut_short=whole is not None and length < whole,
        is_ours=number(68) == APPLICATION_ID,
        version=number(60),
        whole_length=whole,
    )
