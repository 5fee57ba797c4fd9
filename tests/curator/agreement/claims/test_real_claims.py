"""Claims of real reviewers whose keys say which belong together: without the keys the same pairs are found."""

from __future__ import annotations

from itertools import combinations

import msgspec
import pytest

from curator.agreement.pairing import pair_claims
from curator.codebook.codebook import Codebook
from curator.importing.claims import read_claims
from curator.importing.texts import read_texts
from curator.ports import ReviewStore
from curator.records import Claim, Reviewer
from tests.conftest import shared_folder


@pytest.mark.parametrize(
    ("file", "gold", "most"), [("claims_two_reviewers.csv", 81, 85), ("claims_four_reviewers.csv", 228, 228)]
)
def test_likeness_finds_the_pairs_that_keys_name(
    store: ReviewStore, anna: Reviewer, file: str, gold: int, most: int
) -> None:
    folder = shared_folder("data", "evidence-inference")
    texts = read_texts([folder / "documents"], store, anna.id).change
    assert texts is not None
    store.apply(texts)
    claims = read_claims(folder / file, store, anna.id, add_terms=True, skip_bad=True).change
    assert claims is not None
    store.apply(claims)
    codebook = Codebook.read(store)
    right = found = named = 0
    for one, other in combinations(store.all(Reviewer), 2):
        own = [store.all(Claim, reviewer_id=reviewer.id) for reviewer in (one, other)]
        by_key = {(pair.first, pair.second) for pair in pair_claims(*own, codebook).pairs}
        without = [[msgspec.structs.replace(claim, key="") for claim in claims] for claims in own]
        by_likeness = {(pair.first, pair.second) for pair in pair_claims(*without, codebook).pairs}
        named, found, right = named + len(by_key), found + len(by_likeness), right + len(by_key & by_likeness)

    assert (named, right) == (gold, gold)
    assert found <= most
