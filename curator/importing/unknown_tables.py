"""The door for tables whose columns are not known: what they seem to be is said, and how to say it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from curator.errors import BadInput, CuratorError
from curator.importing.accounts import Fate, ImportAccount, ImportLine, Progress
from curator.importing.column_mapping import TablePreview, preview_table
from curator.importing.doors import Door
from curator.importing.tables import TABLE_ENDINGS
from curator.ports import RecordReader

_MOST_NAMED = 12


def refuse_tables(
    paths: Sequence[Path], _reader: RecordReader, _reviewer_id: str | None, _progress: Progress | None
) -> ImportAccount:
    """A line for each table, with its columns and the nearest of ours."""
    lines = []
    for path in paths:
        problem: CuratorError
        try:
            problem = unknown_columns(preview_table(path))
        except CuratorError as trouble:
            problem = trouble
        lines.append(ImportLine(name=path.name, fate=Fate.REFUSED, problem=problem))
    return ImportAccount(change=None, lines=tuple(lines))


def unknown_columns(preview: TablePreview) -> BadInput:
    """Why a table cannot be read as it is, and what to say of its columns."""
    names = [column.name for column in preview.columns]
    guesses = [f"“{column.name}={column.guess}”" for column in preview.columns if column.guess]
    guessed = f" Perhaps {', '.join(guesses)}." if guesses else ""
    missing = preview.missing()
    return BadInput(
        "Its columns are not known: {columns}. It seems to be about {kind}{missing}.{guessed} Say which column is which"
        " of ours (with --map on the command line, or in the window).",
        columns=", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else ""),
        kind=preview.kind.value,
        missing=f", and lacks {', '.join(missing)}" if missing else "",
        guessed=guessed,
    )


DOOR = Door(
    name="tables",
    endings=TABLE_ENDINGS,
    recognises=lambda head: head.ending in TABLE_ENDINGS,
    read=refuse_tables,
    only_named=True,
)
