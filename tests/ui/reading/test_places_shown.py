"""Where words stand is shown beside them, a retracted report says so, and a corrected text is the one that is read."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from curator.coding.claims import record_claim
from curator.coding.correcting import correct, read_correction
from curator.coding.reports import amend_report
from curator.importing.rereading import from_words
from curator.importing.texts import read_pasted
from curator.records import Claim, Report
from curator.text.passages import cut
from ui.window.claiming.claim_column import ClaimColumn
from ui.window.reading.reading_room import ReadingRoom
from ui.window.session import Session

TEXT = (
    "# Cells in lupus\n\n## Methods\n\nForty patients were rando-\nmised.\n\n"
    "## Results\n\nRelapse fell by half in two years.\n"
)
WELL = TEXT.replace("rando-\nmised", "randomised")


@pytest.fixture
def room(session: Session, qtbot: QtBot) -> ReadingRoom:
    """The reading room with one report and one claim on its results."""
    change = read_pasted(TEXT, "Cells in lupus", session.store, session.reviewer.id).change
    assert change is not None
    session.apply(change)
    report = session.store.all(Report)[0]
    start = TEXT.index("fell by half")
    session.apply(record_claim(session.store, report.id, session.reviewer.id, [cut(TEXT, start, start + 12)])[1])
    shown = ReadingRoom(session, ClaimColumn(session))
    qtbot.addWidget(shown)
    shown.resize(1280, 720)
    shown.show()
    shown.enter()
    return shown


def test_the_margin_and_the_claim_tell_the_section(room: ReadingRoom, session: Session) -> None:
    (note,) = room.view.margin.notes
    assert note.where == "Results"
    claim = session.store.all(Claim)[0]
    room.column.show_claim(claim.id)
    (place,) = room.column.panel.quote.places
    start = TEXT.index("fell by half")
    assert place.text() == f"Results · {start}–{start + 12}"


def test_a_corrected_text_is_the_one_that_is_read_and_undo_shows_the_former(
    room: ReadingRoom, session: Session
) -> None:
    report = session.store.all(Report)[0]
    correction = read_correction(session.store, report, from_words(WELL), None, session.reviewer.id)
    session.apply(correct(session.store, correction, {}, session.reviewer.id))
    assert room.view.text == WELL
    claim = session.store.all(Claim)[0]
    painted = [WELL[one.start : one.end] for one in room.view.painted.index.of(claim.id)]
    assert painted == ["fell by half"]
    session.undo()
    assert room.view.text == TEXT
    assert [TEXT[one.start : one.end] for one in room.view.painted.index.of(claim.id)] == ["fell by half"]


def test_a_retracted_report_says_so_above_its_text(room: ReadingRoom, session: Session) -> None:
    assert room.view.heading.warning == ""
    report = session.store.all(Report)[0]
    session.apply(amend_report(report, session.reviewer.id, retraction="Retraction in Lupus 2021"))
    assert room.view.heading.warning == "Retracted: Retraction in Lupus 2021"
    assert room.view.heading.warning_lines
