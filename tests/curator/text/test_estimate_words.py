from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curator.errors import BadInput
from curator.records import Arm, Estimate
from curator.text.estimate_words import (
    PARTS,
    check_estimate,
    read_count,
    read_estimate,
    read_level,
    read_number,
    read_p,
    read_part,
    says_nothing,
    show_estimate,
    show_part,
)


def read(words: str) -> Estimate:
    return read_estimate(words).laid_over(Estimate(id="e"))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("0.47", 0.47),
        ("0,47", 0.47),
        ("0·47", 0.47),
        (".05", 0.05),
        ("−3.2", -3.2),
        ("– 3,2", -3.2),
        ("1 234", 1234),
        ("1\u202f234", 1234),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("0,234", 0.234),
    ],
)
def test_a_number_is_read_as_journals_print_it(words: str, number: float) -> None:
    assert read_number(words) == number


@pytest.mark.parametrize("words", ["", "abc", "1,2,3", "0.4.7", "1e400", "nan", "5 %", "12-15"])
def test_what_is_no_number_is_refused_by_its_own_words(words: str) -> None:
    with pytest.raises(BadInput, match="is not a number"):
        read_number(words)


def test_a_number_with_two_readings_is_not_guessed() -> None:
    with pytest.raises(BadInput, match=r"“1,234” can be read as 1\.234 or as 1234"):
        read_number("1,234")
    with pytest.raises(BadInput, match="can be read as"):
        read_estimate("MD 1,234")


def test_counts_of_people_are_whole() -> None:
    assert read_count("1,234") == read_count("1 234") == read_count("1234") == 1234
    for words in ("12.5", "-3", "many", ""):
        with pytest.raises(BadInput, match="whole number"):
            read_count(words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("0.01", ("=", 0.01)),
        ("p<.001", ("<", 0.001)),
        ("P = 0·03", ("=", 0.03)),
        ("<= 0,05", ("≤", 0.05)),
        ("≥0.5", ("≥", 0.5)),
    ],
)
def test_a_p_value_keeps_its_operator(words: str, said: tuple[str, float]) -> None:
    assert read_p(words) == said


@pytest.mark.parametrize("words", ["1.2", "-0.1", "n.s.", "<"])
def test_a_p_value_that_cannot_be_is_refused(words: str) -> None:
    with pytest.raises(BadInput):
        read_p(words)


def test_a_level_is_a_percentage() -> None:
    assert read_level("90 %") == 90
    for words in ("0", "100", "950"):
        with pytest.raises(BadInput, match="between 0 and 100"):
            read_level(words)


RATIO = {"value": 0.47, "ci_low": 0.26, "ci_high": 0.83, "ci_level": 95.0}
P = {"p_operator": "=", "p_value": 0.01}


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("RR 0.47 [0.26, 0.83], p=0.01", {"measure": "RR", **RATIO, **P}),
        ("risk ratio 0·47 (0·26–0·83)", {"measure": "RR", **RATIO}),
        ("hazard ratio (HR) = 0,47 (95 %-KI 0,26–0,83), p=0,01", {"measure": "HR", **RATIO, **P}),
        ("OR, 0.47; 95% CI, 0.26 to 0.83; P = .01", {"measure": "OR", **RATIO, **P}),
        ("0.47, 0.26 to 0.83", RATIO),
        ("RR 0.47 [0,26; 0,83]", {"measure": "RR", **RATIO}),
        (
            "MD −3.2 (90% CI −5.1 to −1.3) points",
            {"measure": "MD", "value": -3.2, "ci_low": -5.1, "ci_high": -1.3, "ci_level": 90.0, "unit": "points"},
        ),
        ("45%", {"measure": "percent", "value": 45.0, "unit": "%"}),
        (
            "12/50 (24%) vs 20/48 (42%)",
            {"intervention": Arm(n=50, events=12), "control": Arm(n=48, events=20)},
        ),
        (
            "SMD -0.5; 12.1 ± 3.2 (n=20) vs 15.3 (SD 2.9) (n = 22)",
            {
                "measure": "SMD",
                "value": -0.5,
                "intervention": Arm(n=20, mean=12.1, sd=3.2),
                "control": Arm(n=22, mean=15.3, sd=2.9),
            },
        ),
    ],
)
def test_a_line_is_read_into_its_parts(words: str, parts: dict[str, object]) -> None:
    reading = read_estimate(words)
    assert reading.parts == parts
    assert reading.rest == ""


def test_what_was_not_understood_is_said_as_it_was_written() -> None:
    for line, rest in (
        ("RR 3.89 (95% CI 1.6 to 9.4); p=0.005; 22.5% vs 5.8%", "22.5% vs 5.8%"),
        ("RR 2 (see Table 3).", "see Table 3"),
        ("RR 2 (95% CI 1 to 4), remission (complete)", "remission (complete)"),
        ("RR 2, −3 points lower", "-3 points lower"),
    ):
        assert read_estimate(line).rest == rest


