"""Exports of several files: in a zip archive that knows no clock, or in a folder; all of them or none."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Protocol
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from curator.errors import BadInput, CannotWrite
from curator.exporting.saving import replacing, said, target_of

_LIKE_AN_ENDING = re.compile(r"\.[A-Za-z]{1,8}[0-9]?")
_NO_CLOCK = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PLAIN_FILE = 0o600 << 16


class Files(Protocol):
    """Takes files one after the other; a name may have folders in it, set apart by slashes."""

    def file(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """A new file to write into."""


def plain_entry(name: str, size: int = 0) -> ZipInfo:
    """An entry of an archive that says nothing of the moment or the machine it was made on."""
    entry = ZipInfo(name, _NO_CLOCK)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _PLAIN_FILE
    entry.file_size = size
    return entry


class _Zip:
    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        with self._archive.open(plain_entry(name), "w") as into:
            yield into


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def file(self, name: str) -> Iterator[IO[bytes]]:
        path = self._folder.joinpath(*name.split("/"))
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as into:
            yield into


@contextmanager
def several_files(path: Path, endings: Sequence[str]) -> Iterator[tuple[Path, Files]]:
    """Where the export will lie, and what takes its files: an archive when the name ends so, else a folder.

    Nothing is left of it when writing fails. A folder that has something in it already is not written into. Raises
    ``BadInput`` and ``CannotWrite``.
    """
    if path.name.lower().endswith(tuple(endings)):
        target = target_of(path, endings)
        with replacing(target) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            yield target, _Zip(archive)
        return
    target = _folder_target(path, endings)
    part = target.with_name(f".{target.name[:40]}-{os.urandom(4).hex()}.part")
    try:
        part.mkdir()
        yield target, _Folder(part)
        if target.exists():
            target.rmdir()
        part.replace(target)
    except OSError as problem:
        raise said(problem, target) from problem
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _folder_target(path: Path, endings: Sequence[str]) -> Path:
    target = Path(os.path.realpath(path))
    if target.is_dir() and not any(target.iterdir()):
        return target
    if _LIKE_AN_ENDING.fullmatch(path.suffix):
        raise BadInput(
            "“{name}” is no name for these files. Give it one that ends in {endings}, or name a folder.",
            name=path.name,
            endings=" or ".join(endings),
        )
    if target.exists():
        raise CannotWrite(
            "“{path}” is there already and not empty. Name a new folder, or one with nothing in it.", path=str(path)
        )
    if not target.parent.is_dir():
        raise CannotWrite("There is no folder “{folder}” to put the export in.", folder=str(target.parent))
    return target
