"""A record in a few words, for the account of a merge."""

from __future__ import annotations

from curator.desktops.working import Working
from curator.records import (
    Assignment,
    Claim,
    Coding,
    Decision,
    Handout,
    Mark,
    Pairing,
    Query,
    Record,
    Report,
    Reviewer,
)

_LONGEST = 60


def described(record: Record, working: Working) -> str:
    """A record in a few words: “claim of Ben Ito on “Cells in lupus”: “fewer relapses were seen””."""
    kind = record.name_in_log
    name = getattr(record, "name", "") or getattr(record, "title", "")
    if name:
        return f"{kind} “{name}”"
    if isinstance(record, Claim | Mark | Query | Coding | Assignment):
        report = working.of(Report).get(record.report_id)
        words = _words(record)
        return (
            f"{kind} of {_person(record.reviewer_id, working)} on “{report.title if report else '?'}”"
            f"{f': “{shortened(words)}”' if words else ''}"
        )
    if isinstance(record, Decision):
        report = working.of(Report).get(record.report_id)
        words = f"{record.verdict}, {_person(record.reviewer_id, working)}"
        return f"{kind} on “{report.title if report else '?'}” ({words})"
    if isinstance(record, Pairing):
        return f"{kind} of two claims by {_person(record.reviewer_id, working)}"
    if isinstance(record, Handout):
        return f"{kind} {record.file_name}"
    return kind


def shortened(words: str) -> str:
    """Words on one line, cut after some sixty characters."""
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"


def _words(record: Record) -> str:
    if isinstance(record, Claim | Mark):
        return record.passages[0].words if record.passages else getattr(record, "statement", "")
    return record.question if isinstance(record, Query) else ""


def _person(reviewer_id: str, working: Working) -> str:
    reviewer = working.of(Reviewer).get(reviewer_id)
    return reviewer.name if reviewer else "somebody"