def test_words_that_are_not_understood_are_named() -> None:
    reading = read_estimate("RR 0.47 favours HSCT")
    assert reading.parts == {"measure": "RR", "value": 0.47}
    assert reading.rest == "favours HSCT"
    assert read_estimate("somewhat better").parts == {}
    assert read_estimate("x" * 100_000).rest == "x" * 100_000


def test_a_line_lays_its_parts_over_an_estimate_and_leaves_the_others() -> None:
    noted = Estimate(id="e", measure="RR", note="from table 2", unit="")
    assert read_estimate("0.5 [0.3, 0.9]").laid_over(noted).note == "from table 2"


def test_parts_that_cannot_stand_together_are_refused() -> None:
    with pytest.raises(BadInput, match=r"starts at 0\.83 and ends at 0\.26"):
        read_estimate("HR 0.47 [0.83, 0.26]")
    with pytest.raises(BadInput, match="13 of 12 people"):
        check_estimate(Estimate(id="e", intervention=Arm(n=12, events=13)))
    with pytest.raises(BadInput, match="never below 0"):
        check_estimate(Estimate(id="e", control=Arm(mean=1, sd=-2)))


def test_an_estimate_is_shown_in_a_line() -> None:
    assert show_estimate(read("RR 0.47 [0.26, 0.83], p<0.01; 6/60 vs 13/61")) == (
        "RR 0.47 [0.26, 0.83], p < 0.01; 6/60 vs 13/61"
    )
    assert show_estimate(read("MD -3.2 90% CI [-5.1, -1.3]")) == "MD −3.2 90% CI [−5.1, −1.3]"
    assert show_estimate(read("45%")) == "45%"
    assert show_estimate(Estimate(id="e")) == ""
    assert show_estimate(Estimate(id="e", as_reported="clearly fewer")) == "clearly fewer"
    assert show_estimate(Estimate(id="e", control=Arm(n=20))) == "… vs n = 20"


def test_parts_are_typed_one_by_one() -> None:
    estimate = Estimate(id="e")
    assert says_nothing(estimate)
    for part, words in (
        ("measure", "risk ratio"),
        ("value", "0,47"),
        ("ci_low", "0.26"),
        ("ci_high", "0.83"),
        ("p", "<0.05"),
        ("intervention.events", "6"),
        ("intervention.n", "60"),
        ("control.n", "61"),
        ("note", "after two years"),
    ):
        estimate = read_part(estimate, part, words)
    assert show_estimate(estimate) == "RR 0.47 [0.26, 0.83], p < 0.05; 6/60 vs n = 61"
    assert estimate.ci_level == 95
    assert [show_part(estimate, part) for part in PARTS] == [
        *("RR", "0.47", "", "0.26", "0.83", "95", "< 0.05", "", "after two years"),
        *("6", "60", "", "", "", "61", "", ""),
    ]
    for part in PARTS:
        estimate = read_part(estimate, part, "")
    assert says_nothing(estimate)


def test_a_part_that_cannot_stand_beside_the_others_is_refused() -> None:
    estimate = read("RR 0.47 [0.26, 0.83]; 6/60 vs 13/61")
    with pytest.raises(BadInput, match="lower end comes first"):
        read_part(estimate, "ci_low", "0.9")
    with pytest.raises(BadInput, match="61 of 60 people"):
        read_part(estimate, "intervention.events", "61")
    with pytest.raises(BadInput, match="not a number"):
        read_part(estimate, "value", "about half")


numbers = st.decimals(min_value=-9999, max_value=9999, places=3).map(float)


@given(
    measure=st.sampled_from(["", "RR", "OR", "HR", "RD", "MD", "SMD", "mean", "median", "rate"]),
    value=numbers,
    ends=st.none() | st.tuples(numbers, numbers).map(sorted),
    level=st.sampled_from([95.0, 90.0, 99.0]),
    p=st.none() | st.tuples(st.sampled_from("=<>≤≥"), st.decimals(min_value=0, max_value=1, places=4).map(float)),
    unit=st.sampled_from(["", "%", "points", "mg/day", "months"]),
)
def test_what_is_shown_is_read_back(measure, value, ends, level, p, unit) -> None:
    estimate = Estimate(id="e", measure=measure or ("percent" if unit == "%" else ""), value=value, unit=unit)
    parts: dict[str, object] = {}
    if ends:
        parts |= {"ci_low": ends[0], "ci_high": ends[1], "ci_level": level}
    if p:
        parts |= {"p_operator": p[0], "p_value": p[1]}
    whole = Estimate(**{**{name: getattr(estimate, name) for name in ("id", "measure", "value", "unit")}, **parts})
    assert read(show_estimate(whole)) == whole
