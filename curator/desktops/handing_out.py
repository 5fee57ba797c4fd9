"""A review file for one reviewer: what they need to code on another desktop, and nothing that somebody else did.

The file is a new one, so nothing is left over in it. Its only change so far holds exactly the records that it was
given: when the file comes back, that is what both sides had in common.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from curator.changes import Applied, Change, SourceText, added
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.coding.reviews import add_reviewer
from curator.desktops.origins import handed_out_as
from curator.errors import CannotWrite, CuratorError, ReadOnlyReview, Refused
from curator.ids import new_id
from curator.ports import RecordReader, ReviewFiles, ReviewStore
from curator.records import (
    Assignment,
    Claim,
    Coding,
    CodingStatus,
    Handout,
    Mark,
    Query,
    Record,
    Report,
    Review,
    Reviewer,
    Structure,
    Study,
)

_IS_THERE = "{name} is there already. Choose another name."
_CANNOT_WRITE = "{name} could not be written ({reason}). Nothing was handed out."
_IS_HANDOUT = "This review was itself handed out. Hand out from the review that it came from."
_READ_ONLY = "The review is open for reading only, and handing out is noted in it. Open it for writing."
_NOTHING_ASSIGNED = (
    "No report is assigned to {name}, although others have some. Assign reports to {name} first, or hand out to "
    "somebody else."
)
_NO_REPORTS = "There are no reports to hand out. Import their texts first."


class HandedOut(Struct, frozen=True, kw_only=True):
    """What was handed out: to whom (``is_new`` when they were added for it), where, and which reports.

    ``is_assigned`` is false when nothing is assigned to anyone, so that every report was handed out. ``applied`` is
    the line in the log that says so.
    """

    reviewer: Reviewer
    is_new: bool
    path: Path
    reports: tuple[Report, ...]
    is_assigned: bool
    applied: Applied


class WhatGoesAlong(Struct, frozen=True, kw_only=True):
    """What a file for somebody would have in it; ``begun`` is on how many of the reports they have begun to work.

    How much they did there is not said: it may not be open yet to whoever hands out.
    """

    reports: tuple[Report, ...]
    is_assigned: bool
    begun: int


def what_goes_along(reader: RecordReader, name: str) -> WhatGoesAlong:
    """What a file for the reviewer called ``name`` would have in it, whether they are new or not.

    Raises ``Refused`` when there is nothing to hand out to them, or nothing may be handed out from here.
    """
    if handed_out_as(reader) is not None:
        raise Refused(_IS_HANDOUT)
    reviewer, _ = add_reviewer(reader, name)
    reports, is_assigned = _reports_for(reader, reviewer)
    given = {report.id for report in reports}
    return WhatGoesAlong(
        reports=tuple(reports),
        is_assigned=is_assigned,
        begun=sum(
            one.report_id in given and one.status is not CodingStatus.NOT_STARTED
            for one in reader.all(Coding, reviewer_id=reviewer.id)
        ),
    )


def hand_out(store: ReviewStore, files: ReviewFiles, path: Path, name: str, by: str | None) -> HandedOut:
    """Makes the review file at ``path`` for the reviewer called ``name``, who is added if new, and notes it in the log.

    Raises ``CannotWrite`` when something is at ``path``, and ``Refused`` when there is nothing to hand out to them.
    """
    if store.read_only:
        raise ReadOnlyReview(_READ_ONLY)
    if handed_out_as(store) is not None:
        raise Refused(_IS_HANDOUT)
    if path.exists():
        raise CannotWrite(_IS_THERE, name=path.name)
    reviewer, new = add_reviewer(store, name, by)
    reports, is_assigned = _reports_for(store, reviewer)
    handout = Handout(id=new_id(), reviewer_id=reviewer.id, file_name=path.name, made_at=datetime.now(UTC))
    title = f"Hand out to {reviewer.name}"
    with store.snapshot() as reader:
        given = Change(
            title=title,
            reviewer_id=None,
            alterations=added([*_records_for(reader, reviewer, reports), handout]),
            texts=tuple(_texts(reader, reports)),
            id=handout.id,
            at=handout.made_at,
        )
    noted = Change(title=title, reviewer_id=by, alterations=(*(new.alterations if new else ()), *added([handout])))
    return HandedOut(
        reviewer=reviewer,
        is_new=new is not None,
        path=path,
        reports=tuple(reports),
        is_assigned=is_assigned,
        applied=_write(store, files, path, given, noted),
    )


def _reports_for(reader: RecordReader, reviewer: Reviewer) -> tuple[list[Report], bool]:
    """The reports that go out, and whether that is because they are assigned."""
    active = [report for report in reader.all(Report) if not report.retired]
    if not active:
        raise Refused(_NO_REPORTS)
    if not reader.count(Assignment):
        return active, False
    wanted = {one.report_id for one in reader.all(Assignment, reviewer_id=reviewer.id)}
    assigned = [report for report in active if report.id in wanted]
    if not assigned:
        raise Refused(_NOTHING_ASSIGNED, name=reviewer.name)
    return assigned, True


def _records_for(reader: RecordReader, reviewer: Reviewer, reports: Iterable[Report]) -> Iterable[Record]:
    """The review, its codebook and studies, the reports, and what the reviewer did on them so far."""
    reports = list(reports)
    yield from reader.all(Review)
    yield reviewer
    yield from reader.all(Study)
    yield from reports
    yield from (one for report in reports for one in reader.all(Structure, report_id=report.id))
    for kind in CODEBOOK_TYPES:
        yield from reader.all(kind)
    given = {report.id for report in reports}
    claims = {claim.id: claim for claim in reader.all(Claim, reviewer_id=reviewer.id) if claim.report_id in given}
    yield from (one for one in reader.all(Assignment, reviewer_id=reviewer.id) if one.report_id in given)
    yield from (one for one in reader.all(Coding, reviewer_id=reviewer.id) if one.report_id in given)
    yield from (one for one in reader.all(Mark, reviewer_id=reviewer.id) if one.report_id in given)
    yield from claims.values()
    for query in reader.all(Query, reviewer_id=reviewer.id):
        if query.report_id in given and (query.claim_id is None or query.claim_id in claims):
            yield query


def _texts(reader: RecordReader, reports: Iterable[Report]) -> Iterable[SourceText]:
    for report in reports:
        original = reader.original(report.original_sha256) if report.original_sha256 else b""
        yield SourceText(text=reader.text(report.text_sha256), original=original)


def _write(store: ReviewStore, files: ReviewFiles, path: Path, given: Change, noted: Change) -> Applied:
    """Writes the file under another name first: at ``path`` it is whole or not at all, and noted when it is there."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        made = files.create(unfinished)
        try:
            made.apply(given)
        finally:
            made.close()
        applied = store.apply(noted)
        unfinished.rename(path)
    except CuratorError as problem:
        raise _about(problem, unfinished, path) from problem
    except OSError as problem:
        raise CannotWrite(_CANNOT_WRITE, name=path.name, reason=problem.strerror or str(problem)) from problem
    finally:
        unfinished.unlink(missing_ok=True)
    return applied


def _about(problem: CuratorError, unfinished: Path, path: Path) -> CuratorError:
    """The problem said of the file that was asked for, not of the unfinished one."""
    details = {name: path.name if value == unfinished.name else value for name, value in problem.details.items()}
    return type(problem)(problem.template, **details)


def handouts(reader: RecordReader) -> dict[str, list[Handout]]:
    """The files that were handed out, by the id of the reviewer who has them, the oldest first."""
    found: dict[str, list[Handout]] = {}
    for handout in reader.all(Handout):
        if handout.reviewer_id is not None:
            found.setdefault(handout.reviewer_id, []).append(handout)
    return found
