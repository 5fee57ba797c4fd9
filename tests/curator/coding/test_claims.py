"""Claims are recorded, amended, retracted and duplicated, each by a change that can be taken back."""

from __future__ import annotations

import pytest

from curator.checking import check
from curator.codebook.altering import add_term, remove_term
from curator.codebook.codebook import Codebook
from curator.coding import codings, queries
from curator.coding.claims import (
    amend_claim,
    duplicate_claim,
    record_claim,
    restore_claim,
    retract_claim,
    say_absent,
    what_is_missing,
)
from curator.coding.marks import amend_mark, record_mark, retract_mark
from curator.coding.reviews import add_reviewer
from curator.errors import BadInput, ChangedMeanwhile, Refused
from curator.importing.texts import read_pasted
from curator.ports import ReviewStore
from curator.records import (
    Absence,
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Field,
    Mark,
    Passage,
    Query,
    Report,
    Reviewer,
)

EARLY = Passage(words="Relapse", start=0, end=7)
LATE = Passage(words="rarer", start=12, end=17)


@pytest.fixture
def report(store: ReviewStore, anna: Reviewer) -> Report:
    """A report with one sentence."""
    change = read_pasted("Relapse was rarer with MSC therapy.", "Short", store, anna.id).change
    assert change is not None
    store.apply(change)
    return store.all(Report)[0]


@pytest.fixture
def claim(store: ReviewStore, anna: Reviewer, report: Report) -> Claim:
    """A draft on two passages."""
    draft, change = record_claim(store, report.id, anna.id, [LATE, EARLY, EARLY])
    store.apply(change)
    return draft


def test_passages_stand_in_text_order_each_once(claim: Claim) -> None:
    assert claim.passages == (EARLY, LATE)
    assert claim.status is ClaimStatus.DRAFT


def test_recording_the_first_claim_begins_the_coding(store: ReviewStore, anna: Reviewer, claim: Claim) -> None:
    coding = store.all(Coding, report_id=claim.report_id)[0]
    assert (coding.reviewer_id, coding.status) == (anna.id, CodingStatus.IN_PROGRESS)
    store.undo(anna.id)
    assert store.all(Coding) == []
    assert store.all(Claim) == []


def test_three_ways_of_being_empty_stay_apart(store: ReviewStore, anna: Reviewer, claim: Claim) -> None:
    assert claim.population == ""
    assert "population" not in claim.absent
    change = say_absent(store, claim, anna.id, "population", Absence.NOT_REPORTED)
    assert change is not None
    store.apply(change)
    silent = store.get(Claim, claim.id)
    assert (silent.population, silent.absent) == ("", {"population": Absence.NOT_REPORTED})
    store.apply(amend_claim(store, silent, anna.id, population="adults"))
    filled = store.get(Claim, claim.id)
    assert (filled.population, dict(filled.absent)) == ("adults", {})
    store.apply(say_absent(store, filled, anna.id, "population", Absence.NOT_APPLICABLE))
    assert store.get(Claim, claim.id).population == ""
    store.apply(say_absent(store, store.get(Claim, claim.id), anna.id, "population", None))
    assert dict(store.get(Claim, claim.id).absent) == {}


def test_an_amendment_that_changes_nothing_is_no_change(store: ReviewStore, anna: Reviewer, claim: Claim) -> None:
    assert amend_claim(store, claim, anna.id, note="") is None


def test_a_claim_amended_elsewhere_is_not_overwritten(store: ReviewStore, anna: Reviewer, claim: Claim) -> None:
    store.apply(amend_claim(store, claim, anna.id, note="first"))
    stale = amend_claim(store, claim, anna.id, note="second")
    assert stale is not None
    with pytest.raises(ChangedMeanwhile):
        store.apply(stale)
    assert store.get(Claim, claim.id).note == "first"


def test_a_duplicate_keeps_the_words_and_leaves_the_outcome_open(
    store: ReviewStore, anna: Reviewer, claim: Claim
) -> None:
    outcome = next(iter(Codebook.read(store).outcomes))
    store.apply(amend_claim(store, claim, anna.id, outcome_id=outcome.id, population="adults", statement="fewer"))
    copy, change = duplicate_claim(store, store.get(Claim, claim.id), anna.id)
    store.apply(change)
    assert copy.id != claim.id
    assert copy.passages == claim.passages
    assert (copy.population, copy.outcome_id, copy.statement) == ("adults", None, "")


def test_a_retracted_claim_is_kept_and_can_come_back(store: ReviewStore, anna: Reviewer, claim: Claim) -> None:
    store.apply(retract_claim(store, claim, anna.id, reason="misread"))
    assert store.get(Claim, claim.id).status is ClaimStatus.RETRACTED
    assert store.log()[0].reason == "misread"
    store.apply(restore_claim(store, store.get(Claim, claim.id), anna.id))
    assert store.get(Claim, claim.id).status is ClaimStatus.DRAFT


