"""Whose rows of an edited workbook may be altered by the one who reads it in, and which row is about what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from curator.changes import Alteration
from curator.coding.blinding import BlindReader
from curator.coding.codings import begin
from curator.errors import BadInput, CuratorError, Refused
from curator.exporting.workbook.column import Row
from curator.importing.workbook.cells import says
from curator.importing.workbook.expected import Rows
from curator.importing.workbook.lines import Account
from curator.importing.workbook.sheets import EditedRow, EditedSheet
from curator.ports import RecordReader
from curator.records import Claim, Coding, CodingStatus, Mark, Reviewer

C = TypeVar("C", Claim, Mark)

OF_ANOTHER = "It is another reviewer's work. Only its own reviewer can change it: read the workbook in as that one."
MIXED_UP = "Its ids belong to different rows. Was a column sorted by itself? Sort whole rows only."

_NOT_OPEN = "It is another reviewer's work, which is not open to you yet."
_OF_THE_CONSENSUS = "It belongs to the consensus, which is altered by deciding again."
_SUBMITTED = "Its coding was submitted and is locked. Reopen it, and read the workbook in again."
_UNKNOWN = (
    "The review has nothing with this id. Ids are not to be altered; a new row has an empty one, and gets its id here."
)
_TWICE = "Row {row} has the same id. Empty it if this is to be a new row."
_IDENTITY = ("report_id", "reviewer_id")


class Access:
    """What the one who reads a workbook in (``by``) may see and alter."""

    def __init__(self, reader: RecordReader, by: str | None, account: Account) -> None:
        self.reader = reader
        self.by = by
        self.account = account
        self.reviewers = {one.id: one for one in reader.all(Reviewer)}
        self._blind = BlindReader(reader, by)
        self._codings = {(one.report_id, one.reviewer_id): one.status for one in reader.all(Coding)}
        self._begun: set[tuple[str, str]] = set()
        self._open: dict[type[Claim | Mark], set[str]] = {}

    def closed(self, record: Claim | Mark) -> str:
        """Why a record cannot be altered, in a sentence; empty when it can."""
        owner = self.reviewers.get(record.reviewer_id)
        if owner is not None and owner.consensus:
            return _OF_THE_CONSENSUS
        if record.reviewer_id != self.by:
            return OF_ANOTHER
        status = self._codings.get((record.report_id, record.reviewer_id))
        return _SUBMITTED if status is CodingStatus.SUBMITTED else ""

    def is_hidden(self, title: str, row: EditedRow, record: C, then: Row, now: Row) -> bool:
        """Whether a row is about what must not be seen; one that was edited is refused, and its values not told."""
        if record.id in self._open_ids(type(record)):
            return False
        edited = any(
            column in then and not says(then[column], cell) and not says(now[column], cell)
            for column, cell in row.cells.items()
        )
        if edited or row.is_to_be_removed:
            self.account.refuse_row(title, row.number, Refused(_NOT_OPEN))
        return True

    def _open_ids(self, kind: type[C]) -> set[str]:
        """The ids of all claims, or marks, that may be seen; looked up once."""
        if kind not in self._open:
            self._open[kind] = {one.id for one in self._blind.all(kind)}
        return self._open[kind]

    def begin(self, record: Claim | Mark) -> tuple[Alteration, ...]:
        """What has to be altered first: the coding is in progress. Each coding is begun once."""
        key = record.report_id, record.reviewer_id
        if key in self._begun:
            return ()
        self._begun.add(key)
        return begin(self.reader, *key)

    def each_once(self, sheet: EditedSheet, id_key: str, now: Rows, new: list[EditedRow]) -> Iterator[EditedRow]:
        """The rows about what the review has, each once; rows with an empty id are put into ``new``.

        A row with an unknown id, with the id of another row, or with ids of different rows is refused.
        """
        seen: dict[str, int] = {}
        for row in sheet.rows:
            record_id = row.words(id_key)
            if not record_id:
                new.append(row)
                continue
            problem = self._problem(row, record_id, now, seen)
            seen.setdefault(record_id, row.number)
            if problem is None:
                yield row
            else:
                self.account.refuse_row(sheet.title, row.number, problem)

    def _problem(self, row: EditedRow, record_id: str, now: Rows, seen: dict[str, int]) -> CuratorError | None:
        if record_id in seen:
            return BadInput(_TWICE, row=seen[record_id])
        if record_id not in now:
            return BadInput(_UNKNOWN)
        expected = now[record_id]
        same = all(says(expected[key], row.cells[key]) for key in _IDENTITY if key in expected and key in row.cells)
        return None if same else BadInput(MIXED_UP)


def ids_in(sheet: EditedSheet, key: str) -> set[str]:
    """The ids that stand in a column."""
    return {found for row in sheet.rows if (found := row.words(key))}
