"""Files that cannot be merged, and what else goes wrong between desktops: each in a clear sentence, nothing lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from curator.adjudication.deciding import neither
from curator.adjudication.queue import read_queue
from curator.changes import Alteration, Change, added, amended
from curator.coding.claims import record_claim
from curator.coding.progress import submit_several
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Claim, Coding, CodingStatus, Decision, Outcome, Report, Reviewer
from curator.text.passages import cut
from db.files import SqliteFiles
from tests.commandline.conftest import Said, Terminal

TEXT = "Relapse was rarer with cells. Nobody died. Fatigue was milder, and infections were few."


@pytest.fixture
def lead(terminal: Terminal, review: Path, tmp_path: Path) -> Path:
    """The review of A with a report, in which A has made a claim."""
    text = tmp_path / "r0.txt"
    text.write_text(TEXT)
    assert terminal("import", review, text).code == 0
    work(review, lambda store: claim(store, "A", "Nobody died"))
    return review


@pytest.fixture
def out(terminal: Terminal, lead: Path, tmp_path: Path) -> Path:
    """The file of B, in which B has made a claim."""
    path = tmp_path / "b.curator"
    assert terminal("hand-out", lead, "--to", "B", path).code == 0
    work(path, lambda store: claim(store, "B", "Relapse was rarer"))
    return path


def work(path: Path, act: Callable[[ReviewStore], object]) -> None:
    store = SqliteFiles().open(path)
    try:
        act(store)
    finally:
        store.close()


def claim(store: ReviewStore, who: str, words: str, **fields: object) -> Claim:
    person = next(one for one in store.all(Reviewer) if one.name == who)
    start = TEXT.index(words)
    made, change = record_claim(
        store, store.all(Report)[0].id, person.id, [cut(TEXT, start, start + len(words))], **fields
    )
    store.apply(change)
    return made


def refused(terminal: Terminal, lead: Path, *files: Path) -> str:
    """What is said of files that cannot be merged; neither the review nor the files are altered by it."""
    before = {path: path.read_bytes() for path in (lead, *files)}
    told: Said = terminal("merge", lead, *files)
    assert told.code == 1
    assert told.err.startswith("Nothing was merged: ")
    assert "Traceback" not in told.err
    assert {path: path.read_bytes() for path in before} == before
    return told.out


def test_a_file_from_a_newer_version(terminal: Terminal, lead: Path, out: Path) -> None:
    with sqlite3.connect(out) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    said = refused(terminal, lead, out)
    assert "b.curator was last written by a newer version of this program" in said
    assert "install the newer version" in said


def test_a_damaged_file(terminal: Terminal, lead: Path, out: Path) -> None:
    whole = out.read_bytes()
    out.write_bytes(whole[: len(whole) // 2])
    assert "b.curator is damaged: it is cut short" in refused(terminal, lead, out)
    out.write_bytes(whole[:4096] + b"\xff" * 8192 + whole[4096 + 8192 :])
    assert "b.curator is damaged" in refused(terminal, lead, out)


def test_what_is_no_review_though_its_name_says_so(terminal: Terminal, lead: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.curator"
    letter.write_text("Dear A, I am done. B")
    said = refused(terminal, lead, letter)
    assert "letter.curator is not a review: it is another kind of file. Only its name is that of a review." in said
    assert "ends in .curator" not in said


def test_another_reviews_file(terminal: Terminal, lead: Path, tmp_path: Path) -> None:
    other = tmp_path / "asthma.curator"
    terminal("new", other, "--title", "Inhalers in asthma", "--reviewer", "Zoe")
    said = refused(terminal, lead, other)
    assert "belongs to another review, “Inhalers in asthma”. Nothing of it was taken over." in said
    assert said.rstrip().endswith("(--external)")


def test_a_file_whose_reviewer_is_unknown(terminal: Terminal, lead: Path, out: Path) -> None:
    terminal("undo", lead)
    said = refused(terminal, lead, out)
    assert "holds work of “B”, who is no reviewer of this review. Add a reviewer of this name" in said
    assert "(--same-reviewer “B”)" in said


def test_a_file_whose_reviewer_has_two_names(terminal: Terminal, lead: Path, out: Path) -> None:
    def rename(store: ReviewStore, name: str) -> None:
        person = next(one for one in store.all(Reviewer) if one.name == "B")
        store.apply(Change(title="Rename", reviewer_id=None, alterations=(amended(person, name=name),)))

    work(out, lambda store: rename(store, "Bea"))
    work(lead, lambda store: rename(store, "Ben"))
    told = terminal("merge", lead, out)
    assert told.code == 1
    assert "Amended on both sides" in told.out
    assert "“Ben”" in told.out
    assert "“Bea”" in told.out
    assert "say what to take" in told.err
    assert terminal("merge", lead, out, "--take", "theirs").code == 0
    work(lead, lambda store: check_names(store, {"A", "Bea"}))


def check_names(store: ReviewStore, names: set[str]) -> None:
    assert {one.name for one in store.all(Reviewer)} == names
    assert store.count(Claim) == 2


def test_a_handout_merged_into_itself(terminal: Terminal, lead: Path, out: Path, tmp_path: Path) -> None:
    assert "b.curator is this review itself" in refused(terminal, out, out)
    copy = shutil.copyfile(out, tmp_path / "copy.curator")
    assert "is this review itself, or a copy" in refused(terminal, out, copy)
    assert "was itself handed out to B" in refused(terminal, out, lead)


def test_a_codebook_that_lost_a_term_in_use(terminal: Terminal, lead: Path, out: Path) -> None:
    """B's claim names a term that was taken out of the file behind the program's back."""

    def use(store: ReviewStore) -> None:
        outcome = Outcome(id=new_id(), name="Steroid dose")
        store.apply(Change(title="Add", reviewer_id=None, alterations=added([outcome])))
        claim(store, "B", "Fatigue was milder", outcome_id=outcome.id)

    work(out, use)
    with sqlite3.connect(out) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM outcome WHERE name = 'Steroid dose'")
    connection.close()
    said = refused(terminal, lead, out)
    assert "b.curator" in said
    assert "outcome" in said


def test_a_term_that_one_side_took_away_and_the_other_uses_comes_back(
    terminal: Terminal, lead: Path, out: Path
) -> None:
    outcome = Outcome(id=new_id(), name="Fever")
    work(lead, lambda store: store.apply(Change(title="Add", reviewer_id=None, alterations=added([outcome]))))
    second = out.with_name("second.curator")
    assert terminal("hand-out", lead, "--to", "C", second).code == 0
    work(second, lambda store: claim(store, "C", "infections were few", outcome_id=outcome.id))
    gone = (Alteration(before=outcome, after=None),)
    work(lead, lambda store: store.apply(Change(title="Remove", reviewer_id=None, alterations=gone)))
    assert terminal("merge", lead, second, "--take", "safe").code == 0
    work(lead, lambda store: store.get(Outcome, outcome.id))


def test_a_coding_reopened_after_adjudication_began(terminal: Terminal, lead: Path, out: Path) -> None:
    assert terminal("merge", lead, out).code == 0

    def settle(store: ReviewStore) -> None:
        report = store.all(Report)[0].id
        for person in store.all(Reviewer):
            store.apply(submit_several(store, [report], person.id, None))
        lead_id = store.all(Reviewer)[0].id
        store.apply(neither(store, read_queue(store).open[0], lead_id, "not about the question"))

    work(lead, settle)
    told = terminal("reopen", lead, "--reviewer", "B")
    assert told.code == 0
    assert "1 coding of B opened again." in told.out
    assert "1 decision made there is kept. Where a claim is amended now" in told.out

    def kept(store: ReviewStore) -> None:
        assert store.count(Decision) == 1
        ben = next(one for one in store.all(Reviewer) if one.name == "B")
        assert store.all(Coding, reviewer_id=ben.id)[0].status is CodingStatus.IN_PROGRESS

    work(lead, kept)
    assert terminal("check", lead).code == 0
