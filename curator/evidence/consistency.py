"""Whether the numbers of an estimate fit each other. A mismatch is a question to a person, never a refusal.

Reported numbers are rounded. Each is taken to lie within half a unit of its last digit (``0.47`` between 0.465 and
0.475), an estimate and the ends of its interval having as many digits as the longest of them; and a question is asked
only where no numbers within these bounds fit. Beyond rounding, what is allowed is said at each check. Formulae:
Cochrane Handbook for Systematic Reviews of Interventions, version 6.5, chapter 6 (6.4.1 risk ratio, odds ratio and risk
difference; 6.5.1 mean difference and standardised mean difference; 6.3 intervals, on the logarithmic scale for ratios).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from curator.evidence.percentages import percentages_in
from curator.records import Arm, Claim, Estimate
from curator.text.estimate_words import show_number
from curator.text.passages import quote

RATIOS = ("RR", "OR", "HR")
DIFFERENCES = ("MD", "SMD", "RD")

_USUAL_LEVEL = 95.0
_SKEW = 0.15
"""An estimate may lie so far from the middle of its interval, as a share of half its width: exact and bootstrap
intervals are not quite symmetric. Of a risk difference nothing is asked: its usual intervals are not symmetric."""
_RELATIVE = 0.005
"""Beyond rounding, a recomputed ratio may differ by this share."""
_SMALL_SAMPLE = 0.05
"""A standardised mean difference may differ by this share more: Hedges' correction, or another standard deviation."""


class Check(StrEnum):
    """What was compared with what."""

    PERCENT = "percent"
    INSIDE = "inside"
    SYMMETRY = "symmetry"
    SIGNIFICANCE = "significance"
    RECOMPUTED = "recomputed"


class Mismatch(Struct, frozen=True, kw_only=True):
    """Numbers that do not fit. ``template`` is a question with named gaps, which ``numbers`` fill."""

    check: Check
    estimate_id: str
    template: str
    numbers: Mapping[str, str]

    def question(self, template: str | None = None) -> str:
        """The filled-in question; a translated ``template`` may be given in place of the English one."""
        return (template or self.template).format(**self.numbers)


class _Span(Struct, frozen=True):
    """All that a rounded number may have been."""

    low: float
    high: float

    def meets(self, other: _Span, slack: float = 0.0) -> bool:
        return self.low - slack <= other.high and other.low <= self.high + slack


def mismatches_of_claim(claim: Claim) -> list[Mismatch]:
    """Everything that does not fit in a claim: in each of its estimates, and in the words that it stands on."""
    found = [one for estimate in claim.estimates for one in mismatches(estimate)]
    told = {(one.numbers["events"], one.numbers["n"]) for one in found if one.check is Check.PERCENT}
    for said in percentages_in(quote(claim.passages)):
        shown = (str(said.events), str(said.n))
        share = 100 * said.events / said.n
        if shown not in told and not _rounded(said.percent, said.decimals).meets(_exactly(share), _tiny(share)):
            found.append(_percent("", said.events, said.n, said.percent))
    return found


def mismatches(estimate: Estimate) -> list[Mismatch]:
    """What does not fit in one estimate, the gravest first."""
    checks = (_inside, _recomputed, _percent_of_arm, _significance, _symmetry)
    found = [one for check in checks for one in check(estimate)]
    if any(one.check is Check.INSIDE for one in found):  # what lies outside is not in the middle either
        found = [one for one in found if one.check is not Check.SYMMETRY]
    return found


def _rounded(value: float, decimals: int | None = None) -> _Span:
    """What a number may have been before it was rounded to the digits that it has."""
    digits = _decimals(value) if decimals is None else decimals
    half = 0.5 * 10.0**-digits
    return _Span(value - half, value + half)


def _decimals(value: float) -> int:
    shown = f"{value:.12f}".rstrip("0")
    return len(shown.partition(".")[2])


def _with_interval(estimate: Estimate) -> int:
    """The decimals that an estimate and its interval were given with: trailing zeros are not stored."""
    given = (estimate.value, estimate.ci_low, estimate.ci_high)
    return max((_decimals(number) for number in given if number is not None), default=0)


def _exactly(value: float) -> _Span:
    return _Span(value, value)


def _tiny(value: float) -> float:
    return 1e-9 * max(1.0, abs(value))


