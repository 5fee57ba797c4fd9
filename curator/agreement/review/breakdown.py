"""The agreement on one thing, part by part: report by report, and in the order in which the work was done.

Parts are small, so they are for finding out where reviewers part ways and whether they come nearer; the figures over
all of them stand beside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from curator.agreement.agreement import Agreement
from curator.agreement.claims.linking import Unit
from curator.agreement.of_review import CLAIMS_FOUND, Comparison, ReviewAgreement
from curator.agreement.review.coded import PAIR, Coded
from curator.agreement.review.estimates import estimate_fields, estimate_rows
from curator.agreement.review.fields import Columns, agreement_of_field, units_of_two
from curator.agreement.review.found import agreement_of_claims_found
from curator.agreement.review.values import ComparedField, compared_fields
from curator.agreement.settings import Bootstrap, Progress
from curator.codebook.codebook import Codebook
from curator.records import Assignment, Claim, Study


class Part(Struct, frozen=True, kw_only=True):
    """Some of the reports that were compared, and how far the reviewers agree there.

    ``title`` is empty for a single report; the name of a round; or a month or a day (``2026-03``, ``2026-03-17``).
    """

    report_ids: tuple[str, ...]
    agreement: Agreement
    title: str = ""


class CellsOfField(Struct, frozen=True, kw_only=True):
    """Which claims stand behind each cell of a confusion table.

    ``categories`` has, for each unit of two or more claims, what each reviewer's claim holds, by reviewer's id.
    """

    categories: Sequence[tuple[Unit, Mapping[str, str]]]

    def claims_in(self, first_id: str, second_id: str, row: str, column: str) -> set[frozenset[str]]:
        """The pairs of claims (by id) in which the first reviewer said ``row`` and the second one ``column``."""
        return {
            frozenset((unit.claims[first_id].id, unit.claims[second_id].id))
            for unit, said in self.categories
            if said.get(first_id) == row and said.get(second_id) == column
        }


class Breakdown:
    """Takes the agreement of a review apart; ``studies`` are those of the review."""

    def __init__(self, found: ReviewAgreement, comparison: Comparison, studies: Iterable[Study]) -> None:
        self._found = found
        self._comparison = replace(comparison, bootstrap=Bootstrap(samples=0))
        self._studies = list(studies)

    def by_report(self, name: str, progress: Progress | None = None) -> list[Part]:
        """The agreement on a field (or on ``CLAIMS_FOUND``) in each report that was compared."""
        groups = [("", (report.id,)) for report in self._found.coded.reports]
        return self._parts(name, groups, progress)

    def over_time(self, name: str, assignments: Iterable[Assignment], progress: Progress | None = None) -> list[Part]:
        """The same by rounds of assignment, in the order in which they were assigned.

        Reports that two of their readers have in no round of one name are left out. Where no round has a name, by the
        month in which the last claim on a report was recorded, or by the day where all of them are of one month.
        """
        groups = self._rounds(assignments) or self._periods()
        return self._parts(name, groups, progress)

    def cells(self, name: str) -> CellsOfField:
        """What the claims of each unit hold in a field, as the confusion table has it; nothing for estimates."""
        field = self._field(name)
        shared = units_of_two(self._found.units)
        said: list[dict[str, str]] = [{} for _ in shared]
        if field is not None:
            for reviewer_id in self._found.coded.reviewers:
                for place, unit in enumerate(shared):
                    code = field.code(unit.claims[reviewer_id]) if reviewer_id in unit.claims else None
                    if code is not None:
                        said[place][reviewer_id] = str(code)
        return CellsOfField(categories=list(zip(shared, said, strict=True)))

    def _parts(self, name: str, groups: Sequence[tuple[str, tuple[str, ...]]], progress: Progress | None) -> list[Part]:
        parts = []
        for number, (title, report_ids) in enumerate(groups):
            if progress is not None:
                progress(number / len(groups), title)
            chosen = set(report_ids)
            units = [unit for unit in self._found.units if unit.report_id in chosen]
            agreement = self._agreement(name, chosen, units)
            if agreement is not None:
                parts.append(Part(report_ids=report_ids, title=title, agreement=agreement))
        return parts

    def _agreement(self, name: str, report_ids: set[str], units: Sequence[Unit]) -> Agreement | None:
        coded = self._found.coded
        if name == CLAIMS_FOUND:
            return agreement_of_claims_found(_only(coded, report_ids), units)
        shared = units_of_two(units)
        bootstrap, tolerance = self._comparison.bootstrap, self._comparison.tolerance
        field = self._field(name)
        if field is not None:
            columns = Columns(coded.reviewers, (unit.claims for unit in shared))
            return agreement_of_field(field, columns, bootstrap, tolerance).agreement
        of_estimates = next((one for one in estimate_fields() if one.name == name), None)
        if of_estimates is None:
            return None
        columns = Columns(coded.reviewers, estimate_rows(shared))
        return agreement_of_field(of_estimates, columns, bootstrap, tolerance).agreement

    def _field(self, name: str) -> ComparedField | None:
        """The field anew each time: it remembers the spellings that it met."""
        codebook: Codebook = self._found.coded.codebook
        fields = compared_fields(codebook, self._studies, self._comparison.ordered, self._comparison.tree_level)
        return next((field for field in fields if field.name == name), None)

    def _rounds(self, assignments: Iterable[Assignment]) -> list[tuple[str, tuple[str, ...]]]:
        assigned: dict[str, dict[str, set[str]]] = {}
        for one in assignments:
            if one.round:
                assigned.setdefault(one.round, {}).setdefault(one.report_id, set()).add(one.reviewer_id)
        readers = self._found.coded.readers
        rounds = []
        for title, reports in assigned.items():
            both = tuple(one for one in readers if len(reports.get(one, set()) & set(readers[one])) >= PAIR)
            if both:
                rounds.append((title, both))
        return rounds

    def _periods(self) -> list[tuple[str, tuple[str, ...]]]:
        last: dict[str, datetime] = {}
        for claim in _claims(self._found.coded):
            last[claim.report_id] = max(last.get(claim.report_id, claim.recorded_at), claim.recorded_at)
        months = _grouped(last, lambda moment: f"{moment:%Y-%m}")
        return months if len(months) > 1 else _grouped(last, lambda moment: f"{moment:%Y-%m-%d}")


def _grouped(last: Mapping[str, datetime], period: Callable[[datetime], str]) -> list[tuple[str, tuple[str, ...]]]:
    """Reports by the period in which they were finished, where this computer is, in order."""
    groups: dict[str, list[str]] = {}
    for report_id, moment in last.items():
        groups.setdefault(period(moment.astimezone()), []).append(report_id)
    return [(title, tuple(groups[title])) for title in sorted(groups)]


def _claims(coded: Coded) -> list[Claim]:
    return [claim for own in coded.claims.values() for claim in own]


def _only(coded: Coded, report_ids: set[str]) -> Coded:
    return replace(
        coded,
        reports=[report for report in coded.reports if report.id in report_ids],
        readers={report_id: read_by for report_id, read_by in coded.readers.items() if report_id in report_ids},
    )
