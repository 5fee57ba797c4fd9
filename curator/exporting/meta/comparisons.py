"""Comparisons with their numbers: every estimate of the chosen claims that says something to be pooled."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from curator.codebook.names import fold
from curator.evidence.evidence_map import study_of
from curator.evidence.lines import ClaimLine
from curator.exporting.accounts import Progress
from curator.exporting.chosen import Chosen
from curator.exporting.claim_words import where
from curator.exporting.meta.effects import Pooled, pooled
from curator.records import Arm, Claim, ClaimStatus, Estimate, Report


class Comparison(Struct, frozen=True):
    """One estimate with the claim it belongs to. ``study`` is the trial's name, or that of its report."""

    line: ClaimLine
    report: Report
    estimate: Estimate
    effect: Pooled | None
    study: str
    study_id: str
    where: str

    @property
    def has_events(self) -> bool:
        """Whether both arms say how many of how many."""
        return all(arm.events is not None and arm.n is not None for arm in self._arms)

    @property
    def has_means(self) -> bool:
        """Whether both arms say mean, standard deviation and how many."""
        return all(arm.mean is not None and arm.sd is not None and arm.n is not None for arm in self._arms)

    @property
    def _arms(self) -> tuple[Arm, Arm]:
        return self.estimate.intervention, self.estimate.control


class Comparisons:
    """Reads them one after the other, and counts what says nothing to be pooled."""

    def __init__(self, chosen: Chosen, tell: Progress) -> None:
        self._chosen = chosen
        self._tell = tell
        self.without_numbers = 0
        self.drafts = 0
        self._made_by: dict[tuple[object, ...], set[str]] = {}

    def __iter__(self) -> Iterator[Comparison]:
        """Report by report, in the order of the texts. Retracted claims are left out."""
        for number, report in enumerate(self._chosen.reports):
            self._tell(number / len(self._chosen.reports), report.title)
            for claim in self._chosen.claims(self._chosen.claim_ids(report)):
                if claim.status is not ClaimStatus.RETRACTED:
                    yield from self._of(claim, report)

    def _of(self, claim: Claim, report: Report) -> Iterator[Comparison]:
        line = self._chosen.lines.line(claim)
        study = self._chosen.studies.get(claim.study_id or "")
        name = study.name if study is not None else self._chosen.report_names[report.id]
        place = where(claim, self._chosen.structure_of(report.id))
        for estimate in claim.estimates:
            found = Comparison(line, report, estimate, pooled(estimate), name, study_of(claim), place)
            if found.effect is None and not found.has_events and not found.has_means:
                self.without_numbers += 1
                continue
            self.drafts += claim.status is ClaimStatus.DRAFT
            same = (found.study_id, claim.therapies, claim.outcome_id, fold(claim.time_point))
            self._made_by.setdefault(same, set()).add(claim.reviewer_id)
            yield found

    def notes(self) -> list[str]:
        """What whoever pools has to know."""
        notes = []
        if self.without_numbers:
            notes.append(
                f"{self.without_numbers:,} estimates have neither an effect with its measure nor both arms' numbers, "
                "and are not in it."
            )
        if self.drafts:
            notes.append(f"{self.drafts:,} rows are of drafts; the column status says which.")
        twice = sum(len(people) > 1 for people in self._made_by.values())
        if twice:
            notes.append(
                f"Of {twice:,} comparisons there are rows of several reviewers: settle them, or export those of one "
                "reviewer, before pooling; else studies count twice."
            )
        return notes