def _mismatch(check: Check, estimate_id: str, template: str, **numbers: float | str) -> Mismatch:
    shown = {name: value if isinstance(value, str) else show_number(value) for name, value in numbers.items()}
    return Mismatch(check=check, estimate_id=estimate_id, template=template, numbers=shown)


# The estimate and its interval


def _inside(estimate: Estimate) -> Iterator[Mismatch]:
    """The estimate lies in its interval."""
    value, low, high = estimate.value, estimate.ci_low, estimate.ci_high
    if value is None:
        return
    decimals = _with_interval(estimate)
    span = _rounded(value, decimals)
    below = low is not None and span.high < _rounded(low, decimals).low
    above = high is not None and span.low > _rounded(high, decimals).high
    if below or above:
        ends = ["…" if end is None else show_number(end) for end in (low, high)]
        yield _mismatch(
            Check.INSIDE,
            estimate.id,
            "{value} lies outside its interval, {low} to {high}. Is one of them misread?",
            value=value,
            low=ends[0],
            high=ends[1],
        )


def _symmetry(estimate: Estimate) -> Iterator[Mismatch]:
    """The estimate lies in the middle of its interval: of a ratio on the logarithmic scale."""
    value, low, high = estimate.value, estimate.ci_low, estimate.ci_high
    if value is None or low is None or high is None or not low < high:
        return
    spans = [_rounded(number, _with_interval(estimate)) for number in (value, low, high)]
    if estimate.measure in RATIOS:
        if min(span.low for span in spans) <= 0:
            return
        spans = [_Span(math.log(span.low), math.log(span.high)) for span in spans]
    elif estimate.measure not in ("MD", "SMD"):
        return
    at, lower, upper = spans
    middle = _Span((lower.low + upper.low) / 2, (lower.high + upper.high) / 2)
    half_width = (upper.high - lower.low) / 2
    if not at.meets(middle, _SKEW * half_width):
        centre = (middle.low + middle.high) / 2
        yield _mismatch(
            Check.SYMMETRY,
            estimate.id,
            "{value} is not in the middle of its interval, {low} to {high}, which is about {middle}. Is one of them "
            "misread?",
            value=value,
            low=low,
            high=high,
            middle=_significant(math.exp(centre) if estimate.measure in RATIOS else centre),
        )


_OUT_BUT_NONE = (
    "The interval {low} to {high} leaves out {none} (no effect), but p {p} says no difference. Do they belong together?"
)
_IN_BUT_SOME = (
    "The interval {low} to {high} includes {none} (no effect), but p {p} says a difference. Do they belong together?"
)


def _significance(estimate: Estimate) -> Iterator[Mismatch]:
    """The interval leaves out no effect exactly where p is below what the interval's level leaves."""
    low, high, p_value = estimate.ci_low, estimate.ci_high, estimate.p_value
    no_effect = 1.0 if estimate.measure in RATIOS else 0.0 if estimate.measure in DIFFERENCES else None
    if low is None or high is None or p_value is None or no_effect is None:
        return
    alpha = 1 - (estimate.ci_level or _USUAL_LEVEL) / 100
    decimals = _with_interval(estimate)
    by_interval = _leaves_out(_rounded(low, decimals), _rounded(high, decimals), no_effect)
    by_p = _is_below(estimate.p_operator or "=", p_value, alpha)
    if by_interval is None or by_p is None or by_interval == by_p:
        return
    template = _OUT_BUT_NONE if by_interval else _IN_BUT_SOME
    shown = f"{estimate.p_operator or '='} {show_number(p_value)}"
    yield _mismatch(Check.SIGNIFICANCE, estimate.id, template, low=low, high=high, none=no_effect, p=shown)


def _leaves_out(low: _Span, high: _Span, no_effect: float) -> bool | None:
    """Whether an interval leaves out no effect; None where rounding hides it."""
    if low.low > no_effect or high.high < no_effect:
        return True
    return False if low.high < no_effect < high.low else None


def _is_below(operator: str, p_value: float, alpha: float) -> bool | None:
    """Whether p is below ``alpha``; None where what was reported does not say."""
    alpha += _tiny(alpha)
    if operator in ("<", "≤"):
        return True if p_value <= alpha else None
    if operator in (">", "≥"):
        return False if p_value >= alpha - 2 * _tiny(alpha) else None
    span = _rounded(p_value)
    return True if span.high <= alpha else False if span.low >= alpha else None


