"""A folder with files of several kinds: each comes in by its own door, and what is passed over is said truly."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.importing.accounts import Fate, ImportLine
from curator.importing.doors import in_order, sort_by_door
from curator.ports import ReviewStore
from curator.records import Report, Reviewer, Therapy

RIS = "TY  - JOUR\nTI  - Cord cells in refractory lupus nephritis\nDO  - 10.1000/abcd\nAB  - Proteinuria fell.\nER  -\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts, references, a codebook, a project in a folder of its own, and what nobody wants."""
    place = tmp_path / "from everybody"
    project = place / "below" / "brat"
    project.mkdir(parents=True)
    for name, words in {
        "report.txt": "Relapse fell.",
        "refs.ris": RIS,
        "terms.csv": "kind,name\ntherapy,MSC\n",
        "figures.csv": "a,b\n1,2\n",
        "broken.qdpx": "no archive at all",
        "picture.jpg": "pixels",
        "README.md": "What lies here",
        ".hidden.ris": RIS.replace("abcd", "hidden"),
        "below/more.ris": RIS.replace("abcd", "more").replace("Cord", "Marrow").replace("nephritis", "arthritis"),
        "below/brat/doc.txt": "Fatigue was rarer.",
        "below/brat/doc.ann": "T1\tOutcome 0 7\tFatigue\n",
    }.items():
        (place / name).write_text(words, "utf-8")
    return place


def bring_in(store: ReviewStore, anna: Reviewer, *paths: Path) -> dict[str, ImportLine]:
    lines: list[ImportLine] = []
    for door, files in in_order(paths):
        account = door.read(files, store, anna.id, None)
        if account.change is not None:
            store.apply(account.change)
        lines += account.lines
    return {line.name: line for line in lines}


def test_each_file_in_a_folder_finds_its_own_door(folder: Path) -> None:
    sorted_files = sort_by_door([folder, folder / "refs.ris"])
    assert {name: [path.relative_to(folder).as_posix() for path in files] for name, files in sorted_files.items()} == {
        "codebooks": ["terms.csv"],
        "brat standoff": ["below/brat"],
        "references": ["refs.ris", "below/more.ris"],
        "texts": ["."],
    }


def test_everything_in_a_folder_comes_in_once(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    lines = bring_in(store, anna, folder, folder / "refs.ris")
    came_in = {name for name, line in lines.items() if line.fate is Fate.CAME_IN}
    assert {"report.txt", "refs.ris, record 1", "more.ris, record 1", "terms.csv"} <= came_in
    assert [therapy.name for therapy in store.all(Therapy)] == ["MSC"]
    titles = {report.title for report in store.all(Report)}
    assert len(titles) == store.count(Report) == 4
    assert not any("hidden" in report.doi for report in store.all(Report))


def test_what_is_passed_over_in_a_folder_is_said_truly(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    lines = bring_in(store, anna, folder)
    passed_over = {name: line.sentence for name, line in lines.items() if line.fate is Fate.PASSED_OVER}
    assert passed_over == {
        "README.md": "README.md: passed over. By its name it is about the folder. Choose the file itself to bring it "
        "in.",
        "broken.qdpx": "broken.qdpx: passed over. Its name ends as those of REFI-QDA projects do, but nothing in it "
        "could be told apart.",
        "figures.csv": "figures.csv: passed over. It is a table whose columns are not known. Choose the file itself to "
        "say which column is which.",
        "picture.jpg": "picture.jpg: passed over. It is of no kind that can come in.",
    }


def test_a_second_time_nothing_is_new(store: ReviewStore, anna: Reviewer, folder: Path) -> None:
    bring_in(store, anna, folder)
    before = store.count(Report)
    again = bring_in(store, anna, folder)
    assert Fate.CAME_IN not in {line.fate for line in again.values()}
    assert store.count(Report) == before
