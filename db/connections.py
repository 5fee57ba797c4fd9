"""How the store reaches a database, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

import sqlalchemy as sa

T = TypeVar("T")


class Connections(Protocol):
    """The connections to one review. All of this may be used from any thread."""

    name: str
    """What the review is called in words for a person: its file's name."""
    read_only: bool

    def read(self, job: Callable[[sa.Connection], T]) -> T:
        """What ``job`` reads, in one read transaction. ``job`` may be called again when a save went first."""

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """A write transaction; commits at the end, takes everything back when an error leaves the block."""

    def snapshot(self) -> AbstractContextManager[Connections]:
        """Connections to the review as it is now, whatever is saved meanwhile."""

    def close(self) -> None:
        """Ends all connections."""
