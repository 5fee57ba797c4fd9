"""Records about one report: found, offered, joined when somebody says so, and never by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from curator.checking import check
from curator.importing.accounts import Answer, Answers, Fate, ImportAccount
from curator.importing.references.duplicates import KnownReports
from curator.importing.references.intake import read_references
from curator.ports import ReviewStore
from curator.records import Report, Reviewer

FIRST = {"TI": "Mesenchymal stem cells in refractory lupus", "AU": "Yuan, X", "PY": "2022", "DO": "10.1000/abcd"}


def ris(**tags: str) -> str:
    return "".join(f"{tag}  - {value}\n" for tag, value in {"TY": "JOUR", **tags, "ER": ""}.items())


def bring_in(store: ReviewStore, anna: Reviewer, path: Path, words: str, **answers: Answer) -> ImportAccount:
    path.write_text(words, "utf-8")
    named = {f"{path.name}, record {number[1:]}": answer for number, answer in answers.items()}
    account = read_references([path], store, anna.id, None, Answers(by_name=named))
    if account.change is not None:
        store.apply(account.change)
    return account


def test_the_same_doi_is_offered_and_nothing_is_merged(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> None:
    first = FIRST | {"DO": "10.1000/ABCD", "AB": "Fewer relapses."}
    second = first | {"DO": "https://doi.org/10.1000/abcd", "JF": "Lancet", "AB": "Fewer relapses (95% CI)."}
    account = bring_in(store, anna, tmp_path / "a.ris", ris(**first) + ris(**second))
    assert [line.fate for line in account.lines] == [Fate.CAME_IN, Fate.TO_DECIDE]
    offer = account.lines[1].offer
    assert offer is not None
    assert offer.reason == "The DOI is the same: 10.1000/abcd."
    assert store.count(Report) == 1


def test_joining_fills_what_is_empty_and_keeps_what_differs(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> None:
    bring_in(store, anna, tmp_path / "a.ris", ris(**FIRST, AB="Fewer relapses."))
    other = FIRST | {"PY": "2023", "JF": "Lancet", "AB": "Fewer relapses, and less harm.", "VL": "7"}
    account = bring_in(store, anna, tmp_path / "b.ris", ris(**other), n1=Answer.JOIN)
    assert account.lines[0].fate is Fate.AMENDED
    assert account.lines[0].notes[0] == "Filled in: journal, volume."
    [report] = store.all(Report)
    assert (report.year, report.journal, report.details["Volume"]) == (2022, "Lancet", "7")
    assert report.details["Year, in b.ris, record 1"] == "2023"
    assert report.details["Abstract, in b.ris, record 1"] == "Fewer relapses, and less harm."
    again = bring_in(store, anna, tmp_path / "b.ris", ris(**other))
    assert again.lines[0].fate is Fate.ALREADY_THERE
    assert not check(store)
    store.undo(anna.id)
    assert store.all(Report)[0].journal == ""


def test_a_person_may_keep_both_or_leave_one_out(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> None:
    twice = ris(**FIRST) + ris(**FIRST, VL="7")
    left = bring_in(store, anna, tmp_path / "a.ris", twice, n2=Answer.LEAVE)
    assert [line.fate for line in left.lines] == [Fate.CAME_IN, Fate.PASSED_OVER]
    kept = bring_in(store, anna, tmp_path / "a.ris", twice, n2=Answer.KEEP)
    assert [line.fate for line in kept.lines] == [Fate.ALREADY_THERE, Fate.CAME_IN]
    assert store.count(Report) == 2
    assert not check(store)


def test_the_same_record_again_comes_in_once(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> None:
    account = bring_in(store, anna, tmp_path / "a.ris", ris(**FIRST) + "\n\n" + ris(**FIRST))
    assert [line.fate for line in account.lines] == [Fate.CAME_IN, Fate.ALREADY_THERE]


def report(title: str, **said: object) -> Report:
    return Report(id=title, title=title, text_sha256=title, characters=1, **said)  # type: ignore[arg-type]


LONG = "Umbilical cord mesenchymal stem cells for refractory lupus nephritis"


@pytest.mark.parametrize(
    ("one", "other", "offered"),
    [
        (report(LONG, year=2020), report(LONG.upper() + ".", year=2020), True),
        (report(LONG, year=2020), report(LONG.replace("Umbilical cord", "Umbilical-cord"), year=2021), True),
        (report(LONG, year=2020), report(LONG.replace("refractory", "refractary"), year=2020), True),
        (report(LONG, year=2015), report(LONG, year=2020), False),
        (report(LONG, pmid="1"), report(LONG, pmid="2"), False),
        (report(LONG, authors="Sun L"), report(LONG, authors="Yuan X"), False),
        (report(LONG + ": part 1"), report(LONG + ": part 2"), False),
        (report("Editorial", year=2020), report("Editorials", year=2020), False),
        (report(LONG, year=2020, doi="10.1/a", authors="Yuan X"), report(LONG, doi="10.1/b", authors="Yuan X"), True),
    ],
)
def test_titles_years_and_authors_decide_where_ids_do_not(one: Report, other: Report, offered: bool) -> None:
    assert (KnownReports([one]).most_like(other) is not None) is offered
