"""Starts the window or the command line; the only file that knows the rules, the database and the window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from curator.ports import ReviewFiles


def open_window(files: ReviewFiles, path: Path | None, demo_folder: Path | None = None) -> int:
    """Shows the window, loading Qt only now, and returns its exit code.

    With ``demo_folder`` the demo review is opened, made there on the first occasion.
    """
    from curator.demo import demo_review
    from ui.window.application import open_window as show

    folder = demo_folder or _own_demo_folder()
    path = demo_review(files, folder) if demo_folder is not None else path
    return show(files, path, lambda: demo_review(files, folder), is_demo=demo_folder is not None)


def _own_demo_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("Trial Evidence Curator", appauthor=False) / "demo"


def main(arguments: list[str] | None = None) -> int:
    """The command ``trial-curator``: without a verb the window, else what the verb says."""
    from db.files import SqliteFiles
    from ui.commandline import run

    return run(arguments if arguments is not None else sys.argv[1:], SqliteFiles(), open_window)


if __name__ == "__main__":
    sys.exit(main())
