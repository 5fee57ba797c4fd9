"""brat standoff: marks go out, come back, and what it cannot hold is said."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from curator.errors import BadInput, CannotWrite
from curator.exporting.doors import export_door
from curator.importing.accounts import Fate
from curator.ports import ReviewStore
from curator.records import Coding, CodingStatus, Label, Mark, Report, Reviewer
from curator.text.passages import cut
from tests.curator.exporting import there_and_back
from tests.curator.exporting.conftest import AT, new_id, source
from tests.curator.exporting.there_and_back import TALE, told

write = partial(there_and_back.write, name="brat")
read = partial(there_and_back.read, "brat standoff")


@pytest.fixture
def marked(store: ReviewStore, sample, put, anna: Reviewer) -> Report:
    """A report with emoji and line ends, and marks of two reviewers on it."""
    report, text = source(TALE, "A tale", file_name="tale.txt")
    labels = store.all(Label)
    own = Label(id=new_id(), name="Pain | relief, 2", colour="#D55E00", position=9)

    def mark(label: Label, *places: tuple[int, int], by: str, memo: str = "") -> Mark:
        passages = tuple(cut(TALE, *place) for place in places)
        return Mark(
            id=new_id(),
            report_id=report.id,
            reviewer_id=by,
            label_id=label.id,
            passages=passages,
            memo=memo,
            recorded_at=AT,
        )

    put(report, own, texts=(text,))
    put(
        mark(labels[0], (0, 11), by=anna.id, memo="First line\nsecond\tline, 50 %"),
        mark(own, (0, 9), (33, 60), by=anna.id),
        mark(labels[1], (60, 61), (64, 78), by=sample.ben.id),
        mark(labels[0], (0, 11), by=sample.ben.id),
    )
    return report


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_marks_come_back_with_their_people_labels_and_memos(store, marked, other, tmp_path: Path, name: str):
    write(store, tmp_path / name)
    other.apply(read(tmp_path / name, other).change)
    report = next(one for one in other.all(Report) if one.text_sha256 == marked.text_sha256)
    ours = told(store, marked.id)
    assert told(other, report.id) == ours
    assert read(tmp_path / name, other).change is None
    other.undo(None)
    assert other.all(Mark) == []


def test_in_the_review_it_came_from_it_makes_no_difference(store, marked, tmp_path: Path):
    write(store, tmp_path / "out.zip")
    assert read(tmp_path / "out.zip", store).change is None


def test_a_mark_that_was_removed_here_stays_removed(store, sample, tmp_path: Path, other, anna):
    write(store, tmp_path / "out.zip")
    other.apply(read(tmp_path / "out.zip", other).change)
    mark = other.all(Mark)[0]
    from curator.changes import Change, amended

    other.apply(Change(title="x", reviewer_id=None, alterations=(amended(mark, retracted=True),)))
    assert read(tmp_path / "out.zip", other).change is None


def test_the_lines_are_what_brat_reads(store, marked, tmp_path: Path):
    account = write(store, tmp_path / "out.zip")
    with ZipFile(tmp_path / "out.zip") as archive:
        names = set(archive.namelist())
        lines = archive.read("Anna Berg/tale.ann").decode().split("\n")
        assert archive.read("Anna Berg/tale.txt").decode() == TALE
        visual = archive.read("visual.conf").decode()
    assert {"annotation.conf", "visual.conf", "Ben Osei/tale.txt"} <= names
    assert "T1\tPain_relief_2 0 9;33 42;43 60\tPain fell fell less in the second arm" in lines
    assert "#2\tAnnotatorNotes T2\tsecond\tline, 50 %" in lines
    assert "Pain_relief_2 | Pain ¦ relief, 2" in visual
    assert any(note.endswith("claims are not in it: brat holds labelled words only.") for note in account.notes)


def test_the_same_review_gives_the_same_bytes(store, marked, tmp_path: Path):
    for name in ("one.zip", "two.zip"):
        write(store, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_folder_with_something_in_it_is_left_alone(store, sample, tmp_path: Path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("precious")
    with pytest.raises(CannotWrite, match="not empty"):
        write(store, tmp_path / "mine")
    with pytest.raises(BadInput, match="does not end"):
        export_door(tmp_path / "mine.curator")
    assert [path.name for path in tmp_path.joinpath("mine").iterdir()] == ["thesis.txt"]


def project(folder: Path, text: bytes, ann: str, name: str = "doc") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.txt").write_bytes(text)
    (folder / f"{name}.ann").write_text(ann, "utf-8")
    return folder


ANN = (
    "T1\tDrug 0 11\tPrednisolone\n"
    "T2\tEffect 18 32;38 43\tfewer relapses women\n"
    "E1\tCauses:T1 Theme:T2\n"
    "R1\tAbout Arg1:T1 Arg2:T2\n"
    "A1\tNegated T2\n"
    "A2\tCertainty T2 High\n"
    "#1\tAnnotatorNotes T2\tlook again\n"
    "#2\tAnnotatorNotes E1\tan event\n"
    "#3\tAnnotatorNotes T9\tlost\n"
    "*\tEquiv T1 T2\n"
    "nonsense\n"
)
TEXT = "Prednisolon gave\n\nfewer relapses among women."


@pytest.mark.parametrize(
    ("encode", "shift"),
    [(lambda text: text.encode(), 0), (lambda text: text.replace("\n", "\r\n").encode(), 2)],
)
def test_all_that_other_projects_say_is_kept_or_told(other, tmp_path: Path, encode, shift: int):
    ann = ANN.replace("Prednisolone", "Prednisolon").replace(
        "18 32;38 43", f"{18 + shift} {32 + shift};{39 + shift} {44 + shift}"
    )
    folder = project(tmp_path / "corpus", encode(TEXT), ann)
    brought = read(folder, other, other.all(Reviewer)[0].id)
    other.apply(brought.change)
    effect = next(mark for mark in other.all(Mark) if mark.passages[0].words == "fewer relapses")
    assert [passage.words for passage in effect.passages] == ["fewer relapses", "women"]
    assert "look again" in effect.memo
    assert "Negated" in effect.memo
    assert "Certainty: High" in effect.memo
    assert "About (Arg2)" in effect.memo
    sentences = " ".join(line.sentence for line in brought.lines)
    for said in ("relations and events", "attributes", "line 11", "stayed out"):
        assert said in sentences
    assert other.all(Coding)[0].status is CodingStatus.IN_PROGRESS
    assert read(folder, other, other.all(Reviewer)[0].id).change is None


def test_a_single_file_of_marks_finds_its_text_beside_it(other, tmp_path: Path):
    folder = project(tmp_path / "corpus", TEXT.encode(), "T1\tDrug 0 11\tPrednisolon\n")
    project(folder, b"Another text altogether.", "T1\tDrug 0 7\tAnother\n", "more")
    brought = read(folder / "doc.ann", other)
    assert [line.name for line in brought.with_fate(Fate.CAME_IN) if line.report] == ["doc.txt"]


def test_folders_with_one_text_are_people(other, tmp_path: Path):
    root = tmp_path / "corpus"
    for who in ("Ada", "Bo"):
        project(root / who, TEXT.encode(), "T1\tDrug 0 11\tPrednisolon\n")
    other.apply(read(root, other).change)
    assert {one.name for one in other.all(Reviewer)} == {"Zoe", "Ada", "Bo"}
    assert len(other.all(Report)) == 1
    assert len(other.all(Mark)) == 2


def test_work_that_was_submitted_here_is_not_added_to(other, tmp_path: Path):
    folder = project(tmp_path / "corpus", TEXT.encode(), "T1\tDrug 0 11\tPrednisolon\n")
    other.apply(read(folder, other).change)
    from curator.coding.codings import submit

    coding = other.all(Coding)[0]
    other.apply(submit(other, coding.report_id, coding.reviewer_id))
    project(folder, TEXT.encode(), "T1\tDrug 17 32\tfewer relapses\n")
    brought = read(folder, other)
    assert brought.change is None or not any(isinstance(one.after, Mark) for one in brought.change.alterations)
    assert any("submitted" in line.sentence for line in brought.lines)


def test_places_that_fit_no_words_are_refused(other, tmp_path: Path):
    rows = "".join(f"T{n}\tDrug {n} {n + 3}\tnowhere\n" for n in range(1, 9))
    folder = project(tmp_path / "corpus", TEXT.encode(), rows)
    assert "Nobody can tell how the places" in read(folder, other).lines[0].sentence


def test_marks_in_another_encoding_are_refused(other, tmp_path: Path):
    folder = project(tmp_path / "corpus", TEXT.encode(), "T1\tDrug 0 11\tPrednisolon\n")
    (folder / "doc.ann").write_bytes("T1\tDrug 0 11\tPrednisolön\n".encode("latin-1"))
    assert "not in UTF-8" in read(folder, other).lines[0].sentence


def test_a_mark_without_its_text_is_told(other, tmp_path: Path):
    folder = project(tmp_path / "corpus", TEXT.encode(), "T1\tDrug 0 11\tPrednisolon\n")
    (folder / "lost.ann").write_text("T1\tDrug 0 5\tLorem\n")
    assert any("lost.ann has no text beside it" in line.sentence for line in read(folder, other).lines)
