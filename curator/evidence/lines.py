"""How a claim reads: every column of it in words, the same in lists, in filters and in the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from curator.codebook.codebook import Codebook
from curator.coding.reports import short_name
from curator.evidence.question import Column
from curator.records import Better, Claim, Group, Meaning, Report, Reviewer, Study
from curator.text.passages import quote

if TYPE_CHECKING:
    from curator.ports import RecordReader

TOGETHER = " + "
ONE_BY_ONE = "; "

_TURNED = {
    (Meaning.INCREASED, Better.HIGHER): Meaning.IMPROVED,
    (Meaning.INCREASED, Better.LOWER): Meaning.WORSENED,
    (Meaning.DECREASED, Better.HIGHER): Meaning.WORSENED,
    (Meaning.DECREASED, Better.LOWER): Meaning.IMPROVED,
}


class ClaimLine(Struct, frozen=True):
    """A claim in words. ``meaning`` is its effect for the patient, where that can be told."""

    claim: Claim
    words: Mapping[Column, str]
    meaning: Meaning | None

    def __getitem__(self, column: Column) -> str:
        return self.words[column]


def effect(claim: Claim, codebook: Codebook) -> Meaning | None:
    """What the claim's direction means for the patient.

    Increased and decreased turn into improved or worsened where the outcome says which way is better; every other
    direction means what it says. None without a direction.
    """
    direction = codebook.directions.get(claim.direction_id or "")
    if direction is None:
        return None
    outcome = codebook.outcomes.by_id.get(claim.outcome_id or "")
    better = outcome.better if outcome is not None else None
    return _TURNED.get((direction.meaning, better), direction.meaning) if better else direction.meaning


def groups_in_words(groups: Iterable[Group], codebook: Codebook) -> str:
    """Therapies as written in tables: "A + B" given together, "A; C" one by one."""
    return ONE_BY_ONE.join(TOGETHER.join(map(codebook.name_of, group)) for group in groups)


class LineWriter:
    """Writes claims as lines, with the names of terms, reports, reviewers and studies at one moment."""

    def __init__(
        self,
        codebook: Codebook,
        reports: Mapping[str, Report],
        reviewers: Mapping[str, Reviewer],
        studies: Mapping[str, Study],
    ) -> None:
        self.codebook = codebook
        self.report_names = {report_id: short_name(report) for report_id, report in reports.items()}
        self.reviewer_names = {reviewer_id: reviewer.name for reviewer_id, reviewer in reviewers.items()}
        self.study_names = {study_id: study.name for study_id, study in studies.items()}

    @classmethod
    def read(cls, reader: RecordReader, codebook: Codebook | None = None) -> LineWriter:
        """A writer with the names that the review holds now."""
        return cls(
            codebook or Codebook.read(reader),
            {report.id: report for report in reader.all(Report)},
            {reviewer.id: reviewer for reviewer in reader.all(Reviewer)},
            {study.id: study for study in reader.all(Study)},
        )

    def line(self, claim: Claim) -> ClaimLine:
        """The claim in words. A field that is absent says why; one that is not yet filled is empty."""
        therapies = groups_in_words(claim.therapies, self.codebook)
        comparators = groups_in_words(claim.comparators, self.codebook)
        study = self.study_names.get(claim.study_id or "", "")

        def said(field: str, words: str) -> str:
            return claim.absent[field].value if field in claim.absent else words

        words = {
            Column.REPORT: self.report_names.get(claim.report_id, ""),
            Column.PLACE: str(claim.passages[0].start) if claim.passages else "",
            Column.THERAPY: said("therapies", therapies),
            Column.COMPARATOR: said("comparators", comparators),
            Column.OUTCOME: said("outcome_id", self.codebook.name_of(claim.outcome_id)),
            Column.DIRECTION: said("direction_id", self.codebook.name_of(claim.direction_id)),
            Column.QUOTE: quote(claim.passages),
            Column.POPULATION: said("population", claim.population),
            Column.TIME_POINT: said("time_point", claim.time_point),
            Column.DESIGN: said("design", claim.design),
            Column.ATTRIBUTION: said("attribution", claim.attribution),
            Column.STUDY: said("study_id", study),
            Column.STATEMENT: said("statement", claim.statement),
            Column.NOTE: claim.note,
            Column.STATUS: claim.status.value,
            Column.REVIEWER: self.reviewer_names.get(claim.reviewer_id, ""),
        }
        return ClaimLine(claim, words, effect(claim, self.codebook))
