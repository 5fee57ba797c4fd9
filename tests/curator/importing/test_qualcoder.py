"""QualCoder projects: read from their database, and a database that is none, or hostile, refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from curator.importing.accounts import ImportAccount
from curator.importing.doors import doors, sort_by_door
from curator.importing.projects import table_files
from curator.ports import ReviewStore
from curator.records import Claim, Label, Mark, Report, Reviewer, Therapy
from db import foreign

TEXT = "🙂 Pain fell with placebo.\nPain rose with nothing at all."

SCHEMA = """
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text,
  date text);
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text,
  color text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
  owner text, date text, memo text, avid integer, important integer);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text,
  date text);
CREATE TABLE code_image (imid integer primary key);
"""


@pytest.fixture(autouse=True)
def plugged(monkeypatch: pytest.MonkeyPatch) -> None:
    """As ``main.py`` does it."""
    monkeypatch.setattr(table_files, "_reading", [foreign.tables_of])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "trial.qda"
    folder.mkdir()
    with closing(sqlite3.connect(folder / "data.qda")) as database:
        database.executescript(SCHEMA)
        database.execute("INSERT INTO source VALUES (1, 'trial.txt', ?, null, 'Seen', 'Kim', '')", (TEXT,))
        database.execute("INSERT INTO source VALUES (2, 'photo.png', null, '/images/photo.png', '', 'Kim', '')")
        database.execute("INSERT INTO code_cat VALUES (1, 'Therapies', '', '', '', null)")
        database.execute("INSERT INTO code_name VALUES (1, 'Change', 'Any change', null, 'Kim', '', '#336699')")
        database.execute("INSERT INTO code_name VALUES (2, 'Placebo', '', 1, 'Kim', '', '')")
        for cid, words, owner in ((1, "Pain fell", "Kim"), (1, "Pain rose", "Lee"), (2, "placebo", "Kim")):
            start = TEXT.index(words)
            row = (cid, 1, words, start, start + len(words), owner, "2024-05-06 07:08:09", f"memo on {words}")
            database.execute(
                "INSERT INTO code_text (cid, fid, seltext, pos0, pos1, owner, date, memo) VALUES (?,?,?,?,?,?,?,?)", row
            )
        database.execute("INSERT INTO annotation VALUES (1, 1, 2, 6, 'Which pain?', 'Lee', '2024-05-06 07:08:09')")
        database.execute("INSERT INTO code_image VALUES (1)")
        database.commit()
    return folder


def read(path: Path, store: ReviewStore) -> ImportAccount:
    name = next(iter(sort_by_door([path])))
    assert name == "QualCoder projects"
    door = next(door for door in doors() if door.name == name)
    return door.read([path], store, store.all(Reviewer)[0].id, None)


@pytest.mark.parametrize("part", ["", "data.qda"], ids=["folder", "file"])
def test_codings_come_in_with_their_coders_memos_and_colours(store: ReviewStore, project: Path, part: str):
    brought = read(project / part, store)
    store.apply(brought.change)
    labels = {label.id: label for label in store.all(Label)}
    people = {one.id: one.name for one in store.all(Reviewer)}
    marks = {
        (people[one.reviewer_id], labels[one.label_id].name, one.passages[0].words, one.memo) for one in store.all(Mark)
    }
    assert marks == {
        ("Kim", "Change", "Pain fell", "memo on Pain fell"),
        ("Lee", "Change", "Pain rose", "memo on Pain rose"),
        ("Lee", "Annotation", "Pain", "Which pain?"),
    }
    assert next(label.colour for label in labels.values() if label.name == "Change") == "#336699"
    assert [one.name for one in store.all(Therapy)] == ["Placebo"]
    claim = store.all(Claim)[0]
    assert claim.therapies == ((store.all(Therapy)[0].id,),)
    assert claim.passages[0].words == "placebo"
    report = store.all(Report)[0]
    assert (report.file_name, report.note) == ("trial.txt", "Seen")
    said = " ".join(line.sentence for line in brought.lines)
    assert "“photo.png” has no text" in said
    assert "1 codings of pictures stayed out" in said
    assert read(project / part, store).change is None


def test_the_database_is_not_touched(store: ReviewStore, project: Path):
    before = (project / "data.qda").read_bytes()
    read(project, store)
    assert (project / "data.qda").read_bytes() == before
    assert [path.name for path in project.iterdir()] == ["data.qda"]


def refused(path: Path, store: ReviewStore) -> str:
    brought = read(path, store)
    assert brought.change is None
    return brought.lines[0].sentence


def test_a_damaged_database_is_refused(store: ReviewStore, project: Path):
    content = bytearray((project / "data.qda").read_bytes())
    content[200:4000] = b"\xff" * 3800
    (project / "data.qda").write_bytes(content)
    assert "cannot be read" in refused(project, store)


def test_another_database_is_refused(store: ReviewStore, project: Path):
    with closing(sqlite3.connect(project / "data.qda")) as database:
        database.execute("DROP TABLE code_text")
        database.commit()
    assert "no table code_text" in refused(project, store)


def test_a_view_in_the_place_of_a_table_is_not_run(store: ReviewStore, project: Path):
    with closing(sqlite3.connect(project / "data.qda")) as database:
        database.execute("DROP TABLE code_text")
        database.execute(
            "CREATE VIEW code_text AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        )
        database.commit()
    assert "no table code_text" in refused(project, store)


def test_a_database_with_too_much_in_it_is_refused(store: ReviewStore, project: Path, monkeypatch):
    monkeypatch.setattr(foreign, "MOST_BYTES", 100)
    assert "more than is taken in at once" in refused(project, store)


def test_without_anybody_to_read_it_a_project_is_refused(store: ReviewStore, project: Path, monkeypatch):
    monkeypatch.setattr(table_files, "_reading", [table_files._nobody])
    assert "nothing here can read it" in refused(project, store)
