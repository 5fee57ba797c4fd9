"""What this machine remembers between two starts: never anything that belongs to a review."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT_FILES = 8

Place = tuple[int, int]
"""A place in a report: the caret, and what was at the top of what was seen, in code points."""


class Remembered:
    """Who I am in which review, the files opened last, folders and places in texts, the look, the window's size."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings("Trial Evidence Curator", "Trial Evidence Curator")

    def reviewer_in(self, review_id: str) -> str | None:
        """The id of the reviewer that this machine's user is in a review, if it was asked already."""
        value = self._settings.value(f"reviewer/{review_id}")
        return str(value) if value else None

    def remember_reviewer(self, review_id: str, reviewer_id: str) -> None:
        """Remembers who I am in a review."""
        self._settings.setValue(f"reviewer/{review_id}", reviewer_id)

    def recent_files(self) -> list[Path]:
        """The review files opened last that still exist, newest first."""
        value = self._settings.value("recent") or []
        names = [value] if isinstance(value, str) else list(value) if isinstance(value, list) else []
        return [path for path in map(Path, names) if path.exists()]

    def remember_file(self, path: Path) -> None:
        """Puts a file at the top of the recent ones."""
        others = [known for known in self.recent_files() if known != path]
        self._settings.setValue("recent", [str(known) for known in [path, *others][:MOST_RECENT_FILES]])

    def last_report(self, review_id: str) -> str | None:
        """The id of the report that was read last in a review."""
        value = self._settings.value(f"report/{review_id}")
        return str(value) if value else None

    def remember_report(self, review_id: str, report_id: str) -> None:
        """Remembers which report was read last."""
        self._settings.setValue(f"report/{review_id}", report_id)

    def folder(self, purpose: str) -> Path | None:
        """The folder that was chosen last for a purpose ("texts", "exports" …), if it is still there."""
        value = self._settings.value(f"folder/{purpose}")
        folder = Path(str(value)) if value else None
        return folder if folder is not None and folder.is_dir() else None

    def remember_folder(self, purpose: str, folder: Path) -> None:
        """Remembers the folder that was chosen for a purpose."""
        self._settings.setValue(f"folder/{purpose}", str(folder))

    def places(self, review_id: str) -> dict[str, Place]:
        """Where each report of a review was left, by its id."""
        try:
            return msgspec.json.decode(str(self._settings.value(f"places/{review_id}") or "{}"), type=dict[str, Place])
        except msgspec.MsgspecError:  # written by something else, or in another form once
            return {}

    def remember_places(self, review_id: str, places: Mapping[str, Place]) -> None:
        """Remembers where the reports of a review were left."""
        self._settings.setValue(f"places/{review_id}", msgspec.json.encode(places).decode())

    def look(self) -> str:
        """``light``, ``dark``, or empty to follow the desktop."""
        return str(self._settings.value("look") or "")

    def remember_look(self, look: str) -> None:
        """Remembers the look."""
        self._settings.setValue("look", look)

    def suggestions(self) -> bool:
        """Whether suggestions are shown in texts; so they are until somebody turns them off."""
        return bool(self._settings.value("suggestions") != "off")

    def remember_suggestions(self, on: bool) -> None:
        """Remembers whether suggestions are shown."""
        self._settings.setValue("suggestions", "on" if on else "off")

    def window_shape(self) -> QByteArray | None:
        """The window's place and size when it was closed."""
        value = self._settings.value("window")
        return value if isinstance(value, QByteArray) else None

    def remember_window_shape(self, shape: QByteArray) -> None:
        """Remembers the window's place and size."""
        self._settings.setValue("window", shape)
