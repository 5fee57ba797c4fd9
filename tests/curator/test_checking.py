from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from curator.changes import Change, added, amended
from curator.checking import check
from curator.ids import new_id
from curator.importing.texts import read_pasted
from curator.ports import ReviewStore
from curator.records import (
    Absence,
    Assignment,
    Claim,
    Coding,
    Estimate,
    Field,
    Label,
    Mark,
    Outcome,
    Pairing,
    Passage,
    Query,
    Record,
    Report,
    Reviewer,
    Section,
    SectionKind,
    Structure,
    Study,
    Therapy,
)
from curator.text.passages import cut
from db.files import SqliteFiles

TEXT = "Relapse was rarer with cells than with standard care."
NOW = datetime(2026, 1, 1, tzinfo=UTC)
NOBODY = "00000000-0000-7000-8000-000000000000"

Damaging = Callable[[Record], list[str]]


@pytest.fixture
def report(store: ReviewStore, anna: Reviewer) -> Report:
    """A report of one sentence."""
    change = read_pasted(TEXT, "Cells", store, anna.id).change
    assert change is not None
    store.apply(change)
    return store.all(Report)[0]


@pytest.fixture
def sentences_after(store: ReviewStore, anna: Reviewer, report: Report) -> Damaging:
    """Adds a record to a sound review, and gives what the check then says about it."""

    def damaging(record: Record) -> list[str]:
        assert check(store) == []
        store.apply(Change(title="Damage", reviewer_id=anna.id, alterations=added([record])))
        problems = check(store)
        assert all(problem.record_id == record.id for problem in problems)
        return [problem.sentence for problem in problems]

    return damaging


def claim(report: Report, anna: Reviewer, **fields: Any) -> Claim:
    passages = {"passages": (cut(TEXT, 0, 17),), **fields}
    return Claim(id=new_id(), report_id=report.id, reviewer_id=anna.id, recorded_at=NOW, **passages)


def test_a_sound_claim_is_no_problem(report: Report, anna: Reviewer, sentences_after: Damaging) -> None:
    assert sentences_after(claim(report, anna)) == []


@pytest.mark.parametrize(
    ("passage", "sentence"),
    [
        (Passage(words="Relapse is rarer", start=0, end=16), "its words are not those of the text at 0–16."),
        (Passage(words="care.", start=48, end=99), "its passage at 48–99 does not lie in the text."),
        (Passage(words="", start=5, end=5), "its passage at 5–5 does not lie in the text."),
        (
            Passage(words="was", start=8, end=11, before="Relapses ", after=" rarer"),
            "what stands around its passage at 8–11 is not what it remembers.",
        ),
    ],
)
def test_a_passage_that_is_not_the_text_is_a_problem(
    report: Report, anna: Reviewer, sentences_after: Damaging, passage: Passage, sentence: str
) -> None:
    (said,) = sentences_after(claim(report, anna, passages=(passage,)))
    assert said.startswith("Claim ")
    assert said.endswith(sentence)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"therapies": ((NOBODY,),)}, "under therapies it names a therapy that does not exist."),
        ({"comparators": ((),)}, "its comparators have a group without any therapy."),
        ({"extra": {NOBODY: "low"}}, "under extra it names a field that does not exist."),
        (
            {"population": "adults", "absent": {"population": Absence.NOT_REPORTED}},
            "its population is filled and said to be not reported.",
        ),
        ({"absent": {"note": Absence.NOT_REPORTED}}, "“note” is no field that may be absent."),
        ({"absent": {NOBODY: Absence.NOT_REPORTED}}, "under absent it names a field that does not exist."),
        ({"estimates": (Estimate(id="e"), Estimate(id="e"))}, "two of its estimates have one id."),
    ],
)
def test_a_claim_that_names_what_is_not_there_is_a_problem(
    report: Report, anna: Reviewer, sentences_after: Damaging, fields: dict[str, Any], sentence: str
) -> None:
    said = sentences_after(claim(report, anna, **fields))
    assert [one.split(": ", 1)[1] for one in said] == [sentence]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("update claim set outcome_id = 'gone'", "under outcome it names an outcome that does not exist."),
        ("update claim set study_id = 'gone'", "under study it names a study that does not exist."),
        ("update claim set reviewer_id = 'gone'", "under reviewer it names a reviewer that does not exist."),
        ("update claim set report_id = 'gone'", "the report that it is about does not exist."),
        ("update assignment set report_id = 'gone'", "under report it names a report that does not exist."),
        ("update report set characters = 3", "its text has 53 characters and is said to have 3."),
        ("delete from text", "its text is missing."),
        ("delete from original", "the file that it came from is missing."),
        ("update text set text = 'Relapse was more rare with cells'", "its text is no longer what was brought in."),
        ("update original set content = x'00'", "the file that it came from is no longer what was brought in."),
        ("delete from review", "The file holds 0 reviews instead of one."),
    ],
)
def test_a_file_that_was_altered_by_other_means_is_found_out(
    store: ReviewStore, report: Report, anna: Reviewer, statement: str, sentence: str
) -> None:
    assigned = Assignment(id=new_id(), report_id=report.id, reviewer_id=anna.id)
    store.apply(Change(title="Record", reviewer_id=anna.id, alterations=added([assigned, claim(report, anna)])))
    assert store.path is not None
    place = store.path
    store.close()
    with closing(sqlite3.connect(place)) as connection:
        connection.execute(statement)
        connection.commit()
    damaged = SqliteFiles().open(place, read_only=True)
    try:
        assert any(problem.sentence.endswith(sentence) for problem in check(damaged))
    finally:
        damaged.close()


