"""Files of projects taken in one after the other, as one change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from curator.errors import CuratorError
from curator.importing.accounts import CANCELLED, ImportAccount, Progress
from curator.importing.projects.foreign import ForeignProject
from curator.importing.projects.intake import Intake
from curator.ports import RecordReader


def take_each(
    paths: Sequence[Path],
    reader: RecordReader,
    reviewer_id: str | None,
    progress: Progress | None,
    project_at: Callable[[Path], ForeignProject],
) -> ImportAccount:
    """The change that brings in the projects at these places, and the account of it.

    A project that cannot be used gets a line that says why, and the others still come in.
    """
    intake = Intake(reader, reviewer_id)
    for number, path in enumerate(paths):
        if progress is not None and progress(number / len(paths), path.name) is False:
            return CANCELLED
        try:
            intake.take(project_at(path))
        except CuratorError as problem:
            intake.refuse(path.name, problem)
    return intake.account(f"Import {', '.join(path.name for path in paths)}")
