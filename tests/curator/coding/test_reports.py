"""Report details are taken as people write them, and refused with a sentence when they cannot be right."""

from __future__ import annotations

import pytest

from curator.checking import check
from curator.coding.claims import record_claim, retract_claim
from curator.coding.reports import (
    add_study,
    amend_report,
    amend_study,
    doi_from,
    merge_studies,
    pmid_from,
    remove_study,
    short_name,
    year_from,
)
from curator.errors import BadInput, Refused
from curator.importing.texts import read_pasted
from curator.ports import ReviewStore
from curator.records import Claim, Passage, Report, Reviewer, Study


def report(authors: str, year: int | None = 2022) -> Report:
    return Report(id="r", title="A title", text_sha256="", characters=0, authors=authors, year=year)


@pytest.mark.parametrize(
    ("authors", "shown"),
    [
        ("Carl N", "Carl 2022"),
        ("Yuan X, Sun L", "Yuan & Sun 2022"),
        ("Yuan, Xin; Sun, Li", "Yuan & Sun 2022"),
        ("X Yuan and L Sun", "Yuan & Sun 2022"),
        ("van der Berg AM, Sun L, Wang D", "van der Berg et al. 2022"),
        ("World Health Organization", "Organization 2022"),
        ("Heart Protection Study Collaborative Group", "Heart Protection Study Collaborative Group 2022"),
        ("", "A title"),
    ],
)
def test_a_report_is_called_by_its_first_authors(authors: str, shown: str) -> None:
    assert short_name(report(authors)) == shown


def test_years_dois_and_pubmed_ids_are_taken_as_people_write_them() -> None:
    assert year_from(" 2024 ") == 2024
    assert year_from("") is None
    assert doi_from("https://doi.org/10.2478/rir-2022-0011.") == "10.2478/rir-2022-0011"
    assert pmid_from("PMID: 36465325") == "36465325"


@pytest.mark.parametrize(
    ("read", "words"), [(year_from, "20x4"), (year_from, "99"), (doi_from, "abc"), (pmid_from, "a1")]
)
def test_what_cannot_be_right_is_refused_in_a_sentence(read: object, words: str) -> None:
    with pytest.raises(BadInput, match="is not a"):
        read(words)  # type: ignore[operator]


WORDS = Passage(words="Relapse", start=0, end=7)


def study(store: ReviewStore, anna: Reviewer, name: str, **details: object) -> Study:
    made, change = add_study(store, name, anna.id)
    assert change is not None
    store.apply(change)
    change = amend_study(store, made, anna.id, **details)
    if change is not None:
        store.apply(change)
    return store.get(Study, made.id)


@pytest.fixture
def reports(store: ReviewStore, anna: Reviewer) -> list[Report]:
    """Two reports of one sentence each."""
    for number in (1, 2):
        change = read_pasted(f"Relapse was rarer in report {number}.", f"Report {number}", store, anna.id).change
        assert change is not None
        store.apply(change)
    return store.all(Report)


def test_the_name_of_another_study_is_refused_and_its_own_in_another_spelling_is_not(
    store: ReviewStore, anna: Reviewer
) -> None:
    study(store, anna, "ASTIS")
    other = study(store, anna, "Lupus one")
    with pytest.raises(Refused, match="has a study “ASTIS” already"):
        amend_study(store, other, anna.id, name=" astis ")
    with pytest.raises(BadInput, match="needs a name"):
        amend_study(store, other, anna.id, name="  ")
    change = amend_study(store, other, anna.id, name="LUPUS ONE")
    assert change is not None
    assert change.title == "Rename study Lupus one"
    store.apply(change)
    assert store.get(Study, other.id).name == "LUPUS ONE"
    assert amend_study(store, store.get(Study, other.id), anna.id, year=None) is None


def test_two_studies_become_one_and_undo_makes_two_of_it_again(
    store: ReviewStore, anna: Reviewer, reports: list[Report]
) -> None:
    keep = study(store, anna, "ASTIS", year=2010, note="Ours")
    gone = study(store, anna, "Astis trial", year=2011, registration="NCT1", note="Theirs")
    first, second = reports
    store.apply(amend_report(first, anna.id, study_ids=(gone.id, keep.id)))
    store.apply(amend_report(second, anna.id, study_ids=(gone.id,)))
    claim, change = record_claim(store, first.id, anna.id, [WORDS], study_id=gone.id)
    store.apply(change)
    retracted, change = record_claim(store, second.id, anna.id, [WORDS], study_id=gone.id)
    store.apply(change)
    store.apply(retract_claim(store, retracted, anna.id))

    store.apply(merge_studies(store, gone, keep, anna.id))
    (one,) = store.all(Study)
    assert (one.id, one.name, one.year, one.registration) == (keep.id, "ASTIS", 2010, "NCT1")
    assert one.note == "Ours\nTheirs"
    assert [report.study_ids for report in store.all(Report)] == [(keep.id,), (keep.id,)]
    assert {each.study_id for each in store.all(Claim)} == {keep.id}
    assert check(store) == []

    store.undo(anna.id)
    assert store.get(Study, gone.id) == gone
    assert store.get(Study, keep.id) == keep
    assert store.get(Claim, claim.id).study_id == gone.id
    with pytest.raises(Refused, match="into itself"):
        merge_studies(store, keep, keep, anna.id)


def test_a_study_that_something_is_about_cannot_vanish(
    store: ReviewStore, anna: Reviewer, reports: list[Report]
) -> None:
    used, typo = study(store, anna, "ASTIS"), study(store, anna, "ASTSI")
    store.apply(amend_report(reports[0], anna.id, study_ids=(used.id,)))
    with pytest.raises(Refused, match=r"0 claim\(s\) and 1 report\(s\) are about it"):
        remove_study(store, used, anna.id)
    store.apply(remove_study(store, typo, anna.id))
    assert store.all(Study) == [used]
