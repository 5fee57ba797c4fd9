"""One thing under two ids: added on both desktops, and found to be the same by what it is.

A report is known by its text, a term or study by its name, a coding or assignment by whose and of what it
is, sections and pages by their report.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from curator.codebook.codebook import CODEBOOK_TYPES
from curator.codebook.names import fold
from curator.records import Assignment, Coding, Pairing, Record, Report, Reviewer, Structure, Study

NAMED: tuple[type[Record], ...] = (Study, *CODEBOOK_TYPES)
"""Kinds of which two with one name are one thing."""

ASKED = CODEBOOK_TYPES
"""Kinds of which two with one name become one only after asking."""


class Twins:
    """The records of one kind here, by what makes them the same thing as one from elsewhere."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_key: dict[Hashable, Record] = {}
        for record in sorted(records, key=lambda one: (bool(getattr(one, "retired", False)), one.id)):
            self.add(record)

    def add(self, record: Record) -> None:
        """One more record; of several that are the same thing, the first is the one that is found."""
        if getattr(record, "merged_into_id", None) is not None:
            return
        key = _key(record)
        if key is not None:
            self._by_key.setdefault(key, record)

    def of(self, record: Record) -> Record | None:
        """The record here that stands for the same thing; itself not counted."""
        key = _key(record)
        found = None if key is None else self._by_key.get(key)
        return None if found is None or found.id == record.id else found


def _key(record: Record) -> Hashable | None:
    if isinstance(record, Reviewer) or type(record) in NAMED:
        return fold(getattr(record, "name"))  # noqa: B009 -- these kinds have it
    if isinstance(record, Coding):
        return record.report_id, record.reviewer_id
    if isinstance(record, Assignment):
        return record.report_id, record.reviewer_id, fold(record.round)
    if isinstance(record, Pairing):
        return record.first_claim_id, record.second_claim_id
    return _of_a_text(record)


def _of_a_text(record: Record) -> Hashable | None:
    """What a report, or where its sections and pages are, is known by."""
    if isinstance(record, Report):
        return record.text_sha256
    return record.report_id if isinstance(record, Structure) else None
