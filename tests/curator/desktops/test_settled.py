"""What was settled on two desktops, merged: one decision on each thing, and just the claims that came of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from curator.adjudication import deciding
from curator.adjudication.queue import Disagreement, read_queue
from curator.checking import check
from curator.coding.progress import reopen_several
from curator.desktops.accounts import Take
from curator.records import Claim, ClaimStatus, Decision, Direction, Outcome, Reviewer, Structure
from tests.curator.desktops.desktop import Desktop, records

Copy = Callable[[str], Desktop]


@pytest.fixture
def coded(lead: Desktop) -> Desktop:
    """Anna and Ben coded one report: opposite directions on one claim, and one that only Anna found."""
    better, worse = (one for one in lead.store.all(Direction) if one.name in ("improved", "worsened"))
    lead.claim("Relapse was rarer", therapy="Cells", outcome="Relapse", direction_id=better.id)
    lead.claim("Nobody died", therapy="Cells")
    lead.submit()
    ben = lead.hand_out("Ben Ito")
    ben.claim("Relapse was rarer", therapy="Cells", outcome="Relapse", direction_id=worse.id)
    ben.submit()
    lead.merge(ben)
    ben.close()
    return lead


@pytest.fixture
def copy(coded: Desktop, tmp_path: Path) -> Iterator[Copy]:
    """A plain copy of the review, for somebody else's desktop."""
    opened: list[Desktop] = []

    def copying(name: str) -> Desktop:
        path = tmp_path / f"{name}.curator"
        coded.close()
        shutil.copyfile(coded.path, path)
        coded.store = coded.files.open(coded.path)
        opened.append(Desktop(path, "Ben Ito"))
        return opened[-1]

    yield copying
    for desktop in opened:
        desktop.close()


def take(desktop: Desktop, number: int, of: str, rationale: str = "") -> None:
    queue = read_queue(desktop.store)
    found = sorted((*queue.open, *queue.settled), key=lambda one: len(one.claims))[number]
    claim = next(one for one in found.claims if desktop.store.get(Reviewer, one.reviewer_id).name == of)
    desktop.do(deciding.take(desktop.store, found, claim.id, desktop.me.id, rationale))


def alone(desktop: Desktop, of: str = "Anna Berg", rationale: str = "") -> None:
    take(desktop, 0, of, rationale)


def both(desktop: Desktop, of: str, rationale: str = "") -> None:
    take(desktop, 1, of, rationale)


def consensus(desktop: Desktop) -> list[Claim]:
    return [one for one in desktop.store.all(Claim) if one.from_claim_ids and one.status is ClaimStatus.COMPLETE]


def test_what_each_settled_comes_together(coded: Desktop, copy: Copy) -> None:
    other = copy("other")
    alone(other)
    both(coded, "Ben Ito")
    coded.merge(other)
    assert len(coded.store.all(Reviewer, consensus=True)) == 1
    assert len(consensus(coded)) == len(coded.store.all(Decision)) == 2
    assert not read_queue(coded.store).open
    assert check(coded.store) == []


def test_what_both_settled_alike_is_one_decision_and_nobody_is_asked(coded: Desktop, copy: Copy) -> None:
    other = copy("other")
    both(other, "Ben Ito", "Table 2")
    alone(other)
    both(coded, "Ben Ito")
    merge = coded.merge(other)
    assert not merge.files[0].conflicts
    assert len(consensus(coded)) == 2
    assert sorted(one.rationale for one in coded.store.all(Decision)) == ["", "Table 2"]
    assert check(coded.store) == []
    assert other.preview(coded).change is None, "it was settled there first"
    assert records(other) == records(coded)


@pytest.mark.parametrize("taken", [Take.OURS, Take.THEIRS])
def test_what_both_settled_differently_is_asked_and_one_consensus_remains(
    coded: Desktop, copy: Copy, taken: Take
) -> None:
    other = copy("other")
    both(other, "Anna Berg")
    both(coded, "Ben Ito")
    preview = coded.preview(other)
    (conflict,) = preview.files[0].conflicts
    assert conflict.kind == "decision"
    assert "one taken, Ben Ito" in conflict.what or "one taken, Anna Berg" in conflict.what
    coded.merge(other, takes={conflict.record_id: taken})
    (decision,) = coded.store.all(Decision)
    assert [one.id for one in consensus(coded)] == list(decision.consensus_claim_ids)
    by = "Ben Ito" if taken is Take.OURS else "Anna Berg"
    (origin,) = consensus(coded)[0].from_claim_ids
    assert coded.store.get(Reviewer, coded.store.get(Claim, origin).reviewer_id).name == by
    assert check(coded.store) == []
    assert len(read_queue(coded.store).settled) == 1


