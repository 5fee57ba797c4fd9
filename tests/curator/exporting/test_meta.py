"""Tables for whoever pools: the right scale, the right error, and nothing counted twice without a word."""

from __future__ import annotations

import csv
import math
import re
from pathlib import Path

import pytest
from msgspec import structs

from curator.exporting.accounts import ExportAccount
from curator.exporting.choice import Choice
from curator.exporting.doors import export_door
from curator.exporting.meta.effects import pooled
from curator.exporting.meta.metafor import COLUMNS
from curator.ports import ReviewStore
from curator.records import Arm, ClaimStatus, Estimate
from tests.curator.exporting.conftest import TEXT, new_id
from tests.docs.pages import ROOT


def estimate(**fields) -> Estimate:
    return Estimate(id="e", **fields)


def test_a_ratio_is_a_logarithm_and_its_error_comes_from_its_interval():
    found = pooled(estimate(measure="RR", value=0.47, ci_low=0.26, ci_high=0.83, ci_level=95))
    assert found is not None
    assert found.yi == pytest.approx(math.log(0.47))
    assert found.sei == pytest.approx((math.log(0.83) - math.log(0.26)) / (2 * 1.959963984540054))
    assert (found.scale, found.from_what) == ("log", "interval")


def test_the_example_of_the_handbook():
    """Cochrane Handbook 6.3.1: a mean difference with a 95 % interval 0.10 wide to each side."""
    found = pooled(estimate(measure="MD", value=3.8, ci_low=2.8, ci_high=4.8, ci_level=90))
    assert found is not None
    assert found.yi == 3.8
    assert found.sei == pytest.approx(2.0 / (2 * 1.6448536269514722))


def test_without_an_interval_the_p_value_gives_the_error():
    """Cochrane Handbook 6.3.2: a risk difference of 0.03 with P = 0.008 has a standard error of 0.011."""
    found = pooled(estimate(measure="RD", value=0.03, p_operator="=", p_value=0.008))
    assert found is not None
    assert found.sei == pytest.approx(0.0113, abs=0.0001)
    assert found.from_what == "p value"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"measure": "RR", "value": 0.5}, "neither an interval"),
        ({"measure": "RR", "value": 0.5, "p_operator": "<", "p_value": 0.05}, "neither an interval"),
        ({"measure": "MD", "value": 5, "ci_low": 1, "ci_high": 2}, "does not hold"),
        ({"measure": "RR", "value": 0.5, "ci_low": 0, "ci_high": 2}, "neither an interval"),
        ({"measure": "MD", "value": 0, "p_operator": "=", "p_value": 1.0}, "neither an interval"),
    ],
)
def test_where_no_error_can_be_had_the_reason_is_said(fields, why: str):
    found = pooled(estimate(**fields))
    assert found is not None
    assert found.sei is None
    assert why in found.problem


@pytest.mark.parametrize("fields", [{"measure": "mean", "value": 3}, {"measure": "RR", "value": -1}, {"measure": "RR"}])
def test_what_is_no_comparison_is_not_pooled(fields):
    assert pooled(estimate(**fields)) is None


def test_a_missing_level_is_said_to_be_assumed():
    found = pooled(estimate(measure="OR", value=2, ci_low=1, ci_high=4))
    assert found is not None
    assert found.from_what == "interval, taken to be of 95 %"
    assert found.sei == pytest.approx(math.log(4) / (2 * 1.959963984540054))


def table(store: ReviewStore, path: Path) -> tuple[list[dict[str, str]], ExportAccount]:
    with store.snapshot() as reader:
        account = export_door(path).write(reader, path, Choice(), None)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), account


@pytest.fixture
def more(store, sample, put, claim_on):
    """Estimates of means, and of an effect only; and one by another reviewer on the same comparison."""
    means = Estimate(
        id=new_id(), measure="MD", intervention=Arm(n=20, mean=-3.5, sd=2), control=Arm(n=21, mean=-1, sd=2.5)
    )
    effect = Estimate(id=new_id(), measure="HR", value=0.8, ci_low=0.6, ci_high=1.1, ci_level=95)
    claims = [
        claim_on(sample.report, TEXT, (0, 5), outcome_id=sample.full.outcome_id, estimates=(one,))
        for one in (means, effect)
    ]
    same = structs.replace(
        sample.full,
        id=new_id(),
        reviewer_id=sample.ben.id,
        estimates=(structs.replace(sample.full.estimates[0], id=new_id()),),
        status=ClaimStatus.DRAFT,
    )
    put(*claims, same)
    return sample


def test_each_comparison_is_a_row_with_the_names_of_metafor(store, more, tmp_path: Path):
    rows, account = table(store, tmp_path / "m.csv")
    first = next(row for row in rows if row["claim_id"] == more.full.id)
    assert [first[name] for name in ("ai", "n1i", "ci", "n2i")] == ["6", "60", "13", "61"]
    assert float(first["yi"]) == pytest.approx(math.log(0.47))
    assert first["study"] == "CELLS-1"
    means = next(row for row in rows if row["m1i"])
    numbers = [float(means[name]) for name in ("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i")]
    assert numbers == [-3.5, 2, 20, -1, 2.5, 21]
    assert {name for name, _, _ in COLUMNS} == set(first)
    assert any("several reviewers" in note for note in account.notes)
    assert any("1 estimates have neither" in note for note in account.notes)
    assert any("drafts" in note for note in account.notes)


def test_revman_gets_arms_where_there_are_arms_and_an_effect_where_there_is_only_one(store, more, tmp_path: Path):
    rows, _ = table(store, tmp_path / "m.revman.csv")
    kinds = {row["Data type"]: row for row in rows}
    assert set(kinds) == {"DICHOTOMOUS", "CONTINUOUS", "GENERIC INVERSE VARIANCE"}
    assert kinds["DICHOTOMOUS"]["Experimental cases"] == "6"
    assert kinds["DICHOTOMOUS"]["GIV Mean"] == ""
    assert kinds["CONTINUOUS"]["Control SD"] == "2.5"
    assert float(kinds["GENERIC INVERSE VARIANCE"]["GIV Mean"]) == pytest.approx(math.log(0.8))


def test_the_same_review_gives_the_same_bytes(store, more, tmp_path: Path):
    for name in ("one.csv", "two.csv"):
        table(store, tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_the_script_for_r_names_only_columns_that_there_are():
    script = (ROOT / "docs" / "r" / "metafor.R").read_text("utf-8")
    named = set(re.findall(r"(?:rows|of_outcome|of_both)\$(\w+)", script)) | set(re.findall(r'"(\w+)"(?=[,)])', script))
    columns = {name for name, _, _ in COLUMNS}
    assert named - columns <= {"complete", "REML", "knha", "log", "RR", "MD", "SMD", "csv", "comparison", "versus"}
    assert {"ai", "n1i", "yi", "sei", "m1i", "study_id"} <= named
    assert script.count("(") == script.count(")")
    assert script.count("{") == script.count("}")
