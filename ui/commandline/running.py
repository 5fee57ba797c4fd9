"""Runs a command, or opens the window, and gives an exit code.

0 is done, 1 refused (a sentence on standard error says why), 2 wrong usage.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from curator.errors import CuratorError, Refused
from curator.ports import ReviewFiles

if TYPE_CHECKING:
    import typer

OpenWindow = Callable[..., int]
"""Shows the window: from the files and the path of a review, or None; ``demo_folder`` where the demo shall lie."""

NOT_DONE = 1

USAGE = """Mark the words that carry evidence in trial reports, make claims on them, and export a workbook.

Without a command, the window opens: trial-curator [REVIEW]
"""


def run(arguments: Sequence[str], files: ReviewFiles, open_window: OpenWindow) -> int:
    """Does what the arguments ask for: a command, or the window when they name none."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character is no reason to stop
    try:
        if _asks_for_the_window(arguments):
            return _show_window(arguments, files, open_window)
        return _run_command(arguments, files)
    except CuratorError as problem:
        from ui.commandline.words import printable

        sys.stderr.write(f"{printable(problem.sentence())}\n")
        return NOT_DONE


def application() -> typer.Typer:
    """All commands. Typer and the rules behind the commands are loaded only now: the window needs neither to start."""
    import typer

    from ui.commandline import (
        agreement,
        changing,
        correcting,
        exporting,
        importing,
        making,
        reading,
        searching,
        settling,
        together,
    )
    from ui.commandline.numbers import numbers

    app = typer.Typer(
        name="trial-curator", help=USAGE, no_args_is_help=False, add_completion=False, rich_markup_mode=None
    )
    commands: dict[str, Callable[..., None]] = {
        "new": making.new,
        "import": importing.import_files,
        "import-codebook": importing.import_codebook,
        "import-claims": importing.import_claims,
        "correct": correcting.correct_text,
        "export": exporting.export,
        "reviewers": together.reviewers,
        "assign": together.assign,
        "submit": together.submit,
        "reopen": together.reopen,
        "hand-out": together.hand_out,
        "merge": together.merge,
        "agreement": agreement.agreement,
        "disagreements": settling.disagreements,
        "search": searching.search,
        "numbers": numbers,
        "check": reading.check,
        "log": reading.log,
        "undo": changing.undo,
        "redo": changing.redo,
        "demo": making.demo,
    }
    for name, command in commands.items():
        app.command(name)(command)
    return app


def _run_command(arguments: Sequence[str], files: ReviewFiles) -> int:
    from typer.main import get_command

    from ui.commandline.desk import Desk

    try:
        get_command(application()).main(list(arguments), prog_name="trial-curator", obj=Desk(files))
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else NOT_DONE
    return 0


def _asks_for_the_window(arguments: Sequence[str]) -> bool:
    """Nothing asks for it, and ``--demo FOLDER``, and a path by itself: no command has a dot or a slash in its name."""
    if not arguments or arguments[0] == "--demo":
        return True
    path = Path(arguments[0])
    return len(arguments) == 1 and not arguments[0].startswith("-") and bool(path.suffix or len(path.parts) > 1)


def _show_window(arguments: Sequence[str], files: ReviewFiles, open_window: OpenWindow) -> int:
    if not _has_display():
        raise Refused(
            "There is no display to show the window on. The same work can be done without it: see trial-curator --help"
        )
    if arguments[:1] == ["--demo"]:
        folder = Path(arguments[1]) if len(arguments) > 1 else Path("demo-review")
        return open_window(files, None, demo_folder=folder)
    return open_window(files, Path(arguments[0]) if arguments else None)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
