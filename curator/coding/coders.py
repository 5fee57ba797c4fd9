"""Who codes which report: those to whom it is assigned, and those who have begun it anyway."""

from __future__ import annotations

from collections.abc import Iterable

from curator.coding.reviews import people
from curator.ports import RecordReader
from curator.records import Assignment, Coding, CodingStatus

Coders = dict[str, dict[str, CodingStatus]]
"""By report, by reviewer in the order in which they joined: how far they have come."""


def read_coders(reader: RecordReader) -> Coders:
    """Who codes which report, and how far everybody has come; the consensus is nobody's coding."""
    return coders_of(reader.all(Assignment), reader.all(Coding), [one.id for one in people(reader)])


def coders_of(assignments: Iterable[Assignment], codings: Iterable[Coding], people_ids: Iterable[str]) -> Coders:
    """Who codes which report, from records that were read already."""
    found: Coders = {}
    for one in assignments:
        found.setdefault(one.report_id, {})[one.reviewer_id] = CodingStatus.NOT_STARTED
    for coding in codings:
        there = found.setdefault(coding.report_id, {})
        if coding.reviewer_id in there or coding.status is not CodingStatus.NOT_STARTED:
            there[coding.reviewer_id] = coding.status
    in_order = list(people_ids)
    return {report_id: {one: there[one] for one in in_order if one in there} for report_id, there in found.items()}
