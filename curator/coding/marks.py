"""Marks: labelled passages, with a memo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec

from curator.changes import Change, added, amended
from curator.coding.claims import in_text_order
from curator.coding.codings import begin
from curator.errors import Refused
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import Mark, Passage


def record_mark(
    reader: RecordReader,
    report_id: str,
    reviewer_id: str,
    label_id: str,
    passages: Sequence[Passage],
    memo: str = "",
) -> tuple[Mark, Change]:
    """A new mark, and the change that records it. Raises ``Refused`` when the coding was submitted."""
    mark = Mark(
        id=new_id(),
        report_id=report_id,
        reviewer_id=reviewer_id,
        label_id=label_id,
        passages=in_text_order(passages),
        memo=memo,
        recorded_at=datetime.now(UTC),
    )
    alterations = (*begin(reader, report_id, reviewer_id), *added([mark]))
    return mark, Change(title="Mark words", reviewer_id=reviewer_id, alterations=alterations)


def same_mark(marks: Iterable[Mark], label_id: str, passages: Sequence[Passage]) -> Mark | None:
    """The one of these marks that says the same already: the same label on the same words."""
    wanted = in_text_order(passages)
    return next((mark for mark in marks if mark.label_id == label_id and mark.passages == wanted), None)


def amend_mark(reader: RecordReader, mark: Mark, reviewer_id: str, **fields: object) -> Change | None:
    """The change that gives a mark another label, memo or passages; None when nothing is other than before."""
    if mark.reviewer_id != reviewer_id:
        raise Refused("This mark was made by another reviewer. Only its own reviewer can change it.")
    begun = begin(reader, mark.report_id, reviewer_id)
    if msgspec.structs.replace(mark, **fields) == mark:
        return None
    return Change(title="Amend a mark", reviewer_id=reviewer_id, alterations=(*begun, amended(mark, **fields)))


def retract_mark(reader: RecordReader, mark: Mark, reviewer_id: str) -> Change:
    """The change that takes a mark out of sight; the record is kept."""
    change = amend_mark(reader, mark, reviewer_id, retracted=True)
    if change is None:
        raise Refused("This mark was removed already.")
    return msgspec.structs.replace(change, title="Remove a mark")
