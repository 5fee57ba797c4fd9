"""Saving goes before reading.

With a rollback journal, SQLite cannot commit while somebody reads. So a read gives way: it is interrupted when a save
is about to be committed, waits for it, and is begun again. A read that was interrupted several times insists.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, local


class SavesFirst:
    """Who goes first among the threads of this program."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._saving = False
        self._here = local()

    @contextmanager
    def saving(self) -> Iterator[None]:
        """While a save is being committed."""
        with self._condition:
            self._saving = True
        try:
            yield
        finally:
            with self._condition:
                self._saving = False
                self._condition.notify_all()

    @contextmanager
    def reading(self, *, insisting: bool) -> Iterator[None]:
        """While something is being read; begins when no save is being committed."""
        with self._condition:
            self._condition.wait_for(lambda: not self._saving)
        self._here.insisting = insisting
        try:
            yield
        finally:
            self._here.insisting = False

    def must_give_way(self) -> bool:
        """Whether the read in this thread should stop; asked by SQLite every few thousand steps."""
        return self._saving and not getattr(self._here, "insisting", False)
