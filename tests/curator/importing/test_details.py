from __future__ import annotations

import pytest

from curator.importing.details import guess_doi, guess_pmid, guess_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n\n## Cells for *severe* lupus\\*\n\nSomebody", "Cells for *severe* lupus"),
        ("TITLE: \nCells for severe lupus\n\nABSTRACT", "Cells for severe lupus"),
        ("Title: Cells for severe lupus\nABSTRACT", "Cells for severe lupus"),
        ("Cells for severe lupus\n======\nText", "Cells for severe lupus"),
        ("Cells for severe lupus\n\nText of the report.", "Cells for severe lupus"),
        ("Cells   for\u00a0lupus", "Cells for lupus"),
        ("Lupus is a disease of many organs.\nIt is treated with drugs.", ""),
        ("Lupus is a disease\nof many organs", ""),
        ("12\n\nText", ""),
    ],
)
def test_a_title_is_taken_where_one_stands_at_the_beginning(text: str, title: str) -> None:
    assert guess_title(text) == title


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("Cells\nhttps://doi.org/10.1000/abc.1\nText", "10.1000/abc.1"),
        ("Cells\ndoi: 10.1002/(SICI)1097-0258(1998).\nText", "10.1002/(SICI)1097-0258(1998)"),
        ("Cells (doi:10.1000/abc), 2020", "10.1000/abc"),
        ("x" * 4000 + "\nPublished 2024, DOI: 10.1000/late", "10.1000/late"),
        ("x" * 4000 + "\nAs shown elsewhere (doi:10.1000/other)", ""),
        ("Cells\n\nReferences\n1. Smith, doi:10.1000/other", ""),
        ("doi:10.1000/one and doi:10.1000/two", ""),
        ("doi:10.1000/ONE and https://doi.org/10.1000/one", "10.1000/ONE"),
        ("Data: https://doi.org/10.5061/dryad.1", ""),
        ("10.1000/unnamed", ""),
    ],
)
def test_a_doi_is_taken_only_where_it_is_clearly_the_reports_own(text: str, doi: str) -> None:
    assert guess_doi(text).lower() == doi.lower()


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("Cells. PMID: 36465325; PMCID: PMC9524813.", "36465325"),
        ("## References\nSmith. PMID: 36465325", ""),
        ("PMID 1234567 and PMID 7654321", ""),
    ],
)
def test_a_pubmed_id_is_taken_only_where_it_is_clear(text: str, pmid: str) -> None:
    assert guess_pmid(text) == pmid
