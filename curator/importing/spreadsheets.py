"""The door for spreadsheets: a workbook of ours that was edited, or a table of claims, terms or references."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from curator.errors import BadInput, CuratorError
from curator.importing.accounts import Answers, Fate, ImportAccount, ImportLine, Progress
from curator.importing.doors import Door
from curator.importing.spreadsheet_file import SPREADSHEET_ENDINGS, Spreadsheet, is_spreadsheet
from curator.ports import RecordReader

_NO_ANSWERS = Answers()


def read_spreadsheets(
    paths: Sequence[Path],
    reader: RecordReader,
    reviewer_id: str | None,
    progress: Progress | None = None,
    answers: Answers = _NO_ANSWERS,
) -> ImportAccount:
    """What one spreadsheet brings in; what it is shows in its sheets."""
    (path,) = paths
    try:
        if progress is not None and progress(0.0, path.name) is False:
            return ImportAccount(change=None, lines=(), cancelled=True)
        return _read(path, reader, reviewer_id, progress, answers)
    except CuratorError as problem:
        return ImportAccount(change=None, lines=(ImportLine(name=path.name, fate=Fate.REFUSED, problem=problem),))


def _read(
    path: Path, reader: RecordReader, reviewer_id: str | None, progress: Progress | None, answers: Answers
) -> ImportAccount:
    from curator.importing.workbook.readback import read_back
    from curator.importing.workbook.sheets import is_a_workbook_of_ours

    book = Spreadsheet(path)
    if is_a_workbook_of_ours(book):
        return read_back(path, book, reader, reviewer_id, progress, answers)
    raise BadInput("It is no workbook of this program, and its first row names no columns that are known.")


DOOR = Door(
    name="spreadsheets",
    endings=SPREADSHEET_ENDINGS,
    recognises=is_spreadsheet,
    read=read_spreadsheets,
    decide=read_spreadsheets,
    one_by_one=True,
)
