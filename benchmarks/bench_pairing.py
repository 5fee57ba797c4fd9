"""Agreement of a review: its claims paired, and every figure of many marks and claims."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from scipy.optimize import linear_sum_assignment

from benchmarks.measurement import Measurement, seconds, side_by_side
from curator.agreement.of_review import Comparison, agreement_of_review
from curator.agreement.pairing import pair_claims
from curator.agreement.settings import Bootstrap
from curator.changes import Change, SourceText, added
from curator.codebook.codebook import Codebook
from curator.coding.reviews import new_review
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import (
    Claim,
    Coding,
    CodingStatus,
    Direction,
    Label,
    Mark,
    Outcome,
    Passage,
    Report,
    Reviewer,
    Therapy,
)
from db.files import SqliteFiles

CLAIMS, REPORTS, CHARACTERS, MARKS = 10_000, 100, 50_000, 40_000
_SENTENCE = 100
_AT = datetime(2026, 1, 1, tzinfo=UTC)
_THERAPIES, _OUTCOMES = 12, 40


def measure() -> Iterator[Measurement]:
    """Claims paired in many reports and in one; agreement of a whole review beside reading it."""
    codebook = _codebook()
    for reports in (REPORTS, 1):
        first, second = (_claims(codebook, who, reports) for who in "ab")
        ours, bare = side_by_side(
            lambda first=first, second=second: pair_claims(first, second, codebook),
            lambda first=first, second=second: _bare_pairs(first, second),
            times=3 if reports > 1 else 1,
        )
        yield Measurement(
            f"2 x {CLAIMS:,} claims paired in {reports} report{'s' * (reports > 1)}"
            " (bare: a table of shared characters per report, solved by scipy)",
            ours,
            bare,
            goal=12.0 if reports > 1 else 1.0,
            remark="ours weighs words, outcome, therapy and comparator, and keeps the reasons",
        )
    with tempfile.TemporaryDirectory() as folder:
        yield from _of_review(Path(folder), codebook)


def _of_review(folder: Path, codebook: Codebook) -> Iterator[Measurement]:
    for what, marks, claims in (("marks", MARKS, 0), ("marks and 2 x 1,000 claims", MARKS, 1000)):
        store = _review(folder / f"{claims}.curator", codebook, marks, claims)
        comparison = Comparison(bootstrap=Bootstrap(samples=1000 if claims else 0))
        ours = seconds(lambda store=store, settings=comparison: agreement_of_review(store, None, settings), times=3)
        bare = seconds(lambda store=store: (store.all(Mark), store.all(Claim)), times=3)
        store.close()
        yield Measurement(
            f"agreement of 2 reviewers x {REPORTS} reports with {MARKS:,} {what} (bare: reading them)",
            ours,
            bare,
            goal=5.0,
            remark="by label too" + (", all fields, 1,000 resamples each" if claims else ""),
        )


def review_of_two(path: Path, claims: int) -> ReviewStore:
    """A review of two reviewers who made so many claims each, and submitted them."""
    return _review(path, _codebook(), 0, claims)


def _codebook() -> Codebook:
    therapies = [Therapy(id=new_id(), name=f"Therapy {number}", position=number) for number in range(_THERAPIES)]
    areas = [Outcome(id=new_id(), name=f"Area {number}", position=number) for number in range(_OUTCOMES // 5)]
    outcomes = [
        Outcome(id=new_id(), name=f"Outcome {number}", parent_id=areas[number % len(areas)].id)
        for number in range(_OUTCOMES)
    ]
    directions = [Direction(id=new_id(), name=name) for name in ("improved", "worsened", "no difference")]
    labels = [Label(id=new_id(), name=name) for name in ("Therapy", "Outcome", "Result", "Harm", "Population")]
    return Codebook(therapies, [*areas, *outcomes], directions, labels)


def _claims(codebook: Codebook, who: str, reports: int, count: int = CLAIMS) -> list[Claim]:
    """The same findings by each reviewer, on nearly the same words, some with another outcome."""
    same, own = random.Random(1), random.Random(who)
    therapies, outcomes = list(codebook.therapies.by_id), list(codebook.outcomes.by_id)
    directions = list(codebook.directions)
    claims = []
    for number in range(count):
        start = same.randrange(CHARACTERS - 3 * _SENTENCE) + own.randrange(30)
        outcome = same.choice(outcomes)
        claims.append(
            Claim(
                id=new_id(),
                report_id=f"report {number % reports}",
                reviewer_id=who,
                passages=(_passage(start, start + own.randrange(40, _SENTENCE)),),
                therapies=((same.choice(therapies),),),
                comparators=((same.choice(therapies),),),
                outcome_id=own.choice(outcomes) if own.random() < 0.1 else outcome,
                direction_id=own.choice(directions),
                recorded_at=_AT,
            )
        )
    return claims


def _passage(start: int, end: int) -> Passage:
    return Passage(words="", start=start, end=end)


def _bare_pairs(first: Sequence[Claim], second: Sequence[Claim]) -> int:
    """For each report a table of the characters that every two claims share, and the best matching of it."""
    by_report: dict[str, tuple[list[Passage], list[Passage]]] = {}
    for place, claims in enumerate((first, second)):
        for claim in claims:
            by_report.setdefault(claim.report_id, ([], []))[place].append(claim.passages[0])
    pairs = 0
    for own in by_report.values():
        (start_1, end_1), (start_2, end_2) = (
            np.array([(passage.start, passage.end) for passage in passages]).T for passages in own
        )
        shared = np.minimum(end_1[:, None], end_2[None, :]) - np.maximum(start_1[:, None], start_2[None, :])
        shared = np.maximum(shared, 0)
        rows, columns = linear_sum_assignment(shared, maximize=True)
        pairs += int(np.count_nonzero(shared[rows, columns]))
    return pairs


def _review(path: Path, codebook: Codebook, marks: int, claims: int) -> ReviewStore:
    """A review of two reviewers who have submitted everything."""
    store = SqliteFiles().create(path)
    store.apply(new_review("Benchmark", "Anna"))
    anna, ben = store.all(Reviewer)[0], Reviewer(id=new_id(), name="Ben")
    texts = [SourceText(text=f"{number} ".ljust(CHARACTERS, "x"), original=b"") for number in range(REPORTS)]
    reports = [
        Report(id=new_id(), title=str(number), text_sha256=text.text_sha256, characters=CHARACTERS)
        for number, text in enumerate(texts)
    ]
    terms = [*codebook.therapies, *codebook.outcomes, *codebook.directions.values(), *codebook.labels.values()]
    codings = [
        Coding(id=new_id(), report_id=report.id, reviewer_id=one.id, status=CodingStatus.SUBMITTED)
        for report in reports
        for one in (anna, ben)
    ]
    made = [
        _claim_of(claim, reports[number % REPORTS], one)
        for one in (anna, ben)
        for number, claim in enumerate(_claims(codebook, "ab"[one is ben], REPORTS, claims))
    ]
    records = [ben, *terms, *reports, *codings, *_marks(codebook, reports, (anna, ben), marks), *made]
    store.apply(Change(title="Set up", reviewer_id=anna.id, alterations=added(records), texts=tuple(texts)))
    return store


def _claim_of(claim: Claim, report: Report, reviewer: Reviewer) -> Claim:
    """The claim as one of this reviewer on this report."""
    return replace(claim, report_id=report.id, reviewer_id=reviewer.id)


def _marks(codebook: Codebook, reports: Sequence[Report], reviewers: Sequence[Reviewer], count: int) -> list[Mark]:
    chance = random.Random(3)
    labels = list(codebook.labels)
    marks = []
    for number in range(count):
        start = chance.randrange(CHARACTERS - 200)
        marks.append(
            Mark(
                id=new_id(),
                report_id=reports[number % REPORTS].id,
                reviewer_id=reviewers[number // REPORTS % len(reviewers)].id,
                label_id=chance.choice(labels),
                passages=(_passage(start, start + chance.randrange(10, 200)),),
                recorded_at=_AT,
            )
        )
    return marks
