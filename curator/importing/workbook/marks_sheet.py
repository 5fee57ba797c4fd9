"""The sheets Marks and Passages of an edited workbook."""

from __future__ import annotations

from curator.changes import Alteration, amended
from curator.codebook.codebook import Codebook
from curator.codebook.names import fold
from curator.errors import BadInput, Refused
from curator.exporting.workbook import columns
from curator.importing.claim_terms import Terms
from curator.importing.spreadsheet_file import CellValue, in_words
from curator.importing.workbook.access import Access, ids_in
from curator.importing.workbook.claim_cells import FIXED_OF_PASSAGES
from curator.importing.workbook.expected import ExpectedRows, then_and_now
from curator.importing.workbook.lines import Reader
from curator.importing.workbook.sheets import EditedRow, EditedWorkbook
from curator.records import Claim, Mark

_MADE_IN_THE_WINDOW = "A mark is made in the window, on its words."


def take_marks(book: EditedWorkbook, access: Access, then: ExpectedRows, now: ExpectedRows) -> list[Alteration]:
    """What was edited about marks: label, memo, key, and whether they are retracted."""
    sheet, account = book.sheet(columns.MARKS), access.account
    ids = ids_in(sheet, "mark_id")
    before, expected = then_and_now(then, now, lambda rows: rows.marks(ids))
    known = access.reader.get_many(Mark, ids)
    readers = _readers(Codebook.read(access.reader))
    fixed = dict.fromkeys(("quote", "passages", "start"), FIXED_OF_PASSAGES)
    alterations: list[Alteration] = []
    new: list[EditedRow] = []
    for row in access.each_once(sheet, "mark_id", expected, new):
        mark = known[row.words("mark_id")]
        was, is_now = before.get(mark.id, expected[mark.id]), expected[mark.id]
        if access.is_hidden(sheet.title, row, mark, was, is_now):
            continue
        closed = access.closed(mark)
        fields = account.edited(sheet.title, row, was, is_now, readers, fixed, closed=closed)
        if "label" in fields:
            fields["label_id"] = fields.pop("label")
        if row.is_to_be_removed and not mark.retracted:
            if closed:
                account.refuse_row(sheet.title, row.number, Refused(closed))
            elif account.removal(sheet.title, row, is_now, "retracted", "yes"):
                fields["retracted"] = True
        if fields:
            alterations += (*access.begin(mark), amended(mark, **fields))
    for row in new:
        account.refuse_row(sheet.title, row.number, BadInput(_MADE_IN_THE_WINDOW))
    return alterations


def look_at_passages(book: EditedWorkbook, access: Access, then: ExpectedRows, now: ExpectedRows) -> None:
    """Refuses whatever was edited about passages: words are the report's, and chosen where the report is read."""
    sheet = book.sheet(columns.PASSAGES)
    ids = ids_in(sheet, "claim_id") | ids_in(sheet, "mark_id")
    before, expected = then_and_now(then, now, lambda rows: rows.passages(ids))
    claims, marks = access.reader.get_many(Claim, ids), access.reader.get_many(Mark, ids)
    fixed = dict.fromkeys(sheet.keys, FIXED_OF_PASSAGES)
    for row in sheet.rows:
        of = row.words("claim_id") or row.words("mark_id")
        key = f"{of} {row.words('number')}"
        is_now = expected.get(key)
        if is_now is None:
            if key not in before:
                access.account.refuse_row(sheet.title, row.number, BadInput(FIXED_OF_PASSAGES))
            continue
        was = before.get(key, is_now)
        hidden = (
            access.is_hidden(sheet.title, row, claims[of], was, is_now)
            if of in claims
            else access.is_hidden(sheet.title, row, marks[of], was, is_now)
        )
        if not hidden:
            access.account.edited(sheet.title, row, was, is_now, {}, fixed)


def _readers(codebook: Codebook) -> dict[str, Reader]:
    terms = Terms(codebook, add=False)

    def label(cell: CellValue) -> object:
        words = in_words(cell).strip()
        if not words:
            raise BadInput("A mark has a label.")
        return terms.label(words)

    def text(cell: CellValue) -> object:
        return in_words(cell).strip()

    return {"label": label, "memo": text, "key": text, "retracted": yes_or_no}


def yes_or_no(cell: CellValue) -> object:
    """Whether a cell says yes; raises ``BadInput`` when it says neither yes nor no."""
    words = fold(in_words(cell))
    if words not in ("yes", "no"):
        raise BadInput("Write yes or no.")
    return words == "yes"
