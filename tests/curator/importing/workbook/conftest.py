"""The small review of the exporting tests, its workbook, and a colleague who edits it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from curator.coding.progress import reopen_several
from curator.importing.accounts import Answer, Answers, ImportAccount, ImportLine
from curator.importing.spreadsheets import read_spreadsheets
from curator.ports import ReviewStore
from curator.records import Reviewer
from tests.curator.exporting.conftest import Exported, Sample, claim_on, export, put, sample

__all__ = ["claim_on", "export", "put", "sample"]


class Colleague:
    """Edits an exported workbook as one does in a spreadsheet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._book = load_workbook(path)

    def sheet(self, title: str) -> Worksheet:
        return self._book[title]

    def _column(self, title: str, key: str) -> int:
        header = [cell.value for cell in self._book[title][1]]
        if key not in header:
            self._book[title].cell(1, len(header) + 1, key)
            return len(header) + 1
        return header.index(key) + 1

    def row_of(self, title: str, record_id: str) -> int:
        rows = self._book[title].iter_rows(min_row=2)
        return next(row[0].row for row in rows if record_id in {cell.value for cell in row[:2]})

    def write(self, title: str, record_id: str, **cells: object) -> Colleague:
        """Writes into the row that has this id in one of its first two columns."""
        return self.write_row(title, self.row_of(title, record_id), **cells)

    def write_row(self, title: str, number: int, **cells: object) -> Colleague:
        for key, value in cells.items():
            self._book[title].cell(number, self._column(title, key)).value = value
        return self

    def append(self, title: str, **cells: object) -> int:
        """Writes a new row below the last one, and gives its number."""
        number = self._book[title].max_row + 1
        self.write_row(title, number, **cells)
        return number

    def save(self) -> Path:
        self._book.save(self.path)
        return self.path


@pytest.fixture
def reopened(store: ReviewStore, anna: Reviewer, sample: Sample) -> Sample:
    """The small review with Anna's coding open again."""
    store.apply(reopen_several(store, None, anna.id, anna.id))
    return sample


@pytest.fixture
def colleague(reopened: Sample, export: Callable[..., Exported]) -> Colleague:
    """A colleague with a fresh workbook of the review."""
    return Colleague(export().path)


class Reading:
    """Reads workbooks back, and applies what comes of it."""

    def __init__(self, store: ReviewStore, by: Reviewer) -> None:
        self._store = store
        self._by = by

    def __call__(
        self,
        path: Path,
        by: Reviewer | None = None,
        otherwise: Answer | None = None,
        **answers: Any,
    ) -> ImportAccount:
        named = {f"{path.name}, {name}": answer for name, answer in answers.pop("answers", {}).items()}
        wanted = Answers(by_name=named, otherwise=otherwise)
        account = read_spreadsheets([path], self._store, (by or self._by).id, None, wanted)
        if account.change is not None:
            self._store.apply(account.change)
        return account


@pytest.fixture
def read_back(store: ReviewStore, anna: Reviewer) -> Reading:
    """Reads a workbook back as Anna."""
    return Reading(store, anna)


def line(account: ImportAccount, ending: str) -> ImportLine:
    """The line whose name ends so."""
    return next(one for one in account.lines if one.name.endswith(ending))
