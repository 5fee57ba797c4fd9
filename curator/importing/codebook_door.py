"""The door for codebooks: tables with the columns ``kind`` and ``name``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from curator.errors import CuratorError
from curator.importing.accounts import (
    CANCELLED,
    NO_ANSWERS,
    Answers,
    Fate,
    ImportAccount,
    ImportLine,
    Progress,
    refused_file,
)
from curator.importing.codebooks import CodebookImport, read_codebook
from curator.importing.doors import Door
from curator.importing.table_lines import refused_rows, unused_columns
from curator.importing.tables import TABLE_ENDINGS, names_columns
from curator.ports import RecordReader


def read_table_of_terms(
    paths: Sequence[Path],
    reader: RecordReader,
    reviewer_id: str | None,
    progress: Progress | None = None,
    answers: Answers = NO_ANSWERS,
) -> ImportAccount:
    """What one such table brings in."""
    (path,) = paths
    if progress is not None and progress(0.0, path.name) is False:
        return CANCELLED
    try:
        brought = read_codebook(path, reader, reviewer_id, renamed=answers.columns)
    except CuratorError as problem:
        return refused_file(path.name, problem)
    lines = (_line(path.name, brought), *refused_rows(path.name, brought.refused))
    return ImportAccount(change=brought.change, lines=lines)


def _line(file: str, brought: CodebookImport) -> ImportLine:
    counts = f"{len(brought.added):,} added, {len(brought.amended):,} amended, {len(brought.unchanged):,} as they were."
    ignored = unused_columns(brought.ignored_columns)
    if brought.refused:
        fate, counts = Fate.REFUSED, "Rows of it cannot be used, so nothing of it comes in."
    else:
        fate = Fate.CAME_IN if brought.change is not None else Fate.ALREADY_THERE
    return ImportLine(name=file, fate=fate, notes=tuple(filter(None, (counts, *brought.notes, ignored))))


DOOR = Door(
    name="codebooks",
    endings=TABLE_ENDINGS,
    recognises=lambda head: names_columns(head, ("kind", "name")),
    read=read_table_of_terms,
    decide=read_table_of_terms,
    one_by_one=True,
)
