"""What a change was about, in a few words, and where that is shown: the claim or the report that one may go to."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from curator.changes import Alteration
from curator.evidence.lines import LineWriter
from curator.evidence.question import Column
from curator.records import Assignment, Claim, Coding, Decision, Mark, Query, Record, Report

_LONGEST = 70


class Concern(Struct, frozen=True, kw_only=True):
    """``words`` say what was altered; the ids are those of the only claim and of the only report, if there is one."""

    words: str
    claim_id: str | None = None
    report_id: str | None = None


def concerning(alterations: Iterable[Alteration], writer: LineWriter) -> Concern | None:
    """What these alterations are about; None when they are about no claim and no report."""
    records = [alteration.record() for alteration in alterations]
    reports = dict.fromkeys(report_id for record in records if (report_id := _report_of(record)) is not None)
    if not reports:
        return None
    claims = {record.id: record for record in records if isinstance(record, Claim)}
    report_id = next(iter(reports)) if len(reports) == 1 else None
    where = writer.report_names.get(report_id or "", "") if report_id else f"{len(reports):,} reports"
    what = _what(records, list(claims.values()), writer)
    return Concern(
        words=" · ".join(part for part in (what, where) if part),
        claim_id=next(iter(claims)) if len(claims) == 1 else _claim_of_query(records),
        report_id=report_id,
    )


def _report_of(record: Record) -> str | None:
    if isinstance(record, Report):
        return record.id
    if isinstance(record, Claim | Mark | Query | Coding | Assignment | Decision):
        return record.report_id
    return None


def _claim_of_query(records: Iterable[Record]) -> str | None:
    about = {record.claim_id for record in records if isinstance(record, Query)}
    return about.pop() if len(about) == 1 else None


def _what(records: Iterable[Record], claims: list[Claim], writer: LineWriter) -> str:
    if len(claims) == 1:
        line = writer.line(claims[0])
        return " → ".join(part for part in (line[Column.THERAPY], line[Column.OUTCOME]) if part) or _cut(
            line[Column.QUOTE]
        )
    if claims:
        return f"{len(claims):,} claims"
    for record in records:
        if isinstance(record, Mark) and record.passages:
            return f"“{_cut(record.passages[0].words)}”"
        if isinstance(record, Query):
            return f"“{_cut(record.question)}”"
    return ""


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rstrip()}…"
