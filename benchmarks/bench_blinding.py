"""What blindness costs: lists, pages and counts of 100,000 claims through the blind reader, beside the bare one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.bench_review import _claims, _new
from benchmarks.measurement import Measurement, side_by_side
from curator.changes import Change, added
from curator.coding.blinding import BlindReader
from curator.coding.reviews import add_reviewer
from curator.evidence.question import EvidenceQuestion
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Claim, Coding, CodingStatus, Report, Reviewer

_CLAIMS = 100_000
_REPORTS = 100
_PAGE = 200


def measure() -> Iterator[Measurement]:
    """One person alone, and two of whom each has submitted half of the reports."""
    for people, goal in ((1, 1.3), (2, 3.0)):
        with tempfile.TemporaryDirectory() as folder:
            store, anna = _review(Path(folder) / "many.curator", people)
            who = "alone" if people == 1 else "two people, half of it hidden"
            yield from _measure(store, anna, who, goal)
            store.close()


def _measure(store: ReviewStore, anna: Reviewer, who: str, goal: float) -> Iterator[Measurement]:
    blind, question = BlindReader(store, anna.id), EvidenceQuestion()
    ids = blind.claim_ids(question)
    page = ids[len(ids) // 2 : len(ids) // 2 + _PAGE]
    first = side_by_side(lambda: BlindReader(store, anna.id).claim_ids(question), lambda: store.claim_ids(question))
    again = side_by_side(lambda: blind.claim_ids(question), lambda: store.claim_ids(question))
    pages = side_by_side(lambda: blind.get_many(Claim, page), lambda: store.get_many(Claim, page), times=9)
    yield Measurement(f"List of {_CLAIMS:,} claims, blind, the first time ({who})", *first, goal=goal)
    yield Measurement(f"The same again ({who})", *again, goal=1.5, remark=f"{len(ids):,} claims are open")
    yield Measurement(f"A page of {_PAGE} claims, blind ({who})", *pages, goal=1.5)


def _review(path: Path, people: int) -> tuple[ReviewStore, Reviewer]:
    store, report, anna = _new(path)
    persons = [anna]
    if people > 1:
        ben, change = add_reviewer(store, "Ben")
        if change is not None:
            store.apply(change)
        persons.append(ben)
    more = [msgspec.structs.replace(report, id=new_id(), title=f"R{number}") for number in range(1, _REPORTS)]
    reports: list[Report] = [report, *more]
    store.apply(Change(title="Import", reviewer_id=None, alterations=added(more)))
    claims = [
        msgspec.structs.replace(
            claim, report_id=reports[number % _REPORTS].id, reviewer_id=persons[number // _REPORTS % people].id
        )
        for number, claim in enumerate(_claims(store, report, anna, _CLAIMS))
    ]
    half = CodingStatus.SUBMITTED, CodingStatus.IN_PROGRESS
    codings = [
        Coding(id=new_id(), report_id=one.id, reviewer_id=person.id, status=half[number % 2])
        for number, one in enumerate(reports)
        for person in persons
    ]
    store.apply(Change(title="Code", reviewer_id=anna.id, alterations=added([*codings, *claims])))
    return store, anna
