"""The files of a project, whether they lie in a folder or in a zip archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from curator.errors import BadInput
from curator.importing.file_bytes import bytes_of
from curator.importing.formats.archives import MOST_ENTRIES, MOST_UNPACKED, Archive
from curator.text.decoding import MOST_BYTES

_LOCAL_ENTRY = b"PK\x03\x04"
_NAME_AT = 30


class Bundle(Protocol):
    """Files by name; folders in names are set apart by slashes."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every file."""

    def read(self, name: str, most: int = ...) -> bytes:
        """The bytes of a file; raises ``BadInput``."""


@contextmanager
def bundle_at(path: Path) -> Iterator[Bundle]:
    """The files in a folder or archive; raises ``BadInput`` for an archive that is broken or not to be trusted."""
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        archive = Archive(path)
    except OSError as trouble:
        raise BadInput("The file cannot be read: {reason}.", reason=trouble.strerror or str(trouble)) from trouble
    with archive:
        yield archive


class _Folder:
    """The files under a folder. Links are not followed, and names that begin with a point are no one's files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = 0
        self.names = tuple(self._found())

    def _found(self) -> Iterator[str]:
        found = 0
        for place, folders, names in os.walk(self._folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(place, name)
                if name.startswith(".") or path.is_symlink():
                    continue
                found += 1
                if found > MOST_ENTRIES:
                    raise BadInput("The folder has more than {most} files in it.", most=f"{MOST_ENTRIES:,}")
                yield path.relative_to(self._folder).as_posix()

    def read(self, name: str, most: int = MOST_BYTES) -> bytes:
        try:
            read = bytes_of(self._folder.joinpath(*name.split("/")), most)
        except OSError as trouble:
            reason = trouble.strerror or str(trouble)
            raise BadInput("“{name}” cannot be read: {reason}.", name=name, reason=reason) from trouble
        self._read += len(read)
        if self._read > MOST_UNPACKED:
            raise BadInput("The folder holds more than is taken in at once. Bring in a part of it at a time.")
        return read


def names_in_archive(start: bytes) -> list[str]:
    """The names of the files that an archive begins with, as far as its first bytes tell."""
    names: list[str] = []
    place = 0 if start.startswith(_LOCAL_ENTRY) else -1
    while place >= 0:
        length = int.from_bytes(start[place + 26 : place + 28], "little")
        names.append(start[place + _NAME_AT : place + _NAME_AT + length].decode("utf-8", "replace"))
        place = start.find(_LOCAL_ENTRY, place + _NAME_AT)
    return names
