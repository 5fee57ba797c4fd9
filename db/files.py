"""Makes and opens review files."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from curator.errors import (
    CannotWrite,
    DamagedReview,
    NewerReview,
    NotAReview,
    NotFound,
    ReadOnlyReview,
    ReviewFileProblem,
)
from db.backups import Backups
from db.header import VERSION, Header, read_header
from db.locking import ReviewLock

if TYPE_CHECKING:
    from db.sqlite import SqliteConnections
    from db.store import Store

_CHECKED_AT_OPENING = 8 * 1024 * 1024
"""Files up to this many bytes are read through at every opening; larger ones when they are backed up."""

_NOTHING_THERE = "There is no review at {path}. It may have been moved or renamed."
_IS_THERE = "{name} is there already. Choose another name, or open it."
_CANNOT_MAKE = "{name} could not be made in {folder} ({reason}). Choose another folder, or free some space."
_NO_FOLDER = "{name} could not be made: there is no folder {folder}. Make it first, or choose another."
_CANNOT_READ = "{name} cannot be read ({reason}). Ask whoever owns the file, or copy it to a folder of your own."
_FOLDER = "{name} is a folder. Choose a review file; its name ends in .curator."
_NO_FILE = "{name} is a pipe or a device and not a file. Choose a review file; its name ends in .curator."
_EMPTY = "{name} is an empty file and not a review. {instead}"
_NOT_SQLITE = "{name} is not a review: it is another kind of file. {instead}"
_NOT_OURS = "{name} is not a review: it is a database of another program. {instead}"
_ANOTHER_NAME = "Choose a file whose name ends in .curator."
_ANOTHER_FILE = "Only its name is that of a review. Choose another file, or ask for this one again."
_NEWER = (
    "{name} was last written by a newer version of this program (its tables are of version {found}, this program "
    "knows up to {known}). Nothing was touched; install the newer version to open it."
)
_DAMAGED = (
    "{name} is damaged: {reason}. Leave it as it is. Its latest backup, of {when}, is {backup}; open a copy of it."
)
_DAMAGED_ALONE = (
    "{name} is damaged: {reason}. Leave it as it is. There is no backup of it in {folder} on this computer; look for "
    "an older copy of the file where you keep or sent it."
)
_WRITE_PROTECTED = (
    "{name} cannot be opened for writing, because the file is protected ({reason}). Open it for reading only, or "
    "copy it."
)
_MUST_BE_BROUGHT_UP = (
    "{name} is from an older version of this program and has to be brought up to date first. Open it once for writing."
)


class SqliteFiles:
    """Implements ``ReviewFiles`` on SQLite.

    ``backups`` is the folder for backups; None stands for the user's own folder for program files.
    """

    def __init__(self, backups: Path | None = None) -> None:
        self._backups = Backups(backups)

    def create(self, path: Path) -> Store:
        """Makes a new, empty review file; raises ``CannotWrite`` when something is there already."""
        from db.making import make_file

        path = _real(path)
        with ExitStack() as stack:
            try:
                if not path.parent.is_dir():
                    raise CannotWrite(_NO_FOLDER, name=path.name, folder=path.parent)
                _lock(path, stack)
                if path.exists():
                    raise CannotWrite(_IS_THERE, name=path.name)
                make_file(path)
            except (OSError, ReadOnlyReview) as problem:
                reason = getattr(problem, "strerror", "") or str(getattr(problem, "details", {}).get("reason", problem))
                raise CannotWrite(_CANNOT_MAKE, name=path.name, folder=path.parent, reason=reason) from problem
            return _store(_connections(path, stack, read_only=False), stack)

    def open(self, path: Path, *, read_only: bool = False) -> Store:
        """Opens a review file; raises ``NotFound`` or one of the ``ReviewFileProblem`` family."""
        path = _real(path)
        header = self._examine(path)
        if read_only:
            return self._open_for_reading(path, header)
        return self._open_for_writing(path, header)

    def _examine(self, path: Path) -> Header:
        if not path.exists():
            raise NotFound(_NOTHING_THERE, path=path)
        if path.is_dir():
            raise NotAReview(_FOLDER, name=path.name)
        if not path.is_file():  # opening a pipe would wait for somebody to write into it
            raise NotAReview(_NO_FILE, name=path.name)
        try:
            header = read_header(path)
        except OSError as problem:
            raise ReviewFileProblem(_CANNOT_READ, name=path.name, reason=problem.strerror or str(problem)) from problem
        if not header.is_sqlite:
            if self._backups.of_file(path):
                raise self._damaged(path, "it is not a database any more")
            raise _no_review(_NOT_SQLITE if path.stat().st_size else _EMPTY, path)
        if not header.is_ours and not header.is_cut_short:
            raise _no_review(_NOT_OURS, path)
        if header.version > VERSION:
            raise NewerReview(_NEWER, name=path.name, found=header.version, known=VERSION)
        journal = path.with_name(f"{path.name}-journal")
        if header.is_cut_short and not journal.exists():
            raise self._damaged(path, "it is cut short, so a part of it is missing")
        return header

    def _damaged(self, path: Path, reason: str) -> DamagedReview:
        newest = next(iter(self._backups.of_file(path)), None)
        if newest is None:
            return DamagedReview(_DAMAGED_ALONE, name=path.name, reason=reason, folder=self._backups.root)
        when = f"{newest.made_at.astimezone():%Y-%m-%d %H:%M}"
        return DamagedReview(_DAMAGED, name=path.name, reason=reason, when=when, backup=newest.path)

    def _open_for_reading(self, path: Path, header: Header) -> Store:
        if header.version < VERSION:
            raise ReadOnlyReview(_MUST_BE_BROUGHT_UP, name=path.name)
        with ExitStack() as stack:
            connections = _connections(path, stack, read_only=True)
            self._look_through(connections)
            return _store(connections, stack)

    def _open_for_writing(self, path: Path, header: Header) -> Store:
        from db.backing_up import BackupBesideWork, back_up
        from db.making import bring_up_to_date
        from db.problems import in_words

        with ExitStack() as stack:
            _lock(path, stack)
            _refuse_protected(path)
            connections = _connections(path, stack, read_only=False)
            self._look_through(connections)
            if header.version < VERSION:
                back_up(connections, self._backups)
                bring_up_to_date(path)
            with in_words(path.name):
                connections.take_away_old_journal()
            stack.callback(BackupBesideWork(connections, self._backups).wait)
            return _store(connections, stack)

    def _look_through(self, connections: SqliteConnections) -> None:
        from db.problems import in_words
        from db.verification import what_is_broken

        thorough = connections.path.stat().st_size <= _CHECKED_AT_OPENING
        try:
            with in_words(connections.name):
                broken = connections.read(lambda connection: what_is_broken(connection, thorough=thorough))
        except DamagedReview as problem:
            raise self._damaged(connections.path, str(problem.details["reason"])) from problem
        if broken:
            raise self._damaged(connections.path, broken[0])


def open_url(url: str, *, read_only: bool = False) -> Store:
    """Opens a team's review in the PostgreSQL database at ``url``; see ``db.postgresql``."""
    from db import postgresql

    return postgresql.open_url(url, read_only=read_only)


def _no_review(template: str, path: Path) -> NotAReview:
    """Why a file is no review, and what to do: another one is looked for by its name only where that would help."""
    instead = _ANOTHER_FILE if path.suffix.lower() == ".curator" else _ANOTHER_NAME
    return NotAReview(template, name=path.name, instead=instead)


def _real(path: Path) -> Path:
    return path.resolve() if path.is_symlink() else path.absolute()


def _lock(path: Path, stack: ExitStack) -> None:
    lock = ReviewLock(path)
    lock.take()
    stack.callback(lock.give_back)


def _refuse_protected(path: Path) -> None:
    try:
        with path.open("r+b"):
            return
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ReadOnlyReview(_WRITE_PROTECTED, name=path.name, reason=reason) from problem


def _connections(path: Path, stack: ExitStack, *, read_only: bool) -> SqliteConnections:
    from db.problems import in_words
    from db.sqlite import SqliteConnections

    with in_words(path.name):
        connections = SqliteConnections(path, read_only=read_only)
    stack.callback(connections.close)
    return connections


def _store(connections: SqliteConnections, stack: ExitStack) -> Store:
    from db.store import Store

    return Store(connections, connections.path, stack.pop_all().close)
