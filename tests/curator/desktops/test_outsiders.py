"""The file of another review is brought in as the work of external coders, if asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.checking import check
from curator.coding.reviews import amend_review
from curator.records import Claim, Coding, Mark, Outcome, Query, Report, Review, Reviewer, Therapy
from curator.text.passages import quote
from tests.curator.desktops.desktop import CELLS, Desktop


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Desktop]:
    """Another review, in which another Anna Berg has coded the same text, and one that this review has not."""
    desktop = Desktop.new(tmp_path / "stranger.curator", "Anna Berg", title="Another question")
    desktop.do(amend_review(desktop.store.all(Review)[0], desktop.me.id, guidance="Other rules."))
    desktop.bring("unknown.txt", "A report that nobody else has. It speaks of fatigue.")
    yield desktop
    desktop.close()


def test_what_was_coded_on_our_texts_comes_in_with_its_terms(lead: Desktop, stranger: Desktop) -> None:
    above = stranger.add(Outcome, "Feeling")
    stranger.add(Outcome, "Fatigue", parent_id=above.id)
    stranger.add(Outcome, "Never used")
    claim = stranger.claim("Relapse was rarer", therapy="Cells", outcome="Fatigue")
    stranger.mark("Nobody died")
    stranger.ask("So?", claim)
    stranger.submit()
    ours = {kind: lead.store.all(kind) for kind in (Review, Report)}
    merge = lead.merge(stranger, external=True)
    person = lead.store.get(Reviewer, stranger.me.id)
    assert person.name == "Anna Berg (external)"
    come = lead.get(claim)
    assert (come.report_id, come.reviewer_id) == (lead.report("cells.txt").id, person.id)
    assert come.therapies == ((lead.term(Therapy, "Cells").id,),)
    fatigue = lead.term(Outcome, "Fatigue")
    assert come.outcome_id == fatigue.id
    assert fatigue.parent_id == lead.term(Outcome, "Feeling").id
    assert "Never used" not in {outcome.name for outcome in lead.store.all(Outcome)}
    assert [lead.store.count(kind) for kind in (Mark, Query, Coding)] == [1, 1, 1]
    assert {kind: lead.store.all(kind) for kind in (Review, Report)} == ours
    assert merge.files[0].codebook_added == ["Feeling", "Fatigue"]
    assert check(lead.store) == []
    assert lead.preview(stranger, external=True).change is None


def test_work_on_texts_that_we_have_not_got_waits_for_them(lead: Desktop, stranger: Desktop) -> None:
    stranger.claim("Relapse was rarer")
    waiting = stranger.claim("fatigue", "unknown.txt")
    merge = lead.merge(stranger, external=True)
    assert merge.files[0].notes == [
        "1 claim or mark on “unknown” stayed out: this review has not got its text. Import that and merge again."
    ]
    assert lead.store.count(Claim) == 1
    lead.bring("the same.txt", stranger.text("unknown.txt"))
    lead.merge(stranger, external=True)
    assert quote(lead.get(waiting).passages) == "fatigue"
    assert check(lead.store) == []


def test_their_definitions_do_not_amend_ours(lead: Desktop, stranger: Desktop) -> None:
    stranger.rename(Outcome, "Relapse", definition="as they see it", synonyms=("flare",))
    claim = stranger.claim("Relapse was rarer", outcome="Relapse")
    before = lead.term(Outcome, "Relapse")
    lead.merge(stranger, external=True)
    assert lead.term(Outcome, "Relapse") == before
    assert lead.get(claim).outcome_id == before.id


def test_their_later_work_comes_in_with_the_next_merge(lead: Desktop, stranger: Desktop) -> None:
    claim = stranger.claim("Relapse was rarer")
    lead.merge(stranger, external=True)
    stranger.amend(claim, note="later")
    other = stranger.claim("Nobody died")
    lead.merge(stranger, external=True)
    assert lead.get(claim).note == "later"
    assert lead.get(other).reviewer_id == stranger.me.id
    assert [person.name for person in lead.store.all(Reviewer)] == ["Anna Berg", "Anna Berg (external)"]


def test_several_strangers_of_one_name_are_told_apart(lead: Desktop, stranger: Desktop, tmp_path: Path) -> None:
    second = Desktop.new(tmp_path / "second.curator", "Anna Berg", title="A third question")
    stranger.claim("Relapse was rarer")
    second.claim("Relapse was rarer")
    lead.merge(stranger, second, external=True)
    names = {person.name for person in lead.store.all(Reviewer)}
    assert names == {"Anna Berg", "Anna Berg (external)", "Anna Berg (external 2)"}
    assert lead.preview(second, stranger, external=True).change is None
    assert lead.text("cells.txt") == CELLS
    second.close()


def test_a_file_of_our_own_is_merged_as_always_even_so(lead: Desktop) -> None:
    ben = lead.hand_out("Ben")
    claim = ben.claim("Relapse was rarer")
    lead.merge(ben, external=True)
    assert lead.get(claim).reviewer_id == ben.me.id
    assert lead.store.get(Reviewer, ben.me.id).name == "Ben"
    ben.close()
