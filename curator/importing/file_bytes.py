"""The bytes of a file that somebody chose."""

from __future__ import annotations

import stat
from pathlib import Path

from curator.errors import BadInput
from curator.text.decoding import MOST_BYTES, must_not_be_too_large


def must_be_a_file(path: Path) -> int:
    """The size of a file in bytes; raises ``BadInput`` for a pipe or a device, and ``OSError``.

    A pipe or a device would keep us waiting for words that never come, so neither is opened.
    """
    known = path.stat()
    if not (stat.S_ISREG(known.st_mode) or stat.S_ISDIR(known.st_mode)):
        raise BadInput("It is a pipe or a device, not a file.")
    return known.st_size


def bytes_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file of at most ``most`` bytes; raises ``BadInput`` or ``OSError``."""
    must_not_be_too_large(must_be_a_file(path), most)
    return path.read_bytes()


def unreadable(trouble: OSError) -> BadInput:
    """Why a file that cannot be opened cannot be."""
    if isinstance(trouble, FileNotFoundError):
        return BadInput("There is no such file.")
    if isinstance(trouble, PermissionError):
        return BadInput("You have no permission to read this file. Ask its owner, or copy it to a folder of yours.")
    return BadInput("The file cannot be read: {reason}.", reason=trouble.strerror or type(trouble).__name__)
