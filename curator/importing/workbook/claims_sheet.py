"""The sheets Claims and Estimates of an edited workbook: edited cells, new rows, and rows marked for removal."""

from __future__ import annotations

from collections.abc import Mapping

from curator.changes import Alteration
from curator.codebook.codebook import Codebook
from curator.codebook.names import fold
from curator.errors import BadInput, CuratorError, Refused
from curator.exporting.workbook import columns
from curator.exporting.workbook.columns import field_keys
from curator.importing.spreadsheet_file import CellValue
from curator.importing.workbook import claim_cells
from curator.importing.workbook.access import MIXED_UP, OF_ANOTHER, Access, ids_in
from curator.importing.workbook.cells import Offered
from curator.importing.workbook.claim_edits import ClaimEdits
from curator.importing.workbook.expected import ExpectedRows, Rows, then_and_now
from curator.importing.workbook.lines import Reader
from curator.importing.workbook.new_claims import read_new_claims
from curator.importing.workbook.sheets import EditedRow, EditedWorkbook
from curator.records import Claim, ClaimStatus, Study

_NEEDS_A_CLAIM = "A new estimate needs the id of its claim, in claim_id."
_DISAGREE = "The sheet Estimates says something else of it. Write it in one of the two, or the same in both."


class ClaimsSheets:
    """Takes what was edited about claims; ``alterations`` is what comes of it."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._account = access.account
        self._codebook = Codebook.read(access.reader)
        self._edits: dict[str, ClaimEdits] = {}
        self._lines: dict[str, set[str]] = {}
        self.alterations: list[Alteration] = []

    def take(self, book: EditedWorkbook, then: ExpectedRows, now: ExpectedRows) -> None:
        """Takes both sheets. Estimates go first: the sheet Claims repeats the numbers of each claim's first one."""
        ids = ids_in(book.sheet(columns.CLAIMS), "claim_id") | ids_in(book.sheet(columns.ESTIMATES), "claim_id")
        self._take_estimates(book, *then_and_now(then, now, lambda rows: rows.estimates(ids)))
        of_estimates = self._account.lines
        self._account.lines = []
        self._take_claims(book, *then_and_now(then, now, lambda rows: rows.claims(ids)))
        self._account.lines += of_estimates
        for claim_id, edits in self._edits.items():
            try:
                after = edits.after()
            except CuratorError as problem:
                self._account.refuse_all(self._lines[claim_id], problem)
            else:
                if after != edits.claim:
                    self.alterations += (*self._access.begin(after), Alteration(before=edits.claim, after=after))

    def _edits_of(self, claim: Claim, *names: str) -> ClaimEdits:
        self._lines.setdefault(claim.id, set()).update(names)
        return self._edits.setdefault(claim.id, ClaimEdits(claim))

    def _take_claims(self, book: EditedWorkbook, then: Rows, now: Rows) -> None:
        sheet = book.sheet(columns.CLAIMS)
        readers = claim_cells.readers_of_claims(self._codebook, self._access.reader.all(Study))
        field_of_key = {key: field_id for field_id, key in field_keys(self._codebook).items()}
        known = self._access.reader.get_many(Claim, now)
        new: list[EditedRow] = []
        for row in self._access.each_once(sheet, "claim_id", now, new):
            claim = known[row.words("claim_id")]
            expected = now[claim.id]
            before = then.get(claim.id, expected)
            if self._access.is_hidden(sheet.title, row, claim, before, expected):
                continue
            closed = self._access.closed(claim)
            wanted = self._agreeing_with_estimates(claim, readers)
            fixed = claim_cells.FIXED_OF_CLAIMS
            taken = self._account.edited(sheet.title, row, before, expected, wanted, fixed, closed=closed)
            if self._is_removed(sheet.title, row, claim, closed):
                difference = self._account.removal(sheet.title, row, expected, "status", ClaimStatus.RETRACTED.value)
                taken |= {"status": ClaimStatus.RETRACTED} if difference else {}
            if taken:
                names = (self._account.name_of(sheet.title, row.number, column) for column in taken)
                self._edits_of(claim, *names).take_cells(taken, field_of_key)
        self._take_new_claims(sheet.title, new)

    def _is_removed(self, title: str, row: EditedRow, claim: Claim, closed: str) -> bool:
        if not row.is_to_be_removed or claim.status is ClaimStatus.RETRACTED:
            return False
        if closed:
            self._account.refuse_row(title, row.number, Refused(closed))
        return not closed

    def _agreeing_with_estimates(self, claim: Claim, readers: Mapping[str, Reader]) -> dict[str, Reader]:
        """The readers of a claim's row; a number that was edited in both sheets must be the same in both."""
        edits = self._edits.get(claim.id)
        first = claim.estimates[0].id if claim.estimates else ""
        elsewhere = edits.estimates.get(first, {}) if edits is not None else {}
        both = {column: _agreeing(readers[column], elsewhere[column]) for column in elsewhere if column in readers}
        return {**readers, **{column: read for column, read in both.items() if column in claim_cells.NUMBERS}}

    def _take_new_claims(self, title: str, rows: list[EditedRow]) -> None:
        me = self._access.reviewers.get(self._access.by or "")
        wanted = []
        for row in rows:
            name = row.words("reviewer")
            if not self._account.wants_row(title, row.number):
                self._account.leave_row(title, row.number)
            elif name and (me is None or fold(name) != fold(me.name)):
                self._account.refuse_row(title, row.number, Refused(OF_ANOTHER))
            else:
                wanted.append(row)
        if not wanted:
            return
        found = read_new_claims(wanted, self._account, self._access.reader, self._access.by, title)
        for number in found.rows_taken:
            self._account.new_row(title, number, "A new claim.")
        for there in found.already_there:
            self._account.refuse_row(title, there.row, BadInput("It {words}", words=there.words))
        if found.change is not None:
            self.alterations += found.change.alterations

    def _take_estimates(self, book: EditedWorkbook, then: Rows, now: Rows) -> None:
        sheet = book.sheet(columns.ESTIMATES)
        wanted = {str(row["claim_id"]) for row in now.values()} | ids_in(sheet, "claim_id")
        known = self._access.reader.get_many(Claim, wanted)
        new: list[EditedRow] = []
        for row in self._access.each_once(sheet, "estimate_id", now, new):
            estimate_id = row.words("estimate_id")
            claim = known[str(now[estimate_id]["claim_id"])]
            if row.words("claim_id") == claim.id:
                self._take_estimate(row, claim, estimate_id, then, now)
            else:
                self._account.refuse_row(sheet.title, row.number, BadInput(MIXED_UP))
        for row in new:
            self._take_new_estimate(sheet.title, row, known.get(row.words("claim_id")))

    def _take_estimate(self, row: EditedRow, claim: Claim, estimate_id: str, then: Rows, now: Rows) -> None:
        title, expected = columns.ESTIMATES, now[estimate_id]
        before = then.get(estimate_id, expected)
        if self._access.is_hidden(title, row, claim, before, expected):
            return
        closed = self._access.closed(claim)
        readers, fixed = claim_cells.READERS_OF_ESTIMATES, claim_cells.FIXED_OF_ESTIMATES
        taken = self._account.edited(title, row, before, expected, readers, fixed, closed=closed)
        if taken:
            names = (self._account.name_of(title, row.number, column) for column in taken)
            self._edits_of(claim, *names).estimates.setdefault(estimate_id, {}).update(taken)
        if row.is_to_be_removed and closed:
            self._account.refuse_row(title, row.number, Refused(closed))
        elif row.is_to_be_removed and self._account.removal(title, row, expected, "estimate_id", ""):
            name = self._account.name_of(title, row.number, "estimate_id")
            self._edits_of(claim, name).removed.add(estimate_id)

    def _take_new_estimate(self, title: str, row: EditedRow, claim: Claim | None) -> None:
        cells: dict[str, object] = {}
        try:
            if claim is None:
                raise BadInput(_NEEDS_A_CLAIM)
            if closed := self._access.closed(claim):
                raise Refused(closed)
            for column, read in claim_cells.READERS_OF_ESTIMATES.items():
                if row.words(column):
                    value = read(row.cells[column])
                    cells[column] = value.value if isinstance(value, Offered) else value
            if not cells:
                raise BadInput("A new estimate needs at least one number, or words.")
        except CuratorError as problem:
            self._account.refuse_row(title, row.number, problem)
            return
        if self._account.wants_row(title, row.number):
            self._edits_of(claim, self._account.name_of(title, row.number)).new_estimates.append(cells)
            self._account.new_row(title, row.number, "A new estimate.")
        else:
            self._account.leave_row(title, row.number)


def _agreeing(read: Reader, elsewhere: object) -> Reader:
    def checked(cell: CellValue) -> object:
        value = read(cell)
        if (value.value if isinstance(value, Offered) else value) != elsewhere:
            raise BadInput(_DISAGREE)
        return value

    return checked
