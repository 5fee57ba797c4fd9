"""Undo and redo: over the whole review, in the order of the log, and after a restart."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from curator.changes import Alteration, Change, ChangeKind, amended
from curator.errors import ChangedMeanwhile, NothingToUndo
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Claim, Mark, Report, Study
from db.files import SqliteFiles
from tests.db.sample import TEXT, Sample, change


def test_undo_takes_back_and_redo_does_again(store: ReviewStore, sample: Sample) -> None:
    claim = sample.claim()
    store.apply(change(claim, title="Record"))
    amendment = Change(title="Amend", reviewer_id=sample.anna.id, alterations=(amended(claim, note="n"),), reason="why")
    store.apply(amendment)

    undone = store.undo(sample.ben.id)
    assert store.get(Claim, claim.id) == claim
    assert (undone.entry.kind, undone.entry.title, undone.entry.of_sequence) == (ChangeKind.UNDO, "Amend", 3)
    assert undone.entry.reviewer_id == sample.ben.id
    assert [alteration.after for alteration in undone.alterations] == [claim]

    store.undo(None)
    assert store.count(Claim) == 0
    redone = store.redo(sample.anna.id)
    assert store.all(Claim) == [claim]
    assert (redone.entry.kind, redone.entry.of_sequence) == (ChangeKind.REDO, 2)
    store.redo(None)
    assert store.get(Claim, claim.id).note == "n"


def test_the_menu_can_name_what_comes_next(store: ReviewStore, sample: Sample) -> None:
    store.apply(change(sample.claim(), title="First"))
    store.apply(change(sample.claim(), title="Second"))
    store.undo(None)
    undo, redo = store.next_undo(), store.next_redo()
    assert (undo.title if undo else None, redo.title if redo else None) == ("First", "Second")
    assert [(entry.title, entry.undone) for entry in store.log(limit=3)] == [
        ("Second", False),
        ("Second", True),
        ("First", False),
    ]


def test_something_new_leaves_behind_what_was_undone(store: ReviewStore, sample: Sample) -> None:
    store.apply(change(sample.claim(), title="Left behind"))
    store.undo(None)
    store.apply(change(sample.claim(), title="New"))
    assert store.next_redo() is None
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        store.redo(None)
    assert next(entry for entry in store.log() if entry.title == "Left behind" and entry.kind is ChangeKind.DO).undone


def test_with_nothing_left_there_is_nothing_to_undo(store: ReviewStore) -> None:
    store.undo(None)
    assert store.count(Report) == 0
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        store.undo(None)


def test_undoing_an_import_takes_its_records_out_and_keeps_its_texts(store: ReviewStore, sample: Sample) -> None:
    store.apply(change(*(sample.claim() for _ in range(300)), *(sample.mark() for _ in range(300)), title="Import"))
    claims, marks = store.all(Claim), store.all(Mark)
    store.undo(None)
    store.undo(None)
    assert store.count(Claim) == store.count(Mark) == store.count(Report) == 0
    assert store.text(sample.report.text_sha256) == TEXT
    store.redo(None)
    store.redo(None)
    assert (store.all(Claim), store.all(Mark)) == (claims, marks)
    assert store.verify_storage() == []


def test_undo_goes_on_after_a_restart(files: SqliteFiles, path: Path, sample: Sample) -> None:
    claim = sample.claim()
    with_claim = files.create(path)
    with_claim.apply(sample.base)
    with_claim.apply(change(claim))
    with_claim.close()

    opened = files.open(path)
    opened.undo(None)
    opened.close()
    opened = files.open(path)
    assert opened.count(Claim) == 0
    opened.redo(None)
    assert opened.all(Claim) == [claim]
    opened.close()


def test_undo_of_what_changed_meanwhile_is_refused(file_store: ReviewStore, path: Path, sample: Sample) -> None:
    import sqlite3

    file_store.apply(change(sample.claim(), title="Record"))
    outside = sqlite3.connect(path)
    with outside:
        outside.execute("UPDATE claim SET note = 'by another program'")
    outside.close()
    with pytest.raises(ChangedMeanwhile, match="“Record” was not done"):
        file_store.undo(None)
    assert file_store.all(Claim)[0].note == "by another program"


def test_a_long_change_is_kept_compressed(file_store: ReviewStore, path: Path, sample: Sample) -> None:
    import sqlite3

    file_store.apply(change(sample.claim(statement="a long statement " * 20_000)))
    outside = sqlite3.connect(path)
    (length,) = outside.execute("SELECT length(alterations) FROM log ORDER BY sequence DESC").fetchone()
    outside.close()
    assert length < 20_000
    file_store.undo(None)
    assert file_store.count(Claim) == 0


class History(RuleBasedStateMachine):
    """A review, and beside it a list of what every study was after each change."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.files = SqliteFiles(Path(self.folder.name) / "backups")
        self.path = Path(self.folder.name) / "history.curator"
        self.store = self.files.create(self.path)
        self.states: list[dict[str, Study]] = [{}]
        self.place = 0

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @property
    def now(self) -> dict[str, Study]:
        return self.states[self.place]

    @rule(choice=st.data())
    def do(self, choice: st.DataObject) -> None:
        alterations, after = [], dict(self.now)
        for study in list(self.now.values()):
            what = choice.draw(st.sampled_from(["keep", "amend", "take away"]))
            if what == "amend":
                after[study.id] = msgspec.structs.replace(study, note=choice.draw(st.text("abc", max_size=3)))
                alterations.append(Alteration(before=study, after=after[study.id]))
            elif what == "take away":
                del after[study.id]
                alterations.append(Alteration(before=study, after=None))
        for _ in range(choice.draw(st.integers(0, 3))):
            study = Study(id=new_id(), name="new")
            after[study.id] = study
            alterations.append(Alteration(before=None, after=study))
        self.store.apply(Change(title="Do", reviewer_id=None, alterations=tuple(alterations)))
        self.states[self.place + 1 :] = [after]
        self.place += 1

    @precondition(lambda self: self.place > 0)
    @rule()
    def undo(self) -> None:
        self.store.undo(None)
        self.place -= 1

    @precondition(lambda self: self.place < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.store.redo(None)
        self.place += 1

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = self.files.open(self.path, read_only=False)

    @invariant()
    def holds_what_it_should(self) -> None:
        assert {study.id: study for study in self.store.all(Study)} == self.now
        assert (self.store.next_undo() is None) == (self.place == 0)
        assert (self.store.next_redo() is None) == (self.place == len(self.states) - 1)


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=10, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
