"""A save never waits for a long read, and a long read is right all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
import sqlalchemy as sa

from curator.evidence.question import EvidenceQuestion
from curator.ports import ReviewStore
from curator.records import Claim
from db import sqlite as db_sqlite
from db.saves_first import SavesFirst
from db.sqlite import copy
from tests.db.sample import Sample, change

LONGEST = 30.0
"""Seconds after which a test that hangs fails; nothing here takes as long."""


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as made:
        yield made


def test_a_snapshot_that_is_read_slowly_holds_up_no_save(
    file_store: ReviewStore, sample: Sample, pool: ThreadPoolExecutor
) -> None:
    file_store.apply(change(*(sample.claim() for _ in range(50))))
    reading, finish = Event(), Event()

    def read_slowly() -> list[int]:
        counted = []
        with file_store.snapshot() as reader:
            counted.append(reader.count(Claim))
            reading.set()
            assert finish.wait(LONGEST)
            counted.append(len(reader.all(Claim)))
        return counted

    slow = pool.submit(read_slowly)
    assert reading.wait(LONGEST)
    for _ in range(20):
        file_store.apply(change(sample.claim()))
    finish.set()
    assert slow.result(LONGEST) == [50, 50]
    assert file_store.count(Claim) == 70


def test_a_search_gives_way_to_a_save_and_is_done_again(
    file_store: ReviewStore, sample: Sample, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = [sample.claim() for _ in range(400)]
    file_store.apply(change(*claims))
    begun: list[str] = []
    searching = Event()

    def note(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        if "SELECT claim.id" in words:
            begun.append(words)
            searching.set()

    # The search is made endless for as long as nobody saves: each row waits for the save to have begun.
    saving = Event()
    usual = SavesFirst.must_give_way

    def must_give_way(self: SavesFirst) -> bool:
        if searching.is_set() and not saving.is_set():
            saving.wait(LONGEST)
        return usual(self)

    monkeypatch.setattr(SavesFirst, "must_give_way", must_give_way)
    usual_committing = SavesFirst.committing

    @contextmanager
    def committing(self: SavesFirst) -> Iterator[None]:
        with usual_committing(self):
            saving.set()
            yield

    monkeypatch.setattr(SavesFirst, "committing", committing)
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        found = pool.submit(file_store.claim_ids, EvidenceQuestion(words="relapses"))
        assert searching.wait(LONGEST)
        late = sample.claim()
        pool.submit(file_store.apply, change(late)).result(LONGEST)
        assert set(found.result(LONGEST)) == {claim.id for claim in (*claims, late)}
        assert len(begun) == 2
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


def test_a_read_that_gave_way_often_insists(file_store: ReviewStore, sample: Sample) -> None:
    file_store.apply(change(sample.claim()))
    tries = 0

    def interrupted(_connection: sa.Connection) -> str:
        nonlocal tries
        tries += 1
        if tries <= db_sqlite.TRIES_BEFORE_INSISTING:
            problem = sqlite3.OperationalError("interrupted")
            problem.sqlite_errorcode = sqlite3.SQLITE_INTERRUPT
            raise sa.exc.OperationalError("SELECT", {}, problem)
        return "read at last"

    assert file_store._connections.read(interrupted) == "read at last"
    saves = SavesFirst()
    with saves.reading(insisting=True):
        saves._committing = True
        assert not saves.must_give_way()
    assert saves.must_give_way()


def test_saves_go_between_the_steps_of_a_copy(
    file_store: ReviewStore, sample: Sample, pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db_sqlite, "PAGES_IN_A_STEP", 2)
    file_store.apply(change(*(sample.claim() for _ in range(200))))
    steps: list[int] = []
    usual = SavesFirst.let_saves_go

    def let_saves_go(self: SavesFirst) -> None:
        if len(steps) < 5:
            saved = pool.submit(file_store.apply, change(sample.claim()))
            while not saved.done():
                usual(self)
            saved.result()
        steps.append(1)
        usual(self)

    monkeypatch.setattr(SavesFirst, "let_saves_go", let_saves_go)
    with file_store.snapshot() as reader:
        assert len(steps) > 10
        assert reader.count(Claim) == 205, "what was saved while copying is in the copy"
        file_store.apply(change(sample.claim()))
        assert reader.count(Claim) == 205


def test_a_copy_that_begins_anew_too_often_is_made_in_one_step(
    file_store: ReviewStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db_sqlite, "PAGES_IN_A_STEP", 2)
    with_many_pages, target = sqlite3.connect(path), sqlite3.connect("")
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE filler (words)")

    def alter() -> None:
        with other:
            other.execute("INSERT INTO filler VALUES (hex(randomblob(100000)))")

    alter()
    copy(with_many_pages, target, alter)
    counts = [connection.execute("SELECT count(*) FROM filler").fetchone() for connection in (other, target)]
    assert counts[0] == counts[1]
    for connection in (with_many_pages, target, other):
        connection.close()


def test_many_threads_read_and_save_at_once(file_store: ReviewStore, sample: Sample, pool: ThreadPoolExecutor) -> None:
    def save() -> None:
        for _ in range(25):
            file_store.apply(change(sample.claim()))

    def read(ask: Callable[[], object]) -> None:
        for _ in range(25):
            ask()

    jobs = [
        pool.submit(save),
        pool.submit(save),
        pool.submit(read, lambda: file_store.claim_ids(EvidenceQuestion(words="relapses"))),
        pool.submit(read, lambda: file_store.all(Claim, report_id=sample.report.id)),
    ]
    for job in jobs:
        job.result(LONGEST * 2)
    assert file_store.count(Claim) == 50
    assert file_store.state().sequence == 51
    assert [entry.sequence for entry in file_store.log()] == list(range(51, 0, -1))
    assert file_store.verify_storage() == []


def test_closing_waits_for_whoever_still_reads(
    file_store: ReviewStore, sample: Sample, pool: ThreadPoolExecutor
) -> None:
    file_store.apply(change(sample.claim()))
    reading, go_on = Event(), Event()

    def read_slowly(connection: sa.Connection) -> int:
        reading.set()
        assert go_on.wait(LONGEST)
        return int(connection.exec_driver_sql("SELECT count(*) FROM claim").scalar_one())

    slow = pool.submit(file_store._connections.read, read_slowly)
    assert reading.wait(LONGEST)
    closing = pool.submit(file_store.close)
    late = pool.submit(file_store.count, Claim)
    go_on.set()
    closing.result(LONGEST)
    outcomes = [job.exception(LONGEST) for job in (slow, late)]
    assert all(problem is None or "was closed" in str(problem) for problem in outcomes)
    assert [file.name for file in file_store.path.parent.iterdir() if file.is_file()] == [file_store.path.name]
