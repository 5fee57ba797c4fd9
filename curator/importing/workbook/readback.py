"""An edited workbook read back: held against the review as it was when the workbook was made, and as it is now."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from curator.changes import Alteration, Change
from curator.errors import BadInput, Refused
from curator.importing.accounts import CANCELLED, NO_ANSWERS, Answers, Fate, ImportAccount, ImportLine, Progress
from curator.importing.spreadsheet_file import Spreadsheet
from curator.importing.workbook.access import Access
from curator.importing.workbook.claims_sheet import ClaimsSheets
from curator.importing.workbook.expected import ExpectedRows
from curator.importing.workbook.lines import Account
from curator.importing.workbook.marks_sheet import look_at_passages, take_marks
from curator.importing.workbook.rewinding import RewoundReader
from curator.importing.workbook.sheets import EditedWorkbook, read_workbook
from curator.importing.workbook.sources_sheets import take_sources
from curator.ports import RecordReader
from curator.records import Coding, Review

_NO_STATE = "Its sheet About no longer says of which state of the review it is, so it is held against the present one."


def read_back(
    path: Path,
    book: Spreadsheet,
    reader: RecordReader,
    by: str | None,
    progress: Progress | None = None,
    answers: Answers = NO_ANSWERS,
) -> ImportAccount:
    """The change that takes over what somebody edited in an exported workbook, and a line for each edited cell.

    A cell counts as edited when it says something else than the workbook was made with. Raises ``BadInput`` and
    ``Refused`` for a workbook that is not of this review, or of a later state of it.
    """
    edited = read_workbook(book)
    if progress is not None and progress(0.3, path.name) is False:
        return CANCELLED
    account = Account(path.name, answers)
    now = ExpectedRows(reader)
    before = _as_it_was(edited, reader, account)
    then = now if before is reader else ExpectedRows(before)
    access = Access(reader, by, account)
    claims = ClaimsSheets(access)
    claims.take(edited, then, now)
    if progress is not None and progress(0.7, path.name) is False:
        return CANCELLED
    alterations = [*claims.alterations, *take_marks(edited, access, then, now)]
    look_at_passages(edited, access, then, now)
    alterations += take_sources(edited, access, then, now)
    if not account.lines:
        note = "It says nothing that the review does not say."
        return ImportAccount(change=None, lines=(ImportLine(name=path.name, fate=Fate.ALREADY_THERE, notes=(note,)),))
    return ImportAccount(change=_change(path.name, alterations, by), lines=tuple(account.lines))


def _as_it_was(edited: EditedWorkbook, reader: RecordReader, account: Account) -> RecordReader:
    review = reader.all(Review)[0]
    if edited.review_id != review.id:
        raise BadInput("The workbook was made of another review, so its rows are about other claims than those here.")
    now = reader.state().sequence
    if edited.changes is None:
        account.say(_NO_STATE)
        return reader
    if edited.changes > now:
        raise Refused(
            "The workbook was made after change {theirs} of this review, which has come only to change {ours} here. "
            "Read it into the review that it came from.",
            theirs=edited.changes,
            ours=now,
        )
    return reader if edited.changes == now else cast("RecordReader", RewoundReader(reader, edited.changes))


def _change(file: str, alterations: list[Alteration], by: str | None) -> Change | None:
    """All of it as one change; a coding that two sheets begin is begun once."""
    kept: list[Alteration] = []
    begun: set[tuple[str, str]] = set()
    for alteration in alterations:
        record = alteration.record()
        if isinstance(record, Coding):
            if (record.report_id, record.reviewer_id) in begun:
                continue
            begun.add((record.report_id, record.reviewer_id))
        kept.append(alteration)
    if not kept:
        return None
    return Change(title=f"Read back {file}", reviewer_id=by, alterations=tuple(kept))
