"""How often terms are used, as the rooms show it: counted beside the window, and kept up with every change."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from curator.changes import Change, SourceText, added
from curator.codebook.altering import add_term
from curator.coding.claims import record_claim, retract_claim
from curator.coding.reports import add_study
from curator.errors import CannotWrite
from curator.ids import new_id
from curator.records import Report, Therapy
from curator.text.passages import cut
from ui.window.furniture.uses import Uses
from ui.window.session import Session

TEXT = "Relapses were fewer after cells."


@pytest.fixture
def report(session: Session) -> Report:
    source = SourceText(text=TEXT, original=TEXT.encode())
    made = Report(id=new_id(), title="Cells", text_sha256=source.text_sha256, characters=len(TEXT))
    session.apply(Change(title="Add", reviewer_id=None, alterations=added([made]), texts=(source,)))
    return made


def test_a_claim_counts_for_all_that_it_names_until_it_is_retracted(
    session: Session, report: Report, qtbot: QtBot
) -> None:
    me = session.reviewer.id
    therapy, change = add_term(session.codebook, Therapy, "Cells", me)
    session.apply(change)
    study, change = add_study(session.store, "LUMINA", me)
    session.apply(change)
    fields = {"therapies": ((therapy.id,),), "study_id": study.id}
    named = (therapy.id, study.id, report.id)
    session.apply(record_claim(session.store, report.id, me, [cut(TEXT, 0, 8)], **fields)[1])
    uses = Uses.of(session)
    with qtbot.waitSignal(uses.counted):
        uses.count()
    assert [uses[each] for each in named] == [1, 1, 1]
    claim, change = record_claim(session.store, report.id, me, [cut(TEXT, 0, 8)], **fields)
    with qtbot.waitSignal(uses.counted):
        session.apply(change)
    assert [uses[each] for each in named] == [2, 2, 2]
    session.apply(retract_claim(session.store, claim, me))
    assert [(uses[each], uses.retracted(each)) for each in named] == [(1, 1), (1, 1), (1, 1)]
    session.undo()
    session.undo()
    assert [(uses[each], uses.retracted(each)) for each in named] == [(1, 0), (1, 0), (1, 0)]


def test_what_happens_while_it_is_counted_is_counted_too(session: Session, report: Report, qtbot: QtBot) -> None:
    uses = Uses.of(session)
    with qtbot.waitSignal(uses.counted):
        uses.count()
        session.apply(record_claim(session.store, report.id, session.reviewer.id, [cut(TEXT, 0, 8)])[1])
    assert uses[report.id] == 1


def test_a_count_that_failed_is_tried_again_when_it_is_next_wanted(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise CannotWrite("The drive was taken away.")

    uses = Uses.of(session)
    with monkeypatch.context() as while_away, qtbot.waitSignal(session.jobs.ended):
        while_away.setattr(session.store, "snapshot", gone)
        uses.count()
        qtbot.waitUntil(lambda: not session.jobs.running)
    assert not uses.known
    with qtbot.waitSignal(uses.counted):
        uses.count()
    assert uses.known
