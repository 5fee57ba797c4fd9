"""Reports of the review that may be the same one: found among all of them, and joined when somebody says so."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
from msgspec import Struct

from curator.changes import Change, amended
from curator.coding.reports import short_name
from curator.errors import Refused
from curator.importing.accounts import Offer
from curator.importing.references.duplicates import KnownReports
from curator.importing.references.joining import join
from curator.ports import RecordReader
from curator.records import Claim, Mark, Query, Record, Report, ReportKind

_CODED: tuple[type[Record], ...] = (Claim, Mark, Query)
_BETWEEN_WORDS = 100
_KEPT_APART = "Not the same report as"
"""The detail of a report that names those with which it was compared, each with its id in square brackets."""


class Double(Struct, frozen=True, kw_only=True):
    """Two reports that may be one: ``report`` came later; ``offer`` names the earlier one, why, and how alike."""

    report: Report
    offer: Offer

    @property
    def earlier(self) -> Report:
        """The report that was there before."""
        if self.offer.report is None:
            raise ValueError("the offer of two reports names no report")
        return self.offer.report


def find_doubles(reader: RecordReader, progress: Callable[[float, str], object] | None = None) -> tuple[Double, ...]:
    """Reports that may be there twice, in the order in which they came in.

    Those that were set aside do not count, nor do two that somebody keeps apart. ``progress`` hears which share is
    done; answering False ends the search with what was found so far.
    """
    known = KnownReports()
    found: list[Double] = []
    reports = reader.all(Report, retired=False)
    apart: dict[str, set[str]] = {report.id: set(_kept_apart_from(report)) for report in reports}
    for report in reports:
        for other_id in _kept_apart_from(report):
            apart.get(other_id, set()).add(report.id)
    for count, report in enumerate(reports):
        if (
            progress is not None
            and count % _BETWEEN_WORDS == 0
            and progress(count / len(reports), report.title) is False
        ):
            break
        offer = known.most_like(report, apart[report.id])
        if offer is not None:
            found.append(Double(report=report, offer=offer))
        known.add(report)
    return tuple(found)


def which_to_keep(reader: RecordReader, double: Double) -> tuple[Report, Report]:
    """The report that stays when the two are joined, and the one that is set aside.

    What was coded stays, then what is more than an abstract, then what came first. Raises ``Refused`` when both were
    coded.
    """
    first, second = double.earlier, double.report
    first_coded, second_coded = (bool(_coded(reader, one)) for one in (first, second))
    if first_coded and second_coded:
        raise Refused("Both were coded, and claims stand on the words of their own report, so they cannot be joined.")
    if first_coded or second_coded:
        return (first, second) if first_coded else (second, first)
    later_is_more = first.kind is ReportKind.ABSTRACT and second.kind is not ReportKind.ABSTRACT
    return (second, first) if later_is_more else (first, second)


def keep_both(double: Double, reviewer_id: str) -> Change:
    """The change that says of two reports that they are not the same, so that nobody is asked again."""
    report, other = double.report, double.earlier
    said = f"{short_name(other)} [{other.id}]"
    words = _lines_of_both(report.details.get(_KEPT_APART, ""), said)
    after = amended(report, details={**report.details, _KEPT_APART: words})
    return Change(title="Keep two reports apart", reviewer_id=reviewer_id, alterations=(after,))


def _kept_apart_from(report: Report) -> frozenset[str]:
    return frozenset(re.findall(r"\[([^\[\]]+)\]$", report.details.get(_KEPT_APART, ""), re.MULTILINE))


def _lines_of_both(*words: str) -> str:
    return "\n".join(dict.fromkeys(line for one in words for line in one.split("\n") if line))


def _coded(reader: RecordReader, report: Report) -> list[str]:
    """What stands on the words of a report, in words of the log."""
    return [kind.name_in_log for kind in _CODED if reader.count(kind, report_id=report.id)]


def join_reports(reader: RecordReader, kept: Report, other: Report, reviewer_id: str) -> Change:
    """The change that joins what is known of ``other`` to ``kept``, and sets ``other`` aside.

    Raises ``Refused`` when somebody coded ``other``: a claim stands on the words of its own report.
    """
    coded = _coded(reader, other)
    if coded:
        raise Refused(
            "“{title}” was coded (it has a {what}), so it stays. Keep that one, and join the other one to it.",
            title=short_name(other),
            what=coded[0],
        )
    whence = other.file_name or short_name(other)
    abstract = reader.text(other.text_sha256) if other.kind is ReportKind.ABSTRACT else ""
    apart = _lines_of_both(kept.details.get(_KEPT_APART, ""), other.details.get(_KEPT_APART, ""))
    said = {name: words for name, words in other.details.items() if name != _KEPT_APART}
    told = msgspec.structs.replace(other, details=said)
    joined = join(kept, told, whence, abstract, reader.text(kept.text_sha256)).report
    studies = tuple(dict.fromkeys((*joined.study_ids, *other.study_ids)))
    note = "\n".join(filter(None, dict.fromkeys((joined.note, other.note))))
    details = {**joined.details, _KEPT_APART: apart} if apart else joined.details
    after = msgspec.structs.replace(joined, study_ids=studies, note=note, details=details)
    alterations = [amended(other, retired=True)]
    if after != kept:
        alterations.insert(0, amended(kept, **{name: getattr(after, name) for name in after.__struct_fields__}))
    return Change(title="Join two reports", reviewer_id=reviewer_id, alterations=tuple(alterations))
