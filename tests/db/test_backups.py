"""Backups: made when a review has changed, the same as the review, and few enough."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from curator.errors import CannotWrite
from curator.records import Claim, Report
from db.backing_up import back_up
from db.backups import LARGEST_FOLDER, Backup, Backups, to_keep
from db.files import SqliteFiles
from db.sqlite import SqliteConnections
from tests.db.sample import Sample, change

NOW = datetime(2025, 3, 20, 18, 0, tzinfo=UTC)


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "backups")


@pytest.fixture
def closed(files: SqliteFiles, path: Path, sample: Sample) -> Path:
    store = files.create(path)
    store.apply(sample.base)
    store.close()
    return path


def test_opening_a_review_that_changed_makes_a_backup_of_how_it_was(
    files: SqliteFiles, closed: Path, backups: Backups, sample: Sample
) -> None:
    store = files.open(closed)
    store.close()
    (first,) = backups.of_review(sample.review.id)
    assert first.sequence == 1

    store = files.open(closed)
    store.apply(change(sample.claim()))
    store.close()
    assert backups.of_review(sample.review.id) == [first], "nothing had changed since the first one"

    files.open(closed).close()
    newest, oldest = backups.of_review(sample.review.id)
    assert (newest.sequence, oldest) == (2, first)
    for backup, claims in ((newest, 1), (oldest, 0)):
        reading = files.open(backup.path, read_only=True)
        assert (reading.count(Claim), reading.count(Report)) == (claims, 2)
        assert reading.verify_storage() == []
        reading.close()
    assert not list(backups.root.rglob("*unfinished*"))


def test_reading_only_makes_no_backup(files: SqliteFiles, closed: Path, backups: Backups, sample: Sample) -> None:
    files.open(closed, read_only=True).close()
    assert backups.of_review(sample.review.id) == []


def test_backups_are_found_by_where_the_review_lies(files: SqliteFiles, closed: Path, backups: Backups) -> None:
    files.open(closed).close()
    assert len(backups.of_file(closed)) == 1
    assert backups.of_file(closed.with_name("another.curator")) == []


def test_a_backup_of_a_damaged_review_does_not_count(closed: Path, backups: Backups, sample: Sample) -> None:
    content = bytearray(closed.read_bytes())
    content[8192:20_000] = b"\x5a" * (20_000 - 8192)
    closed.write_bytes(content)
    connections = SqliteConnections(closed, read_only=False)
    with pytest.raises(CannotWrite, match="could be made in"):
        back_up(connections, backups)
    connections.close()
    assert [file for file in backups.root.rglob("*") if file.is_file()] == []


def test_a_backup_that_cannot_be_made_stops_nobody(
    closed: Path, tmp_path: Path, sample: Sample, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "not a folder"
    in_the_way.write_text("")
    with caplog.at_level(logging.WARNING):
        store = SqliteFiles(in_the_way).open(closed)
        store.apply(change(sample.claim()))
        store.close()
    assert "No backup of lupus.curator could be made" in caplog.text


def backup_of(made_at: datetime, size: int = 1_000_000) -> Backup:
    return Backup(path=Path(f"{made_at:%Y%m%dT%H%M%S}"), made_at=made_at, sequence=1, change="x", size=size)


def test_the_newest_ten_and_one_a_day_for_two_weeks_are_kept() -> None:
    hourly = [backup_of(NOW - timedelta(hours=hours)) for hours in range(24 * 40)]
    kept = to_keep(hourly, NOW)
    assert kept[:10] == hourly[:10]
    days = [backup.made_at.date() for backup in kept[10:]]
    assert len(days) == len(set(days)) == 14
    assert min(days) == (NOW - timedelta(days=14)).date()
    for day in days[:-1]:
        assert max(backup.made_at for backup in hourly if backup.made_at.date() == day) in {
            backup.made_at for backup in kept
        }


def test_large_backups_go_sooner_but_never_the_newest_three() -> None:
    daily = [backup_of(NOW - timedelta(days=days), size=LARGEST_FOLDER // 5) for days in range(9)]
    assert to_keep(daily, NOW) == daily[:5]
    huge = [msgspec.structs.replace(backup, size=LARGEST_FOLDER) for backup in daily]
    assert to_keep(huge, NOW) == huge[:3]


def test_the_folder_for_backups_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRIAL_CURATOR_BACKUPS", str(tmp_path / "elsewhere"))
    assert Backups().root == tmp_path / "elsewhere"
    monkeypatch.delenv("TRIAL_CURATOR_BACKUPS")
    assert Backups().root.name == "backups"
