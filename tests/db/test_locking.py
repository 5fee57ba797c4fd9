"""Who has a review open, and what becomes of the lock."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from curator.errors import ReviewInUse
from curator.records import Study
from db.files import SqliteFiles
from tests.db.sample import Sample, change

HOLD_IT = """
import sys
from pathlib import Path
from curator.ids import new_id
from curator.records import Study
from curator.changes import Change, added
from db.files import SqliteFiles
store = SqliteFiles(Path(sys.argv[2])).open(Path(sys.argv[1]))
print("open", flush=True)
for line in sys.stdin:
    study = Study(id=new_id(), name=line.strip())
    store.apply(Change(title="Add", reviewer_id=None, alterations=added([study])))
    print("saved", flush=True)
store.close()
"""


@pytest.fixture
def closed(files: SqliteFiles, path: Path, sample: Sample) -> Path:
    store = files.create(path)
    store.apply(sample.base)
    store.close()
    return path


@contextmanager
def another_program(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the review open, and saves a study for every line it is given."""
    words = [sys.executable, "-c", HOLD_IT, str(path), str(path.with_name("backups"))]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdout.readline() == "open\n"
        try:
            yield program
        finally:
            program.kill()


def lock_of(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def test_a_review_that_is_open_elsewhere_says_by_whom_and_can_be_read(files: SqliteFiles, closed: Path) -> None:
    with another_program(closed) as program:
        with pytest.raises(ReviewInUse) as said:
            files.open(closed)
        assert all(said.value.details[what] for what in ("who", "host", "since"))
        assert f"{said.value.details['who']} on {said.value.details['host']}" in str(said.value)
        reading = files.open(closed, read_only=True)
        before = reading.count(Study)
        assert program.stdin
        assert program.stdout
        program.stdin.write("A trial\n")
        program.stdin.flush()
        assert program.stdout.readline() == "saved\n"
        assert reading.count(Study) == before + 1
        with reading.snapshot() as reader:
            assert reader.count(Study) == before + 1
        reading.close()
        program.stdin.close()
        assert program.wait(60) == 0
    assert not lock_of(closed).exists()
    files.open(closed).close()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no SIGKILL")
def test_a_lock_that_a_crash_left_behind_is_taken_over(files: SqliteFiles, closed: Path, sample: Sample) -> None:
    with another_program(closed) as program:
        program.send_signal(signal.SIGKILL)
        program.wait(60)
    assert lock_of(closed).exists()
    store = files.open(closed)
    store.apply(change(sample.claim()))
    store.close()
    assert not lock_of(closed).exists()


def test_one_program_cannot_open_a_review_twice_for_writing(files: SqliteFiles, closed: Path) -> None:
    store = files.open(closed)
    with pytest.raises(ReviewInUse):
        files.open(closed)
    store.close()
    files.open(closed).close()


def test_a_lock_that_says_nothing_still_keeps_others_out(files: SqliteFiles, closed: Path) -> None:
    store = files.open(closed)
    lock_of(closed).write_bytes(b"")
    with pytest.raises(ReviewInUse, match="somebody"):
        files.open(closed)
    store.close()


def test_opening_that_failed_leaves_no_lock(files: SqliteFiles, closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[8192:20_000] = b"\x00" * (20_000 - 8192)
    closed.write_bytes(content)
    with pytest.raises(Exception, match="damaged"):
        files.open(closed)
    assert not lock_of(closed).exists()
