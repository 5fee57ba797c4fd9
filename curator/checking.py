"""Integrity of a whole review: every text, every passage's words, every reference, and the file itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import TypeVar

from msgspec import Struct

from curator.adjudication.checking import wrong_decisions
from curator.errors import NotFound
from curator.ids import is_id
from curator.ports import RecordReader, ReviewStore
from curator.records import (
    FIELDS_THAT_MAY_BE_ABSENT,
    Assignment,
    Claim,
    Coding,
    Direction,
    Field,
    Label,
    Mark,
    Outcome,
    Pairing,
    Passage,
    Query,
    Record,
    Report,
    Review,
    Reviewer,
    Structure,
    Study,
    Therapy,
)

R = TypeVar("R", bound=Record)

Progress = Callable[[float, str], object]
"""Hears which share (0 to 1) is done, and of what; raising ends the check."""

_SHORT_ID = 8


class Problem(Struct, frozen=True, kw_only=True):
    """One thing that is wrong, in a sentence; ``record_id`` is empty when it is about the file itself."""

    sentence: str
    record_id: str = ""


def check(store: ReviewStore, progress: Progress | None = None) -> list[Problem]:
    """Everything that is wrong with a review; empty when all is well.

    The review is read as it stands at one moment; claims and marks report by report, so that a large one fits.
    """
    problems = [Problem(sentence=sentence) for sentence in store.verify_storage()]
    with store.snapshot() as reader:
        if reader.count(Review) != 1:
            problems.append(Problem(sentence=f"The file holds {reader.count(Review)} reviews instead of one."))
        checks = _Checks(reader)
        problems += checks.of_terms()
        problems += checks.of_plain_references()
        problems += checks.of_pairings()
        problems += (_problem(record, words) for record, words in wrong_decisions(reader))
        reports = reader.all(Report)
        for number, report in enumerate(reports):
            if progress is not None:
                progress(number / len(reports), report.title)
            problems += checks.of_report(report)
        problems += checks.of_records_without_report(reports)
    return problems


class _Checks:
    """The checks of one review, with the ids of everything that records may refer to."""

    def __init__(self, reader: RecordReader) -> None:
        self._reader = reader
        few = (Reviewer, Study, Report, Therapy, Outcome, Direction, Label, Field, Assignment, Coding)
        self._records: dict[type[Record], dict[str, Record]] = {
            kind: {record.id: record for record in reader.all(kind)} for kind in few
        }
        self._seen: dict[str, str] = {}
        self._pairings = reader.all(Pairing)
        self._paired = reader.get_many(Claim, {one for pairing in self._pairings for one in _both(pairing)})
        self._counted = {Claim: 0, Mark: 0}

    def of_terms(self) -> Iterator[Problem]:
        """Ids that stand for two things, and therapies and outcomes that stand under themselves."""
        for records in self._records.values():
            for record in records.values():
                yield from self._twice(record)
        for kind in (Therapy, Outcome):
            terms = self._records[kind]
            for term in terms.values():
                for name, what in (("parent_id", "stands under"), ("merged_into_id", "was merged into")):
                    yield from self._missing(term, name, kind, getattr(term, name))
                    if _is_in_ring(term, name, terms):
                        yield _problem(term, f"it {what} itself.")

    def of_plain_references(self) -> Iterator[Problem]:
        """Studies of reports, and the report and reviewer of assignments, codings and queries."""
        for report in self._all(Report):
            for study_id in report.study_ids:
                yield from self._missing(report, "study_ids", Study, study_id)
        for assignment in self._all(Assignment):
            yield from self._missing(assignment, "report_id", Report, assignment.report_id)
            yield from self._missing(assignment, "reviewer_id", Reviewer, assignment.reviewer_id)
        passes: set[tuple[str, str]] = set()
        for coding in self._all(Coding):
            yield from self._missing(coding, "report_id", Report, coding.report_id)
            yield from self._missing(coding, "reviewer_id", Reviewer, coding.reviewer_id)
            if (coding.report_id, coding.reviewer_id) in passes:
                yield _problem(coding, "the same reviewer codes the same report twice.")
            passes.add((coding.report_id, coding.reviewer_id))
        for query in self._reader.all(Query):
            yield from self._twice(query)
            yield from self._missing(query, "report_id", Report, query.report_id)
            yield from self._missing(query, "reviewer_id", Reviewer, query.reviewer_id)

    def of_pairings(self) -> Iterator[Problem]:
        """What was said about claims of two reviewers: they exist, on one report, and are not one reviewer's."""
        for pairing in self._pairings:
            yield from self._twice(pairing)
            yield from self._missing(pairing, "reviewer_id", Reviewer, pairing.reviewer_id)
            claims = [self._paired[one] for one in _both(pairing) if one in self._paired]
            if len(claims) < len(_both(pairing)):
                yield _problem(pairing, "a claim that it is about does not exist.")
            elif len({claim.report_id for claim in claims}) > 1:
                yield _problem(pairing, "its two claims are on different reports.")
            elif len({claim.reviewer_id for claim in claims}) == 1:
                yield _problem(pairing, "its two claims are one reviewer's.")

    def of_report(self, report: Report) -> Iterator[Problem]:
        """A report's text and original, and all claims, marks and queries on it."""
        text = None
        try:
            text = self._reader.text(report.text_sha256)
        except NotFound:
            yield _problem(report, "its text is missing.")
        if text is not None:
            yield from _text_problems(report, text)
        yield from self._original_problems(report)
        for structure in self._reader.all(Structure, report_id=report.id):
            yield from _structure_problems(structure, report)
        claims = self._reader.all(Claim, report_id=report.id)
        marks = self._reader.all(Mark, report_id=report.id)
        self._counted[Claim] += len(claims)
        self._counted[Mark] += len(marks)
        for claim in claims:
            yield from self._claim_problems(claim, text)
        for mark in marks:
            yield from self._mark_problems(mark, text)
        known = {claim.id for claim in claims}
        for query in self._reader.all(Query, report_id=report.id):
            if query.claim_id is not None and query.claim_id not in known:
                yield _problem(query, "the claim that it is about is not on its report.")

    def of_records_without_report(self, reports: Iterable[Report]) -> Iterator[Problem]:
        """Claims and marks whose report does not exist; they are only looked for when the numbers do not tally."""
        known = {report.id for report in reports}
        for kind in (Claim, Mark):
            if self._reader.count(kind) == self._counted[kind]:
                continue
            for record in self._reader.all(kind):
                if isinstance(record, Claim | Mark) and record.report_id not in known:
                    yield _problem(record, "the report that it is about does not exist.")

    def _original_problems(self, report: Report) -> Iterator[Problem]:
        if not report.original_sha256:
            return
        try:
            original = self._reader.original(report.original_sha256)
        except NotFound:
            yield _problem(report, "the file that it came from is missing.")
            return
        if sha256(original).hexdigest() != report.original_sha256:
            yield _problem(report, "the file that it came from is no longer what was brought in.")

    def _claim_problems(self, claim: Claim, text: str | None) -> Iterator[Problem]:
        yield from self._twice(claim)
        yield from self._missing(claim, "reviewer_id", Reviewer, claim.reviewer_id)
        for name, groups in (("therapies", claim.therapies), ("comparators", claim.comparators)):
            for group in groups:
                if not group:
                    yield _problem(claim, f"its {name} have a group without any therapy.")
                for term_id in group:
                    yield from self._missing(claim, name, Therapy, term_id)
        yield from self._missing(claim, "outcome_id", Outcome, claim.outcome_id)
        yield from self._missing(claim, "direction_id", Direction, claim.direction_id)
        yield from self._missing(claim, "study_id", Study, claim.study_id)
        for field_id in claim.extra:
            yield from self._missing(claim, "extra", Field, field_id)
        yield from self._absence_problems(claim)
        ids = [estimate.id for estimate in claim.estimates]
        if len(set(ids)) < len(ids):
            yield _problem(claim, "two of its estimates have one id.")
        yield from _passage_problems(claim, claim.passages, text)

    def _absence_problems(self, claim: Claim) -> Iterator[Problem]:
        for name, reason in claim.absent.items():
            if is_id(name):
                yield from self._missing(claim, "absent", Field, name)
                field = self._records[Field].get(name)
                shown, value = getattr(field, "name", ""), claim.extra.get(name)
            elif name in FIELDS_THAT_MAY_BE_ABSENT:
                shown, value = _shown(name), getattr(claim, name)
            else:
                yield _problem(claim, f"“{name}” is no field that may be absent.")
                continue
            if value:
                yield _problem(claim, f"its {shown} is filled and said to be {reason.value}.")

    def _mark_problems(self, mark: Mark, text: str | None) -> Iterator[Problem]:
        yield from self._twice(mark)
        yield from self._missing(mark, "reviewer_id", Reviewer, mark.reviewer_id)
        yield from self._missing(mark, "label_id", Label, mark.label_id)
        if not mark.passages and not mark.retracted:
            yield _problem(mark, "it marks no words.")
        yield from _passage_problems(mark, mark.passages, text)

    def _twice(self, record: Record) -> Iterator[Problem]:
        earlier = self._seen.setdefault(record.id, record.name_in_log)
        if earlier != record.name_in_log:
            yield _problem(record, f"a {earlier} has the same id.")

    def _missing(self, record: Record, name: str, kind: type[Record], record_id: str | None) -> Iterator[Problem]:
        if record_id is not None and record_id not in self._records[kind]:
            article = "an" if kind.name_in_log[0] in "aeiou" else "a"
            yield _problem(record, f"under {_shown(name)} it names {article} {kind.name_in_log} that does not exist.")

    def _all(self, kind: type[R]) -> list[R]:
        return [record for record in self._records[kind].values() if isinstance(record, kind)]


