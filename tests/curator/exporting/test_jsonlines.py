"""JSON Lines: everything goes out, and comes back without loss."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec import structs

from curator.changes import Change, added
from curator.coding.reviews import new_review
from curator.errors import BadInput
from curator.exporting.accounts import ExportAccount
from curator.exporting.choice import Choice
from curator.exporting.doors import export_door
from curator.exporting.jsonlines.lines import schema
from curator.importing.accounts import Fate, ImportAccount
from curator.importing.doors import doors, sort_by_door
from curator.importing.projects import jsonlines_file
from curator.ports import RecordReader, ReviewStore
from curator.records import RECORD_TYPES, Claim, ClaimStatus, Coding, Label, Mark, Record, Report, Review, Reviewer
from db.files import SqliteFiles

ALL = Choice(statuses=tuple(ClaimStatus))


def write(store: ReviewStore, path: Path, choice: Choice = ALL) -> ExportAccount:
    with store.snapshot() as reader:
        return export_door(path).write(reader, path, choice, None)


def read(path: Path, reader: RecordReader, reviewer_id: str | None = None) -> ImportAccount:
    name = next(iter(sort_by_door([path])))
    door = next(door for door in doors() if door.name == name)
    return door.read([path], reader, reviewer_id, None)


def everything(store: RecordReader) -> dict[type[Record], list[Record]]:
    return {kind: store.all(kind) for kind in RECORD_TYPES}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[ReviewStore]:
    """A file with nothing in it at all."""
    opened = SqliteFiles().create(tmp_path / "empty.curator")
    yield opened
    opened.close()


@pytest.fixture
def started(tmp_path: Path) -> Iterator[ReviewStore]:
    """A review as one starts it: a title, a reviewer, the general codebook."""
    opened = SqliteFiles().create(tmp_path / "started.curator")
    opened.apply(new_review("Another one", "Zoe"))
    yield opened
    opened.close()


@pytest.fixture
def lines(store: ReviewStore, sample, tmp_path: Path) -> Path:
    write(store, tmp_path / "review.jsonl")
    return tmp_path / "review.jsonl"


def test_everything_comes_back_into_an_empty_file(store, sample, lines: Path, empty: ReviewStore):
    brought = read(lines, empty)
    assert brought.change is not None
    empty.apply(brought.change)
    assert everything(empty) == everything(store)
    for report in store.all(Report):
        assert empty.text(report.text_sha256) == store.text(report.text_sha256)
        assert empty.original(report.original_sha256) == store.original(report.original_sha256)
    again = lines.with_name("again.jsonl")
    write(empty, again)
    ours, theirs = (path.read_bytes().split(b"\n", 1)[1] for path in (lines, again))
    assert ours == theirs


def test_in_the_review_it_came_from_it_makes_no_difference(store, sample, lines: Path):
    brought = read(lines, store)
    assert brought.change is None
    assert {line.fate for line in brought.lines} == {Fate.ALREADY_THERE}


def test_a_started_review_takes_it_in_under_the_names_that_it_has(store, sample, lines: Path, started: ReviewStore):
    brought = read(lines, started, started.all(Reviewer)[0].id)
    started.apply(brought.change)
    assert len(started.all(Claim)) == len(store.all(Claim))
    assert [one.name for one in started.all(Label)] == [one.name for one in store.all(Label)]
    assert {one.name for one in started.all(Reviewer)} == {"Zoe", "Anna Berg", "Ben Osei"}
    assert started.all(Review)[0].title == store.all(Review)[0].title
    mark = started.all(Mark)[0]
    assert mark.label_id in {label.id for label in started.all(Label)}
    assert read(lines, started).change is None
    started.undo(None)
    assert started.all(Claim) == []


def test_passages_carry_both_selectors_of_the_web(lines: Path, sample):
    read_lines = [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    claim = next(line for line in read_lines if line.get("id") == sample.full.id)
    position, quote = claim["passages"][0]["selector"]
    assert position == {"type": "TextPositionSelector", "start": 0, "end": 21}
    assert quote["type"] == "TextQuoteSelector"
    assert quote["exact"] == "Cells with prednisone"
    text = next(line for line in read_lines if line["record"] == "text" and line["sha256"] == sample.report.text_sha256)
    assert text["text"][position["start"] : position["end"]] == quote["exact"]


def test_the_same_review_gives_the_same_bytes(store, lines: Path):
    write(store, lines.with_name("twice.jsonl"))
    assert lines.with_name("twice.jsonl").read_bytes() == lines.read_bytes()


def test_a_part_holds_all_that_it_names(store, sample, tmp_path: Path, empty: ReviewStore):
    path = tmp_path / "part.jsonl"
    write(store, path, Choice(reviewer_ids=(sample.ben.id,), report_ids=(sample.report.id,)))
    empty.apply(read(path, empty).change)
    assert [claim.id for claim in empty.all(Claim)] == [sample.of_ben.id]
    assert [report.id for report in empty.all(Report)] == [sample.report.id]


def test_what_is_otherwise_here_stays_and_is_told(store, sample, lines: Path, anna: Reviewer):
    after = structs.replace(sample.of_ben, note="looked at again")
    change = Change(title="Amend", reviewer_id=anna.id, alterations=())
    store.apply(structs.replace(change, alterations=(added([after])[0].__class__(sample.of_ben, after),)))
    brought = read(lines, store)
    assert brought.change is None
    told = brought.with_fate(Fate.PASSED_OVER)
    assert len(told) == 1
    assert "note" in told[0].sentence
    assert "stays as it is here" in told[0].sentence


def test_nothing_is_added_to_work_that_was_submitted_here(store, sample, lines: Path, started: ReviewStore):
    started.apply(read(lines, started).change)
    content = lines.read_text("utf-8").replace(sample.full.id, sample.full.id[:-4] + "beef")
    lines.write_text(content, "utf-8")
    brought = read(lines, started)
    assert brought.change is None or not any(isinstance(one.after, Claim) for one in brought.change.alterations)
    assert any("locked" in line.sentence for line in brought.with_fate(Fate.REFUSED))
    assert any(coding.reviewer_id for coding in started.all(Coding))


def altered(lines: Path, alter: Callable[[list[str]], list[str]]) -> Path:
    content = alter(lines.read_text("utf-8").splitlines())
    lines.write_text("\n".join(content) + "\n", "utf-8")
    return lines


@pytest.mark.parametrize(
    ("alter", "why"),
    [
        (lambda rows: rows[:-1], "not whole"),
        (lambda rows: [*rows, rows[0]], "second header"),
        (lambda rows: [*rows, rows[-1]], "has the id of line"),
        (lambda rows: [*rows[:4], "{", *rows[4:]], "Line 5 is not JSON"),
        (lambda rows: [*rows, "[" * 100_000], "is not"),
        (lambda rows: [row.replace('"version":1', '"version":9') for row in rows], "newer version"),
        (lambda rows: [row.replace("fewer flares than", "fewer flare than") for row in rows], "text was altered"),
        (lambda rows: [row.replace('"start":0,', '"start":1,') for row in rows], "not stand on the words"),
        (lambda rows: [row.replace('"start":0,', '"start":"a",') for row in rows], "not as it should be"),
        (lambda rows: [*rows[:2], *rows[3:]], "not whole"),
    ],
)
def test_a_damaged_file_is_refused_with_a_sentence(lines: Path, alter, why: str, empty: ReviewStore):
    brought = read(altered(lines, alter), empty)
    assert brought.change is None
    assert why in brought.lines[0].sentence


def test_what_is_too_large_is_refused_before_it_is_read(lines: Path, empty: ReviewStore, monkeypatch):
    monkeypatch.setattr(jsonlines_file, "LONGEST_LINE", 1_000)
    lines.write_bytes(lines.read_bytes() + b"[" * 5_000)
    assert "longer than any record" in read(lines, empty).lines[0].sentence
    monkeypatch.setattr(jsonlines_file, "LONGEST_LINE", 100_000)
    monkeypatch.setattr(jsonlines_file, "MOST_BYTES", 1_000)
    assert "the most that is taken in at once" in read(lines, empty).lines[0].sentence


def test_bytes_that_are_no_text_are_refused(lines: Path, empty: ReviewStore):
    rows = lines.read_bytes().split(b"\n")
    rows[3] = b'{"record":"label","name":"\xff\xfe"}'
    lines.write_bytes(b"\n".join(rows))
    assert "Line 4 is not" in read(lines, empty).lines[0].sentence


def test_a_record_may_not_name_what_is_not_there(lines: Path, sample, empty: ReviewStore):
    def alter(rows: list[str]) -> list[str]:
        other = sample.study.id[:-4] + "beef"
        return [row.replace(sample.study.id, other) if '"record":"study"' in row else row for row in rows]

    path = altered(lines, alter)
    assert "neither in the file nor in the review" in read(path, empty).lines[0].sentence


def test_the_schema_describes_every_kind_of_line(lines: Path):
    described = schema()
    kinds = {tag.rpartition("/")[2] for tag in described["discriminator"]["mapping"].values()}
    assert {kind.__name__ for kind in RECORD_TYPES} <= kinds
    assert set(described["discriminator"]["mapping"]) >= {kind.name_in_log for kind in RECORD_TYPES} | {
        "header",
        "text",
    }


def test_a_review_is_never_overwritten(store, sample, tmp_path: Path):
    with pytest.raises(BadInput, match="ends in"):
        export_door(tmp_path / "x.jsonl").write(store, tmp_path / "lupus.curator", ALL, None)
