"""The tables that real reviewers made, on the reports that they read."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from curator.checking import check
from curator.importing.claims import ClaimImport, read_claims
from curator.importing.codebooks import read_codebook
from curator.importing.texts import read_texts
from curator.ports import ReviewStore
from curator.records import Claim, ClaimStatus, Query, Report, Reviewer, Therapy
from curator.text.finding import How
from curator.text.passages import quote
from tests.conftest import shared_folder


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture
def lupus(store: ReviewStore, anna: Reviewer) -> ReviewStore:
    """The two seed texts and their codebook."""
    seeds = shared_folder("seeds")
    for account in (read_texts([seeds], store, anna.id), read_codebook(seeds / "codebook.csv", store, anna.id)):
        assert account.change is not None
        store.apply(account.change)
    return store


@pytest.fixture
def trials(store: ReviewStore, anna: Reviewer) -> ReviewStore:
    """The 27 trial reports."""
    change = read_texts([shared_folder("data", "evidence-inference", "documents")], store, anna.id).change
    assert change is not None
    store.apply(change)
    return store


def bring_in(store: ReviewStore, anna: Reviewer, file: Path, **choices: bool) -> ClaimImport:
    account = read_claims(file, store, anna.id, **choices)
    assert account.change is not None
    store.apply(account.change)
    return account


def test_the_claims_of_reviewer_a_come_in_on_exactly_their_words(lupus: ReviewStore, anna: Reviewer) -> None:
    file = shared_folder("seeds", "claims_reviewer_a.csv")
    account = bring_in(lupus, anna, file)
    claims = lupus.all(Claim)
    assert len(claims) == 38
    assert sum(len(claim.passages) > 1 for claim in claims) == 15
    assert [quote(claim.passages) for claim in claims] == [row["quote"] for row in rows_of(file)]
    assert all(claim.status is ClaimStatus.COMPLETE for claim in claims)
    assert (account.refused, account.moved, account.notes, account.ignored_columns) == ((), (), (), ())
    assert check(lupus) == []
    lupus.undo(anna.id)
    assert lupus.count(Claim) == 0
    lupus.redo(anna.id)
    assert lupus.all(Claim) == claims


def test_reviewer_b_needs_terms_that_the_codebook_lacks(lupus: ReviewStore, anna: Reviewer) -> None:
    file = shared_folder("seeds", "claims_reviewer_b.csv")
    refused = read_claims(file, lupus, anna.id)
    assert refused.change is None
    assert [one.row for one in refused.refused] == [33, 39, 40, 49, 50]
    bring_in(lupus, anna, file, add_terms=True)
    assert lupus.count(Claim) == 64
    assert check(lupus) == []


def test_the_table_of_two_reviewers_gives_167_claims(trials: ReviewStore, anna: Reviewer) -> None:
    file = shared_folder("data", "evidence-inference", "claims_two_reviewers.csv")
    account = bring_in(trials, anna, file, add_terms=True)
    assert (account.rows, trials.count(Claim), trials.count(Report)) == (176, 167, 27)
    assert (account.refused, account.moved) == ((), ())
    assert [note.words.split(" to ")[0] for note in account.already_there] == ["adds nothing"] * 9
    quotes = {(row["report"], row["reviewer"], row["key"], row["quote"]) for row in rows_of(file)}
    reports = {report.id: report.file_name for report in trials.all(Report)}
    people = {reviewer.id: reviewer.name for reviewer in trials.all(Reviewer)}
    stored = {
        (reports[claim.report_id], people[claim.reviewer_id], claim.key, passage.words)
        for claim in trials.all(Claim)
        for passage in claim.passages
    }
    assert stored == quotes
    assert not any("&" in therapy.name and ";" in therapy.name for therapy in trials.all(Therapy))
    assert check(trials) == []


def test_the_table_of_four_reviewers_gives_152_claims_and_loses_no_row(trials: ReviewStore, anna: Reviewer) -> None:
    file = shared_folder("data", "evidence-inference", "claims_four_reviewers.csv")
    assert read_claims(file, trials, anna.id, add_terms=True).change is None
    account = bring_in(trials, anna, file, add_terms=True, skip_bad=True)
    assert (account.rows, trials.count(Claim)) == (180, 152)
    without_place = {number for number, row in enumerate(rows_of(file), start=2) if not row["fragments"]}
    found_again = {moved.row for moved in account.moved}
    refused = {one.row for one in account.refused}
    assert len(without_place) == 15
    assert found_again | refused == without_place
    assert not found_again & refused
    assert {moved.how for moved in account.moved} == {How.CLOSE}
    assert all(one.of_words for one in account.refused)
    wordless = [claim for claim in trials.all(Claim) if not claim.passages]
    assert {query.claim_id for query in trials.all(Query)} == {claim.id for claim in wordless}
    assert {claim.status for claim in wordless} == {ClaimStatus.DRAFT}
    assert len({(claim.report_id, claim.key) for claim in trials.all(Claim)}) == 38
    assert check(trials) == []


def test_bringing_the_same_tables_in_again_changes_nothing(trials: ReviewStore, anna: Reviewer) -> None:
    for name in ("claims_two_reviewers.csv", "claims_four_reviewers.csv"):
        file = shared_folder("data", "evidence-inference", name)
        bring_in(trials, anna, file, add_terms=True, skip_bad=True)
        again = read_claims(file, trials, anna.id, add_terms=True, skip_bad=True)
        assert again.change is None
        assert len(again.already_there) == again.rows