def test_what_a_claim_still_needs_is_said(store: ReviewStore, anna: Reviewer, claim: Claim) -> None:
    assert what_is_missing(claim) == ("outcome_id", "direction_id")
    store.apply(say_absent(store, claim, anna.id, "direction_id", Absence.NOT_APPLICABLE))
    assert what_is_missing(store.get(Claim, claim.id)) == ("outcome_id",)


def test_a_submitted_coding_is_locked_until_reopened(store: ReviewStore, anna: Reviewer, claim: Claim) -> None:
    store.apply(codings.submit(store, claim.report_id, anna.id))
    with pytest.raises(Refused, match="submitted"):
        amend_claim(store, claim, anna.id, note="late")
    with pytest.raises(Refused, match="already"):
        codings.submit(store, claim.report_id, anna.id)
    store.apply(codings.reopen(store, claim.report_id, anna.id))
    store.apply(amend_claim(store, claim, anna.id, note="late"))
    assert store.get(Claim, claim.id).note == "late"


def test_another_reviewers_claim_cannot_be_changed(store: ReviewStore, claim: Claim) -> None:
    ben, change = add_reviewer(store, "Ben Okafor")
    assert change is not None
    store.apply(change)
    assert add_reviewer(store, " ben  okafor ")[1] is None
    with pytest.raises(Refused, match="another reviewer"):
        retract_claim(store, claim, ben.id)


def test_marks_are_labelled_relabelled_and_removed(store: ReviewStore, anna: Reviewer, report: Report) -> None:
    first, second = list(Codebook.read(store).labels)[:2]
    mark, change = record_mark(store, report.id, anna.id, first, [EARLY], memo="who?")
    store.apply(change)
    store.apply(amend_mark(store, mark, anna.id, label_id=second))
    assert store.get(Mark, mark.id).label_id == second
    store.apply(retract_mark(store, store.get(Mark, mark.id), anna.id))
    assert store.get(Mark, mark.id).retracted


def test_queries_are_asked_answered_resolved_and_reopened(store: ReviewStore, anna: Reviewer, claim: Claim) -> None:
    with pytest.raises(BadInput, match="needs a question"):
        queries.ask(claim.report_id, anna.id, "   ", claim)
    query, change = queries.ask(claim.report_id, anna.id, "Which study?", claim)
    store.apply(change)
    assert queries.open_queries(store, claim.report_id) == {claim.id: [query]}
    store.apply(queries.answer(query, anna.id, "ASTIS"))
    store.apply(queries.resolve(store.get(Query, query.id), anna.id))
    settled = store.get(Query, query.id)
    assert (settled.answer, settled.resolved) == ("ASTIS", True)
    assert queries.open_queries(store, claim.report_id) == {}
    store.apply(queries.reopen(settled, anna.id))
    assert not store.get(Query, query.id).resolved


def test_the_codebooks_own_fields_are_filled_or_absent_and_never_both(
    store: ReviewStore, anna: Reviewer, report: Report
) -> None:
    dose, route = (add_term(Codebook.read(store), Field, name, None) for name in ("Dose", "Route"))
    for _, change in (dose, route):
        store.apply(change)
    one, other = dose[0].id, route[0].id
    claim, change = record_claim(store, report.id, anna.id, [EARLY], extra={one: "5", other: "oral"})
    store.apply(change)
    store.apply(say_absent(store, claim, anna.id, one, Absence.NOT_REPORTED))
    silent = store.get(Claim, claim.id)
    assert (silent.extra, silent.absent) == ({other: "oral"}, {one: Absence.NOT_REPORTED})
    assert check(store) == []
    store.apply(amend_claim(store, silent, anna.id, extra={other: "oral", one: "7"}))
    filled = store.get(Claim, claim.id)
    assert (filled.extra, filled.absent) == ({other: "oral", one: "7"}, {})
    store.apply(amend_claim(store, filled, anna.id, absent={other: Absence.NOT_APPLICABLE}))
    assert store.get(Claim, claim.id).extra == {one: "7"}
    copy, change = duplicate_claim(store, store.get(Claim, claim.id), anna.id)
    store.apply(change)
    assert (copy.extra, copy.absent) == ({one: "7"}, {other: Absence.NOT_APPLICABLE})
    store.apply(say_absent(store, copy, anna.id, other, None))
    assert store.get(Claim, copy.id).absent == {}
    with pytest.raises(Refused, match="in use 1 time"):
        remove_term(store, Codebook.read(store), route[0], anna.id)
