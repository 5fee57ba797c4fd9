"""The session applies changes, says what happened in words, and runs long work beside the window."""

from __future__ import annotations

import threading

import pytest
from pytestqt.qtbot import QtBot

from curator.codebook.altering import add_term
from curator.coding.reviews import amend_review
from curator.errors import BadInput
from curator.records import Review, Therapy
from ui.window.jobs import Job, Progress
from ui.window.session import Session


def rename(session: Session, title: str) -> object:
    return session.apply(amend_review(session.review, session.reviewer.id, title=title))


def test_a_change_is_saved_said_and_undone(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.changed) as told, qtbot.waitSignal(session.said) as said:
        rename(session, "Another title")
    assert told.args[0].touches(Review)
    assert said.args == ["Saved: Amend the review's details"]
    with qtbot.waitSignal(session.said) as said:
        session.undo()
    assert said.args == ["Undone: Amend the review's details"]
    assert session.review.title == "Stem cells in lupus"
    session.redo()
    assert session.review.title == "Another title"


def test_a_refusal_is_said_in_a_sentence_and_nothing_changes(session: Session, qtbot: QtBot) -> None:
    first = amend_review(session.review, session.reviewer.id, title="One")
    second = amend_review(session.review, session.reviewer.id, title="Two")
    session.apply(first)
    with qtbot.waitSignal(session.complained):
        assert session.apply(second) is None
    assert session.review.title == "One"


def test_nothing_to_redo_is_said_quietly(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.said):
        session.redo()


def test_the_codebook_is_read_anew_when_a_term_changes(session: Session) -> None:
    _, change = add_term(session.codebook, Therapy, "MSC therapy", session.reviewer.id)
    session.apply(change)
    assert session.codebook.therapies.find("msc therapy") is not None
    session.undo()
    assert session.codebook.therapies.find("msc therapy") is None


def test_work_beside_the_window_comes_back_in_the_windows_thread(session: Session, qtbot: QtBot) -> None:
    seen: list[tuple[str, bool]] = []
    here = threading.current_thread()

    def work(progress: Progress) -> str:
        progress(0.5, "half")
        return threading.current_thread().name

    with qtbot.waitSignal(session.jobs.ended):
        session.run(work, lambda name: seen.append((name, threading.current_thread() is here)), "Counting")
    assert seen[0][0] != here.name
    assert seen[0][1]
    assert session.jobs.running == ()


def test_a_large_change_is_applied_beside_the_window(session: Session, qtbot: QtBot) -> None:
    done: list[object] = []
    change = amend_review(session.review, session.reviewer.id, title="Beside")
    with qtbot.waitSignal(session.changed):
        session.apply_beside(change, done.append, "Renaming")
    qtbot.waitUntil(lambda: bool(done))
    assert session.review.title == "Beside"


def test_a_change_that_cannot_be_saved_beside_the_window_is_told_to_whoever_asked(
    session: Session, qtbot: QtBot
) -> None:
    refused: list[str] = []
    session.complained.connect(lambda _sentence: pytest.fail("it was told already"))
    stale = amend_review(session.review, session.reviewer.id, title="Beside")
    rename(session, "Before")
    with qtbot.waitSignal(session.jobs.ended):
        job = session.apply_beside(stale, lambda _applied: pytest.fail("it was stale"), "Renaming", refused.append)
    assert job.title == "Renaming"
    assert len(refused) == 1
    assert session.review.title == "Before"


def test_whoever_watches_a_job_has_it_before_it_begins_and_misses_nothing(session: Session, qtbot: QtBot) -> None:
    seen: list[str] = []

    def watch(job: Job) -> None:
        seen.append("watched")
        job.ended.connect(lambda ended: seen.append("ended" if ended is job else "another"))

    with qtbot.waitSignal(session.jobs.ended):
        session.run(lambda _progress: seen.append("worked"), lambda _nothing: None, "Working", watch=watch)
    assert seen == ["watched", "worked", "ended"]


def test_a_job_that_is_cancelled_ends_at_its_next_step(session: Session, qtbot: QtBot) -> None:
    begun, cancelled = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        cancelled.wait(5)
        progress(0.5)
        pytest.fail("the job went on")

    with qtbot.waitSignal(session.said) as said:
        job = session.run(work, lambda _result: pytest.fail("it was cancelled"), "Waiting")
        begun.wait(5)
        job.cancel()
        cancelled.set()
    assert said.args == ["Cancelled. Nothing was changed."]


def test_a_job_that_fails_says_why(session: Session, qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise BadInput("Row {row} is odd.", row=7)

    with qtbot.waitSignal(session.complained) as complained:
        session.run(work, lambda _result: None, "Reading")
    assert complained.args == ["Row 7 is odd."]


def test_a_surprise_is_handed_on_and_not_swallowed(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.surprised) as surprised:
        session.run(lambda _progress: 1 / 0, lambda _result: None, "Dividing")
    assert isinstance(surprised.args[0], ZeroDivisionError)


def test_the_start_of_the_review_cannot_be_undone(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.said) as said:
        session.undo()
    assert said.args == ["There is nothing to undo."]
    assert session.review.title == "Stem cells in lupus"
