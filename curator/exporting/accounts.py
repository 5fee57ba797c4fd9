"""What an export says: how far it is, what it wrote, and what its format could not hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

Progress = Callable[[float, str], object]
"""Hears which share (0 to 1) is done, and of what.

Answering False cancels the export, and so does whatever it raises; nothing is left of it then.
"""


class Cancelled(Exception):
    """The progress was answered with False."""


class ExportAccount(Struct, frozen=True, kw_only=True):
    """What was written: where, and how many of everything, by their names in words.

    ``notes`` say, a sentence each, what the format could not hold or had to write in another way. When it was
    ``cancelled``, nothing was written.
    """

    path: Path
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    cancelled: bool = False


def heeding(progress: Progress | None) -> Progress:
    """Tells how far the export is, and ends it with ``Cancelled`` when the answer is False."""

    def tell(share: float, words: str) -> None:
        if progress is not None and progress(share, words) is False:
            raise Cancelled

    return tell
