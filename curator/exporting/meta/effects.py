"""An effect and its standard error, as they are pooled.

Ratios are pooled on the logarithmic scale, differences as they are. A standard error comes from the interval,
``(upper - lower) / (2 z)``, with ``z`` the standard normal quantile of the interval's level, or from an exact p value,
``|effect| / z(1 - p / 2)``: Higgins JPT, Li T, Deeks JJ, "Choosing effect measures and computing estimates of effect",
in the Cochrane Handbook for Systematic Reviews of Interventions (version 6), sections 6.3.1 and 6.3.2.
"""

from __future__ import annotations

import math
from statistics import NormalDist

from msgspec import Struct

from curator.evidence.consistency import DIFFERENCES, RATIOS
from curator.records import Estimate

USUAL_LEVEL = 95.0
"""The level of an interval that does not name its own, in percent."""


class Pooled(Struct, frozen=True, kw_only=True):
    """An effect on the scale on which it is pooled ("log" or "natural"), and its standard error.

    ``from_what`` says where the standard error comes from: "interval", "interval, taken to be of 95 %" or "p value";
    it is empty when there is none, and ``problem`` then says why.
    """

    yi: float
    sei: float | None
    scale: str
    from_what: str = ""
    problem: str = ""


def pooled(estimate: Estimate) -> Pooled | None:
    """The effect of an estimate; None for one without a value, or whose measure is no comparison."""
    value = estimate.value
    if value is None or not math.isfinite(value):
        return None
    if estimate.measure in DIFFERENCES:
        return _with_error(estimate, value, estimate.ci_low, estimate.ci_high, "natural")
    if estimate.measure not in RATIOS:
        return None
    if value <= 0:
        return None
    low, high = (_log(end) for end in (estimate.ci_low, estimate.ci_high))
    return _with_error(estimate, math.log(value), low, high, "log")


def _log(end: float | None) -> float | None:
    return math.log(end) if end is not None and end > 0 else None


def _with_error(estimate: Estimate, yi: float, low: float | None, high: float | None, scale: str) -> Pooled:
    level = estimate.ci_level if estimate.ci_level is not None else USUAL_LEVEL
    if low is not None and high is not None:
        if not low < high or not low <= yi <= high or not 0 < level < 100:  # noqa: PLR2004 -- percent
            return Pooled(yi=yi, sei=None, scale=scale, problem="the interval does not hold the estimate")
        source = "interval" if estimate.ci_level is not None else f"interval, taken to be of {USUAL_LEVEL:.0f} %"
        return Pooled(yi=yi, sei=(high - low) / (2 * _quantile(level / 100)), scale=scale, from_what=source)
    p_value = estimate.p_value
    if p_value is not None and estimate.p_operator in {"", "="} and 0 < p_value < 1 and yi != 0:
        return Pooled(yi=yi, sei=abs(yi) / _quantile(1 - p_value), scale=scale, from_what="p value")
    return Pooled(yi=yi, sei=None, scale=scale, problem="neither an interval nor an exact p value")


def _quantile(level: float) -> float:
    """How many standard errors an interval of this level reaches to each side."""
    return NormalDist().inv_cdf(0.5 + level / 2)
