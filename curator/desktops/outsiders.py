"""What external coders did, out of the file of another review.

Only what was coded on texts that this review has comes in, and what that names. Terms, directions, labels, fields and
studies are taken to be those of the same name here; the codebook of this review is not amended, only added to. What
they settled among themselves stays out: the consensus is this review's own.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from curator.codebook.codebook import CODEBOOK_TYPES
from curator.codebook.names import fold
from curator.desktops.references import names
from curator.desktops.working import Working
from curator.records import Claim, Coding, Mark, Query, Record, Report, Reviewer, Study

_CODED = (Coding, Mark, Claim, Query)
_COME_ALONG: tuple[type[Record], ...] = (Reviewer, Study, *CODEBOOK_TYPES)


def work_of_outsiders(
    records: Mapping[str, Record], known_reports: Mapping[str, str], working: Working
) -> dict[str, Record]:
    """Of all records of a file, those that come in; ``known_reports`` has, by id in the file, our reports."""
    settled = {one.id for one in records.values() if isinstance(one, Reviewer) and one.consensus}
    coded = {
        record_id: record
        for record_id, record in records.items()
        if isinstance(record, _CODED) and record.report_id in known_reports and record.reviewer_id not in settled
    }
    kept: dict[str, Record] = dict(coded)
    new: list[Record] = list(coded.values())
    while new:
        named = {record_id for record in new for _, record_id in names(record)} - kept.keys()
        new = [
            record
            for record_id in sorted(named)
            if (record := records.get(record_id)) is not None and isinstance(record, _COME_ALONG)
        ]
        kept.update((record.id, record) for record in new)
    kept.update((record_id, records[record_id]) for record_id in known_reports if record_id in records)
    return {record_id: _called_apart(record, working) for record_id, record in kept.items()}


def left_out(records: Mapping[str, Record], known_reports: Mapping[str, str]) -> list[str]:
    """A sentence for each report whose work stays out, because this review has not got its text."""
    counts: dict[str, int] = {}
    for record in records.values():
        if isinstance(record, Claim | Mark) and record.report_id not in known_reports:
            counts[record.report_id] = counts.get(record.report_id, 0) + 1
    sentences = []
    for report_id, count in counts.items():
        report = records.get(report_id)
        title = report.title if isinstance(report, Report) else report_id
        what = f"{count} claims and marks" if count > 1 else "1 claim or mark"
        sentences.append(
            f"{what} on “{title}” stayed out: this review has not got its text. Import that and merge again."
        )
    return sentences


def _called_apart(record: Record, working: Working) -> Record:
    """A reviewer whose name somebody has here already gets another one."""
    if not isinstance(record, Reviewer):
        return record
    taken = {fold(reviewer.name) for reviewer in working.of(Reviewer).values() if reviewer.id != record.id}
    name, number = record.name, 1
    while fold(name) in taken:
        name = f"{record.name} (external)" if number == 1 else f"{record.name} (external {number})"
        number += 1
    return msgspec.structs.replace(record, name=name)
