"""Data rows as Review Manager (RevMan) names them, one row per study and result: for its forms and its templates.

An analysis is a comparison and an outcome. Two arms' events or means stand as they were reported; an effect without
them stands as generic inverse variance, ratios as logarithms.
"""

from __future__ import annotations

from collections.abc import Callable

from curator.evidence.question import Column
from curator.exporting.meta.comparisons import Comparison
from curator.exporting.workbook.column import Value

_VERSUS = " versus "


def analysis_group(one: Comparison) -> str:
    """The comparison: what was given against what."""
    return _VERSUS.join(filter(None, (one.line[Column.THERAPY], one.line[Column.COMPARATOR])))


def kind(one: Comparison) -> str:
    """How RevMan pools it."""
    if one.has_events:
        return "DICHOTOMOUS"
    return "CONTINUOUS" if one.has_means else "GENERIC INVERSE VARIANCE"


def _of_arms(value: Callable[[Comparison], Value]) -> Callable[[Comparison], Value]:
    return lambda one: value(one) if one.has_events or one.has_means else None


def _generic(value: Callable[[Comparison], Value]) -> Callable[[Comparison], Value]:
    return lambda one: None if one.has_events or one.has_means or one.effect is None else value(one)


COLUMNS: tuple[tuple[str, str, Callable[[Comparison], Value]], ...] = (
    ("Analysis group", "the comparison", analysis_group),
    ("Analysis name", "the outcome", lambda one: one.line[Column.OUTCOME]),
    ("Data type", "how it is pooled", kind),
    ("Effect measure", "RR, OR, MD …", lambda one: one.estimate.measure),
    ("Subgroup", "the time point", lambda one: one.line[Column.TIME_POINT]),
    ("Study", "the trial, else its report", lambda one: one.study),
    ("Study year", "of the report", lambda one: one.report.year),
    ("GIV Mean", "effect; a logarithm for ratios", _generic(lambda one: one.effect.yi if one.effect else None)),
    ("GIV SE", "its standard error", _generic(lambda one: one.effect.sei if one.effect else None)),
    ("Experimental mean", "", _of_arms(lambda one: one.estimate.intervention.mean)),
    ("Experimental SD", "", _of_arms(lambda one: one.estimate.intervention.sd)),
    ("Experimental cases", "people with the event", _of_arms(lambda one: one.estimate.intervention.events)),
    ("Experimental N", "", _of_arms(lambda one: one.estimate.intervention.n)),
    ("Control mean", "", _of_arms(lambda one: one.estimate.control.mean)),
    ("Control SD", "", _of_arms(lambda one: one.estimate.control.sd)),
    ("Control cases", "people with the event", _of_arms(lambda one: one.estimate.control.events)),
    ("Control N", "", _of_arms(lambda one: one.estimate.control.n)),
    ("Footnotes", "ids, as in the workbook", lambda one: f"{one.line.claim.id} {one.estimate.id}"),
)
"""Heading, meaning, and value of each column, in their order."""
