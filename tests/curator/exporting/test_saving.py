"""A workbook that cannot be written leaves everything as it was and says why."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from curator.errors import BadInput, CannotWrite
from curator.exporting import saving
from curator.exporting.workbook import export_workbook
from curator.ports import ReviewStore

OLD = b"what was there before"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    place = folder / "workbook.xlsx"
    place.write_bytes(OLD)
    return place


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for the sheets in the making, to see that nothing stays in it."""
    folder = tmp_path / "drafts"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def nothing_is_left(target: Path, drafts: Path) -> bool:
    return target.read_bytes() == OLD and [*target.parent.iterdir()] == [target] and not [*drafts.iterdir()]


@contextmanager
def files_no_longer_than(size: int) -> Iterator[None]:
    """Lets no file of this process grow beyond a size, as a disk does that is full."""
    resource = pytest.importorskip("resource", reason="this system has no limit on the size of files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 100, 3_000, 9_000, 30_000])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    store: ReviewStore, sample, target: Path, drafts: Path, size: int
):
    with store.snapshot() as reader, files_no_longer_than(size), pytest.raises(CannotWrite, match="not enough room"):
        export_workbook(reader, target)
    assert nothing_is_left(target, drafts)


def test_a_small_disk_of_its_own_that_is_full(store: ReviewStore, sample, tmp_path: Path, drafts: Path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if shutil.which("mount") is None:
        pytest.skip("this system has no mount")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        target = disk / "workbook.xlsx"
        target.write_bytes(OLD)
        with pytest.raises(CannotWrite, match="not enough room"):
            export_workbook(store, target)
        assert nothing_is_left(target, drafts)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_cancelled_export_leaves_nothing(store: ReviewStore, sample, target: Path, drafts: Path):
    class Cancelled(Exception):
        pass

    heard: list[float] = []

    def cancel(after: int) -> Callable[[float, str], None]:
        heard.clear()

        def told(share: float, _words: str) -> None:
            heard.append(share)
            if len(heard) > after:
                raise Cancelled

        return told

    export_workbook(store, target.with_name("whole.xlsx"), progress=lambda share, _: heard.append(share))
    target.with_name("whole.xlsx").unlink()
    for after in range(len(heard)):
        with pytest.raises(Cancelled):
            export_workbook(store, target, progress=cancel(after))
        assert nothing_is_left(target, drafts)


def test_answering_false_cancels_too(store: ReviewStore, sample, target: Path, drafts: Path):
    account = export_workbook(store, target, progress=lambda _share, _words: False)
    assert account.cancelled
    assert nothing_is_left(target, drafts)


def test_a_file_that_is_open_in_another_program_is_left_alone(store, sample, target: Path, drafts: Path, monkeypatch):
    """Windows refuses to replace a file that Excel has open."""

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(CannotWrite, match="open in another program"):
        export_workbook(store, target)
    assert nothing_is_left(target, drafts)


@pytest.mark.parametrize("lock", [".~lock.workbook.xlsx#", "~$workbook.xlsx"])
def test_a_file_that_a_spreadsheet_program_has_open_is_left_alone(store, sample, target: Path, lock: str):
    target.with_name(lock).touch()
    with pytest.raises(CannotWrite, match="open in a spreadsheet program") as refused:
        export_workbook(store, target)
    assert lock in refused.value.sentence()
    assert target.read_bytes() == OLD


def test_a_read_only_file_or_folder_is_left_alone(store, sample, target: Path):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    target.chmod(0o444)
    with pytest.raises(CannotWrite, match="read-only"):
        export_workbook(store, target)
    target.parent.chmod(0o555)
    with pytest.raises(CannotWrite, match="read-only"):
        export_workbook(store, target.with_name("other.xlsx"))
    target.parent.chmod(0o755)
    assert target.read_bytes() == OLD


def test_a_folder_in_the_place_of_the_file_is_refused(store, sample, tmp_path: Path):
    (tmp_path / "folder.xlsx").mkdir()
    with pytest.raises(CannotWrite, match="is a folder"):
        export_workbook(store, tmp_path / "folder.xlsx")


def test_a_folder_that_is_not_there_is_refused(store, sample, tmp_path: Path):
    with pytest.raises(CannotWrite, match="no folder"):
        export_workbook(store, tmp_path / "nowhere" / "out.xlsx")


def test_a_review_is_never_overwritten_with_a_workbook_of_it(store: ReviewStore, sample, tmp_path: Path):
    before = (tmp_path / "lupus.curator").read_bytes()
    with pytest.raises(BadInput, match=r"ends in \.xlsx"):
        export_workbook(store, tmp_path / "lupus.curator")
    assert (tmp_path / "lupus.curator").read_bytes() == before


def test_what_a_link_leads_to_is_replaced_and_the_link_stays(store, sample, target: Path, tmp_path: Path):
    link = tmp_path / "link.xlsx"
    link.symlink_to(target)
    account = export_workbook(store, link)
    assert link.is_symlink()
    assert account.path == target
    assert target.read_bytes() != OLD


def test_a_new_file_gets_the_usual_rights_and_a_replaced_one_keeps_its_own(store, sample, target: Path):
    target.chmod(0o640)
    export_workbook(store, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    new = target.with_name("new.xlsx")
    export_workbook(store, new)
    usual = target.with_name("usual")
    usual.touch()
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_every_other_failure_is_said_with_its_reason(tmp_path: Path):
    problem = saving.said(OSError(errno.EIO, "Input/output error"), tmp_path / "out.xlsx")
    assert "Input/output error" in problem.sentence()
