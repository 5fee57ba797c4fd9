"""A file for one reviewer holds what they need, and nothing of what others did."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.checking import check
from curator.coding.assignments import assign
from curator.coding.reports import add_study, retire_report
from curator.desktops.handing_out import hand_out, handouts
from curator.errors import CannotWrite, CuratorError, ReadOnlyReview, Refused
from curator.records import (
    Assignment,
    Claim,
    Coding,
    Handout,
    Mark,
    Outcome,
    Query,
    Report,
    Review,
    Reviewer,
    Study,
    Therapy,
)
from tests.curator.desktops.conftest import HandOut
from tests.curator.desktops.desktop import CELLS, RITUXIMAB, Desktop


def test_a_new_reviewer_gets_every_report_where_nothing_is_assigned(lead: Desktop, to: HandOut) -> None:
    lead.do(add_study(lead.store, "LUCY", lead.me.id)[1])
    ben = to("Ben")
    assert ben.store.all(Review) == lead.store.all(Review)
    assert [report.file_name for report in ben.store.all(Report)] == ["cells.txt", "rituximab.txt"]
    assert ben.text("cells.txt") == CELLS
    assert ben.store.original(ben.report("rituximab.txt").original_sha256) == RITUXIMAB.encode()
    for kind in (Therapy, Outcome, Study):
        assert ben.store.all(kind) == lead.store.all(kind)
    assert [reviewer.name for reviewer in ben.store.all(Reviewer)] == ["Ben"]
    assert ben.me in lead.store.all(Reviewer)
    assert check(ben.store) == []
    assert check(lead.store) == []


def test_only_what_is_assigned_goes_out(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    lead.do(assign(lead.store, [lead.report("rituximab.txt").id], [ben.me.id], lead.me.id))
    second = lead.hand_out_file("Ben", "ben again.curator")
    assert (second.is_new, second.is_assigned) == (False, True)
    opened = Desktop(second.path, "Ben")
    assert [report.file_name for report in opened.store.all(Report)] == ["rituximab.txt"]
    assert len(opened.store.all(Assignment)) == 1
    opened.close()
    with pytest.raises(Refused, match="No report is assigned to Cleo"):
        lead.hand_out_file("Cleo")
    assert [reviewer.name for reviewer in lead.store.all(Reviewer)] == ["Anna Berg", "Ben"]


def test_a_reviewer_gets_their_own_work_back_and_nobody_elses(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    claim = ben.claim("Relapse was rarer", therapy="Cells", note="mine alone")
    mark, query = ben.mark("Nobody died"), ben.ask("Is this so?", claim)
    lead.claim("Survival was longer", note="SECRET-OF-ANNA")
    lead.merge(ben)
    again = lead.hand_out_file("Ben", "ben again.curator")
    opened = Desktop(again.path, "Ben")
    assert opened.store.all(Claim) == [claim]
    assert opened.store.all(Mark) == [mark]
    assert opened.store.all(Query) == [query]
    assert len(opened.store.all(Coding)) == 1
    assert check(opened.store) == []
    opened.close()


def test_not_a_byte_of_the_file_tells_what_others_did(lead: Desktop, to: HandOut) -> None:
    """Not in a record, not in the log, not in a page that was freed."""
    ben = to("Ben")
    ben.claim("Relapse was rarer", note="SECRET-OF-BEN")
    ben.mark("Nobody died")
    lead.merge(ben)
    claim = lead.claim("Survival was longer", statement="SECRET-STATEMENT", note="SECRET-NOTE", key="SECRET-KEY")
    lead.amend(claim, note="SECRET-AMENDED")
    lead.retract(lead.claim("Infections were seen", note="SECRET-RETRACTED"))
    lead.ask("SECRET-QUERY?", claim)
    lead.store.undo(lead.me.id)
    handed = lead.hand_out_file("Cleo")
    data = handed.path.read_bytes()
    assert b"SECRET" not in data
    for word in ("Anna Berg", "Ben", lead.me.id, ben.me.id, claim.id):
        assert word.encode() not in data, word
    assert b"Rituximab gave fewer flares" in data
    cleo = Desktop(handed.path, "Cleo")
    assert [entry.title for entry in cleo.store.log()] == ["Hand out to Cleo"]
    assert b"SECRET" not in b"".join(path.read_bytes() for path in handed.path.parent.glob("*cleo*"))
    cleo.close()


def test_its_only_change_holds_exactly_what_it_was_given_and_cannot_be_undone(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    given = {alteration.record().id for alteration in ben.store.alterations(1)}
    kinds = (Review, Reviewer, Study, Report, Therapy, Outcome, Handout)
    assert {record.id for kind in kinds for record in ben.store.all(kind)} <= given
    from curator.history import next_undo

    assert next_undo(ben.store) is None


def test_the_review_notes_to_whom_it_was_handed_out(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    (handout,) = handouts(lead.store)[ben.me.id]
    assert (handout.file_name, handout.merged_at) == ("ben.curator", None)
    entry = lead.store.log(limit=1)[0]
    assert (entry.title, entry.reviewer_id, entry.counts) == (
        "Hand out to Ben",
        lead.me.id,
        {"reviewer": (1, 0, 0), "handout": (1, 0, 0)},
    )
    lead.store.undo(lead.me.id)
    assert handouts(lead.store) == {}


def test_a_report_that_was_set_aside_stays_at_home(lead: Desktop, to: HandOut) -> None:
    lead.do(retire_report(lead.report("cells.txt"), lead.me.id))
    assert [report.file_name for report in to("Ben").store.all(Report)] == ["rituximab.txt"]
    lead.do(retire_report(lead.report("rituximab.txt"), lead.me.id))
    with pytest.raises(Refused, match="no reports to hand out"):
        lead.hand_out_file("Cleo")


def test_nothing_is_written_over_and_nothing_is_left_when_it_fails(lead: Desktop, tmp_path: Path) -> None:
    sequence = lead.store.state().sequence
    (tmp_path / "there.curator").write_bytes(b"mine")
    with pytest.raises(CannotWrite, match=r"there\.curator is there already"):
        lead.hand_out_file("Ben", "there.curator")
    with pytest.raises(CannotWrite, match=r"ben\.curator could not be made: there is no folder"):
        hand_out(lead.store, lead.files, tmp_path / "no folder" / "ben.curator", "Ben", lead.me.id)
    with pytest.raises(CuratorError, match="needs a name"):
        lead.hand_out_file(" ", "ben.curator")
    assert lead.store.state().sequence == sequence
    assert (tmp_path / "there.curator").read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.iterdir() if "curator" in path.name and "lupus" not in path.name) == [
        "there.curator"
    ]


def test_a_handout_cannot_be_handed_on(lead: Desktop, to: HandOut) -> None:
    ben = to("Ben")
    with pytest.raises(Refused, match="was itself handed out"):
        ben.hand_out_file("Cleo")


def test_handing_out_needs_a_review_that_can_be_written(lead: Desktop) -> None:
    reading = lead.files.open(lead.path, read_only=True)
    with pytest.raises(ReadOnlyReview):
        hand_out(reading, lead.files, lead.path.parent / "ben.curator", "Ben", lead.me.id)
    reading.close()
