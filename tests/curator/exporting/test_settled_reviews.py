"""A review that two people coded and settled goes out and comes back with its decisions and its consensus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest

from curator.checking import check
from curator.coding.blinding import BlindReader
from curator.coding.reviews import new_review
from curator.exporting.choice import Choice
from curator.exporting.doors import export_door, export_doors
from curator.importing.doors import doors, sort_by_door
from curator.importing.projects import jsonlines_file
from curator.importing.spreadsheets import read_spreadsheets
from curator.ports import RecordReader, ReviewStore
from curator.records import RECORD_TYPES, Claim, ClaimStatus, Decision, Reviewer
from db.files import SqliteFiles
from tests.curator.adjudication.desk import Desk
from tests.curator.agreement.review.conftest import Team


@pytest.fixture
def desk(store: ReviewStore) -> Desk:
    """Two reviewers who differ, and a lead who took one of the claims."""
    settled = Desk(Team(store))
    mine = settled.codes("Ann", (0, 20))[0]
    settled.codes("Ben", (0, 24))
    settled.codes("Ben", (40, 60))
    settled.submits("Ann", "Ben")
    settled.take(mine, rationale="the words say it")
    return settled


@pytest.fixture(autouse=True)
def plain_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terms of the team have ids that people can read."""
    monkeypatch.setattr(jsonlines_file, "is_id", bool)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[ReviewStore]:
    opened = SqliteFiles().create(tmp_path / "empty.curator")
    yield opened
    opened.close()


def write(reader: RecordReader, path: Path, choice: Choice) -> Path:
    export_door(path).write(reader, path, choice, None)
    return path


def read(path: Path, store: ReviewStore):
    name = next(iter(sort_by_door([path])))
    return next(door for door in doors() if door.name == name).read([path], store, None, None)


def test_decisions_and_the_consensus_come_back_without_loss(desk: Desk, empty: ReviewStore, tmp_path: Path):
    path = write(desk.store, tmp_path / "r.jsonl", Choice(statuses=tuple(ClaimStatus)))
    empty.apply(read(path, empty).change)
    for kind in RECORD_TYPES:
        assert empty.all(kind) == desk.store.all(kind), kind.name_in_log
    assert check(empty) == []


def test_a_started_review_gets_one_consensus_only(desk: Desk, empty: ReviewStore, tmp_path: Path):
    empty.apply(new_review("Other", "Zoe"))
    path = write(desk.store, tmp_path / "r.jsonl", Choice(statuses=tuple(ClaimStatus)))
    empty.apply(read(path, empty).change)
    assert sum(one.consensus for one in empty.all(Reviewer)) == 1
    assert len(empty.all(Decision)) == len(desk.store.all(Decision))
    assert check(empty) == []
    assert read(path, empty).change is None


@pytest.mark.parametrize("name", ["r.qdpx", "r.jsonld"])
def test_in_the_review_it_came_from_the_consensus_makes_no_difference(desk: Desk, tmp_path: Path, name: str):
    assert read(write(desk.store, tmp_path / name, Choice()), desk.store).change is None


def test_elsewhere_the_work_of_the_consensus_is_nobodys_consensus(desk: Desk, empty: ReviewStore, tmp_path: Path):
    empty.apply(new_review("Other", "Zoe"))
    empty.apply(read(write(desk.store, tmp_path / "r.qdpx", Choice()), empty).change)
    assert not any(one.consensus for one in empty.all(Reviewer))
    assert "Consensus (imported)" in {one.name for one in empty.all(Reviewer)} or not empty.all(Claim)


def test_what_a_reader_does_not_show_is_in_no_export(desk: Desk, tmp_path: Path):
    """Ann sees nothing of what Ben has not submitted yet, in whatever format."""
    other = desk.team.report("Another", "Nobody but Ben has read how the cells fared in the second trial of them.")
    hidden = desk.team.claims("Ben", other, (5, 30), note="SECRETNOTE", population="SECRETPEOPLE")
    assert hidden
    desk.team.claims("Ann", other, (5, 30))
    blind = BlindReader(desk.store, desk.team.reviewer("Ann").id)
    everything = Choice(statuses=tuple(ClaimStatus))
    for door in export_doors():
        if door.name == "report-pdf":
            continue  # printing is plugged in by the window; its words are those of the report
        account = door.write(blind, tmp_path / f"seen{door.endings[0]}", everything, None)
        content = unpacked(account.path)
        assert desk.report.title.encode() in content or door.name in {"metafor", "revman", "brat"}, door.name
        assert b"SECRET" not in content, door.name
        assert hidden[0].id.encode() not in content, door.name


def unpacked(path: Path) -> bytes:
    """The bytes of a file, or of all that lies in an archive."""
    if not is_zipfile(path):
        return path.read_bytes()
    with ZipFile(path) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


def test_an_untouched_workbook_of_a_settled_review_says_nothing_new(desk: Desk, tmp_path: Path):
    path = write(desk.store, tmp_path / "r.xlsx", Choice(statuses=tuple(ClaimStatus)))
    by = next(one for one in desk.store.all(Reviewer) if not one.consensus)
    account = read_spreadsheets([path], desk.store, by.id, None, None)
    assert account.change is None
    assert [one.sentence for one in account.lines] == [
        "r.xlsx: already there. It says nothing that the review does not say."
    ]