def test_what_was_settled_before_and_revisited_on_one_desktop_is_revisited_on_both(coded: Desktop, copy: Copy) -> None:
    both(coded, "Ben Ito")
    other = copy("other")
    both(other, "Anna Berg")
    coded.merge(other)
    assert len(consensus(coded)) == 1
    assert check(coded.store) == []
    found = read_queue(coded.store).settled[0]
    coded.do(deciding.withdraw(coded.store, found, coded.me.id))
    other.merge(coded, take=Take.THEIRS)
    assert not consensus(other)
    assert not other.store.all(Decision)


def test_a_decision_holds_when_terms_become_one_on_the_other_desktop(coded: Desktop, copy: Copy) -> None:
    coded.add(Outcome, "Flare")
    other = copy("other")
    both(other, "Ben Ito")
    coded.merge_terms(Outcome, "Relapse", "Flare")
    coded.merge(other)
    assert [one.overtaken for one in settled(coded)] == [False]
    assert {one.outcome_id for one in consensus(coded)} == {coded.term(Outcome, "Flare").id}


def settled(desktop: Desktop) -> list[Disagreement]:
    queue = read_queue(desktop.store)
    return [one for one in (*queue.settled, *queue.open) if one.decision is not None]


def test_a_decision_holds_when_terms_become_one_here(coded: Desktop) -> None:
    both(coded, "Ben Ito")
    coded.add(Outcome, "Flare")
    coded.merge_terms(Outcome, "Relapse", "Flare")
    assert [one.overtaken for one in settled(coded)] == [False]
    coded.store.undo(coded.me.id)
    assert [one.overtaken for one in settled(coded)] == [False]


def test_nothing_that_was_settled_is_handed_out(coded: Desktop) -> None:
    both(coded, "Ben Ito")
    alone(coded)
    cleo = coded.hand_out("Cleo Park")
    assert not cleo.store.all(Decision)
    assert not cleo.store.all(Claim)
    assert not cleo.store.all(Reviewer, consensus=True)
    again = coded.hand_out_file("Ben Ito", "again.curator")
    ben = Desktop(again.path, "Ben Ito")
    assert len(ben.store.all(Claim)) == 1
    assert not ben.store.all(Decision)
    for desktop in (cleo, ben):
        desktop.close()


def test_sections_and_pages_go_along(coded: Desktop) -> None:
    from curator.changes import Change, added
    from curator.ids import new_id
    from curator.records import Section, SectionKind

    report = coded.report("cells.txt")
    section = Section(kind=SectionKind.TITLE, start=0, end=14)
    made = Structure(id=new_id(), report_id=report.id, text_sha256=report.text_sha256, sections=(section,))
    coded.do(Change(title="Read sections", reviewer_id=None, alterations=added([made])))
    cleo = coded.hand_out("Cleo Park")
    assert made in cleo.store.all(Structure)
    cleo.close()


def test_work_that_comes_back_amended_brings_its_decision_back(coded: Desktop) -> None:
    both(coded, "Ben Ito")
    alone(coded)
    again = coded.hand_out_file("Ben Ito", "again.curator")
    ben = Desktop(again.path, "Ben Ito")
    (claim,) = ben.store.all(Claim)
    ben.do(reopen_several(ben.store, None, ben.me.id, ben.me.id, "read it once more"))
    ben.amend(claim, population="adults with nephritis")
    ben.submit()
    coded.merge(ben)
    ben.close()
    queue = read_queue(coded.store)
    (found,) = queue.open
    assert found.overtaken
    assert claim.id in found.key
    assert len(queue.settled) == 1
    assert len(consensus(coded)) == 2, "what was settled stands until it is looked at again"
    assert check(coded.store) == []
