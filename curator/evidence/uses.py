"""Which records a claim or a mark uses: what must not vanish under it, and what a room shows the count of."""

from __future__ import annotations

from curator.ids import is_id
from curator.records import Claim, ClaimStatus, Mark


def used_by(record: Claim | Mark) -> set[str]:
    """The ids of the terms, fields, report and study that a claim names; of the label of a mark."""
    if isinstance(record, Mark):
        return {record.label_id}
    named = {term_id for group in (*record.therapies, *record.comparators) for term_id in group}
    named.update(one for one in (record.outcome_id, record.direction_id, record.study_id) if one is not None)
    named.add(record.report_id)
    named.update(record.extra)
    named.update(filter(is_id, record.absent))
    return named


def is_retracted(record: Claim | Mark) -> bool:
    """Whether a claim or a mark shows nowhere any more."""
    return record.status is ClaimStatus.RETRACTED if isinstance(record, Claim) else record.retracted