def test_a_field_of_the_codebook_that_is_filled_and_absent_is_a_problem(
    store: ReviewStore, report: Report, anna: Reviewer, sentences_after: Damaging
) -> None:
    dose = Field(id=new_id(), name="Dose")
    store.apply(Change(title="Add", reviewer_id=anna.id, alterations=added([dose])))
    (said,) = sentences_after(claim(report, anna, extra={dose.id: "5"}, absent={dose.id: Absence.NOT_APPLICABLE}))
    assert said.endswith(": its Dose is filled and said to be not applicable.")


def test_a_mark_without_words_is_a_problem(
    store: ReviewStore, report: Report, anna: Reviewer, sentences_after: Damaging
) -> None:
    label = store.all(Label)[0]
    mark = Mark(id=new_id(), report_id=report.id, reviewer_id=anna.id, label_id=label.id, passages=(), recorded_at=NOW)
    assert sentences_after(mark) == [f"Mark {mark.id[:8]}: it marks no words."]


def test_a_ring_of_terms_is_a_problem(store: ReviewStore, anna: Reviewer) -> None:
    first, second = Therapy(id=new_id(), name="A"), Therapy(id=new_id(), name="B")
    store.apply(Change(title="Add", reviewer_id=anna.id, alterations=added([first, second])))
    ring = (amended(first, parent_id=second.id), amended(second, parent_id=first.id))
    store.apply(Change(title="Damage", reviewer_id=anna.id, alterations=ring))
    assert sorted(problem.sentence for problem in check(store)) == [
        "Therapy “A”: it stands under itself.",
        "Therapy “B”: it stands under itself.",
    ]


def test_a_coding_made_twice_is_a_problem(
    store: ReviewStore, report: Report, anna: Reviewer, sentences_after: Damaging
) -> None:
    first = Coding(id=new_id(), report_id=report.id, reviewer_id=anna.id)
    store.apply(Change(title="Begin", reviewer_id=anna.id, alterations=added([first])))
    second = Coding(id=new_id(), report_id=report.id, reviewer_id=anna.id)
    assert "the same reviewer codes the same report twice" in sentences_after(second)[0]


def test_one_id_for_two_things_is_a_problem(store: ReviewStore, anna: Reviewer, sentences_after: Damaging) -> None:
    outcome = store.all(Outcome)[0]
    (said,) = sentences_after(Study(id=outcome.id, name="LUCY"))
    assert "has the same id" in said


def test_sections_that_do_not_lie_in_the_text_are_a_problem(report: Report, sentences_after: Damaging) -> None:
    section = Section(kind=SectionKind.RESULTS, title="Results", start=0, end=report.characters + 1)
    outside = Structure(id=new_id(), report_id=report.id, text_sha256=report.text_sha256, sections=(section,))
    assert "1 of its sections and pages do not lie in the text" in sentences_after(outside)[0]


def test_a_query_on_a_claim_of_another_report_is_a_problem(
    store: ReviewStore, report: Report, anna: Reviewer, sentences_after: Damaging
) -> None:
    change = read_pasted("Another text.", "Other", store, anna.id).change
    assert change is not None
    store.apply(change)
    made = claim(report, anna)
    store.apply(Change(title="Record", reviewer_id=anna.id, alterations=added([made])))
    other = store.all(Report, title="Other")[0]
    query = Query(
        id=new_id(), report_id=other.id, claim_id=made.id, reviewer_id=anna.id, question="Which?", asked_at=NOW
    )
    assert "the claim that it is about is not on its report" in sentences_after(query)[0]


def test_what_was_said_about_two_claims_fits_them(
    store: ReviewStore, anna: Reviewer, report: Report, sentences_after: Damaging
) -> None:
    ben = Reviewer(id=new_id(), name="Ben Østby")
    claims = [Claim(id=new_id(), report_id=report.id, reviewer_id=one.id, recorded_at=NOW) for one in (anna, anna, ben)]
    store.apply(Change(title="Record claims", reviewer_id=anna.id, alterations=added([ben, *claims])))

    def pairing(first: Claim, second: Claim) -> Pairing:
        return Pairing(id=new_id(), first_claim_id=first.id, second_claim_id=second.id, same=True, reviewer_id=anna.id)

    sound = pairing(claims[0], claims[2])
    store.apply(Change(title="Pair claims", reviewer_id=anna.id, alterations=added([sound])))
    assert check(store) == []
    (sentence,) = sentences_after(pairing(claims[0], claims[1]))
    assert sentence.endswith("its two claims are one reviewer's.")
