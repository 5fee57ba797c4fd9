"""Report details are taken as people write them, and refused with a sentence when they cannot be right."""

from __future__ import annotations

import pytest

from curator.coding.reports import doi_from, pmid_from, short_name, year_from
from curator.errors import BadInput
from curator.records import Report


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
