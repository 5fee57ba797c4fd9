"""Says who has a review open for writing, so that nobody else writes into it at the same time.

A lock file lies beside the review while it is open, with who, on which computer and since when. What counts is the
operating system's lock on that file, which ends with the program whatever happens to it: a file that a crash left
behind is taken over without asking.
"""

from __future__ import annotations

import getpass
import socket
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from curator.errors import ReadOnlyReview, ReviewInUse

_IN_USE = (
    "{name} is open already: {who} on {host} has been working in it since {since}. "
    "Close it there, or open it here for reading only."
)
_CANNOT_LOCK = (
    "{name} cannot be opened for writing, because nothing can be written to its folder ({reason}). "
    "Open it for reading only, or copy it to a folder of your own."
)
# Windows lets nobody read or write the locked byte, which is the first; so what is to be read begins after it.
_LOCKED_BYTES = 1
_LONGEST_HOLDER = 4096


class Holder(Struct, frozen=True):
    """Who has a review open."""

    who: str
    host: str
    since: datetime

    @classmethod
    def here_and_now(cls) -> Holder:
        """This program, for the person who is logged in."""
        return cls(who=_login_name(), host=socket.gethostname(), since=datetime.now(UTC))

    def in_words(self) -> dict[str, str]:
        """What ``ReviewInUse`` says: who, on which computer, and since when on this computer's clock."""
        return {"who": self.who, "host": self.host, "since": f"{self.since.astimezone():%Y-%m-%d %H:%M}"}


_UNKNOWN = {"who": "somebody", "host": "a computer that is not known", "since": "a moment ago"}


class ReviewLock:
    """The lock on one review file: held from ``take`` to ``give_back``."""

    def __init__(self, review: Path) -> None:
        self._review = review
        self.path = review.with_name(f".{review.name}.lock")
        self._lock = FileLock(self.path, timeout=0, thread_local=False, fallback_to_soft=False)

    def take(self) -> None:
        """Takes the lock; raises ``ReviewInUse`` where somebody has it, ``ReadOnlyReview`` where nobody may write."""
        try:
            self._lock.acquire()
        except Timeout:
            holder = read_holder(self.path)
            words = holder.in_words() if holder is not None else _UNKNOWN
            raise ReviewInUse(_IN_USE, name=self._review.name, **words) from None
        except OSError as problem:
            reason = problem.strerror or str(problem)
            raise ReadOnlyReview(_CANNOT_LOCK, name=self._review.name, reason=reason) from problem
        try:
            with self.path.open("r+b") as file:
                file.seek(_LOCKED_BYTES)
                file.write(msgspec.json.encode(Holder.here_and_now()))
                file.truncate()
        except OSError:
            # A full disk keeps others from reading who it is, but not from being kept out.
            return

    def give_back(self) -> None:
        """Gives the lock back and takes its file away."""
        # While it is still locked: whoever locks the file after that finds that it has no name any more, and makes
        # a new one.
        _take_away(self.path)
        self._lock.release()


def read_holder(path: Path) -> Holder | None:
    """Who a lock file names; None when it cannot be read."""
    try:
        with path.open("rb") as file:
            file.seek(_LOCKED_BYTES)
            return msgspec.json.decode(file.read(_LONGEST_HOLDER), type=Holder)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _take_away(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # somebody holds it, or nothing can be written there any more; it is taken over next time


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user's number
        return "somebody"
