"""Terms are found as reviewers type them, and in the words of reports."""

from __future__ import annotations

import pytest

from curator.codebook.names import fold
from curator.codebook.tree import Tree
from curator.records import Therapy


@pytest.fixture
def therapies() -> Tree[Therapy]:
    return Tree(
        [
            Therapy(id="stem", name="Stem cell therapy", synonyms=("stem cell transplantation",)),
            Therapy(id="hsct", name="HSCT", parent_id="stem", synonyms=("HSC transplants", "haematopoietic graft")),
            Therapy(id="msc", name="MSC therapy", parent_id="stem", synonyms=("MSC", "MSCs", "mesenchymal stem cells")),
            Therapy(id="cyc", name="Cyclophosphamide", synonyms=("CTX", "CYC"), position=1),
            Therapy(id="old", name="Bee venom", retired=True, position=2),
            Therapy(id="apis", name="Apitoxin", retired=True, merged_into_id="old", position=3),
        ]
    )


def names(terms: list[Therapy]) -> list[str]:
    return [term.name for term in terms]


@pytest.mark.parametrize("typed", ["msc", "MSC th", "mesen", "mt", "stem cells"])
def test_typing_part_of_a_name_or_synonym_or_initials_finds_the_term(therapies: Tree[Therapy], typed: str) -> None:
    assert "MSC therapy" in names(therapies.search(typed))


def test_a_name_goes_before_a_synonym_and_a_beginning_before_a_middle(therapies: Tree[Therapy]) -> None:
    assert names(therapies.search("stem"))[0] == "Stem cell therapy"
    assert names(therapies.search("sct")) == ["Stem cell therapy", "HSCT"]


def test_retired_terms_are_not_offered_but_still_found_by_their_name(therapies: Tree[Therapy]) -> None:
    assert therapies.search("bee") == []
    found = therapies.find("bee  VENOM")
    assert found is not None
    assert found.id == "old"


def test_a_merged_term_leads_to_the_one_it_was_merged_into(therapies: Tree[Therapy]) -> None:
    found = therapies.find("apitoxin")
    assert found is not None
    assert found.id == "old"


def test_terms_named_in_words_are_found_longest_name_first(therapies: Tree[Therapy]) -> None:
    words = "patients given mesenchymal\nstem cells or stem cell transplantation, then CTX"
    assert names(therapies.occurring_in(words)) == ["MSC therapy", "Stem cell therapy", "Cyclophosphamide"]


def test_abbreviations_count_only_as_written_and_as_whole_words(therapies: Tree[Therapy]) -> None:
    assert therapies.occurring_in("ctx, CTXs and MSCX") == []
    assert names(therapies.occurring_in("(MSC)")) == ["MSC therapy"]


def test_words_find_a_term_and_everything_under_it(therapies: Tree[Therapy]) -> None:
    assert therapies.matching("stem cell") == {"stem", "hsct", "msc"}
    assert therapies.matching("ctx") == {"cyc"}


def test_a_ring_of_parents_loses_no_term() -> None:
    ring = Tree([Therapy(id="a", name="A", parent_id="b"), Therapy(id="b", name="B", parent_id="a")])
    assert {term.id for term in ring} == {"a", "b"}


def test_an_unknown_parent_leaves_the_term_at_the_top() -> None:
    tree = Tree([Therapy(id="a", name="A", parent_id="gone")])
    assert [term.id for term in tree] == ["a"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("TNF\u2011α", "TNF-α"), ("a\u00a0b", "A  B"), ("in\u00adfection", "infection"), ("ﬁbrosis", "fibrosis")],
)
def test_spellings_that_look_alike_are_one_name(one: str, other: str) -> None:
    assert fold(one) == fold(other)
