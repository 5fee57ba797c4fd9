"""Pairings by hand are changes: they go to the log, hold, and can be undone."""

from __future__ import annotations

import pytest

from curator.agreement.claims.corrections import pairing_of, say_different, say_nothing, say_same
from curator.agreement.pairing import pair_claims
from curator.changes import Change, added
from curator.errors import Refused
from curator.ids import new_id
from curator.importing.texts import read_pasted
from curator.ports import ReviewStore
from curator.records import Claim, ClaimStatus, Pairing, Report, Reviewer
from tests.curator.agreement.trial import CODEBOOK, claim, terms


@pytest.fixture
def ben() -> Reviewer:
    return Reviewer(id=new_id(), name="Ben Østby")


@pytest.fixture
def claims(store: ReviewStore, anna: Reviewer, ben: Reviewer) -> tuple[Claim, Claim, Claim]:
    """One of Anna's and two of Ben's, of which the first is the same as hers."""
    text = read_pasted("Relapse was rarer with cells. " * 9, "Cells", store, anna.id)
    assert text.change is not None
    store.apply(text.change)
    report = store.all(Report)[0]
    same = {"therapy": "MSC", "outcome": "Relapse", "report": report.id}
    made = (
        claim(anna.id, (0, 29), **same),
        claim(ben.id, (0, 29), **same),
        claim(ben.id, (30, 59), therapy="MSC", outcome="Cost", report=report.id),
    )
    store.apply(Change(title="Set up", reviewer_id=anna.id, alterations=added([ben, *terms(), *made])))
    return made


def partner(store: ReviewStore, of: Claim) -> str | None:
    mine = [of]
    others = [one for one in store.all(Claim) if one.reviewer_id != of.reviewer_id]
    found = pair_claims(mine, others, CODEBOOK, store.all(Pairing)).pairs
    return found[0].second if found else None


def apply(store: ReviewStore, change: Change | None) -> None:
    assert change is not None
    store.apply(change)


def test_what_is_said_holds_and_is_undone_like_any_other_change(
    store: ReviewStore, anna: Reviewer, claims: tuple[Claim, Claim, Claim]
) -> None:
    hers, same, other = claims
    assert partner(store, hers) == same.id
    apply(store, say_same(store, hers, other, anna.id, "read both"))
    assert partner(store, hers) == other.id
    entry = store.log(limit=1)[0]
    assert (entry.title, entry.reason, entry.counts["pairing"]) == ("Pair two claims", "read both", (1, 0, 0))
    store.undo(anna.id)
    assert partner(store, hers) == same.id
    store.redo(anna.id)
    assert partner(store, hers) == other.id


def test_claims_can_be_parted_paired_again_and_left_to_the_program(
    store: ReviewStore, anna: Reviewer, claims: tuple[Claim, Claim, Claim]
) -> None:
    hers, same, _ = claims
    apply(store, say_different(store, hers, same, anna.id))
    assert partner(store, hers) is None
    assert say_different(store, same, hers, anna.id) is None, "it was said already"
    apply(store, say_same(store, same, hers, anna.id))
    assert store.count(Pairing) == 1
    assert partner(store, hers) == same.id
    apply(store, say_nothing(store, hers, same, anna.id))
    assert store.count(Pairing) == 0
    assert say_nothing(store, hers, same, anna.id) is None


def test_a_claim_is_the_same_as_one_of_another_reviewer_only(
    store: ReviewStore, anna: Reviewer, claims: tuple[Claim, Claim, Claim]
) -> None:
    hers, same, other = claims
    apply(store, say_same(store, hers, same, anna.id))
    apply(store, say_same(store, other, hers, anna.id))
    assert pairing_of(store, hers, same) is None
    assert partner(store, hers) == other.id


def test_what_cannot_be_the_same_is_refused(
    store: ReviewStore, anna: Reviewer, claims: tuple[Claim, Claim, Claim]
) -> None:
    hers, same, other = claims
    with pytest.raises(Refused, match="same reviewer"):
        say_same(store, same, other, anna.id)
    elsewhere = claim(anna.id, (0, 9), report="elsewhere")
    with pytest.raises(Refused, match="different reports"):
        say_different(store, elsewhere, same, anna.id)
    retracted = claim(anna.id, (0, 9), report=hers.report_id, status=ClaimStatus.RETRACTED)
    with pytest.raises(Refused, match="retracted"):
        say_same(store, retracted, same, anna.id)
