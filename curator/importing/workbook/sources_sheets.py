"""The sheets Reports, Studies and Queries of an edited workbook, and those of the codebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from curator.changes import Alteration, amended
from curator.codebook.names import fold, tidy
from curator.coding.reports import doi_from, pmid_from, year_from
from curator.errors import BadInput
from curator.exporting.workbook import columns
from curator.importing.spreadsheet_file import CellValue, in_words
from curator.importing.workbook.access import Access, ids_in
from curator.importing.workbook.claim_cells import FIXED_OF_TERMS
from curator.importing.workbook.expected import ExpectedRows, Rows, then_and_now
from curator.importing.workbook.lines import Reader
from curator.importing.workbook.marks_sheet import yes_or_no
from curator.importing.workbook.sheets import EditedRow, EditedWorkbook
from curator.records import Query, Record, Report, ReportKind, Study

_COUNTED = ("claims", "marks", "codings", "as_comparator", "reports", "report_ids", "studies", "report")
"""Columns that depend on what was chosen for the workbook, or on other sheets."""
_NEW = "A row without an id cannot be added here; bring it in among the sources."


def _text(cell: CellValue) -> object:
    return in_words(cell).strip()


def _by_words(read: Callable[[str], object]) -> Reader:
    return lambda cell: read(in_words(cell))


def _kind(cell: CellValue) -> object:
    words = fold(in_words(cell))
    kind = next((one for one in ReportKind if one.value == words), None)
    if kind is None:
        raise BadInput("“{words}” is no kind of report. Write one of these: {kinds}.", words=words, kinds=_KINDS)
    return kind


_KINDS = ", ".join(ReportKind)

_OF_REPORTS: Mapping[str, Reader] = {
    **dict.fromkeys(("authors", "journal", "licence", "note"), _text),
    "title": lambda cell: _needed(cell, "A report needs a title."),
    "year": _by_words(year_from),
    "doi": _by_words(doi_from),
    "pmid": _by_words(pmid_from),
    "kind": _kind,
    "set_aside": yes_or_no,
}
_OF_STUDIES: Mapping[str, Reader] = {
    **dict.fromkeys(("registration", "design", "note"), _text),
    "study": lambda cell: tidy(str(_needed(cell, "A study needs a name."))),
    "year": _by_words(year_from),
}
_OF_QUERIES: Mapping[str, Reader] = {"answer": _text, "resolved": yes_or_no}
_FIELD_OF = {"set_aside": "retired", "study": "name"}


def _needed(cell: CellValue, sentence: str) -> object:
    words = _text(cell)
    if not words:
        raise BadInput(sentence)
    return words


def take_sources(book: EditedWorkbook, access: Access, then: ExpectedRows, now: ExpectedRows) -> list[Alteration]:
    """What was edited about reports, studies and queries; edits of the codebook's sheets are refused."""
    taking = _Taking(book, access)
    ids = sorted(ids_in(book.sheet(columns.QUERIES), "query_id"))
    both = partial(then_and_now, then, now)
    alterations = [
        *taking.sheet(columns.REPORTS, "report_id", Report, both(lambda rows: rows.reports()), _OF_REPORTS),
        *taking.sheet(columns.STUDIES, "study_id", Study, both(lambda rows: rows.studies()), _OF_STUDIES),
        *taking.sheet(columns.QUERIES, "query_id", Query, both(lambda rows: rows.queries(ids)), _OF_QUERIES),
    ]
    taking.only_look(columns.THERAPIES, "therapy_id", both(lambda rows: rows.therapies()))
    taking.only_look(columns.OUTCOMES, "outcome_id", both(lambda rows: rows.outcomes()))
    return alterations


class _Taking:
    def __init__(self, book: EditedWorkbook, access: Access) -> None:
        self._book = book
        self._access = access

    def sheet(
        self, title: str, id_key: str, kind: type[Record], rows: tuple[Rows, Rows], readers: Mapping[str, Reader]
    ) -> list[Alteration]:
        """What was edited in one sheet."""
        then, now = rows
        sheet = self._book.sheet(title)
        known = self._access.reader.get_many(kind, now)
        alterations = []
        new: list[EditedRow] = []
        for row in self._access.each_once(sheet, id_key, now, new):
            record = known[row.words(id_key)]
            expected = now[record.id]
            before = then.get(record.id, expected)
            taken = self._access.account.edited(title, row, before, expected, readers, {}, _COUNTED)
            if taken:
                fields = {_FIELD_OF.get(column, column): value for column, value in taken.items()}
                alterations.append(amended(record, **fields))
        for row in new:
            self._access.account.refuse_row(title, row.number, BadInput(_NEW))
        return alterations

    def only_look(self, title: str, id_key: str, rows: tuple[Rows, Rows]) -> None:
        """Refuses what was edited in a sheet of the codebook."""
        then, now = rows
        sheet = self._book.sheet(title)
        fixed = dict.fromkeys(sheet.keys, FIXED_OF_TERMS)
        new: list[EditedRow] = []
        for row in self._access.each_once(sheet, id_key, now, new):
            record_id = row.words(id_key)
            before = then.get(record_id, now[record_id])
            self._access.account.edited(title, row, before, now[record_id], {}, fixed, _COUNTED)
        for row in new:
            self._access.account.refuse_row(title, row.number, BadInput(FIXED_OF_TERMS))
