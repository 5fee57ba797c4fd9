"""The truth set: every value and every "not defined" in it, through the public functions.

The file is named by the environment variable AGREEMENT_CASES, or lies beside the project. A case, statistic or entry
that this test does not know how to run fails it; values with a single author are reported, not failed on.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from curator.agreement import (
    Agreement,
    CodedText,
    Figures,
    Gamma,
    Level,
    Ratings,
    Span,
    agreement_of_ratings,
    agreement_of_spans,
)
from curator.agreement.statistics import STATISTICS

BESIDE = Path(__file__).resolve().parents[4] / "shared" / "truth" / "agreement_cases.json"
NAMED = os.environ.get("AGREEMENT_CASES")
CASES_FILE = Path(NAMED) if NAMED else BESIDE
ENDINGS = ("_se", "_ci_low", "_ci_high")
ENTRY = re.compile(r"(?P<statistic>\w+)(?P<brackets>(\[[^\]]*\])*)")


def read_cases() -> list[dict[str, Any]]:
    if not NAMED and not CASES_FILE.exists():
        return []
    cases = json.loads(CASES_FILE.read_text(encoding="utf-8"))["cases"]
    assert cases, f"{CASES_FILE} holds no case"
    return cases


CASES = {case["id"]: case for case in read_cases()}


def entries(kind: str) -> list[Any]:
    found = [
        pytest.param(case["id"], name, id=f"{case['id']}-{name}")
        for case in CASES.values()
        for name in case.get(kind, ())
    ]
    return found or [pytest.param("", "", marks=pytest.mark.skip(f"no {kind} entry is beside the project"))]


@cache
def agreement_of(case_id: str) -> Agreement:
    case = CASES[case_id]
    if case["kind"] == "categorical":
        ratings = Ratings.of(case["coders"], case["ratings"], level=Level(case["level"]), categories=case["categories"])
        return agreement_of_ratings(ratings)
    if case["kind"] == "unitizing":
        text = CodedText(
            name=case_id,
            length=case["length"],
            coders=tuple(case["coders"]),
            spans=[Span(span["coder"], span["start"], span["end"], span["label"]) for span in case["spans"]],
            tokens=[(start, end) for start, end in case.get("tokens", ())],
        )
        wanted = any(name.startswith("gamma") for kind in ("expected", "undefined") for name in case.get(kind, ()))
        return agreement_of_spans([text], labels=case["labels"], gamma=Gamma() if wanted else None)
    pytest.fail(f"the kind {case['kind']!r} of case {case_id} is not known")


def find(case_id: str, name: str) -> tuple[Figures, str]:
    """The figures that an entry is about, and the name that it has in them."""
    agreement, coders = agreement_of(case_id), CASES[case_id]["coders"]
    match = ENTRY.fullmatch(name)
    assert match, f"{name!r} is not understood"
    statistic = match["statistic"]
    base = next((statistic.removesuffix(ending) for ending in ENDINGS if statistic.endswith(ending)), statistic)
    assert base in STATISTICS, f"the statistic {statistic!r} is not known"
    pair, key = None, statistic
    for words in re.findall(r"\[([^\]]*)\]", match["brackets"]):
        first, bar, second = words.partition("|")
        if bar and first in coders and second in coders:
            pair = (first, second)
        elif words in agreement.labels:
            agreement = agreement.labels[words]
        else:
            key = f"{statistic}[{words}]"
    return agreement.pair(*pair) if pair else agreement.all, key


def value_of(case_id: str, name: str) -> float | None:
    figures, key = find(case_id, name)
    plain = figures.as_json()
    assert key in plain, f"{name!r} cannot be had for case {case_id}"
    return plain[key]


@pytest.mark.skipif(not CASES, reason="the truth set is not beside the project")
def test_cases_are_of_known_kinds() -> None:
    for case_id in CASES:
        agreement_of(case_id)


@pytest.mark.parametrize(("case_id", "name"), entries("expected"))
def test_value(case_id: str, name: str) -> None:
    expected = CASES[case_id]["expected"][name]
    settings = expected.get("settings", "")
    assert not settings or (name.startswith("gamma") and "statistical-continuum" in settings), settings
    value = value_of(case_id, name)
    assert value is not None, "not defined, but a value is expected"
    assert value == pytest.approx(expected["value"], abs=expected["tolerance"], rel=0)


@pytest.mark.parametrize(("case_id", "name"), entries("undefined"))
def test_undefined(case_id: str, name: str) -> None:
    assert value_of(case_id, name) is None
    figures, key = find(case_id, name)
    plain = figures.as_json()
    assert plain["reason"].get(key) or any(key.startswith(known) for known in plain["no_interval"])


@pytest.mark.parametrize(("case_id", "name"), entries("single_author"))
def test_value_of_a_single_author(case_id: str, name: str) -> None:
    expected = CASES[case_id]["single_author"][name]
    value = value_of(case_id, name)
    if value is None or abs(value - expected["value"]) > expected["tolerance"]:
        pytest.xfail(f"unconfirmed: {value} where one author has {expected['value']}")
