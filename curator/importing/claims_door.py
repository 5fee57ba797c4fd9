"""The door for tables of claims: those with a column ``report`` and one that says what is claimed or marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from curator.errors import CuratorError
from curator.importing.accounts import NO_ANSWERS, Answers, Fate, ImportAccount, ImportLine, Progress, refused_file
from curator.importing.claims import ClaimImport, read_claims
from curator.importing.doors import Door
from curator.importing.formats.reading import Head
from curator.importing.table_lines import refused_rows, unused_columns
from curator.importing.tables import TABLE_ENDINGS, header_of
from curator.ports import RecordReader

_SAY_WHAT = frozenset(("therapy", "outcome", "direction", "label", "quote", "fragments"))


def is_table_of_claims(header: Sequence[str]) -> bool:
    """Whether columns of these keys are those of a table of claims."""
    return "report" in header and not _SAY_WHAT.isdisjoint(header)


def _recognises(head: Head) -> bool:
    return is_table_of_claims(header_of(head))


def read_table_of_claims(
    paths: Sequence[Path],
    reader: RecordReader,
    reviewer_id: str | None,
    progress: Progress | None = None,
    answers: Answers = NO_ANSWERS,
) -> ImportAccount:
    """What one such table brings in."""
    (path,) = paths
    try:
        brought = read_claims(path, reader, reviewer_id, progress=progress, submit=True, renamed=answers.columns)
    except CuratorError as problem:
        return refused_file(path.name, problem)
    lines = (_line(path.name, brought), *refused_rows(path.name, brought.refused))
    return ImportAccount(change=brought.change, lines=lines, cancelled=brought.cancelled)


def _line(file: str, brought: ClaimImport) -> ImportLine:
    counts = (
        f"{brought.rows:,} rows: {len(brought.claims):,} claims, {len(brought.marks):,} marks, "
        f"{len(brought.already_there):,} rows there already; {brought.submitted:,} codings submitted."
    )
    ignored = unused_columns(brought.ignored_columns)
    moved = [*(row.sentence for row in brought.moved), *(row.sentence for row in brought.notes)]
    if brought.refused:
        fate = Fate.REFUSED
        counts = "Rows of it cannot be used, so nothing of it comes in; import-claims can leave them out."
    else:
        fate = Fate.CAME_IN if brought.change is not None else Fate.ALREADY_THERE
    return ImportLine(name=file, fate=fate, notes=tuple(filter(None, (counts, *moved, ignored))))


DOOR = Door(
    name="claims",
    endings=TABLE_ENDINGS,
    recognises=_recognises,
    read=read_table_of_claims,
    decide=read_table_of_claims,
    one_by_one=True,
)
