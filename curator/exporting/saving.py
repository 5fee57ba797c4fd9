"""A file written beside its place and moved into it when it is whole: what was there before is lost by no failure."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from curator.errors import BadInput, CannotWrite

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


def target_of(path: Path, endings: Sequence[str]) -> Path:
    """Where a file of this name will really lie, links followed.

    Raises ``BadInput`` for a name with none of these endings (so that a review file is never overwritten by mistake)
    and ``CannotWrite`` for a place that cannot take the file: known before the work is done rather than after.
    """
    if not path.name.lower().endswith(tuple(endings)):
        raise BadInput(
            "“{name}” is not a name for this kind of file. Give it one that ends in {endings}.",
            name=path.name,
            endings=" or ".join(endings),
        )
    target = Path(os.path.realpath(path))
    if target.is_dir():
        raise CannotWrite("“{path}” is a folder. Give the file another name.", path=str(path))
    if not target.parent.is_dir():
        raise CannotWrite("There is no folder “{folder}” to put the file in.", folder=str(target.parent))
    _refuse_open_file(target)
    return target


def _refuse_open_file(target: Path) -> None:
    """Excel and LibreOffice leave a small file beside one that is open; Windows also does not let it be written."""
    for lock in (target.with_name(f".~lock.{target.name}#"), target.with_name(f"~${target.name}")):
        if target.exists() and lock.exists():
            raise CannotWrite(
                "“{name}” is open in a spreadsheet program. Close it there and export again, or choose another name. "
                "(If it is not open, delete “{lock}” beside it.) The old file is as it was.",
                name=target.name,
                lock=lock.name,
            )
    try:
        if target.exists():
            target.open("r+b").close()
    except OSError as problem:
        raise said(problem, target) from problem


@contextmanager
def replacing(target: Path) -> Iterator[IO[bytes]]:
    """A file to write into, which takes the place of ``target`` when all went well and vanishes when not.

    Raises ``CannotWrite`` when the file cannot be written or moved.
    """
    part = target.with_name(f".{target.stem[:40]}-{os.urandom(4).hex()}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(stat.S_IMODE(target.stat().st_mode))
        part.replace(target)
    except OSError as problem:
        raise said(problem, target) from problem
    finally:
        part.unlink(missing_ok=True)


def said(problem: OSError, target: Path) -> CannotWrite:
    """What a person reads about a file that could not be written."""
    if problem.errno in _DISK_FULL:
        return CannotWrite(
            "There is not enough room on the disk for “{path}”. Make room, or choose another place. "
            "What was there before is as it was.",
            path=str(target),
        )
    if problem.errno in _NOT_ALLOWED or isinstance(problem, PermissionError):
        return CannotWrite(
            "“{path}” cannot be written: it is open in another program, or its folder is read-only. Close it there, "
            "or choose another place. What was there before is as it was.",
            path=str(target),
        )
    return CannotWrite(
        "“{path}” cannot be written: {reason}. What was there before is as it was.",
        path=str(target),
        reason=problem.strerror or str(problem),
    )
