"""Starts the window or the command line; the only file that knows the rules, the database and the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from curator.codebook.codebook import Codebook
    from curator.exporting.pictures import PictureKind
    from curator.importing.projects.table_files import Row
    from curator.ports import ReviewFiles
    from curator.records import Claim


def open_window(files: ReviewFiles, path: Path | None, demo_folder: Path | None = None) -> int:
    """Shows the window, loading Qt only now, and returns its exit code.

    With ``demo_folder`` the demo review is opened, made there on the first occasion.
    """
    from curator.demo import demo_review
    from ui.window.application import open_window as show

    folder = demo_folder or _own_demo_folder()
    path = demo_review(files, folder) if demo_folder is not None else path
    return show(files, path, lambda: demo_review(files, folder), is_demo=demo_folder is not None)


def draw_picture(
    kind: PictureKind, claims: Sequence[Claim], codebook: Codebook, names_of_studies: Mapping[str, str], ending: str
) -> bytes:
    """A picture for what is exported, loading Qt only now; raises ``NoPictures`` where it cannot be loaded."""
    from curator.exporting.pictures import NoPictures

    try:
        from ui.window.pictures.drawing import draw
    except ImportError as trouble:
        raise NoPictures("The pictures were left out: {reason}.", reason=trouble) from trouble
    return draw(kind, claims, codebook, names_of_studies, ending)


def print_page(page: str) -> bytes:
    """A page of what is exported as PDF, loading Qt only now; raises ``NoPictures`` where it cannot be loaded."""
    from curator.exporting.pictures import NoPictures

    try:
        from ui.window.pictures.printing import print_page as printed
    except ImportError as trouble:
        raise NoPictures("Nothing can print: {reason}.", reason=trouble) from trouble
    return printed(page)


def read_tables(path: Path, wanted: Mapping[str, Sequence[str]]) -> Mapping[str, list[Row]]:
    """The tables in a database file of another program."""
    from db.foreign import tables_of

    return tables_of(path, wanted)


def _own_demo_folder() -> Path:
    from platformdirs import user_data_path

    return user_data_path("Trial Evidence Curator", appauthor=False) / "demo"


def main(arguments: list[str] | None = None) -> int:
    """The command ``trial-curator``: without a verb the window, else what the verb says."""
    from curator.exporting.pictures import draw_with, print_with
    from curator.importing.projects.table_files import read_tables_with
    from db.files import SqliteFiles
    from ui.commandline import run

    os.environ.setdefault("QT_HASH_SEED", "0")  # or typefaces would come into a PDF in another order each time
    draw_with(draw_picture)
    print_with(print_page)
    read_tables_with(read_tables)
    return run(arguments if arguments is not None else sys.argv[1:], SqliteFiles(), open_window)


if __name__ == "__main__":
    sys.exit(main())
