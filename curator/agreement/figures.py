"""One figure: a value, how many units it stands on, and what has to be said beside it.

A statistic that is not defined for the data has no value, and says why. It is never 0, 1 or "nan" instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec
from msgspec import Struct, field


class Reason(StrEnum):
    """Why a statistic is not defined."""

    NOTHING_TWICE = "no unit was coded by two reviewers"
    NOTHING_BY_ALL = "no unit was coded by all reviewers"
    NO_VARIATION = "no variation: everyone used the same category throughout"
    CATEGORY_UNUSED = "nobody used this category"
    ONE_CATEGORY = "the codebook has one category only"
    TOO_MANY_CATEGORIES = "too many categories for weights by their place in the codebook"
    NO_PAIR_DEFINED = "it is not defined for any pair of reviewers"
    NO_TEXT_TWICE = "no text was read by two reviewers"
    NO_TEXT_BY_ALL = "no text was read by all reviewers"
    NOTHING_MARKED = "nobody marked anything"
    ONE_MARKED_NOTHING = "a reviewer marked nothing"
    NOTHING_MARKED_TWICE = "no character was marked by two reviewers"
    OWN_PASSAGES_OVERLAP = "passages of one and the same reviewer overlap"
    NOTHING_CLAIMED = "nobody made a claim"
    NOT_FOUND_UNCOUNTED = "claims that nobody made cannot be counted"


class NoInterval(StrEnum):
    """Why a figure that usually has a confidence interval has none."""

    UNDEFINED = "the figure itself is not defined"
    CONSTANT_REVIEWER = "a reviewer used one category only"
    NO_ERROR = "the standard error is 0"
    TOO_FEW = "fewer than two units"
    UNITS_USED_AGAIN = "units coded by more than two reviewers are in more than one pair"
    CHARACTERS_DEPEND = "neighbouring characters do not vary independently"
    NOT_ASKED_FOR = "resampling was not asked for"
    NO_RESAMPLE_VARIES = "no resample has any variation"


class Remark(StrEnum):
    """What has to be said beside a figure, because it changes how far the figure can be trusted."""

    ONE_CATEGORY_ABOVE_80 = "one category holds more than 80 % of the codes"
    CONSTANT_REVIEWER = "a reviewer used one category only"
    FEW_UNITS = "fewer than 30 units"
    FEW_CLAIMS = "fewer than 30 claims"
    ONE_MARKED_NOTHING = "a reviewer marked nothing"
    PAIRS_LEFT_OUT = "pairs of reviewers for which it is not defined are left out"
    SOME_RESAMPLES_CONSTANT = "resamples without any variation are left out of the interval"
    PASSAGES_JOINED = "passages of a reviewer's claims that overlap are joined"
    IMPLEMENTATIONS_DIFFER = "with three or more reviewers, programs differ in the third decimal"


class Counted(StrEnum):
    """What the ``n`` of a figure counts."""

    UNITS = "units"
    PASSAGES = "passages"
    CHARACTERS = "characters"
    TOKENS = "tokens"
    CLAIMS = "claims"


class Figure(Struct, frozen=True, kw_only=True):
    """The value of one statistic.

    ``value`` is None when the statistic is not defined, and ``reason`` says why. ``n`` is the number of units (or
    passages, characters, tokens: ``counted``) it stands on. ``ci_low`` and ``ci_high`` are the ends of the 95 %
    confidence interval; where there is none, ``no_interval`` says why, and is None for statistics that never have
    one. ``counts`` are whole numbers behind the value.
    """

    value: float | None
    n: int
    counted: Counted = Counted.UNITS
    reason: Reason | None = None
    se: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    no_interval: NoInterval | None = None
    notes: tuple[Remark, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def with_notes(self, *notes: Remark) -> Figure:
        """The same figure with more to be said beside it."""
        added = tuple(note for note in notes if note not in self.notes)
        return msgspec.structs.replace(self, notes=self.notes + added) if added else self

    def without_interval(self, why: NoInterval) -> Figure:
        """The same figure with its standard error and interval taken away."""
        return msgspec.structs.replace(self, se=None, ci_low=None, ci_high=None, no_interval=why)


def undefined(reason: Reason, n: int = 0, counted: Counted = Counted.UNITS, *, interval: bool = False) -> Figure:
    """A figure without a value; ``interval`` for statistics that would have a confidence interval."""
    no_interval = NoInterval.UNDEFINED if interval else None
    return Figure(value=None, n=n, counted=counted, reason=reason, no_interval=no_interval)