# The arms


def _percent_of_arm(estimate: Estimate) -> Iterator[Mismatch]:
    """A percentage is that of the arm that it has events of; of two arms nobody knows which one is meant."""
    arms = [arm for arm in (estimate.intervention, estimate.control) if arm.events is not None and arm.n]
    if estimate.measure != "percent" or estimate.value is None or len(arms) != 1:
        return
    events, n = arms[0].events or 0, arms[0].n or 1
    if not _rounded(estimate.value).meets(_exactly(100 * events / n), _tiny(100)):
        yield _percent(estimate.id, events, n, estimate.value)


def _percent(estimate_id: str, events: int, n: int, percent: float) -> Mismatch:
    return _mismatch(
        Check.PERCENT,
        estimate_id,
        "{events} of {n} are {share}%, not {percent}%. Is one of the numbers misread?",
        events=str(events),
        n=str(n),
        share=f"{100 * events / n:.1f}",
        percent=percent,
    )


def _recomputed(estimate: Estimate) -> Iterator[Mismatch]:
    """The effect is what its arms say; where it is that of the arms the other way round, that is said."""
    value, first, second = estimate.value, estimate.intervention, estimate.control
    if value is None:
        return
    found = _from_arms(estimate.measure, first, second)
    if found is None:
        return
    shares = {"SMD": _SMALL_SAMPLE}
    as_shown = _in_its_unit(found, estimate)
    slack = shares.get(estimate.measure, _RELATIVE if estimate.measure in RATIOS else 0.0) * abs(as_shown.high)
    span = _rounded(value)
    if span.meets(as_shown, slack + _tiny(value)):
        return
    turned = _from_arms(estimate.measure, second, first)
    other_way = turned is not None and span.meets(_in_its_unit(turned, estimate), slack + _tiny(value))
    template = (
        "The arms give {measure} {computed}; {value} is that of the control against the intervention. Are the arms the "
        "wrong way round?"
        if other_way
        else "The arms give {measure} {computed}, not {value}. Is a number misread, or is the estimate adjusted?"
    )
    computed = _significant((as_shown.low + as_shown.high) / 2)
    yield _mismatch(Check.RECOMPUTED, estimate.id, template, measure=estimate.measure, computed=computed, value=value)


def _in_its_unit(span: _Span, estimate: Estimate) -> _Span:
    """A risk difference in percentage points, where the estimate is given so."""
    in_points = estimate.measure == "RD" and ("%" in estimate.unit or abs(estimate.value or 0) > 1)
    return _Span(100 * span.low, 100 * span.high) if in_points else span


def _from_arms(measure: str, first: Arm, second: Arm) -> _Span | None:
    """What the arms give; None where they do not say, or where a ratio of theirs is not defined."""
    if measure in ("RR", "OR", "RD"):
        return _from_counts(measure, first, second)
    if measure in ("MD", "SMD") and first.mean is not None and second.mean is not None:
        return _from_means(measure, first, second)
    return None


def _from_counts(measure: str, first: Arm, second: Arm) -> _Span | None:
    a, n1, c, n2 = first.events, first.n, second.events, second.n
    if a is None or c is None or not n1 or not n2:
        return None
    if measure == "RD":
        return _exactly(a / n1 - c / n2)
    b, d = n1 - a, n2 - c
    if min(a, c) == 0 or (measure == "OR" and min(b, d) <= 0):
        return None
    return _exactly((a / n1) / (c / n2) if measure == "RR" else (a * d) / (b * c))


def _from_means(measure: str, first: Arm, second: Arm) -> _Span | None:
    means = first.mean or 0.0, second.mean or 0.0
    ours, theirs = (_rounded(mean, max(map(_decimals, means))) for mean in means)
    difference = _Span(ours.low - theirs.high, ours.high - theirs.low)
    if measure == "MD":
        return difference
    if not (first.sd and second.sd and first.n and second.n) or first.n + second.n <= 2:  # noqa: PLR2004 -- what pooling takes off
        return None
    squares = (first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2
    pooled = math.sqrt(squares / (first.n + second.n - 2))
    return _Span(difference.low / pooled, difference.high / pooled)


def _significant(value: float) -> str:
    """A computed number with three significant digits."""
    return show_number(float(f"{value:.3g}"))
