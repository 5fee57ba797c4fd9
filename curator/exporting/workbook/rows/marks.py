"""Rows about marks: the mark itself and its passages."""

from __future__ import annotations

from collections.abc import Iterator

from curator.exporting.chosen import Chosen
from curator.exporting.workbook.column import Row
from curator.exporting.workbook.rows.places import place_of
from curator.records import Mark
from curator.text.passages import quote


def mark_row(chosen: Chosen, mark: Mark) -> Row:
    """The row of a mark."""
    return {
        "mark_id": mark.id,
        "report": chosen.report_names.get(mark.report_id),
        "reviewer": chosen.name_of_reviewer(mark.reviewer_id),
        "label": chosen.codebook.name_of(mark.label_id),
        "quote": quote(mark.passages),
        "passages": len(mark.passages),
        "start": mark.passages[0].start if mark.passages else None,
        **place_of(chosen, mark.report_id, mark.passages),
        "memo": mark.memo,
        "key": mark.key,
        "retracted": mark.retracted,
        "recorded_at": mark.recorded_at,
        "report_id": mark.report_id,
        "reviewer_id": mark.reviewer_id,
        "label_id": mark.label_id,
    }


def mark_passages(chosen: Chosen, mark: Mark) -> Iterator[Row]:
    """A row for each passage of a mark."""
    for number, passage in enumerate(mark.passages, 1):
        yield {
            "claim_id": None,
            "mark_id": mark.id,
            "kind": "mark",
            "number": number,
            "report": chosen.report_names.get(mark.report_id),
            "reviewer": chosen.name_of_reviewer(mark.reviewer_id),
            "start": passage.start,
            "end": passage.end,
            "words": passage.words,
            "before": passage.before,
            "after": passage.after,
            **place_of(chosen, mark.report_id, (passage,)),
            "report_id": mark.report_id,
            "reviewer_id": mark.reviewer_id,
        }
