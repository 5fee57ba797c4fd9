"""Files from outside, and files that somebody else has a hand in: nothing of theirs is believed or run."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from curator.errors import CannotWrite, DamagedReview
from curator.evidence.question import Column, EvidenceQuestion
from curator.ports import ReviewStore
from curator.records import Claim, Study
from db import alterations
from db.alterations import decode_alterations
from db.backups import Backups
from db.files import SqliteFiles
from tests.db.sample import Sample, change


@pytest.fixture
def closed(files: SqliteFiles, path: Path, sample: Sample) -> Path:
    store = files.create(path)
    store.apply(sample.base)
    store.apply(change(sample.claim()))
    store.close()
    return path


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as outside, outside:
        for statement in statements:
            outside.execute(statement)


@pytest.mark.parametrize(
    "part",
    [
        "CREATE TRIGGER spy AFTER INSERT ON claim BEGIN DELETE FROM study; END",
        "CREATE VIEW spy AS SELECT * FROM claim",
    ],
)
def test_a_file_with_parts_that_act_by_themselves_is_not_opened(files: SqliteFiles, closed: Path, part: str) -> None:
    alter(closed, part)
    for read_only in (False, True):
        with pytest.raises(DamagedReview, match=r"never makes \(spy\)"):
            files.open(closed, read_only=read_only)


def test_an_id_that_is_a_path_puts_no_backup_elsewhere(files: SqliteFiles, closed: Path, tmp_path: Path) -> None:
    before = {file for file in tmp_path.parent.rglob("*") if file.is_file()}
    alter(closed, "UPDATE review SET id = '../../escaped'", "UPDATE log SET id = '../../../' || sequence")
    files.open(closed).close()
    new = {file for file in tmp_path.parent.rglob("*") if file.is_file()} - before
    assert new
    assert all(file.is_relative_to(tmp_path / "backups") for file in new)
    assert len(Backups(tmp_path / "backups").of_review("../../escaped")) == 1


def test_values_of_another_sort_are_found(files: SqliteFiles, closed: Path) -> None:
    alter(closed, "UPDATE study SET name = x'ff00'", "UPDATE therapy SET position = 'first'")
    store = files.open(closed)
    assert len([sentence for sentence in store.verify_storage() if sentence.endswith("cannot be read.")]) == 4
    store.close()


def test_text_that_is_not_text_is_damage(files: SqliteFiles, closed: Path) -> None:
    alter(closed, "UPDATE study SET name = CAST(x'ff00' AS TEXT)")
    store = files.open(closed)
    with pytest.raises(DamagedReview):
        store.all(Study)
    assert store.verify_storage()
    store.close()


def test_a_line_of_the_log_that_would_fill_the_memory_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alterations, "LONGEST", 1_000_000)
    bomb = zlib.compress(b"[" + b" " * 5_000_000 + b"]")
    for stored in (bomb, zlib.compress(b"[]" * 1000)[:-20], b"nonsense"):
        with pytest.raises(zlib.error):
            decode_alterations(stored)


def moved(path: Path) -> None:
    path.rename(path.with_name("moved.curator"))


def replaced(path: Path) -> None:
    copied = path.with_name("newer from the cloud")
    copied.write_bytes(path.read_bytes())
    copied.replace(path)


@pytest.mark.parametrize("happens", [moved, replaced, Path.unlink])
def test_what_is_saved_never_goes_into_a_file_that_is_gone(
    files: SqliteFiles, closed: Path, sample: Sample, happens: Callable[[Path], None]
) -> None:
    store = files.open(closed)
    happens(closed)
    with pytest.raises(CannotWrite, match="was moved, renamed, replaced or taken away"):
        store.apply(change(sample.claim()))
    store.close()


@pytest.mark.parametrize("words", ["%", "_", "\\", "' OR 1=1 --", '"', "\x00", "a" * 100_000, "word " * 5_000, "😀"])
def test_whatever_is_typed_is_only_looked_for(store: ReviewStore, sample: Sample, words: str) -> None:
    claim = sample.claim(passages=(), note="plain")
    store.apply(change(claim))
    assert store.claim_ids(EvidenceQuestion(words=words)) == []
    for column in Column:
        assert store.claim_ids(EvidenceQuestion(filters=((column, words),))) == []
    assert store.all(Claim) == [claim]
