"""How far everybody has come, and codings submitted or opened again, several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

import msgspec
from msgspec import Struct

from curator.changes import Change
from curator.coding import codings
from curator.coding.coders import read_coders
from curator.coding.reviews import people
from curator.errors import Refused
from curator.ports import RecordReader
from curator.records import Assignment, Coding, CodingStatus, Decision, Report, Reviewer


class Progress(Struct, frozen=True, kw_only=True):
    """How many of somebody's reports (or of a report's coders) have come how far.

    ``assigned`` counts assignments; the three others count them by how far they have come, and what was begun
    without being assigned.
    """

    assigned: int = 0
    not_started: int = 0
    in_progress: int = 0
    submitted: int = 0


def progress_of_reviewers(reader: RecordReader) -> dict[str, Progress]:
    """How far each reviewer has come, by id; reports that were set aside do not count."""
    return _counted(reader, lambda _report, reviewer: reviewer, [one.id for one in people(reader)])


def progress_of_reports(reader: RecordReader) -> dict[str, Progress]:
    """How far the coders of each report have come, by the report's id; reports that were set aside are left out."""
    return _counted(reader, lambda report, _reviewer: report, [one.id for one in reader.all(Report, retired=False)])


def _counted(reader: RecordReader, whose: Callable[[str, str], str], ids: Sequence[str]) -> dict[str, Progress]:
    active = {report.id for report in reader.all(Report, retired=False)}
    assigned = {(one.report_id, one.reviewer_id) for one in reader.all(Assignment) if one.report_id in active}
    tallies = {one: dict.fromkeys(("assigned", "not_started", "in_progress", "submitted"), 0) for one in ids}
    for report_id, coders in read_coders(reader).items():
        if report_id not in active:
            continue
        for reviewer_id, status in coders.items():
            tally = tallies[whose(report_id, reviewer_id)]
            tally["assigned"] += (report_id, reviewer_id) in assigned
            tally[status.value.replace(" ", "_")] += 1
    return {one: msgspec.convert(tally, Progress) for one, tally in tallies.items()}


def submit_several(reader: RecordReader, report_ids: Sequence[str] | None, reviewer_id: str, by: str | None) -> Change:
    """The change that submits a reviewer's codings of these reports; without any named, of all that are in progress.

    Raises ``Refused`` when one was submitted already, or nothing is in progress.
    """
    if report_ids is None:
        report_ids = _with_status(reader, reviewer_id, CodingStatus.IN_PROGRESS)
    if not report_ids:
        raise Refused(
            "{name} has no coding in progress. Name the report that was coded.", name=_name(reader, reviewer_id)
        )
    changes = [codings.submit(reader, report_id, reviewer_id) for report_id in dict.fromkeys(report_ids)]
    return _together(changes, "Submit the coding", f"Submit {len(changes)} codings", by)


def reopen_several(
    reader: RecordReader, report_ids: Sequence[str] | None, reviewer_id: str, by: str | None, reason: str = ""
) -> Change:
    """The change that opens a reviewer's codings of these reports again; without any named, all that were submitted.

    Raises ``Refused`` when one is not submitted, or none was.
    """
    submitted = _with_status(reader, reviewer_id, CodingStatus.SUBMITTED)
    wanted = submitted if report_ids is None else list(dict.fromkeys(report_ids))
    for report_id in wanted:
        if report_id not in submitted:
            title = reader.get(Report, report_id).title
            raise Refused("“{title}” was not submitted, so there is nothing to reopen.", title=title)
    if not wanted:
        raise Refused("{name} has submitted nothing, so there is nothing to reopen.", name=_name(reader, reviewer_id))
    changes = [codings.reopen(reader, report_id, reviewer_id) for report_id in wanted]
    change = _together(changes, "Reopen the coding", f"Reopen {len(changes)} codings", by)
    return msgspec.structs.replace(change, reason=reason.strip())


def settled_on(reader: RecordReader, report_ids: Sequence[str]) -> int:
    """How many decisions were made about claims of these reports: they rest on codings as these were submitted."""
    return sum(reader.count(Decision, report_id=report_id) for report_id in dict.fromkeys(report_ids))


def _with_status(reader: RecordReader, reviewer_id: str, status: CodingStatus) -> list[str]:
    return [one.report_id for one in reader.all(Coding, reviewer_id=reviewer_id, status=status)]


def _name(reader: RecordReader, reviewer_id: str) -> str:
    return reader.get(Reviewer, reviewer_id).name


def _together(changes: Sequence[Change], title: str, title_of_several: str, by: str | None) -> Change:
    alterations = tuple(chain.from_iterable(change.alterations for change in changes))
    return Change(title=title if len(changes) == 1 else title_of_several, reviewer_id=by, alterations=alterations)
