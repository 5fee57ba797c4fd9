"""Searching in the window: places come as one types, arrows and Enter go there, ticks become marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from curator.demo import make_demo
from curator.records import Claim, Coding, CodingStatus, Mark
from db.files import SqliteFiles
from tests.driver import Driver
from ui.window.frame.remembered import Remembered
from ui.window.main_window import MainWindow
from ui.window.searching.search_room import SearchRoom


@pytest.fixture
def demo(remembered: Remembered, qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    """The window on the demo review."""
    main_window = MainWindow(SqliteFiles(), remembered)
    yield Driver(main_window, qtbot).open(make_demo(SqliteFiles(), tmp_path)).read("cord_cell_trial.txt")
    main_window.close()


def search(driver: Driver, typed: str) -> SearchRoom:
    """Types into the search room and waits for the answer."""
    driver.press("Ctrl+Shift+F")
    room = driver.workplace.searching
    with driver.qtbot.waitSignal(room.looking.ended):
        driver.press("Ctrl+F").type(typed).press("Return")
    return room


def hits(room: SearchRoom) -> list[str]:
    return [find.hit for find in room.finds.finds]


def test_places_are_listed_and_enter_goes_there(demo: Driver) -> None:
    room = search(demo, "relaps*")
    assert {hit.lower() for hit in hits(room)} <= {"relapse", "relapses", "relapsed", "relapsing"}
    assert len(hits(room)) > 3
    assert "places in" in room.head.counts.text()
    second = room.finds.finds[1]
    demo.press("Down").press("Return")
    reading = demo.workplace.reading
    assert demo.workplace.rooms.currentWidget() is reading
    assert reading.report_id == second.report_id
    assert reading.view.selection == (second.start, second.end)
    demo.press("Ctrl+Shift+F")
    assert room.chosen == second


def test_ticked_places_are_marked_as_one_change(demo: Driver) -> None:
    room = search(demo, '"standard care"')
    before = demo.all(Mark)
    demo.press("Ctrl+A")
    mine = {one.report_id for one in demo.all(Coding) if one.status is not CodingStatus.SUBMITTED}
    places = [find for find in room.finds.ticked if find.report_id in mine]
    assert places
    label = next(iter(demo.session.codebook.labels.values()))
    with demo.qtbot.waitSignal(demo.session.changed):
        room.mark(label.id)
    new = [mark for mark in demo.all(Mark) if mark not in before]
    assert 0 < len(new) <= len(room.finds.ticked)
    assert {mark.passages[0].words.lower().replace("-", " ") for mark in new} == {"standard care"}
    demo.session.undo()
    assert demo.all(Mark) == before


def test_the_label_is_chosen_by_keyboard(demo: Driver) -> None:
    room = search(demo, '"standard care"')
    demo.press("Space").press("L")
    assert room.chooser.isVisible()
    with demo.qtbot.waitSignal(demo.session.changed):
        demo.press("Return")
    assert demo.all(Mark)[-1].passages[0].words.lower() == "standard care"


def test_what_cannot_be_read_is_said_and_searched_as_far_as_it_goes(demo: Driver) -> None:
    room = search(demo, '"standard ca')
    assert "not closed" in room.head.remark.text()
    assert hits(room)
    assert room.head.line.property("faulty") == "true"


def test_nothing_found_is_said_and_a_beginning_offered(demo: Driver) -> None:
    room = search(demo, "umbilicus")
    assert hits(room) == []
    assert "beginning" in room.nothing.words


def test_a_place_to_look_in_can_be_left_out(demo: Driver) -> None:
    room = search(demo, "cells")
    sorts = {find.where.value for find in room.finds.finds}
    assert len(sorts) > 1
    for where, box in room.head.places.items():
        with demo.qtbot.waitSignal(room.looking.ended, raising=False, timeout=5000):
            box.setChecked(where.value == "reference")
    assert {find.where.value for find in room.finds.finds} == {"reference"}


def test_searching_everything_finds_words_in_texts(demo: Driver) -> None:
    panel = demo.workplace.search_panel
    demo.press("Ctrl+K")
    demo.type("standard ca")
    demo.qtbot.waitUntil(lambda: any("Every place of" in row for row in rows(demo)))
    assert any("standard care" in row.lower() for row in rows(demo))
    last = panel.finds.rowCount() - 1
    with demo.qtbot.waitSignal(demo.workplace.searching.looking.ended):
        for _ in range(last):
            demo.press("Down")
        demo.press("Return")
    assert demo.workplace.searching.head.line.text() == '"standard ca"*'
    assert hits(demo.workplace.searching)


def rows(driver: Driver) -> list[str]:
    panel = driver.workplace.search_panel
    return [str(panel.finds.index(row, 0).data()) for row in range(panel.finds.rowCount())]


def test_another_person_sees_their_own_finds(demo: Driver) -> None:
    """Whoever works here now, nothing stays of what somebody else was shown."""
    from curator.coding.reviews import add_reviewer

    room = search(demo, "cells OR care")
    before = found_claims(room)
    made = add_reviewer(demo.session.store, "Nobody")
    assert made[1] is not None
    demo.session.apply(made[1])
    with demo.qtbot.waitSignal(room.looking.ended):
        demo.session.work_as(made[0])
    after = found_claims(room)
    assert after < before
    assert after == demo.session.reader.get_many(Claim, before).keys()


def found_claims(room: SearchRoom) -> set[str]:
    return {find.record_id for find in room.finds.finds if find.kind is Claim}


def test_an_older_review_gets_its_index_beside_the_window(remembered: Remembered, qtbot: QtBot, tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    path = make_demo(SqliteFiles(), tmp_path)
    with closing(sqlite3.connect(path)) as connection, connection:  # as migrating leaves it
        connection.execute("INSERT INTO searched_words(searched_words) VALUES ('delete-all')")
        connection.execute("DELETE FROM searched")
    driver = Driver(MainWindow(SqliteFiles(), remembered), qtbot).open(path)
    qtbot.waitUntil(driver.session.store.words_are_indexed)
    assert driver.session.store.verify_storage() == []
    driver.window.close()


def test_a_query_on_a_claim_leads_to_the_claim(demo: Driver) -> None:
    from curator.records import Query

    query = next(one for one in demo.all(Query) if one.claim_id is not None and not one.resolved)
    word = max(query.question.strip("?.").split(), key=len)
    room = search(demo, f'"{query.question.strip("?.")}"' if '"' not in query.question else word)
    row = next(place for place, find in enumerate(room.finds.finds) if find.record_id == query.id)
    room.view.setCurrentIndex(room.finds.index(row))
    room.open_chosen()
    claim = demo.workplace.column.hand.claim
    assert claim is not None
    assert claim.id == query.claim_id
