"""Opening a file that is not what it should be: a clear sentence, and nothing is touched."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from curator.errors import (
    CannotWrite,
    CuratorError,
    DamagedReview,
    NewerReview,
    NotAReview,
    NotFound,
    ReadOnlyReview,
    ReviewFileProblem,
)
from curator.records import Claim
from db.files import SqliteFiles
from db.header import APPLICATION_ID, VERSION
from tests.db.sample import Sample, change

VERSION_PLACE = 60


@pytest.fixture
def closed(files: SqliteFiles, path: Path, sample: Sample) -> Path:
    """A review file with the sample and three claims in it."""
    store = files.create(path)
    store.apply(sample.base)
    store.apply(change(sample.claim(), sample.claim(), sample.claim()))
    store.close()
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def refusal(files: SqliteFiles, path: Path, kind: type[CuratorError]) -> str:
    """What is said when the file is opened; it and its folder stay as they are."""
    before = contents(path.parent) if path.parent.is_dir() else None
    for read_only in (False, True):
        with pytest.raises(kind) as said:
            files.open(path, read_only=read_only)
    assert before is None or contents(path.parent) == before
    return str(said.value)


def test_a_closed_review_is_one_file_that_says_what_it_is(closed: Path) -> None:
    assert [file.name for file in closed.parent.iterdir()] == [closed.name]
    plain = sqlite3.connect(closed)
    assert plain.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert plain.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    plain.close()


def test_what_was_saved_is_there_after_a_restart(files: SqliteFiles, closed: Path, sample: Sample) -> None:
    store = files.open(closed)
    assert store.count(Claim) == 3
    assert store.path == closed
    store.apply(change(sample.claim()))
    store.close()
    store.close()
    store = files.open(closed, read_only=True)
    assert store.count(Claim) == 4
    store.close()


def test_a_closed_review_can_be_asked_nothing(files: SqliteFiles, closed: Path, sample: Sample) -> None:
    store = files.open(closed)
    store.close()
    with pytest.raises(ReviewFileProblem, match="was closed"):
        store.all(Claim)
    with pytest.raises(ReviewFileProblem, match="was closed"):
        store.apply(change(sample.claim()))


def test_nothing_is_there(files: SqliteFiles, path: Path) -> None:
    assert "no review at" in refusal(files, path, NotFound)


def test_a_folder(files: SqliteFiles, tmp_path: Path) -> None:
    assert "is a folder" in refusal(files, tmp_path, NotAReview)


@pytest.mark.parametrize(("content", "said"), [(b"", "empty file"), (b"\x00\x01\x02" * 500, "another kind of file")])
def test_another_kind_of_file(files: SqliteFiles, path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    assert said in refusal(files, path, NotAReview)


def test_the_database_of_another_program(files: SqliteFiles, path: Path) -> None:
    other = sqlite3.connect(path)
    with other:
        other.execute("CREATE TABLE claim (id)")
    other.close()
    assert "database of another program" in refusal(files, path, NotAReview)


def test_a_review_from_a_newer_version(files: SqliteFiles, closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[VERSION_PLACE : VERSION_PLACE + 4] = (VERSION + 1).to_bytes(4, "big")
    closed.write_bytes(content)
    assert "newer version" in refusal(files, closed, NewerReview)


@pytest.mark.parametrize("kept", [60, 5_000, 0.5, 0.99])
def test_a_review_cut_short(files: SqliteFiles, closed: Path, kept: float) -> None:
    content = closed.read_bytes()
    closed.write_bytes(content[: int(kept if kept > 1 else kept * len(content))])
    said = refusal(files, closed, DamagedReview)
    assert "cut short" in said
    assert "no backup of it" in said


def test_a_review_overwritten_in_the_middle(files: SqliteFiles, closed: Path) -> None:
    content = bytearray(closed.read_bytes())
    content[4096 : 40 * 4096] = b"\xa5" * (39 * 4096)
    closed.write_bytes(content)
    with pytest.raises(DamagedReview, match="is damaged"):
        files.open(closed)
    assert closed.read_bytes() == bytes(content)


def test_a_review_that_lost_a_table(files: SqliteFiles, closed: Path) -> None:
    plain = sqlite3.connect(closed)
    with plain:
        plain.execute("DROP TABLE mark")
    plain.close()
    with pytest.raises(DamagedReview, match="mark are missing"):
        files.open(closed)


def test_a_damaged_review_is_said_to_have_a_backup(files: SqliteFiles, closed: Path, sample: Sample) -> None:
    files.open(closed).close()
    content = closed.read_bytes()
    for damaged in (content[:9_000], b"\x00" * len(content)):
        closed.write_bytes(damaged)
        assert "Its latest backup, of " in refusal(files, closed, DamagedReview)
        with pytest.raises(DamagedReview) as said:
            files.open(closed)
        backup = Path(str(said.value.details["backup"]))
        copied = closed.with_name("copied.curator")
        shutil.copy(backup, copied)
        store = files.open(copied)
        assert store.count(Claim) == 3
        store.close()
        copied.unlink()


def test_a_new_review_never_takes_the_place_of_something(files: SqliteFiles, closed: Path) -> None:
    before = contents(closed.parent)
    with pytest.raises(CannotWrite, match="is there already"):
        files.create(closed)
    assert contents(closed.parent) == before


def test_a_new_review_needs_a_folder(files: SqliteFiles, tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="there is no folder"):
        files.create(tmp_path / "missing" / "new.curator")
    assert not (tmp_path / "missing").exists()


def test_a_name_with_signs_that_addresses_use(files: SqliteFiles, tmp_path: Path, sample: Sample) -> None:
    odd = tmp_path / "Ärzte? 100% #1 & more.curator"
    store = files.create(odd)
    store.apply(sample.base)
    store.close()
    files.open(odd).close()
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [odd.name]


def test_a_review_reached_by_a_link_is_locked_all_the_same(files: SqliteFiles, closed: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.curator"
    link.symlink_to(closed)
    store = files.open(link)
    with pytest.raises(ReviewFileProblem, match="open already"):
        files.open(closed)
    store.close()


def test_reading_only_alters_nothing(files: SqliteFiles, closed: Path, sample: Sample) -> None:
    before = contents(closed.parent)
    store = files.open(closed, read_only=True)
    assert store.read_only
    with pytest.raises(ReadOnlyReview, match="open for reading only"):
        store.apply(change(sample.claim()))
    with pytest.raises(ReadOnlyReview):
        store.undo(None)
    with store.snapshot() as reader:
        assert reader.count(Claim) == 3
    assert store.verify_storage() == []
    store.close()
    assert contents(closed.parent) == before


def test_closing_ends_every_connection_also_those_that_were_not_used(files: SqliteFiles, closed: Path) -> None:
    store = files.open(closed)
    writing = store._connections._writing
    store.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        writing.execute("SELECT 1")


OPEN_IT = """
import os, sys
from pathlib import Path
import db.backing_up, db.making, db.store
from curator.errors import CuratorError
from curator.records import Claim
from db.files import SqliteFiles
if os.geteuid() == 0:  # root may write anywhere
    os.setgid(65534)
    os.setuid(65534)
