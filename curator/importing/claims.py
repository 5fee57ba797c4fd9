"""Claims and marks brought in from a table, as one change, with an account of every row."""

from __future__ import annotations

import gc
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from curator.changes import Alteration, Change, added
from curator.codebook.codebook import Codebook
from curator.errors import BadInput
from curator.importing.claim_drafts import (
    Draft,
    RowNote,
    claim_from,
    identity_of_claim,
    identity_of_mark,
    mark_from,
    put_together,
    query_about_lost_words,
)
from curator.importing.claim_rows import ReadRow, RowReader
from curator.importing.claim_sources import Codings, linked
from curator.importing.claim_words import MovedWords
from curator.importing.order import new_ids
from curator.importing.tables import NO_NAMES, RefusedRow, Table, read_table
from curator.ports import RecordReader
from curator.records import Claim, Mark, Query, Record, Report

Progress = Callable[[float, str], object]
"""Hears which share (0 to 1) is done, and of what. Returning False, or raising, ends the import."""

_ROWS_BETWEEN_WORDS = 250
_SHARE_OF_ROWS = 0.9


_SUBMITTED = (
    "Its reviewer has submitted this report, so nothing can be added to it. Reopen the coding first, and bring the "
    "rest in then."
)


class ClaimImport(Struct, frozen=True, kw_only=True):
    """What the import of a claims table would do.

    ``change`` is None when rows are refused and must not be skipped, when there is nothing new, or when the import
    was cancelled. ``refused`` has every problem of every row (``of_words`` tells those whose claim stands all the
    same, when rows are skipped); ``moved`` the rows whose words stand elsewhere than they say; ``notes`` what a row
    says that is not kept; ``already_there`` the rows that the review has, or that the table repeats; ``submitted``
    says how many codings would be submitted with it; ``rows_taken`` are the numbers of the rows that come in.
    """

    change: Change | None
    rows: int
    claims: tuple[Claim, ...] = ()
    marks: tuple[Mark, ...] = ()
    queries: tuple[Query, ...] = ()
    added: tuple[Record, ...] = ()
    refused: tuple[RefusedRow, ...] = ()
    moved: tuple[MovedWords, ...] = ()
    notes: tuple[RowNote, ...] = ()
    already_there: tuple[RowNote, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    submitted: int = 0
    rows_taken: tuple[int, ...] = ()
    cancelled: bool = False


def read_claims(
    path: Path,
    reader: RecordReader,
    reviewer_id: str | None,
    add_terms: bool = False,
    skip_bad: bool = False,
    progress: Progress | None = None,
    *,
    submit: bool = False,
    renamed: Mapping[str, str] = NO_NAMES,
) -> ClaimImport:
    """The change that brings in the claims and marks of a CSV file or a spreadsheet.

    A row that names no reviewer belongs to ``reviewer_id``. With ``add_terms``, terms that the codebook lacks are
    added to it. Without ``skip_bad``, one refused row means that nothing comes in. With it, a row whose report or
    term is unknown is left out; a row whose words cannot be found still makes its claim, and when no other row of
    that claim brings words, the claim is a draft with an open query. With ``submit``, the work is finished: the
    codings that it fills are submitted. Raises ``BadInput`` when the file is no table
    with a column ``report``.
    """
    with _without_looking_for_rings():
        table = read_table(path, needed=("report",), renamed=renamed)
        return claims_of_table(table, reader, reviewer_id, add_terms, skip_bad, progress, submit=submit)


@contextmanager
def _without_looking_for_rings() -> Iterator[None]:
    """Keeps Python from looking for rings of references, of which an import makes none, in all that it holds.

    With tens of thousands of claims in hand, that would take longer than the import itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def claims_of_table(
    table: Table,
    reader: RecordReader,
    reviewer_id: str | None,
    add_terms: bool,
    skip_bad: bool,
    progress: Progress | None,
    *,
    submit: bool,
) -> ClaimImport:
    """What ``read_claims`` does, of a table that was read already."""
    rows = RowReader(table, reader, Codebook.read(reader), reviewer_id, add_terms)
    read, refused = _read_rows(table, rows, progress)
    if read is None:
        return ClaimImport(change=None, rows=len(table.rows), cancelled=True)
    drafts = put_together(read)
    intake = _Intake(reader, table.name, rows.codings)
    for draft, record_id in zip(drafts, new_ids(len(drafts)), strict=True):
        intake.take(draft, record_id)
    refused += intake.refused
    refused.sort(key=lambda one: one.row)
    return _account(table, rows, intake, refused, reviewer_id, skip_bad=skip_bad, submit=submit)


def _read_rows(
    table: Table, rows: RowReader, progress: Progress | None
) -> tuple[list[ReadRow] | None, list[RefusedRow]]:
    """The rows that can be used, None when the import was cancelled, and what is wrong with the others."""
    read: list[ReadRow] = []
    refused = list(table.refused)
    for count, row in enumerate(table.rows):
        if progress is not None and count % _ROWS_BETWEEN_WORDS == 0:
            share = _SHARE_OF_ROWS * count / len(table.rows)
            if progress(share, f"Row {row.number}") is False:
                return None, refused
        usable, problems = rows.read(row)
        refused += problems
        if usable is not None:
            read.append(usable)
    return read, refused


class _Intake:
    """Claims and marks being taken in, told from those that the review has already."""

    def __init__(self, reader: RecordReader, file: str, codings: Codings) -> None:
        self._reader = reader
        self._file = file
        self._codings = codings
        self._at = datetime.now(UTC)
        self._reports: set[str] = set()
        self._known: dict[Hashable, int] = {}
        self._keys: set[Hashable] = set()
        self.claims: list[Claim] = []
        self.marks: list[Mark] = []
        self.queries: list[Query] = []
        self.refused: list[RefusedRow] = []
        self.notes: list[RowNote] = []
        self.already_there: list[RowNote] = []
        self.reports: dict[str, Report] = {}
        self.rows: list[int] = []

    def take(self, draft: Draft, record_id: str) -> None:
        """Takes in one claim or mark under this id, unless it is there."""
        report = draft.first.report
        if report.id not in self._reports:
            self._reports.add(report.id)
            self._read_what_is_there(report.id)
        if draft.is_mark:
            self._take_mark(draft, record_id)
        else:
            self._take_claim(draft, record_id)

    def _read_what_is_there(self, report_id: str) -> None:
        for claim in self._reader.all(Claim, report_id=report_id):
            self._known[identity_of_claim(claim)] = 0
            if claim.key:
                self._keys.add((claim.report_id, claim.reviewer_id, claim.key))
        for mark in self._reader.all(Mark, report_id=report_id):
            self._known[identity_of_mark(mark)] = 0
            if mark.key:
                self._keys.add((mark.report_id, mark.reviewer_id, mark.key, mark.label_id))

    def _take_claim(self, draft: Draft, claim_id: str) -> None:
        first = draft.first
        claim = claim_from(draft, claim_id, self._at)
        if self._is_there(draft, identity_of_claim(claim), (first.report.id, first.reviewer_id, first.key)):
            return
        self.claims.append(claim)
        self.rows += draft.numbers
        self.notes += draft.notes
        self.already_there += draft.repeats
        self.reports[first.report.id] = first.report
        if not claim.passages:
            self.queries.append(query_about_lost_words(draft, claim, self._file, self._at))

    def _take_mark(self, draft: Draft, mark_id: str) -> None:
        first = draft.first
        mark = mark_from(draft, mark_id, self._at)
        if not mark.passages:
            return  # its rows are refused for their words, and a mark is nothing but words
        if self._is_there(
            draft, identity_of_mark(mark), (first.report.id, first.reviewer_id, first.key, mark.label_id)
        ):
            return
        self.marks.append(mark)
        self.rows += draft.numbers
        self.notes += draft.notes
        self.already_there += draft.repeats
        self.reports[first.report.id] = first.report

    def _is_there(self, draft: Draft, identity: Hashable, key: Hashable) -> bool:
        """Whether the review has it, or cannot take it in: then its rows are refused.

        It cannot when something else has its key, or when its reviewer has submitted the report.
        """
        number = draft.first.number
        earlier = self._known.setdefault(identity, number)
        if earlier != number:
            words = f"repeats row {earlier}; it comes in once." if earlier else "is in the review already."
            self.already_there += [RowNote(row=row, words=words) for row in draft.numbers]
            return True
        first = draft.first
        problem: BadInput | None = None
        if self._codings.closed(first.report.id, first.reviewer_id):
            problem = BadInput(_SUBMITTED)
        elif first.key and key in self._keys:
            problem = BadInput(
                "Its reviewer has something else on this report under the key “{key}”. Amend that, or change the key.",
                key=first.key,
            )
        if problem is not None:
            self.refused += [RefusedRow(row=row, problem=problem) for row in draft.numbers]
        return problem is not None


def _account(
    table: Table,
    rows: RowReader,
    intake: _Intake,
    refused: list[RefusedRow],
    reviewer_id: str | None,
    *,
    skip_bad: bool,
    submit: bool,
) -> ClaimImport:
    brought: list[Claim | Mark] = [*intake.claims, *intake.marks]
    new = _new_records(rows, intake)
    change = None
    passes = dict.fromkeys((record.report_id, record.reviewer_id) for record in brought)
    if brought and (skip_bad or not refused):
        studies: dict[str, dict[str, None]] = {}
        for claim in intake.claims:
            if claim.study_id is not None:
                studies.setdefault(claim.report_id, {})[claim.study_id] = None
        alterations: list[Alteration] = [
            *added(new),
            *linked(intake.reports.values(), studies),
            *rows.codings.filled(passes, submit=submit),
            *added(brought),
            *added(intake.queries),
        ]
        change = Change(title=_title(intake), reviewer_id=reviewer_id, alterations=tuple(alterations))
    return ClaimImport(
        change=change,
        rows=len(table.rows) + len(table.refused),
        claims=tuple(intake.claims),
        marks=tuple(intake.marks),
        queries=tuple(intake.queries),
        added=tuple(new),
        refused=tuple(refused),
        moved=tuple(rows.words.moved),
        notes=tuple(intake.notes),
        already_there=tuple(intake.already_there),
        ignored_columns=rows.ignored_columns,
        submitted=len(passes) if submit else 0,
        rows_taken=tuple(intake.rows),
    )


def _new_records(rows: RowReader, intake: _Intake) -> list[Record]:
    """Reviewers, studies and terms that are not in the review yet and that something coming in names."""
    used: set[str] = {mark.label_id for mark in intake.marks}
    reviewers = {claim.reviewer_id for claim in intake.claims} | {mark.reviewer_id for mark in intake.marks}
    studies = {claim.study_id for claim in intake.claims}
    for claim in intake.claims:
        for groups in (claim.therapies, claim.comparators):
            for group in groups:
                used.update(group)
        used.update(filter(None, (claim.outcome_id, claim.direction_id)))
    return [
        *(reviewer for reviewer in rows.reviewers.new.values() if reviewer.id in reviewers),
        *(study for study in rows.studies.new.values() if study.id in studies),
        *rows.terms.added(used),
    ]


def _title(intake: _Intake) -> str:
    counted = ((len(intake.claims), "claim"), (len(intake.marks), "mark"))
    parts = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in counted if count]
    return f"Import {' and '.join(parts)}"
