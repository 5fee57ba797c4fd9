"""Every figure has a title, comes out as plain JSON, and costs nothing until it is asked for."""

from __future__ import annotations

import json
import subprocess
import sys

from curator.agreement import CodedText, Gamma, Level, Ratings, Span, agreement_of_ratings, agreement_of_spans
from curator.agreement.statistics import STATISTICS, statistic_of


def test_every_statistic_can_be_had_and_has_a_title() -> None:
    ratings = Ratings.of(["A", "B"], [[1, 2], [1, 1]], level=Level.RATIO)
    ordinal = Ratings.of(["A", "B"], [[1, 2], [1, 1]], level=Level.ORDINAL)
    sets = Ratings.of(["A", "B"], [[["x"]], [["x"]]], level=Level.SET)
    spans = [Span("A", 0, 5, "x"), Span("B", 0, 4, "x")]
    text = CodedText(name="t", length=9, coders=("A", "B"), spans=spans, tokens=[(0, 5), (6, 9)])
    passages = agreement_of_spans([text], gamma=Gamma(samples=2))
    blocks = [agreement_of_ratings(table).all for table in (ratings, ordinal, sets)]
    blocks += [passages.all, passages.labels["x"].all]

    of_a_review = {"f1", "percent_agreement_within_tolerance"}

    assert {statistic_of(name).name for block in blocks for name in block} == set(STATISTICS) - of_a_review
    assert all(statistic.title for statistic in STATISTICS.values())


def test_json_has_the_names_of_the_truth_set() -> None:
    columns = [["yes", "yes", "no", "no"], ["yes", "no", "no", "no"]]
    plain = json.loads(json.dumps(agreement_of_ratings(Ratings.of(["A", "B"], columns)).as_json(), allow_nan=False))
    pair = plain["pairs"][0]

    assert pair["reviewers"] == ["A", "B"]
    assert (pair["n"], pair["agree"], pair["disagree"]) == (4, 3, 1)
    assert pair["percent_agreement"] == 0.75
    assert pair["cohen_kappa_ci_low"] < pair["cohen_kappa"] < pair["cohen_kappa_ci_high"]
    assert pair["specific_agreement[yes]"] == 2 / 3
    assert pair["confusion"] == {"categories": ["yes", "no"], "counts": [[1, 1], [0, 2]]}
    assert pair["reason"] == {}
    assert plain["against_the_rest"]["A"]["cohen_kappa"] == pair["cohen_kappa"]
    assert plain["all"]["krippendorff_alpha_nominal_ci_low"] < plain["all"]["krippendorff_alpha_nominal"]


def test_json_says_why_a_figure_is_null() -> None:
    plain = agreement_of_ratings(Ratings.of(["A", "B"], [["yes"], ["yes"]])).as_json()["all"]

    assert plain["cohen_kappa"] is None
    assert plain["cohen_kappa_ci_low"] is None
    assert plain["reason"]["cohen_kappa"].startswith("no variation")
    assert plain["notes"]


def test_json_says_the_n_of_a_figure_that_stands_on_other_units() -> None:
    columns = [["x", "y", "x"], ["x", "y", None], ["x", None, "y"]]
    plain = agreement_of_ratings(Ratings.of(["A", "B", "C"], columns)).as_json()["all"]

    assert plain["n"] == 3
    assert plain["percent_agreement_all_n"] == 1
    assert "percent_agreement_n" not in plain


def test_numpy_is_loaded_when_figures_are_asked_for_and_no_sooner() -> None:
    loads = "import curator.agreement, sys; print(any(name in sys.modules for name in ('numpy', 'scipy')))"
    said = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "False"
