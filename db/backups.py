"""Backups of review files: where they lie, what they are called, and which are kept.

They lie in the user's own folder for program files, one folder a review, named by the review's id. A backup is a
review file like any other; its name says when it was made and how far the review had come. ``db.backing_up`` makes
them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
import platformdirs
from msgspec import Struct

from curator.ids import is_id

FOLDER_FROM_ENVIRONMENT = "TRIAL_CURATOR_BACKUPS"
"""The environment variable that names another folder for backups."""

NEWEST_KEPT = 10
DAILY_KEPT_FOR = timedelta(days=14)
ALWAYS_KEPT = 3
LARGEST_FOLDER = 2 * 1024**3
"""Bytes that the backups of one review may take; beyond that only the newest three are kept."""

_ENDING = ".curator"
_TIME = "%Y%m%dT%H%M%SZ"
_ORIGIN = "review.json"
_END_OF_ID = 12


class Standing(Struct, frozen=True):
    """How far a review has come: its id and title, and the number and the id of the last change in its log."""

    review_id: str
    title: str
    sequence: int
    change_id: str


class Backup(Struct, frozen=True):
    """One backup: its file, when it was made (UTC), and the number and the end of the id of the last change in it."""

    path: Path
    made_at: datetime
    sequence: int
    change: str
    size: int


class _Origin(Struct, frozen=True):
    path: str
    title: str


class Backups:
    """All backups on this computer; ``root`` is the folder that holds a folder for each review."""

    def __init__(self, root: Path | None = None) -> None:
        named = os.environ.get(FOLDER_FROM_ENVIRONMENT)
        self.root = root or (Path(named) if named else _usual_folder())

    def of_review(self, review_id: str) -> list[Backup]:
        """The backups of a review, newest first."""
        return _backups_in(self.root / _as_name(review_id))

    def of_file(self, path: Path) -> list[Backup]:
        """The backups of the review that was last opened from ``path``, newest first."""
        found: list[Backup] = []
        for described in self.root.glob(f"*/{_ORIGIN}"):
            if _origin_in(described) == str(path):
                found += _backups_in(described.parent)
        return _newest_first(found)

    def is_due(self, standing: Standing) -> bool:
        """Whether the review has changed since its newest backup; a review without an id is never backed up."""
        if not standing.review_id:
            return False
        newest = next(iter(self.of_review(standing.review_id)), None)
        return newest is None or (newest.sequence, newest.change) != (standing.sequence, _change(standing))

    def put_away(self, copy: Path, standing: Standing, origin: Path) -> Backup:
        """Moves a finished copy of the review at ``origin`` to the others; raises ``OSError``."""
        folder = self.root / _as_name(standing.review_id)
        folder.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC)
        path = folder / f"{now:{_TIME}}-{standing.sequence:06}-{_change(standing)}{_ENDING}"
        copy.replace(path)
        described = msgspec.json.encode(_Origin(path=str(origin), title=standing.title))
        (folder / _ORIGIN).write_bytes(described)
        _thin_out(folder, now)
        return _read_name(path) or Backup(path, now, standing.sequence, _change(standing), path.stat().st_size)


def to_keep(backups: Sequence[Backup], now: datetime) -> list[Backup]:
    """Which backups of one review are kept: the newest ten and, for two weeks, the newest of each day.

    Where they take too much room, the older ones of these go as well, down to three.
    """
    kept: list[Backup] = []
    days: set[object] = set()
    size = 0
    for place, backup in enumerate(_newest_first(backups)):
        first_of_its_day = backup.made_at.date() not in days and now - backup.made_at <= DAILY_KEPT_FOR
        days.add(backup.made_at.date())
        if place >= NEWEST_KEPT and not first_of_its_day:
            continue
        size += backup.size
        if place < ALWAYS_KEPT or size <= LARGEST_FOLDER:
            kept.append(backup)
    return kept


def _usual_folder() -> Path:
    return Path(platformdirs.user_data_dir("Trial Evidence Curator", appauthor=False)) / "backups"


def _thin_out(folder: Path, now: datetime) -> None:
    backups = _backups_in(folder)
    kept = {backup.path for backup in to_keep(backups, now)}
    for backup in backups:
        if backup.path not in kept:
            backup.path.unlink(missing_ok=True)


def _backups_in(folder: Path) -> list[Backup]:
    read = (_read_name(path) for path in folder.glob(f"*{_ENDING}"))
    return _newest_first([backup for backup in read if backup is not None])


def _newest_first(backups: Sequence[Backup]) -> list[Backup]:
    return sorted(backups, key=lambda backup: (backup.made_at, backup.sequence), reverse=True)


def _read_name(path: Path) -> Backup | None:
    try:
        made, sequence, change = path.name.removesuffix(_ENDING).split("-")
        made_at = datetime.strptime(made, _TIME).replace(tzinfo=UTC)
        return Backup(path, made_at, int(sequence), change, path.stat().st_size)
    except (ValueError, OSError):
        return None  # not one of ours, or taken away meanwhile


def _change(standing: Standing) -> str:
    return _as_name(standing.change_id)[-_END_OF_ID:]


def _as_name(record_id: str) -> str:
    """An id as a file's name. What a file from outside has for an id may be anything, a path too."""
    return record_id if is_id(record_id) else sha256(record_id.encode()).hexdigest()


def _origin_in(described: Path) -> str | None:
    try:
        return msgspec.json.decode(described.read_bytes(), type=_Origin).path
    except (OSError, msgspec.MsgspecError):
        return None
