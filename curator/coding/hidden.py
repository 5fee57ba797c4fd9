"""What is not open yet to whoever reads a review, told in sentences, so that nobody takes a part for the whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from curator.coding.blinding import BlindReader
from curator.coding.coders import read_coders
from curator.coding.reports import short_name
from curator.records import CodingStatus, Report, Reviewer

_NAMED = 5


class Hidden(Struct, frozen=True, kw_only=True):
    """Reports on which somebody's work is not open to ``reviewer`` (None: to nobody in particular).

    Of ``left_out`` nothing may be seen, of ``in_part`` only what the reviewer did there.
    """

    reviewer: Reviewer | None
    left_out: tuple[Report, ...]
    in_part: tuple[Report, ...]

    @property
    def sentences(self) -> list[str]:
        """It in words: how many reports, which ones, and why."""
        said = []
        if self.left_out:
            why = f"not everybody who codes {_them(self.left_out)} has submitted"
            said.append(f"Left out, because {why}: {_named(self.left_out)}.")
        if self.in_part and self.reviewer is not None:
            why = f"not everybody who codes {_them(self.in_part)} has submitted"
            said.append(f"With the work of {self.reviewer.name} alone, because {why}: {_named(self.in_part)}.")
        return said


def what_is_hidden(reader: BlindReader, report_ids: Collection[str] = ()) -> Hidden:
    """The reports on which not everything is open to whoever reads; of those named, if any are."""
    sight, coders = reader.sight(), read_coders(reader)
    left_out: list[Report] = []
    in_part: list[Report] = []
    for report in reader.all(Report):
        begun = [one for one, status in coders.get(report.id, {}).items() if status is not CodingStatus.NOT_STARTED]
        hidden = [one for one in begun if not sight.is_open(report.id, one)]
        if hidden and (not report_ids or report.id in report_ids):
            (in_part if sight.reviewer_id in begun else left_out).append(report)
    who = reader.get_many(Reviewer, [sight.reviewer_id]) if sight.reviewer_id else {}
    return Hidden(reviewer=next(iter(who.values()), None), left_out=tuple(left_out), in_part=tuple(in_part))


def _them(reports: Sequence[Report]) -> str:
    return "it" if len(reports) == 1 else "them"


def _named(reports: Sequence[Report]) -> str:
    count = "1 report" if len(reports) == 1 else f"{len(reports):,} reports"
    names = [f"“{short_name(report)}”" for report in reports[:_NAMED]]
    return f"{count} ({', '.join(names)}{', …' if len(reports) > _NAMED else ''})"
