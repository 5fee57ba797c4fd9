"""The real texts and claims that the project was made for, all the way into the workbook and back."""

from __future__ import annotations

import csv

import pytest

from curator.importing.claims import read_claims
from curator.importing.codebooks import read_codebook
from curator.importing.texts import read_texts
from curator.records import Claim
from tests.conftest import shared_folder


@pytest.fixture
def seeds(store, anna):
    """Both texts, the codebook and the first reviewer's claims."""
    folder = shared_folder("seeds")
    for change in (
        read_texts([*folder.glob("0*.txt")], store, anna.id).change,
        read_codebook(folder / "codebook.csv", store, anna.id).change,
    ):
        store.apply(change)
    table = folder / "claims_reviewer_a.csv"
    store.apply(read_claims(table, store, anna.id).change)
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_claim_of_the_table_is_a_row_with_all_its_words(export, store, seeds):
    workbook = export()
    claims = workbook.rows("Claims")
    assert len(claims) == 38
    assert {row["claim_id"] for row in claims} == {claim.id for claim in store.all(Claim)}
    assert sorted(row["quote"] for row in claims) == sorted(row["quote"] for row in seeds)
    assert sum(row["passages"] > 1 for row in claims) == 15
    words: dict[str, list[str]] = {}
    for row in workbook.rows("Passages"):
        words.setdefault(row["claim_id"], []).append(row["words"])
    assert {row["claim_id"]: row["quote"] for row in claims} == {
        claim_id: " … ".join(of_claim) for claim_id, of_claim in words.items()
    }
    assert workbook.account.altered == ()


def test_every_passage_says_what_the_text_says_there(export, store, seeds):
    workbook = export()
    texts = {row["report_id"]: store.text(row["text_sha256"]) for row in workbook.rows("Reports")}
    for row in workbook.rows("Passages"):
        text = texts[row["report_id"]]
        assert text[row["start"] : row["end"]] == row["words"]
        assert text[: row["start"]].endswith(row["before"] or "")
        assert text[row["end"] :].startswith(row["after"] or "")


def test_therapies_and_outcomes_read_as_in_the_table(export, seeds):
    def said(row: dict[str, str | None], *columns: str) -> tuple[str, ...]:
        return tuple((row[column] or "").replace("; ", ";") for column in columns)

    ours = sorted(said(row, "quote", "therapies", "outcome", "direction") for row in export().rows("Claims"))
    theirs = sorted(said(row, "quote", "therapy", "outcome", "direction") for row in seeds)
    assert ours == theirs
