"""Saving goes before everything else that uses the file.

With a rollback journal, SQLite cannot commit while somebody reads. So a read gives way: it is interrupted when a save
is about to be committed, waits for it, and is begun again; a read that was interrupted several times insists. A copy
is made in small steps by the connection that writes, and lets every save that is waiting go between two steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, RLock, local


class SavesFirst:
    """Who goes first among the threads of this program."""

    def __init__(self) -> None:
        self._writing_connection = RLock()
        self._condition = Condition()
        self._waiting = 0
        self._committing = False
        self._readers = 0
        self._here = local()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """While the connection that writes is used for a save."""
        with self._condition:
            self._waiting += 1
        self._writing_connection.acquire()
        with self._condition:
            self._waiting -= 1
            self._condition.notify_all()
        try:
            yield
        finally:
            self._writing_connection.release()

    @contextmanager
    def committing(self) -> Iterator[None]:
        """While a save is being committed; no read begins, and those under way stop."""
        with self._condition:
            self._committing = True
        try:
            yield
        finally:
            with self._condition:
                self._committing = False
                self._condition.notify_all()

    @contextmanager
    def copying(self) -> Iterator[None]:
        """While the connection that writes is used for a copy; ``let_saves_go`` is to be called between its steps."""
        with self._writing_connection:
            yield

    def let_saves_go(self) -> None:
        """Lets all saves that are waiting go before the next step of a copy."""
        self._writing_connection.release()
        try:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting == 0)
        finally:
            self._writing_connection.acquire()

    @contextmanager
    def reading(self, *, insisting: bool) -> Iterator[None]:
        """While something is being read; begins when no save is being committed."""
        with self._condition:
            self._condition.wait_for(lambda: not self._committing)
            self._readers += 1
        self._here.insisting = insisting
        try:
            yield
        finally:
            self._here.insisting = False
            with self._condition:
                self._readers -= 1
                self._condition.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """When everybody has finished: all saves, and all reads, which are stopped."""
        with self.writing(), self.committing():
            with self._condition:
                self._condition.wait_for(lambda: self._readers == 0)
            yield

    def must_give_way(self) -> bool:
        """Whether the read in this thread should stop; asked by SQLite every few thousand steps."""
        return self._committing and not getattr(self._here, "insisting", False)
