"""Reports, reviewers and studies as a claims table names them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

import msgspec

from curator.changes import Alteration
from curator.codebook.names import fold, tidy
from curator.coding.reports import short_name
from curator.coding.reviews import named_reviewer
from curator.errors import BadInput, NotFound
from curator.ids import new_id
from curator.importing.claim_columns import absence, decoded
from curator.importing.nearest import NearestNames
from curator.ports import RecordReader
from curator.records import Absence, Coding, CodingStatus, Report, Reviewer, Study

_MOST_NAMED = 3


class Reports:
    """The reports of the review by file name, with and without its ending, by title, id and short name."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._by_file: dict[str, list[Report]] = {}
        self._by_stem: dict[str, list[Report]] = {}
        self._by_title: dict[str, list[Report]] = {}
        self._by_id: dict[str, list[Report]] = {}
        self._by_short_name: dict[str, list[Report]] = {}
        self._near = NearestNames(self._names)
        for report in sorted(reports, key=lambda report: report.retired):
            for names, name in (
                (self._by_file, report.file_name),
                (self._by_stem, PurePosixPath(report.file_name).stem),
                (self._by_title, report.title),
                (self._by_id, report.id),
                (self._by_short_name, short_name(report)),
            ):
                if name:
                    names.setdefault(fold(name), []).append(report)

    def named(self, cell: str) -> Report:
        """The report that a cell names; raises ``NotFound``, or ``BadInput`` when several have that name."""
        name = tidy(decoded(cell))
        if not name:
            raise BadInput("It names no report.")
        last = PurePosixPath(name.replace("\\", "/")).name
        for names, wanted in (
            (self._by_file, name),
            (self._by_stem, name),
            (self._by_title, name),
            (self._by_file, last),
            (self._by_id, name),
            (self._by_short_name, name),
        ):
            found = names.get(fold(wanted))
            if found:
                return self._only(name, found)
        near = self._near.to(name)
        raise NotFound(
            "There is no report “{name}” in the review.{hint} Import its text first.",
            name=name,
            hint=f" Did you mean “{near}”?" if near else "",
        )

    def _only(self, name: str, found: list[Report]) -> Report:
        active = [report for report in found if not report.retired] or found
        if len(active) > 1:
            raise BadInput(
                "{count} reports are called “{name}”: {titles}. Name it by its title or file, whichever it has alone.",
                count=len(active),
                name=name,
                titles="; ".join(f"{report.title} ({report.file_name})" for report in active[:_MOST_NAMED]),
            )
        return active[0]

    def _names(self) -> list[str]:
        return [
            name
            for reports in (*self._by_file.values(), *self._by_title.values())
            for report in reports
            for name in (report.file_name, report.title)
            if name
        ]


class Reviewers:
    """The reviewers of the review by name; a new one is added as they come."""

    def __init__(self, reviewers: list[Reviewer], importing_id: str | None) -> None:
        self._by_name = {fold(reviewer.name): reviewer for reviewer in reviewers}
        self._importing_id = importing_id
        self.new: dict[str, Reviewer] = {}

    def id_of(self, cell: str) -> str:
        """The id of the reviewer that a cell names; a blank cell means the one who imports."""
        name = tidy(decoded(cell))
        if not name:
            if self._importing_id is None:
                raise BadInput("It names no reviewer.")
            return self._importing_id
        known = self._by_name.get(fold(name))
        if known is not None and known.consensus:
            raise BadInput(
                "It is of the consensus, which comes of settling disagreements only. Leave the row out, or name the "
                "reviewer who made it."
            )
        if known is None:
            known = named_reviewer(name, position=len(self._by_name))
            self._by_name[fold(name)] = known
            self.new[known.id] = known
        return known.id


class Studies:
    """The studies of the review by name; a new one is added as they come, and linked to the reports about it."""

    def __init__(self, studies: list[Study]) -> None:
        self._by_name = {fold(study.name): study for study in studies}
        self.new: dict[str, Study] = {}

    def id_of(self, cell: str) -> str | Absence:
        """The id of the study that a cell names; empty when it is blank."""
        name = tidy(decoded(cell))
        reason = absence(name)
        if reason is not None or not name:
            return reason or ""
        known = self._by_name.get(fold(name))
        if known is None:
            known = Study(id=new_id(), name=name)
            self._by_name[fold(name)] = known
            self.new[known.id] = known
        return known.id


def linked(reports: Iterable[Report], named: dict[str, dict[str, None]]) -> list[Alteration]:
    """The reports (by id in ``named``: the ids of their studies) that learn that they are about another study."""
    alterations = []
    for report in reports:
        study_ids = tuple(dict.fromkeys((*report.study_ids, *named.get(report.id, ()))))
        if study_ids != report.study_ids:
            after = msgspec.structs.replace(report, study_ids=study_ids)
            alterations.append(Alteration(before=report, after=after))
    return alterations


class Codings:
    """Who codes which report, and how far they have come."""

    def __init__(self, reader: RecordReader) -> None:
        self._codings = {(coding.report_id, coding.reviewer_id): coding for coding in reader.all(Coding)}

    def closed(self, report_id: str, reviewer_id: str) -> bool:
        """Whether the reviewer has submitted the report: nothing can be added then."""
        coding = self._codings.get((report_id, reviewer_id))
        return coding is not None and coding.status is CodingStatus.SUBMITTED

    def filled(self, passes: Iterable[tuple[str, str]], *, submit: bool) -> list[Alteration]:
        """What makes these (report, reviewer) passes be in progress, or be submitted."""
        status = CodingStatus.SUBMITTED if submit else CodingStatus.IN_PROGRESS
        alterations = []
        for report_id, reviewer_id in passes:
            coding = self._codings.get((report_id, reviewer_id))
            if coding is not None and coding.status is status:
                continue
            before = coding or Coding(id=new_id(), report_id=report_id, reviewer_id=reviewer_id)
            after = msgspec.structs.replace(before, status=status)
            alterations.append(Alteration(before=coding, after=after))
        return alterations
