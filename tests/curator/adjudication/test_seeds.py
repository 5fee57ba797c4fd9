"""The two seed texts as two reviewers really coded them: paired without keys, settled to the last, and exported."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook

from curator.adjudication import deciding
from curator.adjudication.consensus import progress
from curator.adjudication.queue import Consequence, Disagreement, read_queue
from curator.agreement.claims.linking import link_claims
from curator.agreement.review.coded import read_coded
from curator.agreement.review.selection import Selection
from curator.checking import check
from curator.evidence.question import ClaimSource
from curator.exporting.choice import Choice
from curator.exporting.workbook import export_workbook
from curator.importing.claims import read_claims
from curator.importing.codebooks import read_codebook
from curator.importing.texts import read_texts
from curator.ports import ReviewStore
from curator.records import Claim, Reviewer
from tests.conftest import shared_folder


@pytest.fixture
def seeds(store: ReviewStore, anna: Reviewer) -> ReviewStore:
    """The review in which both have submitted both texts."""
    folder = shared_folder("seeds")
    for change in (
        read_texts([folder], store, anna.id).change,
        read_codebook(folder / "codebook.csv", store, anna.id).change,
    ):
        assert change is not None
        store.apply(change)
    for name in ("claims_reviewer_a.csv", "claims_reviewer_b.csv"):
        change = read_claims(folder / name, store, anna.id, add_terms=True, submit=True).change
        assert change is not None
        store.apply(change)
    return store


def test_the_pairs_are_those_that_a_reader_would_make(seeds: ReviewStore) -> None:
    """Read one by one: every claim of the first reviewer has its counterpart, and the second found 26 more."""
    coded = read_coded(seeds, Selection())
    units = link_claims(coded.claims, coded.codebook)
    assert Counter(len(unit.claims) for unit in units) == {2: 38, 1: 26}
    (first, _) = coded.reviewers
    assert sum(first in unit.claims for unit in units) == 38
    for unit in units:
        for pair in unit.pairs:
            assert pair.in_common.characters, "the same words in part, at the least"
            assert pair.in_common.outcome in (1, pytest.approx(2 / 3)), "one outcome, or one just above the other"


def decide(store: ReviewStore, found: Disagreement, by: str) -> None:
    """As a lead might: what only one found is taken, or not; words and details are merged, the rest is one's."""
    first, *others = found.claims
    if not others:
        drop = first.direction_id is None or not first.therapies
        change = (
            deciding.neither(store, found, by, "about no therapy")
            if drop
            else deciding.take(store, found, first.id, by, "found on rereading")
        )
    elif found.consequence is Consequence.DIRECTION:
        change = deciding.keep_apart(store, found, by, "both are in the text")
    elif found.consequence is Consequence.TERMS:
        change = deciding.take(store, found, others[0].id, by)
    else:
        chosen = dict.fromkeys(found.differing, others[0].id)
        chosen.pop("passages", None)
        change = deciding.merge(store, found, chosen, by, passages="both")
    store.apply(change)


def test_every_disagreement_is_settled_and_the_workbook_has_the_consensus(
    seeds: ReviewStore, anna: Reviewer, tmp_path: Path
) -> None:
    own = seeds.all(Claim)
    total = len(read_queue(seeds).open)
    assert total == 64
    while found := read_queue(seeds).open:
        decide(seeds, found[0], anna.id)
    assert seeds.get_many(Claim, [claim.id for claim in own]) == {claim.id: claim for claim in own}
    assert all(one.is_finished for one in progress(seeds).values())
    assert check(seeds) == []
    with seeds.snapshot() as reader:
        account = export_workbook(reader, tmp_path / "settled.xlsx")
        whole = export_workbook(reader, tmp_path / "own.xlsx", Choice(source=ClaimSource.AS_EXTRACTED))
    assert (account.rows["Pairs"], account.rows["Disagreements"], account.rows["Decisions"]) == (38, 64, 64)
    assert whole.rows["Claims"] == 102
    keys, *rows = load_workbook(tmp_path / "settled.xlsx")["Claims"].values
    claims = [dict(zip(keys, row, strict=True)) for row in rows]
    assert {claim["source"] for claim in claims} == {"consensus"}
    assert len(claims) == account.rows["Claims"] == len({claim["claim_id"] for claim in claims})
    assert all(claim["quote"] and claim["from_claim_ids"] and claim["decision_id"] for claim in claims)
