"""Numbers that do not fit each other are a question; numbers that fit, however rounded, are none."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from curator.evidence.consistency import Check, mismatches, mismatches_of_claim
from curator.records import Arm, Claim, Estimate, Passage
from curator.text.estimate_words import read_estimate


def checks(line: str, **parts: object) -> list[Check]:
    """What does not fit in an estimate as people write it."""
    return [one.check for one in mismatches(estimate(line, **parts))]


def estimate(line: str, **parts: object) -> Estimate:
    return read_estimate(line).laid_over(Estimate(id="e", **parts))  # type: ignore[arg-type]


def claim(words: str, *estimates: Estimate) -> Claim:
    return Claim(
        id="c",
        report_id="r",
        reviewer_id="a",
        passages=(Passage(words=words, start=0, end=len(words)),),
        estimates=estimates,
        recorded_at=datetime(2025, 1, 1, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "line",
    [
        "RR 1.50 (95% CI 1.07 to 2.10; p = 0.02), 39/58 vs 26/58",
        "RR 0.48 (95% CI 0.27 to 0.86), 12/56 vs 24/54",
        "OR 0.34 (95% CI 0.15 to 0.79), 12/56 vs 24/54",
        "HR 0.47 [0.26, 0.83], p < 0.01",
        "MD -2.2 (95% CI -3.1 to -1.3; p<0.001), 5.2 ± 1.9 vs 7.4 ± 2.1",
        "SMD -0.5 (95% CI -1.13 to 0.13; p = 0.12)",
        "RR 1.0 (95% CI 1.0 to 1.0)",
        "RR 0.47 (95% CI 0.19–1.15), p = 0.09",
        "HR 0.8 (95% CI 0.64 to 1.00; p = 0.05)",
        "RD -23% (95% CI -40 to -6), 12/56 vs 24/54",
        "12/56 (21%) vs 24/54 (44%)",
        "RR 0 (95% CI 0 to 1.2), 0/56 vs 4/54",
        "HR 0.47, p = 0.3",
        "21.4%",
        "median 4 [2, 30]",
    ],
)
def test_numbers_that_fit_are_no_question(line: str) -> None:
    assert checks(line) == []


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("HR 0.47 [0.50, 0.83]", Check.INSIDE),
        ("MD 3.2 (95% CI -3.1 to -1.3)", Check.INSIDE),
        ("RR 0.84 (95% CI 0.27 to 0.86)", Check.SYMMETRY),
        ("MD -1.4 (95% CI -3.1 to -1.3)", Check.SYMMETRY),
        ("HR 0.47 [0.26, 0.83], p = 0.3", Check.SIGNIFICANCE),
        ("HR 0.8 [0.55, 1.17], p < 0.01", Check.SIGNIFICANCE),
        ("MD 0.1 (95% CI -1.1 to 1.3; p = 0.01)", Check.SIGNIFICANCE),
        ("RR 0.84, 12/56 vs 24/54", Check.RECOMPUTED),
        ("OR 0.48, 12/56 vs 24/54", Check.RECOMPUTED),
        ("RD 23%, 12/56 vs 24/54", Check.RECOMPUTED),
        ("MD 2.9, 5.2 ± 1.9 vs 7.4 ± 2.1", Check.RECOMPUTED),
    ],
)
def test_numbers_that_do_not_fit_are_a_question(line: str, check: Check) -> None:
    assert checks(line) == [check]


def test_a_percentage_is_that_of_its_count() -> None:
    arm = Arm(events=12, n=56)
    assert mismatches(Estimate(id="e", measure="percent", value=21.4, unit="%", intervention=arm)) == []
    (found,) = mismatches(Estimate(id="e", measure="percent", value=24.1, unit="%", intervention=arm))
    assert found.question() == "12 of 56 are 21.4%, not 24.1%. Is one of the numbers misread?"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Relapse occurred in 12 of 56 (21%) against 24 of 54 (44%).", []),
        ("Relapse occurred in 12 of 56 (12%) against 24 of 54 (44%).", ["12 of 56 are 21.4%, not 12%"]),
        ("In 12/56 patients [21.4%]", []),
        ("In 12/56 patients [24.1%]", ["12 of 56 are 21.4%, not 24.1%"]),
        ("21.4% (12 of 56 patients)", []),
        ("in 12.4% (12 of 56)", ["12 of 56 are 21.4%, not 12.4%"]),
        ("6/60 (95% CI 4 to 21)", []),
        ("1 of 3 (33.3%), 2 of 3 (67%)", []),
        ("SLE 4 of 5, ESR 3/4 and 17%", []),
    ],
)
def test_percentages_in_the_words_of_a_claim(words: str, said: list[str]) -> None:
    found = [one.question() for one in mismatches_of_claim(claim(words))]
    assert len(found) == len(said)
    assert all(one.startswith(words) for one, words in zip(found, said, strict=True))


def test_arms_the_wrong_way_round_are_told_as_that() -> None:
    (found,) = mismatches(estimate("RR 0.48, 24/54 vs 12/56"))
    assert found.question() == (
        "The arms give RR 2.07; 0.48 is that of the control against the intervention. Are the arms the wrong way round?"
    )


def test_a_level_other_than_95_is_heeded() -> None:
    assert checks("HR 0.8 (90% CI 0.65 to 0.98; p = 0.07)") == []
    assert checks("HR 0.8 (95% CI 0.65 to 0.98; p = 0.07)") == [Check.SIGNIFICANCE]


def test_means_and_deviations_give_a_standardised_difference() -> None:
    arms = {"intervention": Arm(n=20, mean=10.2, sd=4.0), "control": Arm(n=20, mean=12.2, sd=4.0)}
    assert mismatches(Estimate(id="e", measure="SMD", value=-0.5, **arms)) == []
    assert mismatches(Estimate(id="e", measure="SMD", value=-0.49, **arms)) == []  # Hedges' g
    (found,) = mismatches(Estimate(id="e", measure="SMD", value=-0.8, **arms))
    assert found.check is Check.RECOMPUTED


@given(st.integers(5, 400), st.integers(5, 400), st.data(), st.sampled_from(["RR", "OR"]), st.integers(1, 3))
def test_what_a_program_computes_and_rounds_always_fits(
    n1: int, n2: int, data: st.DataObject, measure: str, digits: int
) -> None:
    """Wald intervals on the logarithmic scale, as the Handbook gives them, rounded to a few digits."""
    a, c = data.draw(st.integers(1, n1 - 1)), data.draw(st.integers(1, n2 - 1))
    b, d = n1 - a, n2 - c
    value = (a / n1) / (c / n2) if measure == "RR" else a * d / (b * c)
    error = math.sqrt(1 / a - 1 / n1 + 1 / c - 1 / n2 if measure == "RR" else 1 / a + 1 / b + 1 / c + 1 / d)
    low, high = (math.exp(math.log(value) + z * 1.959964 * error) for z in (-1, 1))
    p_value = math.erfc(abs(math.log(value)) / error / math.sqrt(2))
    assume(round(low, digits) > 0)
    assert (
        mismatches(
            Estimate(
                id="e",
                measure=measure,
                value=round(value, digits),
                ci_low=round(low, digits),
                ci_high=round(high, digits),
                ci_level=95.0,
                p_operator="=",
                p_value=round(p_value, 3),
                intervention=Arm(events=a, n=n1),
                control=Arm(events=c, n=n2),
            )
        )
        == []
    )
