"""The sheets of an edited workbook: rows by column key, with their numbers."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from curator.errors import BadInput
from curator.exporting.workbook import columns
from curator.importing.spreadsheet_file import CellValue, Spreadsheet, in_words
from curator.importing.tables import key_of

REMOVE = "remove"
"""A column that whoever edits the workbook may add to a sheet: a row with anything in it is to be taken away."""


class EditedRow(NamedTuple):
    """A row of an edited sheet; a blank cell is the empty text."""

    number: int
    cells: dict[str, CellValue]

    def words(self, key: str) -> str:
        """What a cell says, as text without white space around it."""
        return in_words(self.cells.get(key, "")).strip()

    @property
    def is_to_be_removed(self) -> bool:
        """Whether the row is marked for removal."""
        return self.words(REMOVE).lower() not in ("", "no", "0")


class EditedSheet(Struct, frozen=True, kw_only=True):
    """A sheet: the keys of its columns in their order, and its rows."""

    title: str
    keys: tuple[str, ...] = ()
    rows: tuple[EditedRow, ...] = ()


class EditedWorkbook(Struct, frozen=True, kw_only=True):
    """A workbook that this program made, perhaps edited since: of which review, of which state, and its sheets.

    ``changes`` is None when the sheet About no longer says it.
    """

    review_id: str
    changes: int | None
    sheets: dict[str, EditedSheet]

    def sheet(self, title: str) -> EditedSheet:
        """The sheet of this title; one without rows when it is not there."""
        return self.sheets.get(title, EditedSheet(title=title))


def is_a_workbook_of_ours(book: Spreadsheet) -> bool:
    """Whether a spreadsheet was exported by this program: by the sheets that it has."""
    return {columns.ABOUT, columns.CLAIMS, columns.DICTIONARY} <= set(book.titles)


def read_workbook(book: Spreadsheet) -> EditedWorkbook:
    """The sheets of a workbook; raises ``BadInput`` when a column stands twice, or it says not whose it is."""
    wanted = (
        columns.ABOUT,
        columns.CLAIMS,
        columns.PASSAGES,
        columns.ESTIMATES,
        columns.MARKS,
        columns.REPORTS,
        columns.STUDIES,
        columns.THERAPIES,
        columns.OUTCOMES,
        columns.QUERIES,
    )
    sheets = {title: _sheet(book, title) for title in wanted if title in book.titles}
    about = {row.words("key"): row.cells.get("value", "") for row in sheets[columns.ABOUT].rows}
    review_id, changes = in_words(about.get("review_id", "")).strip(), about.get("changes", "")
    if not review_id:
        raise BadInput("Its sheet About does not say of which review it is. Export the workbook again, and edit that.")
    return EditedWorkbook(
        review_id=review_id,
        changes=int(changes) if isinstance(changes, int | float) else None,
        sheets=sheets,
    )


def _sheet(book: Spreadsheet, title: str) -> EditedSheet:
    rows = book.rows(title)
    header = next(rows, None)
    if header is None:
        return EditedSheet(title=title)
    keys = [key_of(in_words(cell)) for cell in header.cells]
    twice = next((key for place, key in enumerate(keys) if key and key in keys[:place]), None)
    if twice is not None:
        raise BadInput("The sheet {sheet} has the column “{column}” twice. Remove one.", sheet=title, column=twice)
    return EditedSheet(
        title=title,
        keys=tuple(filter(None, keys)),
        rows=tuple(
            EditedRow(row.number, {key: cell for key, cell in zip(keys, row.cells, strict=False) if key})
            for row in rows
        ),
    )
