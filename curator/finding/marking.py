"""Many places that were found become marks with one label, as one change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from msgspec import Struct

from curator.changes import Alteration, Change, added
from curator.coding.codings import begin, coding_of
from curator.errors import Refused
from curator.finding.finds import Find, Where
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import CodingStatus, Label, Mark, Passage, Report
from curator.text.passages import cut
from curator.text.words import snap


class Marking(Struct, frozen=True, kw_only=True):
    """What marking would do. ``change`` is None when nothing is left to mark.

    ``marked`` is how many marks it makes, ``marked_before`` how many places have this label already, and
    ``locked_report_ids`` are reports whose coding the reviewer submitted: nothing is marked there.
    """

    change: Change | None
    marked: int
    marked_before: int
    locked_report_ids: tuple[str, ...]


def mark_finds(reader: RecordReader, finds: Iterable[Find], label_id: str, reviewer_id: str) -> Marking:
    """The change that marks the found words, grown to whole clinical words, with a label: one mark for each place.

    Finds that do not stand in a text are passed over. Raises ``Refused`` when the label was retired.
    """
    label = reader.get(Label, label_id)
    if label.retired:
        raise Refused("The label “{name}” was retired. Choose another one, or bring it back first.", name=label.name)
    by_report: dict[str, list[Find]] = {}
    for find in finds:
        if find.where is Where.TEXT:
            by_report.setdefault(find.report_id, []).append(find)
    alterations: list[Alteration] = []
    marked = marked_before = 0
    locked: list[str] = []
    reports = reader.get_many(Report, by_report)
    for report_id, found in by_report.items():
        coding = coding_of(reader, report_id, reviewer_id)
        if coding is not None and coding.status is CodingStatus.SUBMITTED:
            locked.append(report_id)
            continue
        passages = _passages(reader.text(reports[report_id].text_sha256), found)
        there = _marked_there(reader, report_id, label_id, reviewer_id)
        fresh = [passage for passage in passages if (passage.start, passage.end) not in there]
        marked_before += len(passages) - len(fresh)
        marked += len(fresh)
        if fresh:
            marks = [_mark(report_id, reviewer_id, label_id, passage) for passage in fresh]
            alterations += [*begin(reader, report_id, reviewer_id), *added(marks)]
    change = None
    if alterations:
        title = f"Mark {marked} found places as {label.name}"
        change = Change(title=title, reviewer_id=reviewer_id, alterations=tuple(alterations))
    return Marking(change=change, marked=marked, marked_before=marked_before, locked_report_ids=tuple(locked))


def _passages(text: str, finds: Iterable[Find]) -> list[Passage]:
    bounds = sorted({snap(text, find.start, find.end) for find in finds})
    return [cut(text, start, end) for start, end in bounds if end > start]


def _marked_there(reader: RecordReader, report_id: str, label_id: str, reviewer_id: str) -> set[tuple[int, int]]:
    marks = reader.all(Mark, report_id=report_id, label_id=label_id, reviewer_id=reviewer_id, retracted=False)
    return {(passage.start, passage.end) for mark in marks for passage in mark.passages}


def _mark(report_id: str, reviewer_id: str, label_id: str, passage: Passage) -> Mark:
    return Mark(
        id=new_id(),
        report_id=report_id,
        reviewer_id=reviewer_id,
        label_id=label_id,
        passages=(passage,),
        recorded_at=datetime.now(UTC),
    )
