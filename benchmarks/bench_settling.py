"""Settling disagreements: the queue of a large review, one decision in it, and the evidence when thousands are made."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from benchmarks.bench_pairing import REPORTS, review_of_two
from benchmarks.measurement import Measurement, seconds
from curator.adjudication import deciding
from curator.adjudication.queue import read_queue
from curator.adjudication.settling import Desk, Settlement
from curator.agreement.claims.linking import link_claims
from curator.agreement.review.coded import read_coded
from curator.agreement.review.selection import Selection
from curator.changes import Change
from curator.coding.claims import record_claim
from curator.coding.reviews import add_reviewer
from curator.evidence.question import ClaimSource, EvidenceQuestion
from curator.exporting.choice import Choice
from curator.exporting.workbook import export_workbook
from curator.ports import ReviewStore
from curator.records import Report, Reviewer, Verdict

CLAIMS = 10_000
_DECISIONS = 30


def measure() -> Iterator[Measurement]:
    """What settling costs above what it stands on: pairing, one saved claim, a list without decisions."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = review_of_two(folder / "two.curator", claims=CLAIMS)
        yield Measurement(
            f"the queue of 2 x {CLAIMS:,} claims in {REPORTS} reports (bare: reading and pairing them)",
            seconds(lambda: read_queue(store), times=3),
            seconds(lambda: _pair(store), times=3),
            goal=1.5,
            remark="ours compares every field, too",
        )
        yield Measurement(
            "one decision, saved (bare: one claim recorded and saved)",
            _decide(store),
            _record(store),
            goal=20.0,
            remark="ours reads and pairs the claims of the report, to know whether it is finished",
        )
        before = seconds(lambda: store.claim_ids(EvidenceQuestion()), times=5)
        _settle_the_rest(store)
        yield Measurement(
            "the evidence where everything is settled (bare: before it was)",
            seconds(lambda: store.claim_ids(EvidenceQuestion()), times=5),
            before,
            goal=1.5,
        )
        yield from _exported(store, folder)
        store.close()


def _exported(store: ReviewStore, folder: Path) -> Iterator[Measurement]:
    """The same claims twice: with both reviewers, and one reviewer's alone, who has nothing to be compared with."""
    anna = store.all(Reviewer)[0].id
    whole = Choice(source=ClaimSource.AS_EXTRACTED)
    of_one = Choice(reviewer_ids=(anna,))
    with store.snapshot() as reader:
        ours = seconds(lambda: export_workbook(reader, folder / "whole.xlsx", whole), times=1)
        bare = seconds(lambda: export_workbook(reader, folder / "one.xlsx", of_one), times=1)
    yield Measurement(
        f"workbook of 2 x {CLAIMS:,} claims (bare: of one reviewer's)",
        ours,
        bare,
        goal=2.0,
        remark="both with agreement, disagreements and decisions; ours with the pairs and twice the claims",
    )


def _pair(store: ReviewStore) -> None:
    coded = read_coded(store, Selection())
    link_claims(coded.claims, coded.codebook, coded.said)


def _decide(store: ReviewStore) -> float:
    found, by = read_queue(store).open, store.all(Reviewer)[0].id
    started = perf_counter()
    for disagreement in found[:_DECISIONS]:
        store.apply(deciding.take(store, disagreement, disagreement.claims[0].id, by))
    return (perf_counter() - started) / _DECISIONS


def _record(store: ReviewStore) -> float:
    lead, change = add_reviewer(store, "Lead")
    assert change is not None
    store.apply(change)
    report = store.all(Report)[0].id
    started = perf_counter()
    for _ in range(_DECISIONS):
        store.apply(record_claim(store, report, lead.id, ())[1])
    return (perf_counter() - started) / _DECISIONS


def _settle_the_rest(store: ReviewStore) -> None:
    """Takes the first claim of every disagreement, in one change."""
    queue, by = read_queue(store), store.all(Reviewer)[0].id
    settlements = [
        Settlement(disagreement=one, verdict=Verdict.TAKEN, claims=(one.claims[0],))
        for one in (*queue.open, *queue.identical)
    ]
    desk = Desk(store, by, (), datetime.now(UTC))
    store.apply(Change(title="Settle", reviewer_id=by, alterations=desk.settle(settlements, queue)))
