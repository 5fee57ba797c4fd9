"""The door for spreadsheets: a workbook of ours that was edited, or a table of claims, terms or references."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from curator.errors import CuratorError
from curator.importing.accounts import CANCELLED, NO_ANSWERS, Answers, ImportAccount, Progress, refused_file
from curator.importing.claims_door import is_table_of_claims, read_table_of_claims
from curator.importing.codebook_door import read_table_of_terms
from curator.importing.column_mapping import preview_table
from curator.importing.doors import Door
from curator.importing.references.intake import read_references
from curator.importing.references.tabular import is_table_of_references
from curator.importing.spreadsheet_file import SPREADSHEET_ENDINGS, Spreadsheet, is_spreadsheet
from curator.importing.tables import key_of, named, records_of_spreadsheet
from curator.importing.unknown_tables import unknown_columns
from curator.ports import RecordReader


def read_spreadsheets(
    paths: Sequence[Path],
    reader: RecordReader,
    reviewer_id: str | None,
    progress: Progress | None = None,
    answers: Answers = NO_ANSWERS,
) -> ImportAccount:
    """What one spreadsheet brings in; what it is shows in its sheets."""
    (path,) = paths
    try:
        if progress is not None and progress(0.0, path.name) is False:
            return CANCELLED
        return _read(paths, reader, reviewer_id, progress, answers)
    except CuratorError as problem:
        return refused_file(path.name, problem)


def _read(
    paths: Sequence[Path],
    reader: RecordReader,
    reviewer_id: str | None,
    progress: Progress | None,
    answers: Answers,
) -> ImportAccount:
    from curator.importing.workbook.readback import read_back
    from curator.importing.workbook.sheets import is_a_workbook_of_ours

    (path,) = paths
    book = Spreadsheet(path)
    if is_a_workbook_of_ours(book):
        return read_back(path, book, reader, reviewer_id, progress, answers)
    _, first = next(records_of_spreadsheet(book), (0, []))
    header = [key_of(named(column, answers.columns)) for column in first]
    if is_table_of_claims(header):
        return read_table_of_claims(paths, reader, reviewer_id, progress, answers)
    if {"kind", "name"} <= set(header):
        return read_table_of_terms(paths, reader, reviewer_id, progress, answers)
    if is_table_of_references(header):
        return read_references(paths, reader, reviewer_id, progress, answers)
    raise unknown_columns(preview_table(path))


DOOR = Door(
    name="spreadsheets",
    endings=SPREADSHEET_ENDINGS,
    recognises=is_spreadsheet,
    read=read_spreadsheets,
    decide=read_spreadsheets,
    one_by_one=True,
)
