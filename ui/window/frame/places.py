"""Where files are looked for and put: what a dialog proposes, and an ending that never covers another file unasked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.window.frame.remembered import Remembered

TEXTS, TABLES, EXPORTS, HANDED_OUT, CAME_BACK = "texts", "tables", "exports", "handed out", "came back"
"""Purposes for which a folder is chosen; each remembers its own from one start to the next."""


def documents() -> Path:
    """The folder for a person's own documents; never the one that the program happens to run in."""
    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(named) if named else Path.home()
    return folder if folder.is_dir() else Path.home()


def ask_for_files(parent: QWidget, title: str, kinds: str, purpose: str, otherwise: Path | None = None) -> list[Path]:
    """Asks for files, beginning in the folder where some were found last for this purpose; none when cancelled."""
    folder = Remembered().folder(purpose) or otherwise or documents()
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder), kinds)
    return _remembering(purpose, [Path(name) for name in names])


def ask_for_file(parent: QWidget, title: str, kinds: str, purpose: str) -> Path | None:
    """Asks for one file in the same way; None when cancelled."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(Remembered().folder(purpose) or documents()), kinds)
    return next(iter(_remembering(purpose, [Path(name)] if name else [])), None)


def ask_for_folder(parent: QWidget, title: str, purpose: str) -> Path | None:
    """Asks for a folder; the next question for this purpose begins beside it. None when cancelled."""
    name = QFileDialog.getExistingDirectory(parent, title, str(Remembered().folder(purpose) or documents()))
    return next(iter(_remembering(purpose, [Path(name)] if name else [])), None)


def _remembering(purpose: str, chosen: list[Path]) -> list[Path]:
    if chosen:
        Remembered().remember_folder(purpose, chosen[0].parent)
    return chosen


def ask_where(
    parent: QWidget,
    title: str,
    proposed: Path,
    kinds: str,
    ending: str,
    *,
    may_cover: bool = True,
    or_endings: Sequence[str] = (),
    purpose: str = "",
) -> Path | None:
    """Asks where a file shall be saved; ``ending`` (``.xlsx``) is added where it was not typed. None when cancelled.

    With ``or_endings`` a file may also end otherwise. With a ``purpose`` the dialog begins in the folder that was
    chosen for it last.

    The dialog asks before it covers a file. A name that becomes that of an existing file only by its ending is
    therefore put to the dialog once more, whole. What never covers a file is not asked about it (``may_cover``).
    """
    known = Remembered().folder(purpose) if purpose else None
    proposed = known / proposed.name if known is not None else proposed
    path = _asked(parent, title, proposed, kinds, (ending, *or_endings), may_cover=may_cover)
    if path is not None and purpose:
        Remembered().remember_folder(purpose, path.parent)
    return path


def _asked(
    parent: QWidget, title: str, proposed: Path, kinds: str, endings: Sequence[str], *, may_cover: bool
) -> Path | None:
    options = QFileDialog.Option(0) if may_cover else QFileDialog.Option.DontConfirmOverwrite
    while True:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds, options=options)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() in endings:
            return path
        proposed = path.with_name(f"{path.name}{endings[0]}")
        if not may_cover or not proposed.exists():
            return proposed
