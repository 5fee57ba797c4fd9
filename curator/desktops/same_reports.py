"""Reports that were imported on both desktops: known by their text, or by their file and most of their text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from curator.codebook.names import fold
from curator.desktops.other_texts import are_versions
from curator.desktops.working import Working
from curator.ports import RecordReader
from curator.records import Report


class SameReports(NamedTuple):
    """Which reports of a file are, by id, which of this review; and what is to be said about them."""

    joined: dict[str, str]
    notes: list[str]


def same_reports(reports: Iterable[Report], working: Working, theirs: RecordReader) -> SameReports:
    """Finds, for reports that this review has not got by id, the one that they are.

    The same text is the same report. So is a text of the same file name that is a version of ours: what was coded on
    it is looked for in our text, and its own text stays out.
    """
    by_text: dict[str, Report] = {}
    by_file: dict[str, list[Report]] = {}
    for report in sorted(working.of(Report).values(), key=lambda one: (one.retired, one.id)):
        by_text.setdefault(report.text_sha256, report)
        if report.file_name and not report.retired:
            by_file.setdefault(fold(report.file_name), []).append(report)
    joined: dict[str, str] = {}
    notes: list[str] = []
    for report in reports:
        known = by_text.get(report.text_sha256)
        if known is not None:
            joined[report.id] = known.id
            continue
        named = by_file.get(fold(report.file_name), []) if report.file_name else []
        text = theirs.text(report.text_sha256) if named else ""
        versions = [one for one in named if are_versions(working.text_of(one), text)] if len(named) == 1 else []
        if versions:
            joined[report.id] = versions[0].id
            notes.append(
                f"The file has another text of “{versions[0].title}” ({report.file_name}). The text here stays; what "
                "was coded on the other one is looked for by its words."
            )
        elif named:
            notes.append(
                f"The file has another report by the name {report.file_name}; its text is a different one, so it comes "
                "in beside it."
            )
    return SameReports(joined, notes)
