"""What is applied is there, all of it or nothing, on a file and on a shared database alike."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from curator.changes import Alteration, Change, ChangeKind, SourceText, amended
from curator.errors import CannotWrite, ChangedMeanwhile, NotFound, Refused
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import (
    Absence,
    Arm,
    Claim,
    ClaimStatus,
    Estimate,
    Outcome,
    Report,
    Review,
    Reviewer,
    Study,
    Therapy,
)
from tests.db.sample import NOW, TEXT, Sample, change


def amend(record: object, title: str = "Amend", **fields: object) -> Change:
    return Change(title=title, reviewer_id=None, alterations=(amended(record, **fields),))


def take_away(record: object) -> Change:
    return Change(title="Take away", reviewer_id=None, alterations=(Alteration(before=record, after=None),))


def test_every_field_of_a_claim_comes_back_as_it_was(store: ReviewStore, sample: Sample) -> None:
    claim = sample.claim(
        passages=(sample.passage(0, 14), sample.passage(60, 85)),
        therapies=((sample.msc.id, sample.placebo.id), (sample.therapy.id,)),
        comparators=((sample.placebo.id,),),
        population="adults “with” lupus \\ 疼痛 😀\nsecond line",
        study_id=sample.study.id,
        estimates=(Estimate(id=new_id(), measure="RR", value=0.1 + 0.2, control=Arm(n=3, mean=-1.5), p_operator="<"),),
        absent={"time_point": Absence.NOT_REPORTED},
        extra={"field": "=1+1"},
        recorded_at=NOW.astimezone(timezone(timedelta(hours=5, minutes=30))),
    )
    store.apply(change(claim))
    assert store.get(Claim, claim.id) == claim
    assert store.get(Claim, claim.id).recorded_at == NOW


def test_records_are_listed_in_order_of_id_and_found_by_plain_fields(store: ReviewStore, sample: Sample) -> None:
    claims = sorted((sample.claim(note=str(number)) for number in range(5)), key=lambda claim: claim.id)
    elsewhere = sample.claim(report_id=sample.other_report.id, status=ClaimStatus.DRAFT, outcome_id=None)
    store.apply(change(*reversed(claims), elsewhere))
    assert store.all(Claim, report_id=sample.report.id) == claims
    assert store.all(Claim, outcome_id=None) == [elsewhere]
    assert store.count(Claim, status=ClaimStatus.COMPLETE) == 5
    assert store.count(Report, retired=False) == 2
    assert store.count(Report, retired=True) == 0


def test_many_records_are_got_at_once_and_unknown_ids_left_out(store: ReviewStore, sample: Sample) -> None:
    claims = [sample.claim() for _ in range(1_203)]
    store.apply(change(*claims))
    found = store.get_many(Claim, [claim.id for claim in claims] + ["nobody"])
    assert found == {claim.id: claim for claim in claims}
    assert store.get_many(Claim, []) == {}


def test_an_unknown_id_is_said_to_be_unknown(store: ReviewStore) -> None:
    with pytest.raises(NotFound, match="no study with the id nothing"):
        store.get(Study, "nothing")
    with pytest.raises(NotFound):
        store.text("0" * 64)
    with pytest.raises(KeyError):
        store.all(Report, study_ids="nested")


def test_text_and_original_come_back_character_by_character(store: ReviewStore, sample: Sample) -> None:
    assert store.text(sample.report.text_sha256) == TEXT
    assert store.original(sample.report.original_sha256) == TEXT.encode("utf-16")


def test_the_same_text_twice_is_kept_once(store: ReviewStore, sample: Sample) -> None:
    again = sample.report_titled("The same text")
    store.apply(change(again, texts=(sample.source, sample.source)))
    assert store.text(again.text_sha256) == TEXT


def test_an_amendment_alters_one_record(store: ReviewStore, sample: Sample) -> None:
    first, second = sample.claim(), sample.claim()
    store.apply(change(first, second))
    applied = store.apply(amend(first, note="looked at again"))
    assert store.get(Claim, first.id).note == "looked at again"
    assert store.get(Claim, second.id) == second
    assert applied.entry.counts == {"claim": (0, 1, 0)}
    assert applied.touches(Claim)


def test_a_change_made_up_from_an_older_record_is_refused_whole(store: ReviewStore, sample: Sample) -> None:
    first, second = sample.claim(), sample.claim()
    store.apply(change(first, second))
    store.apply(amend(first, note="from another window"))
    state = store.state()
    stale = Change(
        title="Complete both",
        reviewer_id=None,
        alterations=(amended(second, note="mine"), amended(first, note="mine")),
        texts=(SourceText(text="new", original=b"new"),),
    )
    with pytest.raises(ChangedMeanwhile, match="“Complete both” was not done: 1 of the records"):
        store.apply(stale)
    assert store.get(Claim, second.id) == second
    assert store.state() == state
    with pytest.raises(NotFound):
        store.text(stale.texts[0].text_sha256)


def test_amending_what_was_taken_away_is_refused(store: ReviewStore, sample: Sample) -> None:
    claim = sample.claim()
    store.apply(change(claim))
    store.apply(take_away(claim))
    with pytest.raises(ChangedMeanwhile):
        store.apply(amend(claim, note="too late"))
    with pytest.raises(ChangedMeanwhile):
        store.apply(take_away(claim))


def test_the_same_change_twice_is_refused(store: ReviewStore, sample: Sample) -> None:
    once = change(sample.claim())
    store.apply(once)
    with pytest.raises(ChangedMeanwhile, match="already"):
        store.apply(once)
    with pytest.raises(ChangedMeanwhile, match="already"):
        store.apply(change(*(alteration.after for alteration in once.alterations)))
    assert store.count(Claim) == 1


def test_a_record_that_names_nothing_is_refused_in_words(store: ReviewStore, sample: Sample) -> None:
    with pytest.raises(Refused, match="a claim in it names a report that is not in the review"):
        store.apply(change(sample.claim(report_id="nowhere")))
    store.apply(change(sample.claim()))
    assert store.count(Claim) == 1


def test_a_record_that_is_named_cannot_be_taken_away(store: ReviewStore, sample: Sample) -> None:
    store.apply(change(sample.claim(), sample.claim()))
    with pytest.raises(Refused, match="the outcome that it takes away is still named by 2 other records"):
        store.apply(take_away(sample.outcome))
    assert store.get(Outcome, sample.outcome.id) == sample.outcome


def test_records_that_name_each_other_come_and_go_in_one_change(store: ReviewStore) -> None:
    parent_id, child_id = new_id(), new_id()
    child = Therapy(id=child_id, name="child", parent_id=parent_id)
    parent = Therapy(id=parent_id, name="parent")
    store.apply(change(child, parent))
    both = (Alteration(before=parent, after=None), Alteration(before=child, after=None))
    store.apply(Change(title="Take both away", reviewer_id=None, alterations=both))
    assert store.get_many(Therapy, [parent_id, child_id]) == {}


def test_a_value_that_cannot_be_stored_alters_nothing(store: ReviewStore, sample: Sample) -> None:
    with pytest.raises(CannotWrite, match="cannot be stored"):
        store.apply(change(sample.claim(), Study(id=new_id(), name="half a pair: \ud83d")))
    with pytest.raises(CannotWrite, match="cannot be stored"):
        store.apply(change(sample.claim(), Study(id=new_id(), name="late", year=10**30)))
    assert store.count(Claim) == 0
    store.apply(change(sample.claim()))


def test_a_change_that_contradicts_itself_is_a_mistake_of_the_program(store: ReviewStore, sample: Sample) -> None:
    with pytest.raises(ValueError, match="alters one study twice"):
        store.apply(change(sample.study, sample.study))
    turned = Alteration(before=sample.study, after=Study(id=new_id(), name="another"))
    with pytest.raises(ValueError, match="turns one study into another"):
        store.apply(Change(title="Turn", reviewer_id=None, alterations=(turned,)))
    with pytest.raises(ValueError, match="time zone"):
        store.apply(change(sample.claim(recorded_at=NOW.replace(tzinfo=None))))


def test_the_log_tells_who_did_what_and_how_much(store: ReviewStore, sample: Sample) -> None:
    claim = sample.claim()
    store.apply(
        Change(title="Record a claim", reviewer_id=sample.anna.id, alterations=change(claim).alterations, at=NOW)
    )
    store.apply(amend(claim, "Amend a claim", note="x"))
    newest, recorded, first = store.log()
    assert (newest.sequence, newest.title, newest.counts) == (3, "Amend a claim", {"claim": (0, 1, 0)})
    assert (recorded.reviewer_id, recorded.at, recorded.kind) == (sample.anna.id, NOW, ChangeKind.DO)
    assert first.counts["therapy"] == (3, 0, 0)
    assert store.log(limit=1) == [newest]
    assert store.log(before=3, limit=1) == [recorded]
    assert store.state().sequence == 3
    assert store.state().changed_at == newest.at


def test_a_snapshot_keeps_showing_the_review_as_it_was(store: ReviewStore, sample: Sample) -> None:
    before, after = sample.claim(), sample.claim()
    store.apply(change(before))
    with store.snapshot() as reader:
        store.apply(change(after))
        store.apply(amend(sample.anna, name="Anna Lind"))
        assert reader.all(Claim) == [before]
        assert reader.get(Reviewer, sample.anna.id).name == "Anna Berg"
        assert reader.state().sequence == 2
        assert reader.text(sample.report.text_sha256) == TEXT
    assert store.count(Claim) == 2


def test_a_review_that_was_stored_well_has_nothing_to_complain_of(store: ReviewStore, sample: Sample) -> None:
    store.apply(change(sample.claim(), sample.mark()))
    assert store.verify_storage() == []
    assert store.all(Review) == [sample.review]


def test_what_each_change_of_the_log_altered_can_be_read(store: ReviewStore, sample: Sample) -> None:
    claim = sample.claim()
    done = store.apply(change(claim))
    undone = store.undo(None)
    assert store.alterations(done.entry.sequence) == done.alterations
    assert store.alterations(undone.entry.sequence) == undone.alterations
    assert [alteration.after for alteration in store.alterations(1)] == list(sample.records)
    with store.snapshot() as reader:
        assert reader.alterations(2) == done.alterations
    with pytest.raises(NotFound, match="no change with the number 9"):
        store.alterations(9)
