"""Figures of real reviewers, as the real input beside the project says they must be, and a printed example."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from curator.agreement import Agreement, CodedText, Span, agreement_of_ratings, agreement_of_spans, read_ratings_table
from tests.conftest import shared_folder


@pytest.fixture
def directions(tmp_path: Path, request: pytest.FixtureRequest) -> Agreement:
    """Agreement on the direction of claims paired by report and key, through a table of ratings."""
    source = shared_folder("data", "evidence-inference", request.param)
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    reviewers = sorted({row["reviewer"] for row in rows})
    units: dict[str, dict[str, str]] = {}
    for row in rows:
        units.setdefault(f"{row['report']} {row['key']}", {})[row["reviewer"]] = row["direction"]
    table = tmp_path / "ratings.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        writing = csv.writer(file)
        writing.writerow(["claim", *reviewers])
        writing.writerows([unit, *(codes.get(name, "") for name in reviewers)] for unit, codes in units.items())
    return agreement_of_ratings(read_ratings_table(table))


@pytest.mark.parametrize("directions", ["claims_two_reviewers.csv"], indirect=True)
def test_six_reviewers_in_rotating_pairs(directions: Agreement) -> None:
    user0 = directions.against_the_rest["user0"]

    assert (user0.n, user0.agree) == (81, 74)
    assert user0["percent_agreement"].value == pytest.approx(0.91358, abs=1e-5)
    assert user0["cohen_kappa"].value == pytest.approx(0.852766, abs=1e-6)
    assert directions.all["krippendorff_alpha_nominal"].value == pytest.approx(0.853541, abs=1e-6)
    expected = {"user1": (6, 0.714286), "user3": (18, 0.773585), "user5": (4, 1), "user6": (27, 0.807143)}
    for other, (n, kappa) in (expected | {"user7": (26, 0.935)}).items():
        pair = directions.pair("user0", other)
        assert pair.n == n
        assert pair["cohen_kappa"].value == pytest.approx(kappa, abs=1e-6)


@pytest.mark.parametrize("directions", ["claims_four_reviewers.csv"], indirect=True)
def test_four_reviewers_on_the_same_questions(directions: Agreement) -> None:
    assert directions.all.n == 38
    assert directions.all["krippendorff_alpha_nominal"].value == pytest.approx(0.917651, abs=1e-6)
    kappas = [pair["cohen_kappa"].value for pair in directions.pairs]
    assert kappas == pytest.approx([0.942943, 0.946779, 0.944444, 0.890332, 0.885023, 0.892958], abs=1e-6)


def test_the_printed_example_of_unitizing() -> None:
    """Krippendorff 2019, fig. 12.11: u-alpha .510, |u-alpha .413, cu-alpha .724."""
    cases = json.loads(shared_folder("truth", "agreement_cases.json").read_text(encoding="utf-8"))["cases"]
    case = next(case for case in cases if case["id"].startswith("P10"))
    spans = [Span(span["coder"], span["start"], span["end"], span["label"]) for span in case["spans"]]
    text = CodedText(name="example", length=case["length"], coders=tuple(case["coders"]), spans=spans)
    figures = agreement_of_spans([text]).all

    printed = [round(figures[name].value, 3) for name in ("u_alpha", "u_alpha_binary", "cu_alpha")]
    assert printed == [0.510, 0.414, 0.724]
