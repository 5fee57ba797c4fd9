"""Runs a command and gives an exit code: 0 done, 1 a sentence was said about what is wrong, 2 wrong usage."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer

from curator.errors import CuratorError
from curator.ports import ReviewFiles
from ui.commandline import changing, making, reading
from ui.commandline.desk import Desk

OpenWindow = Callable[..., int]

NOT_DONE = 1

USAGE = """Mark the words that carry evidence in trial reports, make claims on them, and export a workbook.

Without a command, the window opens: trial-curator [REVIEW]
"""


def application() -> typer.Typer:
    """All commands."""
    app = typer.Typer(
        name="trial-curator", help=USAGE, no_args_is_help=False, add_completion=False, rich_markup_mode=None
    )
    for part in (making, changing, reading):
        part.add_to(app)
    return app


def run(arguments: Sequence[str], files: ReviewFiles, open_window: OpenWindow) -> int:
    """Runs what the arguments ask for: a command, or the window when they name none."""
    command: Any = typer.main.get_command(application())
    if _asks_for_the_window(arguments, set(command.commands)):
        return _show_window(arguments, files, open_window)
    try:
        command.main(list(arguments), prog_name="trial-curator", obj=Desk(files))
    except CuratorError as problem:
        sys.stderr.write(f"{problem.sentence()}\n")
        return NOT_DONE
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else NOT_DONE
    return 0


def _asks_for_the_window(arguments: Sequence[str], verbs: set[str]) -> bool:
    if not arguments or arguments[0] == "--demo":
        return True
    return not arguments[0].startswith("-") and arguments[0] not in verbs and len(arguments) == 1


def _show_window(arguments: Sequence[str], files: ReviewFiles, open_window: OpenWindow) -> int:
    try:
        if arguments[:1] == ["--demo"]:
            return open_window(
                files, None, demo_folder=Path(arguments[1]) if len(arguments) > 1 else Path("demo-review")
            )
        return open_window(files, Path(arguments[0]) if arguments else None)
    except CuratorError as problem:
        sys.stderr.write(f"{problem.sentence()}\n")
        return NOT_DONE
