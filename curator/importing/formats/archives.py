"""Zip archives from outside, and what is one inside (Word, EPUB, workbooks, projects): opened in one safe way.

Nothing is unpacked to a folder: the bytes of one entry are read when they are asked for. An archive is refused as a
whole, before any of it is unpacked, when a name in it leads out of it, when it has too many entries, or when it would
become too large or swells too much. Archives inside archives are bytes like any other, and never opened from here.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from curator.errors import BadInput

MOST_ENTRIES = 10_000
MOST_UNPACKED = 400_000_000
"""Bytes of all entries together, and the most that one of them may have."""
MOST_SWELLING = 250
"""How many times as large as it lies there an entry of more than a megabyte may become; texts become some 20 times."""

_SMALL = 1_000_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The two that office programs write; others may need any amount of memory to unpack."""
_ENCRYPTED = 0x1
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_MOST_LISTING = MOST_ENTRIES * 400
"""The most bytes of the list of entries, so that not even that is read when it is too long."""


class Archive:
    """An open archive whose entries have been looked at. Use it in a ``with`` statement, or close it."""

    def __init__(self, source: bytes | Path, *, most_unpacked: int = MOST_UNPACKED) -> None:
        """Opens the bytes of an archive, or a file; raises ``BadInput`` for one that is broken or not to be trusted."""
        file: IO[bytes] = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
        try:
            _must_list_few(file)
            self._zip = zipfile.ZipFile(file)
            self._entries = _looked_through(self._zip.infolist(), most_unpacked)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, OSError) as problem:
            file.close()
            raise _damaged() from problem
        except BaseException:
            file.close()
            raise
        self._file = file

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all files inside, in the order in which they lie there; folders are left out."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """How many bytes the entry has; raises ``BadInput`` when it is not there."""
        return self._entry(name).file_size

    def read(self, name: str, most: int = MOST_UNPACKED) -> bytes:
        """The bytes of the entry; raises ``BadInput`` when it is not there, damaged, or has more than ``most``."""
        entry = self._entry(name)
        if entry.compress_type not in _METHODS:
            raise _damaged()
        if entry.file_size > most:
            raise BadInput(
                "“{name}” in the archive has {size} MB, and {most} MB is the most that is read.",
                name=name,
                size=-(-entry.file_size // 1_000_000),
                most=most // 1_000_000,
            )
        try:
            with self._zip.open(entry) as opened:
                return opened.read(entry.file_size)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            ValueError,
            EOFError,
            OSError,
        ) as problem:
            raise _damaged() from problem

    def close(self) -> None:
        """Closes the archive; closing it once more does nothing."""
        self._zip.close()
        self._file.close()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _entry(self, name: str) -> zipfile.ZipInfo:
        entry = self._entries.get(name)
        if entry is None:
            raise BadInput("“{name}” is missing in the archive: it is damaged, or of another kind.", name=name)
        return entry


def _must_list_few(file: IO[bytes]) -> None:
    """Raises ``BadInput`` when the list of entries is too long to be read at all; leaves the file at its beginning."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT))
    tail = file.read()
    place = tail.rfind(_END)
    listing = int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 else 0
    large = tail.rfind(_END_64, 0, max(0, place))
    if large >= 0:
        listing = max(listing, int.from_bytes(tail[large + 40 : large + 48], "little"))
    if listing > _MOST_LISTING and place >= 0:
        raise _too_many()
    file.seek(0)


def _looked_through(entries: Iterable[zipfile.ZipInfo], most_unpacked: int) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by name; raises ``BadInput`` when it is not to be trusted."""
    found: dict[str, zipfile.ZipInfo] = {}
    unpacked = 0
    for number, entry in enumerate(entries):
        if number >= MOST_ENTRIES:
            raise _too_many()
        name = entry.orig_filename
        if _leads_out(name) or stat.S_ISLNK(entry.external_attr >> 16):
            raise BadInput(
                "A name in the archive leads out of it (“{name}”), so nothing of it is read.", name=name[:80]
            )
        if name.endswith(("/", "\\")):
            continue
        if entry.flag_bits & _ENCRYPTED:
            raise BadInput("The archive is protected by a password. Save it without one.")
        if name in found:
            raise BadInput(
                "The archive has two files named “{name}”, so nobody can tell which is meant.", name=name[:80]
            )
        unpacked += entry.file_size
        if unpacked > most_unpacked or _swells(entry):
            raise BadInput(
                "Unpacked, the archive would become too large, as no report or project is. Nothing of it is read."
            )
        found[name] = entry
    return found


def _leads_out(name: str) -> bool:
    """Whether a name, taken as a path, would lead anywhere but into the archive's own folder."""
    parts = name.replace("\\", "/").split("/")
    return parts[0] == "" or ".." in parts or _DRIVE.match(name) is not None or _CONTROL.search(name) is not None


def _swells(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(_SMALL, entry.compress_size * MOST_SWELLING)


def _too_many() -> BadInput:
    return BadInput("The archive has more than {most} files in it. Nothing of it is read.", most=f"{MOST_ENTRIES:,}")


def _damaged() -> BadInput:
    return BadInput(
        "The file is damaged: it should be an archive, and cannot be unpacked. Get it again, or save it anew."
    )