files, path = SqliteFiles(Path(sys.argv[2])), Path(sys.argv[1])
try:
    files.open(path)
except CuratorError as problem:
    print(type(problem).__name__, problem)
store = files.open(path, read_only=True)
print("read", store.count(Claim))
store.close()
try:
    files.create(path.with_name("new.curator"))
except CuratorError as problem:
    print(type(problem).__name__, problem)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions are another matter on Windows")
@pytest.mark.parametrize("protected", ["folder", "file"])
def test_where_nothing_can_be_written_the_review_can_be_read(
    files: SqliteFiles, sample: Sample, protected: str
) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:  # not below pytest's folder, which is closed to others
        folder = Path(name) / "given"
        folder.mkdir()
        Path(name).chmod(0o755)
        path = folder / "given.curator"
        store = files.create(path)
        store.apply(sample.base)
        store.close()
        path.chmod(0o444)
        folder.chmod(0o555 if protected == "folder" else 0o777)
        child = [sys.executable, "-c", OPEN_IT, str(path), str(Path(name) / "nowhere")]
        done = subprocess.run(child, capture_output=True, text=True, check=True, timeout=60)
        folder.chmod(0o755)
    first, second, *third = done.stdout.splitlines()
    assert first.startswith("ReadOnlyReview given.curator cannot be opened for writing")
    assert second == "read 0"
    if protected == "folder":
        assert third[0].startswith("CannotWrite new.curator could not be made")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_refused_and_nobody_waits_for_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.curator"
    os.mkfifo(pipe)
    for read_only in (True, False):
        with pytest.raises(NotAReview, match=r"pipe\.curator is a pipe or a device and not a file"):
            SqliteFiles().open(pipe, read_only=read_only)


def test_a_file_that_has_the_name_of_a_review_is_not_looked_for_by_its_name(tmp_path: Path) -> None:
    for name, advice in (("words.curator", "Choose another file"), ("words.txt", "whose name ends in .curator")):
        (tmp_path / name).write_text("no review")
        with pytest.raises(NotAReview, match=advice):
            SqliteFiles().open(tmp_path / name)
