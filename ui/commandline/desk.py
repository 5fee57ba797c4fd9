"""What every command works with: the files, the review that was named, and the reviewer on whose behalf it acts."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from curator.changes import Applied, Change
from curator.codebook.names import fold
from curator.coding.blinding import BlindReader
from curator.coding.reports import short_name
from curator.coding.reviews import people
from curator.errors import CuratorError, NotFound
from curator.ports import RecordReader, ReviewFiles, ReviewStore
from curator.records import Report, Reviewer
from ui.commandline.words import printable

ReviewPath = Annotated[Path, typer.Argument(metavar="REVIEW", help="The review file.")]
As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="The reviewer who does this.")]
SeenAs = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="What this reviewer may see; otherwise what everybody may."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]

_SHOW_NAMES = 12
_WIDTH_IN_A_FILE = 160


class Desk:
    """Handed to every command through typer's context."""

    def __init__(self, files: ReviewFiles) -> None:
        self.files = files
        width = None if sys.stdout.isatty() else _WIDTH_IN_A_FILE
        self.console = Console(highlight=False, soft_wrap=True, markup=False, emoji=False, width=width)

    @contextmanager
    def review(self, path: Path, *, read_only: bool = False) -> Iterator[ReviewStore]:
        """The review at ``path``, closed again whatever happens."""
        store = self.files.open(path, read_only=read_only)
        try:
            yield store
        finally:
            store.close()

    def say(self, words: str = "") -> None:
        """Prints a line as it is: nothing in it is read as markup, or as a command to the terminal."""
        self.console.print(printable(words))

    def say_json(self, account: Mapping[str, Any]) -> None:
        """Prints an account for another program."""
        sys.stdout.write(f"{json.dumps(account, ensure_ascii=False, indent=2)}\n")

    @contextmanager
    def progress(self, title: str) -> Iterator[_Teller]:
        """Shows how far something is, on a terminal only."""
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[words]}", markup=False))
        with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as shown:
            yield _Teller(shown, title)

    def apply(self, store: ReviewStore, change: Change | None) -> Applied | None:
        """Applies a change, if there is one."""
        return store.apply(change) if change is not None else None


class _Teller:
    def __init__(self, shown: Progress, title: str) -> None:
        self._shown = shown
        self._task = shown.add_task(title, total=1.0, words="")

    def __call__(self, share: float, words: str = "") -> None:
        self._shown.update(self._task, completed=share, words=printable(words))


def desk_of(context: typer.Context) -> Desk:
    """The desk in a command's context."""
    desk = context.obj
    if not isinstance(desk, Desk):
        raise TypeError("the command was started without a desk")
    return desk


def acting(store: RecordReader, name: str | None) -> Reviewer:
    """The reviewer on whose behalf a command acts: the one named, else the first of the review."""
    reviewers = people(store)
    if name is None and reviewers:
        return reviewers[0]
    return reviewer_named(store, name or "")


def seen_by(reader: RecordReader, name: str | None) -> BlindReader:
    """The review as this reviewer may see it; without a name, as nobody in particular may."""
    return BlindReader(reader, reviewer_named(reader, name).id if name is not None else None)


def reviewer_named(store: RecordReader, name: str) -> Reviewer:
    """The reviewer of this name; raises ``NotFound`` with the names there are."""
    reviewers = people(store)
    found = [reviewer for reviewer in reviewers if fold(reviewer.name) == fold(name)]
    if not found:
        known = ", ".join(reviewer.name for reviewer in reviewers)
        raise NotFound("There is no reviewer “{name}” in this review. There are: {known}.", name=name, known=known)
    return found[0]


def report_named(store: RecordReader, name: str) -> Report:
    """The report with this file name, title or short name; raises ``NotFound`` when none, or several, have it."""
    wanted = fold(name)
    reports = store.all(Report)

    def called(report: Report) -> set[str]:
        stem = Path(report.file_name).stem
        return {fold(words) for words in (report.file_name, stem, report.title, short_name(report), report.id) if words}

    found = [report for report in reports if wanted in called(report)]
    if len(found) == 1:
        return found[0]
    named = [report.file_name or report.title for report in found or reports]
    known = ", ".join(named[:_SHOW_NAMES]) + (", …" if len(named) > _SHOW_NAMES else "")
    if found:
        raise NotFound("“{name}” names {count} reports: {known}.", name=name, count=len(found), known=known)
    raise NotFound("There is no report “{name}” in this review. There are: {known}.", name=name, known=known)


class NotDone(CuratorError):
    """The command has told what is wrong, line by line; this is the last line."""
