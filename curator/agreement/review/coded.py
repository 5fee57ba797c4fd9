"""What the reviewers of a selection did: who read which report, and what they claimed and marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from msgspec import Struct

from curator.agreement.review.selection import Selection
from curator.agreement.review.settled import kept_together
from curator.codebook.codebook import Codebook
from curator.coding.blinding import may_see_work
from curator.coding.reviews import people
from curator.ports import RecordReader
from curator.records import (
    Assignment,
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Decision,
    Mark,
    Pairing,
    Report,
    Reviewer,
)

C = TypeVar("C", Claim, Mark)

PAIR = 2


class Coded(Struct, frozen=True, kw_only=True):
    """The codings that are compared: only of reports that two or more reviewers have read.

    ``reviewers`` has their names by id, no two alike, in the order of the review. ``readers`` has, by report, the ids
    of those who read it. ``left_out`` are the reports with a coding in the selection that has nothing to be compared
    with, and ``unfinished`` those that two have begun and not both submitted. ``said`` is what was said by hand about
    which claims belong together, and ``settled`` which of them were settled as one.
    """

    codebook: Codebook
    reviewers: Mapping[str, str]
    reports: Sequence[Report]
    readers: Mapping[str, tuple[str, ...]]
    claims: Mapping[str, Sequence[Claim]]
    marks: Sequence[Mark]
    said: Sequence[Pairing]
    settled: Sequence[Pairing]
    left_out: int
    unfinished: int


def read_coded(reader: RecordReader, selection: Selection) -> Coded:
    """Reads what the selection asks for."""
    persons = {reviewer.id: reviewer for reviewer in people(reader)}
    works = [claim for claim in _of(reader, Claim, selection) if claim.reviewer_id in persons]
    claims = [claim for claim in works if claim.status is not ClaimStatus.RETRACTED]
    marks = [mark for mark in _of(reader, Mark, selection) if not mark.retracted]
    reports = [report for report in reader.all(Report) if _is_chosen(report, selection)]
    begun = _begun((one for one in reader.all(Coding) if one.reviewer_id in persons), claims, marks)
    counted = {pair for pair, submitted in begun.items() if submitted and may_see_work(reader, *pair)}
    for chosen in (_in_rounds(reader, selection), _in_period(counted, [*claims, *marks], selection)):
        if chosen is not None:
            counted &= chosen
    readers = _readers(persons, reports, counted, selection)
    compared = [report for report in reports if len(readers.get(report.id, ())) >= PAIR]
    active = {reviewer_id for report in compared for reviewer_id in readers[report.id]}
    both = {(report.id, reviewer_id) for report in compared for reviewer_id in readers[report.id]}
    names = {one: name for one, name in _names(persons.values()).items() if one in active}
    by_reviewer: dict[str, list[Claim]] = {reviewer_id: [] for reviewer_id in names}
    for claim in claims:
        if (claim.report_id, claim.reviewer_id) in both:
            by_reviewer[claim.reviewer_id].append(claim)
    said = reader.all(Pairing)
    return Coded(
        codebook=Codebook.read(reader),
        reviewers=names,
        reports=compared,
        readers={report.id: readers[report.id] for report in compared},
        claims=by_reviewer,
        marks=[mark for mark in marks if (mark.report_id, mark.reviewer_id) in both],
        said=said,
        settled=kept_together(reader.all(Decision), said, {claim.id: claim for claim in claims}),
        left_out=sum(0 < len(readers.get(report.id, ())) < PAIR for report in reports),
        unfinished=_unfinished(begun, reports, compared),
    )


def _of(reader: RecordReader, kind: type[C], selection: Selection) -> list[C]:
    if not selection.report_ids:
        return reader.all(kind)
    return [record for report_id in selection.report_ids for record in reader.all(kind, report_id=report_id)]


def _is_chosen(report: Report, selection: Selection) -> bool:
    """A report that was set aside is compared only when it is named."""
    return report.id in selection.report_ids if selection.report_ids else not report.retired


def _begun(codings: Iterable[Coding], claims: Iterable[Claim], marks: Iterable[Mark]) -> dict[tuple[str, str], bool]:
    """By report and reviewer, the codings that were begun, and whether they were submitted."""
    begun = {(work.report_id, work.reviewer_id): False for works in (claims, marks) for work in works}
    for coding in codings:
        if coding.status is not CodingStatus.NOT_STARTED:
            begun[coding.report_id, coding.reviewer_id] = coding.status is CodingStatus.SUBMITTED
    return begun


def _in_rounds(reader: RecordReader, selection: Selection) -> set[tuple[str, str]] | None:
    if not selection.rounds:
        return None
    return {(one.report_id, one.reviewer_id) for one in reader.all(Assignment) if one.round in selection.rounds}


def _in_period(
    codings: Iterable[tuple[str, str]], works: Iterable[Claim | Mark], selection: Selection
) -> set[tuple[str, str]] | None:
    """The codings whose last work was in the period."""
    if selection.since is None and selection.until is None:
        return None
    last: dict[tuple[str, str], datetime] = {}
    for work in works:
        coding = (work.report_id, work.reviewer_id)
        last[coding] = max(last.get(coding, work.recorded_at), work.recorded_at)
    return {coding for coding in codings if coding not in last or _is_within(last[coding], selection)}


def _is_within(moment: datetime, selection: Selection) -> bool:
    not_before = selection.since is None or selection.since <= moment
    return not_before and (selection.until is None or moment <= selection.until)


def _readers(
    persons: Iterable[str], reports: Iterable[Report], counted: set[tuple[str, str]], selection: Selection
) -> dict[str, tuple[str, ...]]:
    chosen = [one for one in persons if not selection.reviewer_ids or one in selection.reviewer_ids]
    return {report.id: tuple(one for one in chosen if (report.id, one) in counted) for report in reports}


def _unfinished(begun: Mapping[tuple[str, str], bool], reports: Iterable[Report], compared: Iterable[Report]) -> int:
    known = {report.id for report in compared}
    begun_by: dict[str, list[bool]] = {}
    for (report_id, _), submitted in begun.items():
        begun_by.setdefault(report_id, []).append(submitted)
    return sum(
        len(begun_by.get(report.id, ())) >= PAIR and not all(begun_by[report.id])
        for report in reports
        if report.id not in known
    )


def _names(reviewers: Iterable[Reviewer]) -> dict[str, str]:
    """Names by id; of two reviewers of one name, the second gets a number."""
    names: dict[str, str] = {}
    for reviewer in reviewers:
        name, number = reviewer.name, 1
        while name in names.values():
            number += 1
            name = f"{reviewer.name} ({number})"
        names[reviewer.id] = name
    return names
