"""Names of files made from names of things lead nowhere else, fit every file system, and are each used once."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from curator.exporting.choice import Choice
from curator.exporting.doors import export_door
from curator.exporting.names import Names, safe_name
from curator.importing.doors import doors, sort_by_door
from curator.ports import ReviewStore
from curator.records import Report, Reviewer
from tests.curator.exporting.conftest import source


@given(st.text())
def test_no_name_is_a_path(words: str):
    name = safe_name(words)
    assert name
    assert len(name) <= 81
    assert len(Path(name).parts) == len(PureWindowsPath(name).parts) == 1
    assert name not in {".", ".."}
    assert not PureWindowsPath(name).is_reserved()
    assert name.encode("utf-8")


@given(st.lists(st.text(max_size=6), max_size=20))
def test_each_name_is_used_once(words: list[str]):
    names = Names()
    given_names = [names.give(one).casefold() for one in words]
    assert len(set(given_names)) == len(given_names)


@pytest.mark.parametrize("door", ["brat", "csv"])
def test_names_of_reports_and_people_lead_nowhere(store: ReviewStore, put, anna: Reviewer, tmp_path: Path, door: str):
    report, text = source("Pain fell.", "../../etc/passwd", file_name="../../../tmp/evil.txt")
    other, more = source("Pain rose.", "C:\\Windows\\evil", file_name="..\\..\\evil.txt")
    put(report, other, structs.replace(anna, id=report.id[:-4] + "beef", name="../../boss"), texts=(text, more))
    assert {one.title for one in store.all(Report)} == {"../../etc/passwd", "C:\\Windows\\evil"}
    out = tmp_path / "out" / "files.zip"
    out.parent.mkdir()
    export_door(out, door).write(store, out, Choice(), None)
    with ZipFile(out) as archive:
        names = archive.namelist()
    assert not [name for name in names if ".." in name.split("/") or name.startswith("/") or "\\" in name]
    folder = tmp_path / "out" / "folder"
    export_door(folder, door).write(store, folder, Choice(), None)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"files.zip", "folder"}


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ({"../x.ann": b"T1\tA 0 4\tPain\n", "x.txt": b"Pain fell."}, "leads out"),
        ({"x.ann": b"T1\tA 0 4\tPain\n", "x.txt": b" " * 30_000_000}, "too large"),
        ({"x.ann": b""}, "has no text beside it"),
        ({"x.ann": b"T1\tA 0 4\tPain\n", "x.txt": b"\x00\x01\x02\x03" * 200}, "not a text"),
    ],
    ids=["zip-slip", "bomb", "no text", "no words"],
)
def test_a_hostile_archive_of_marks_is_refused(store: ReviewStore, tmp_path: Path, entries: dict[str, bytes], why: str):
    path = tmp_path / "p.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    kind = next(iter(sort_by_door([path])))
    assert kind == "brat standoff"
    account = next(door for door in doors() if door.name == kind).read([path], store, None, None)
    assert account.change is None
    assert why in " ".join(line.sentence for line in account.lines)
