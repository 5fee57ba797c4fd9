"""Rows of the log: one for each change, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from curator.changes import LogEntry
from curator.evidence.lines import ONE_BY_ONE
from curator.exporting.chosen import Chosen
from curator.exporting.workbook.column import Row
from curator.exporting.workbook.stream import MOST_ROWS

_LINES_AT_ONCE = 1_000
_WHAT_HAPPENED = ("added", "amended", "removed")


def log_rows(chosen: Chosen) -> Iterator[Row]:
    """A row for each change, a few in memory at a time; of more than a sheet holds, the newest."""
    before: int | None = None
    room = MOST_ROWS - 1
    while room and (entries := chosen.reader.log(limit=min(_LINES_AT_ONCE, room), before=before)):
        for entry in entries:
            yield _log_row(chosen, entry)
        before = entries[-1].sequence
        room -= len(entries)


def _log_row(chosen: Chosen, entry: LogEntry) -> Row:
    added, amended, removed = (sum(counts[place] for counts in entry.counts.values()) for place in range(3))
    return {
        "sequence": entry.sequence,
        "at": entry.at,
        "reviewer": chosen.name_of_reviewer(entry.reviewer_id),
        "change": entry.title,
        "reason": entry.reason,
        "kind": entry.kind.value,
        "added": added,
        "amended": amended,
        "removed": removed,
        "records": ONE_BY_ONE.join(
            f"{kind}: "
            + ", ".join(f"{count} {what}" for count, what in zip(counts, _WHAT_HAPPENED, strict=True) if count)
            for kind, counts in sorted(entry.counts.items())
        ),
        "undone": entry.undone,
        "of_sequence": entry.of_sequence,
        "change_id": entry.id,
        "reviewer_id": entry.reviewer_id,
    }
