"""What an evidence report says, before anything is said about how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from curator.codebook.names import fold
from curator.evidence.evidence_map import gathered_group, study_of
from curator.evidence.lines import TOGETHER, ClaimLine
from curator.evidence.question import Column
from curator.exporting.chosen import Chosen
from curator.records import Absence, Claim, ClaimStatus, Decision, Group, Meaning, Report, Verdict
from curator.text.estimate_words import show_estimate
from curator.text.structure import structures_of, words_for_place

NO_THERAPY = "No therapy named"
NO_OUTCOME = "No outcome named"

_DETAILS = (
    (Column.COMPARATOR, "Against"),
    (Column.POPULATION, "Population"),
    (Column.TIME_POINT, "Time point"),
    (Column.DESIGN, "Design"),
    (Column.ATTRIBUTION, "Attribution"),
    (Column.STUDY, "Study"),
)
_NOTHING = ("", Absence.NOT_APPLICABLE.value)
_VERDICTS = {
    Verdict.IDENTICAL: "found alike by both reviewers",
    Verdict.TAKEN: "settled: one reviewer's claim was taken",
    Verdict.KEPT_APART: "settled: kept as separate claims",
    Verdict.MERGED: "settled: merged field by field",
    Verdict.NEITHER: "settled: neither was taken",
}


class Quoted(Struct, frozen=True):
    """Words of a report, and where they stand in it ("Results · p. 4"), as far as that is known."""

    words: str
    place: str


class Entry(Struct, frozen=True, kw_only=True):
    """One claim. ``source`` is the number of its report in the list of sources."""

    claim_id: str
    meaning: Meaning | None
    direction: str
    statement: str
    estimates: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    quotes: tuple[Quoted, ...]
    source: int
    report: str
    people: str
    decision: str
    note: str
    is_draft: bool


class OutcomePart(Struct, frozen=True, kw_only=True):
    """What is said of one outcome; ``says`` counts studies by what they say of it."""

    name: str
    path: str
    entries: tuple[Entry, ...]
    studies: int
    says: Mapping[Meaning, int]


class TherapyPart(Struct, frozen=True, kw_only=True):
    """What is said of one therapy, or of several given together."""

    name: str
    outcomes: tuple[OutcomePart, ...]
    claims: int


class Source(Struct, frozen=True, kw_only=True):
    """A report that claims come from: its number, what it is called here, and where it was published."""

    number: int
    name: str
    citation: str
    identifiers: tuple[tuple[str, str], ...]
    retraction: str


class EvidenceReport(Struct, frozen=True, kw_only=True):
    """All of it. ``facts`` are what the report was made of, by their names."""

    title: str
    question: str
    facts: tuple[tuple[str, str], ...]
    therapies: tuple[TherapyPart, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...] = field(default_factory=tuple)


def read_report(chosen: Chosen) -> EvidenceReport:
    """The report of the chosen claims; claims that were retracted are in none."""
    collected = _Collected(chosen)
    for report in chosen.reports:
        for claim in chosen.claims(chosen.claim_ids(report)):
            if claim.status is not ClaimStatus.RETRACTED:
                collected.take(claim, report)
    return collected.report()


class _Collected:
    """Claims being sorted by therapy and outcome."""

    def __init__(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self._structures = structures_of(chosen.reader, chosen.reports)
        self._decisions = {
            claim_id: decision for decision in chosen.decisions for claim_id in decision.consensus_claim_ids
        }
        self._numbers: dict[str, int] = {}
        self._reports: dict[str, Report] = {}
        self._entries: dict[str, Entry] = {}
        self._claims: list[Claim] = []
        self._places: dict[Group, dict[str, list[Claim]]] = {}

    def take(self, claim: Claim, report: Report) -> None:
        """Takes a claim into every therapy that it is about."""
        line = self._chosen.lines.line(claim)
        self._reports[report.id] = report
        self._numbers.setdefault(report.id, len(self._numbers) + 1)
        self._entries[claim.id] = self._entry(line, report)
        self._claims.append(claim)
        groups = {gathered_group(self._chosen.codebook.therapies, group, None) for group in claim.therapies if group}
        for group in groups or {()}:
            self._places.setdefault(group, {}).setdefault(claim.outcome_id or "", []).append(claim)

    def report(self) -> EvidenceReport:
        """Everything that was taken, in the order of the codebook."""
        review = self._chosen.review
        studies = {study_of(claim) for claim in self._claims}
        facts = (
            ("Claims", f"{len(self._claims):,}"),
            ("Studies", f"{len(studies):,}"),
            ("Reports", f"{len(self._numbers):,}"),
            ("Claims of", f"{self._chosen.choice.source.value}"),
            ("State", f"change {self._chosen.state.sequence:,}, {self._chosen.state.changed_at:%Y-%m-%d}"),
        )
        return EvidenceReport(
            title=review.title,
            question=review.question,
            facts=facts,
            therapies=tuple(self._therapy(group) for group in self._groups()),
            sources=tuple(map(self._source, self._reports.values())),
            claims=tuple(self._claims),
        )

    def _groups(self) -> list[Group]:
        """Therapies in the order of the tree, each before what it is given together with; claims without any last."""
        in_order = {term.id: place for place, term in enumerate(self._chosen.codebook.therapies)}
        return sorted(self._places, key=lambda group: (not group, [in_order.get(one, len(in_order)) for one in group]))

    def _therapy(self, group: Group) -> TherapyPart:
        book = self._chosen.codebook
        in_order = {term.id: place for place, term in enumerate(book.outcomes)}
        by_outcome = self._places[group]
        outcomes = sorted(by_outcome, key=lambda one: in_order.get(one, len(in_order)))
        return TherapyPart(
            name=TOGETHER.join(map(book.name_of, group)) or NO_THERAPY,
            outcomes=tuple(self._outcome(one, by_outcome[one]) for one in outcomes),
            claims=sum(map(len, by_outcome.values())),
        )

    def _outcome(self, outcome_id: str, claims: Sequence[Claim]) -> OutcomePart:
        path = self._chosen.codebook.outcomes.path(outcome_id)
        entries = sorted((self._entries[claim.id] for claim in claims), key=_in_order)
        studies: dict[Meaning, set[str]] = {}
        for claim in claims:
            meaning = self._entries[claim.id].meaning
            if meaning is not None:
                studies.setdefault(meaning, set()).add(study_of(claim))
        return OutcomePart(
            name=path[-1].name if path else NO_OUTCOME,
            path=" › ".join(term.name for term in path[:-1]),
            entries=tuple(entries),
            studies=len({study_of(claim) for claim in claims}),
            says={meaning: len(studies[meaning]) for meaning in Meaning if meaning in studies},
        )

    def _entry(self, line: ClaimLine, report: Report) -> Entry:
        claim, said = line.claim, line.words
        structure = self._structures.get(report.id)
        return Entry(
            claim_id=claim.id,
            meaning=line.meaning,
            direction=said[Column.DIRECTION],
            statement=said[Column.STATEMENT] if "statement" not in claim.absent else "",
            estimates=tuple(filter(None, map(show_estimate, claim.estimates))),
            details=tuple((name, said[column]) for column, name in _DETAILS if said[column] not in _NOTHING),
            quotes=tuple(Quoted(one.words, words_for_place(structure, one.start)) for one in claim.passages),
            source=self._numbers[report.id],
            report=said[Column.REPORT],
            people=self._people(claim),
            decision=self._decided(self._decisions.get(claim.id)),
            note=claim.note,
            is_draft=claim.status is ClaimStatus.DRAFT,
        )

    def _people(self, claim: Claim) -> str:
        """Whose claim it is; of one of the consensus, whose claims it came from."""
        made = dict.fromkeys(self._chosen.made_by.get(one, "") for one in claim.from_claim_ids)
        return _listed(map(self._chosen.name_of_reviewer, [one for one in made if one] or [claim.reviewer_id]))

    def _decided(self, decision: Decision | None) -> str:
        if decision is None:
            return ""
        by = _listed(map(self._chosen.name_of_reviewer, (decision.reviewer_id, *decision.also_reviewer_ids)))
        words = f"{_VERDICTS[decision.verdict]}, by {by} on {decision.decided_at:%Y-%m-%d}"
        return f"{words}: {decision.rationale}" if decision.rationale else words

    def _source(self, report: Report) -> Source:
        parts = (report.authors, str(report.year or ""), report.title, report.journal)
        named = (("DOI", report.doi), ("PubMed", report.pmid), ("PMC", report.pmcid), ("File", report.file_name))
        return Source(
            number=self._numbers[report.id],
            name=self._chosen.report_names[report.id],
            citation=". ".join(part.strip().rstrip(".") for part in parts if part.strip()) + ".",
            identifiers=tuple((name, words) for name, words in named if words),
            retraction=report.retraction,
        )


def _in_order(entry: Entry) -> tuple[int, str, int, str]:
    meanings = list(Meaning)
    place = meanings.index(entry.meaning) if entry.meaning is not None else len(meanings)
    return place, fold(entry.report), entry.source, entry.claim_id


def _listed(names: Iterable[str]) -> str:
    return " and ".join(filter(None, names))
