"""What goes into one export: the chosen records of a review at one moment, in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from curator.codebook.codebook import Codebook
from curator.coding.reports import short_name
from curator.evidence.lines import LineWriter
from curator.evidence.question import EvidenceQuestion
from curator.exporting.choice import Choice
from curator.ports import RecordReader
from curator.records import Claim, Decision, Mark, Query, Report, Review, Reviewer, Structure, Study
from curator.text.structure import structure_of

_CLAIMS_AT_ONCE = 200


class Chosen:
    """Reads what was chosen. Claims and marks come in batches and are not kept; everything else is small."""

    def __init__(self, reader: RecordReader, choice: Choice) -> None:
        choice.check(reader)
        self.reader = reader
        self.choice = choice
        self.review = reader.all(Review)[0]
        self.state = reader.state()
        self.codebook = Codebook.read(reader)
        self.reviewers = {reviewer.id: reviewer for reviewer in reader.all(Reviewer)}
        self.studies = {study.id: study for study in reader.all(Study)}
        every_report = reader.all(Report)
        self.reports = [report for report in every_report if not choice.report_ids or report.id in choice.report_ids]
        self._every_report = {report.id: report for report in every_report}
        self._structure: tuple[str, Structure | None] = ("", None)
        self.report_names = {report.id: short_name(report) for report in every_report}
        self.lines = LineWriter(
            self.codebook, {report.id: report for report in every_report}, self.reviewers, self.studies
        )
        self.tally = Tally()
        chosen_reports = set(self._report_ids)
        self.queries = [query for query in reader.all(Query) if query.report_id in chosen_reports]
        self.decisions = self._decisions()
        self.unsettled: frozenset[str] = frozenset()
        """Reports on which something is still to be settled, as soon as that is known."""
        self.made_by: dict[str, str] = {}
        """Whose the claims are that those just read came from, by id."""
        self.open_queries = Counter(query.claim_id for query in self.queries if query.claim_id and not query.resolved)

    @property
    def _report_ids(self) -> list[str]:
        return [report.id for report in self.reports]

    def claim_ids(self, report: Report) -> list[str]:
        """The chosen claims of a report, by place in its text."""
        return self.reader.claim_ids(
            EvidenceQuestion(
                report_ids=(report.id,),
                reviewer_ids=self.choice.reviewer_ids,
                statuses=self.choice.statuses,
                source=self.choice.source,
            )
        )

    def is_wanted(self, reviewer_id: str) -> bool:
        """Whether a reviewer is among those that were chosen."""
        return not self.choice.reviewer_ids or reviewer_id in self.choice.reviewer_ids

    def _decisions(self) -> list[Decision]:
        """What was decided on the chosen reports about claims of the chosen reviewers, report by report."""
        reports = set(self._report_ids)
        found = [one for one in self.reader.all(Decision) if one.report_id in reports]
        if self.choice.reviewer_ids:
            claims = self.reader.get_many(Claim, {claim_id for one in found for claim_id in one.claim_ids})
            wanted = {claim.id for claim in claims.values() if self.is_wanted(claim.reviewer_id)}
            found = [one for one in found if not wanted.isdisjoint(one.claim_ids)]
        return sorted(found, key=lambda one: (one.report_id, one.decided_at, one.id))

    def claims(self, wanted: Sequence[str]) -> Iterator[Claim]:
        """The claims with these ids, in this order, a few of them in memory at a time."""
        for start in range(0, len(wanted), _CLAIMS_AT_ONCE):
            batch = wanted[start : start + _CLAIMS_AT_ONCE]
            found = self.reader.get_many(Claim, batch)
            self.know_origins(found.values())
            yield from (found[claim_id] for claim_id in batch)

    def know_origins(self, claims: Iterable[Claim]) -> None:
        """Reads whose the claims are that these came from, for the rows that are made of these next."""
        origins = {claim_id for claim in claims for claim_id in claim.from_claim_ids}
        made = self.reader.get_many(Claim, origins) if origins else {}
        self.made_by = {claim.id: claim.reviewer_id for claim in made.values()}

    def marks(self, report: Report) -> list[Mark]:
        """The chosen marks of a report, by place in its text."""
        reviewers, retracted_too = self.choice.reviewer_ids, self.choice.takes_retracted
        marks = [
            mark
            for mark in self.reader.all(Mark, report_id=report.id)
            if (not reviewers or mark.reviewer_id in reviewers) and (retracted_too or not mark.retracted)
        ]
        return sorted(marks, key=_place_in_text)

    def structure_of(self, report_id: str) -> Structure | None:
        """Where the sections and pages of a report are; that of the last report is kept, since rows come by report."""
        if self._structure[0] != report_id:
            report = self._every_report.get(report_id)
            self._structure = report_id, structure_of(self.reader, report) if report is not None else None
        return self._structure[1]

    def name_of_reviewer(self, reviewer_id: str | None) -> str:
        """The name of a reviewer; empty for none."""
        reviewer = self.reviewers.get(reviewer_id or "")
        return reviewer.name if reviewer is not None else ""


class Tally:
    """How often each record is named by the claims and marks that were written."""

    def __init__(self) -> None:
        self.claims_of: Counter[str] = Counter()
        self.as_comparator: Counter[str] = Counter()
        self.marks_of: Counter[str] = Counter()

    def take_claim(self, claim: Claim) -> None:
        """Counts a claim once for its report, study, outcome and each therapy."""
        named = {claim.report_id, *(term for group in claim.therapies for term in group)}
        named |= {record_id for record_id in (claim.study_id, claim.outcome_id) if record_id}
        self.claims_of.update(named)
        self.as_comparator.update({term for group in claim.comparators for term in group})

    def take_mark(self, mark: Mark) -> None:
        """Counts a mark for its report."""
        self.marks_of[mark.report_id] += 1


def _place_in_text(mark: Mark) -> tuple[int, int, str]:
    first = mark.passages[0] if mark.passages else None
    return (first.start, first.end, mark.id) if first else (-1, -1, mark.id)
