"""How often records are used, counted by the database, compared with what every claim and mark names."""

from __future__ import annotations

import random
from collections import Counter

from curator.evidence.uses import is_retracted, used_by
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Absence, Claim, ClaimStatus, Field, Mark
from tests.db.sample import Sample, change


def counted_one_by_one(store: ReviewStore) -> dict[str, tuple[int, int]]:
    living: Counter[str] = Counter()
    retracted: Counter[str] = Counter()
    for record in (*store.all(Claim), *store.all(Mark)):
        (retracted if is_retracted(record) else living).update(used_by(record))
    return {used: (living[used], retracted[used]) for used in living.keys() | retracted.keys()}


def test_what_nothing_names_is_not_counted(store: ReviewStore) -> None:
    assert store.uses() == {}


def test_a_term_that_a_claim_names_twice_is_used_once(store: ReviewStore, sample: Sample) -> None:
    both = ((sample.msc.id, sample.placebo.id), (sample.msc.id,))
    store.apply(change(sample.claim(therapies=both, comparators=((sample.msc.id,),), study_id=sample.study.id)))
    once = (sample.msc, sample.placebo, sample.outcome, sample.improved, sample.report, sample.study)
    assert store.uses() == {record.id: (1, 0) for record in once}


def test_a_field_is_used_where_it_is_filled_and_where_it_is_said_to_be_absent(
    store: ReviewStore, sample: Sample
) -> None:
    dose = Field(id=new_id(), name="Dose")
    filled = sample.claim(extra={dose.id: "5 mg"})
    silent = sample.claim(absent={dose.id: Absence.NOT_REPORTED, "design": Absence.NOT_REPORTED})
    store.apply(change(dose, filled, silent, sample.claim(extra={dose.id: "9"}, status=ClaimStatus.RETRACTED)))
    assert store.uses()[dose.id] == (2, 1)
    assert "design" not in store.uses()


def test_labels_are_used_by_marks_retracted_ones_apart(store: ReviewStore, sample: Sample) -> None:
    store.apply(change(sample.mark(), sample.mark(), sample.mark(retracted=True)))
    assert store.uses() == {sample.label.id: (2, 1)}


def test_many_claims_are_counted_as_one_by_one(store: ReviewStore, sample: Sample) -> None:
    chance = random.Random(11)
    fields = [Field(id=new_id(), name=name) for name in ("Dose", "Route")]
    therapies = (sample.therapy.id, sample.msc.id, sample.placebo.id)

    def groups() -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(chance.sample(therapies, chance.choice((1, 2)))) for _ in range(chance.choice((0, 1, 2))))

    claims = [
        sample.claim(
            report_id=chance.choice((sample.report.id, sample.other_report.id)),
            study_id=chance.choice((sample.study.id, None)),
            therapies=groups(),
            comparators=groups(),
            outcome_id=chance.choice((sample.outcome.id, sample.harm.id, None)),
            direction_id=chance.choice((sample.improved.id, None)),
            extra={field.id: "5" for field in fields if chance.random() < 0.5},
            absent={name: Absence.NOT_REPORTED for name in ("design", fields[0].id) if chance.random() < 0.3},
            status=chance.choice(list(ClaimStatus)),
        )
        for _ in range(300)
    ]
    marks = [sample.mark(retracted=chance.random() < 0.3) for _ in range(20)]
    store.apply(change(*fields, *claims, *marks))
    assert store.uses() == counted_one_by_one(store)


def test_a_snapshot_counts_what_it_shows(store: ReviewStore, sample: Sample) -> None:
    store.apply(change(sample.claim()))
    with store.snapshot() as before:
        store.apply(change(sample.claim()))
        assert before.uses()[sample.msc.id] == (1, 0)
    assert store.uses()[sample.msc.id] == (2, 0)
