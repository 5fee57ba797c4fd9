"""Where files are looked for and put: what a dialog proposes, and an ending that never covers another file unasked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def documents() -> Path:
    """The folder for a person's own documents; never the one that the program happens to run in."""
    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = Path(named) if named else Path.home()
    return folder if folder.is_dir() else Path.home()


def ask_where(
    parent: QWidget,
    title: str,
    proposed: Path,
    kinds: str,
    ending: str,
    *,
    may_cover: bool = True,
    or_endings: Sequence[str] = (),
) -> Path | None:
    """Asks where a file shall be saved; ``ending`` (``.xlsx``) is added where it was not typed. None when cancelled.

    With ``or_endings`` a file may also end otherwise.

    The dialog asks before it covers a file. A name that becomes that of an existing file only by its ending is
    therefore put to the dialog once more, whole. What never covers a file is not asked about it (``may_cover``).
    """
    options = QFileDialog.Option(0) if may_cover else QFileDialog.Option.DontConfirmOverwrite
    while True:
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds, options=options)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() in (ending, *or_endings):
            return path
        proposed = path.with_name(f"{path.name}{ending}")
        if not may_cover or not proposed.exists():
            return proposed
