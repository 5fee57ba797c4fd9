"""The program is killed, the disk is full: the review is as it was after the last save that returned."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from curator.errors import CannotWrite, ReadOnlyReview
from curator.ports import ReviewStore
from curator.records import Claim, Report
from db.files import SqliteFiles
from tests.db import killed
from tests.db.sample import Sample, change

ROOT = Path(__file__).resolve().parents[2]
posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL")


@posix_only
def test_killed_at_fifty_random_moments_nothing_saved_is_lost(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    done = subprocess.run(
        [sys.executable, killed.__file__, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    record_property("claims saved", found["saved"])
    record_property("killed in the middle of a save", found["half_written"])
    assert found["lost"] == []
    assert found["wrong"] == []
    assert found["saved"] > 0
    assert found["left"] == ["killed.curator"]


HALF_A_SAVE = """
import os, signal, sys
from pathlib import Path
from db.sqlite import connect_for_writing
connection = connect_for_writing(Path(sys.argv[1]))
connection.execute("PRAGMA cache_spill=ON")
connection.execute("PRAGMA cache_size=5")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE claim SET note = 'half a save'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def half_saved(files: SqliteFiles, path: Path, sample: Sample) -> Path:
    """A review whose program was killed when half of a save was in the file."""
    store = files.create(path)
    store.apply(sample.base)
    store.apply(change(*(sample.claim() for _ in range(500))))
    store.close()
    before = path.read_bytes()
    subprocess.run(
        [sys.executable, "-c", HALF_A_SAVE, str(path)],
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert path.with_name(f"{path.name}-journal").exists()
    assert path.read_bytes() != before
    return path


@posix_only
def test_half_a_save_is_taken_back_at_the_next_opening(files: SqliteFiles, half_saved: Path) -> None:
    store = files.open(half_saved)
    assert store.count(Claim, note="") == 500
    assert store.verify_storage() == []
    store.close()
    assert [file.name for file in half_saved.parent.iterdir() if file.is_file()] == [half_saved.name]


@posix_only
def test_half_a_save_is_not_shown_to_somebody_who_only_reads(files: SqliteFiles, half_saved: Path) -> None:
    before = half_saved.read_bytes()
    with pytest.raises(ReadOnlyReview, match="not closed properly"):
        files.open(half_saved, read_only=True)
    assert half_saved.read_bytes() == before


def fill(store: ReviewStore, path: Path) -> None:
    """Lets the file grow no more, as on a full disk."""
    store._connections._writing.execute(f"PRAGMA max_page_count={path.stat().st_size // 4096}").close()


def test_a_full_disk_leaves_the_review_as_it_was(
    file_store: ReviewStore, files: SqliteFiles, path: Path, sample: Sample
) -> None:
    first = sample.claim()
    file_store.apply(change(first))
    fill(file_store, path)
    many = change(*(sample.claim() for _ in range(2_000)), title="Import")
    state = file_store.state()
    with pytest.raises(CannotWrite, match="no room left on the disk for lupus"):
        file_store.apply(many)
    assert file_store.all(Claim) == [first]
    assert file_store.state() == state
    assert file_store.verify_storage() == []
    file_store.close()
    store = files.open(path)
    store.apply(many)
    assert store.count(Claim) == 2_001
    store.close()


LIMITED = """
import resource, signal, sys
from pathlib import Path
import db.backing_up, db.making, db.store
from curator.errors import CuratorError
from curator.records import Claim
from db.files import SqliteFiles
from tests.db.sample import Sample, change
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
store = SqliteFiles(path.with_name("backups")).open(path)
sample = Sample()
store.apply(sample.base)
size = path.stat().st_size + 8192
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
saved = 0
try:
    while True:
        store.apply(change(*(sample.claim() for _ in range(20))))
        saved += 20
except CuratorError as problem:
    print(type(problem).__name__, problem)
print(store.count(Claim) == saved, saved)
store.close()
try:
    SqliteFiles().create(path.with_name("new.curator"))
except CuratorError as problem:
    print(type(problem).__name__, problem)
"""


@posix_only
def test_a_disk_that_takes_no_more_leaves_the_review_as_it_was(files: SqliteFiles, path: Path) -> None:
    files.create(path).close()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    said, counted = done.stdout.splitlines()[:2]
    assert said.startswith("CannotWrite")
    assert "Nothing was altered" in said
    assert counted.startswith("True")
    store = files.open(path)
    assert store.count(Claim) == int(counted.split()[1])
    assert store.verify_storage() == []
    store.close()


def test_a_copy_taken_while_nothing_is_saved_is_complete(
    file_store: ReviewStore, files: SqliteFiles, path: Path, sample: Sample
) -> None:
    for number in range(5):
        file_store.apply(change(sample.claim()))
        with file_store.snapshot() as reader:
            copied = path.with_name(f"copy {number}.curator")
            shutil.copyfile(path, copied)
            store = files.open(copied)
            assert store.all(Claim) == reader.all(Claim)
            assert store.count(Report) == 2
            assert store.verify_storage() == []
            store.close()


def test_damage_is_found_and_named(file_store: ReviewStore, path: Path, sample: Sample) -> None:
    claim = sample.claim()
    file_store.apply(change(claim))
    outside = sqlite3.connect(path)
    with outside:
        outside.execute("UPDATE text SET text = text || '.'")
        outside.execute("UPDATE original SET content = x'00'")
        outside.execute("UPDATE claim SET status = 'no such status', outcome_id = 'nothing'")
        outside.execute("UPDATE report SET text_sha256 = 'gone' WHERE title = 'A second report'")
    outside.close()
    found = file_store.verify_storage()
    assert [sentence for sentence in found if "The text " in sentence and "is not what it was" in sentence]
    assert [sentence for sentence in found if "The original " in sentence and "is not what it was" in sentence]
    assert f"The claim {claim.id} names a outcome that is not in the review." in found
    assert f"The claim {claim.id} cannot be read." in found
    assert f"The report {sample.other_report.id} names a text that is not in the review." in found
    assert len(found) == 5
    with pytest.raises(Exception, match="damaged"):
        file_store.all(Claim)