def _both(pairing: Pairing) -> tuple[str, str]:
    return pairing.first_claim_id, pairing.second_claim_id


def _is_in_ring(term: Record, name: str, terms: dict[str, Record]) -> bool:
    """Whether following a reference from a term leads back to it."""
    seen: set[str] = set()
    above = getattr(term, name)
    while above is not None and above != term.id and above not in seen and above in terms:
        seen.add(above)
        above = getattr(terms[above], name)
    return bool(above == term.id)


def _text_problems(report: Report, text: str) -> Iterator[Problem]:
    if sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != report.text_sha256:
        yield _problem(report, "its text is no longer what was brought in.")
    if len(text) != report.characters:
        yield _problem(report, f"its text has {len(text)} characters and is said to have {report.characters}.")


def _structure_problems(structure: Structure, report: Report) -> Iterator[Problem]:
    """Sections and pages have to lie in the text that they are about; those of another text say nothing."""
    if structure.text_sha256 != report.text_sha256:
        return
    spans = [(one.start, one.end) for one in structure.sections] + [(one.start, one.end) for one in structure.pages]
    outside = sum(not 0 <= start <= end <= report.characters for start, end in spans)
    if outside:
        yield _problem(structure, f"{outside} of its sections and pages do not lie in the text.")


def _passage_problems(record: Record, passages: Iterable[Passage], text: str | None) -> Iterator[Problem]:
    if text is None:
        return  # said once, of the report
    for passage in passages:
        start, end = passage.start, passage.end
        place = f"{start}–{end}"
        if not 0 <= start < end <= len(text):
            yield _problem(record, f"its passage at {place} does not lie in the text.")
        elif text[start:end] != passage.words:
            yield _problem(record, f"its words are not those of the text at {place}.")
        elif (
            text[max(0, start - len(passage.before)) : start] != passage.before
            or text[end : end + len(passage.after)] != passage.after
        ):
            yield _problem(record, f"what stands around its passage at {place} is not what it remembers.")


def _shown(name: str) -> str:
    return name.removesuffix("_ids").removesuffix("_id").replace("_", " ")


def _problem(record: Record, words: str) -> Problem:
    """A sentence about a record: its sort, its name where it has one, and the beginning of its id otherwise."""
    name = getattr(record, "title", "") or getattr(record, "name", "")
    called = f"“{name}”" if name else record.id[:_SHORT_ID]
    sort = record.name_in_log.capitalize()
    return Problem(sentence=f"{sort} {called}: {words}", record_id=record.id)
