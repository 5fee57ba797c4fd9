"""A table for R, one row per comparison, with the names that metafor's ``escalc`` and ``rma`` have for things."""

from __future__ import annotations

from collections.abc import Callable

from curator.evidence.question import Column
from curator.exporting.meta.comparisons import Comparison
from curator.exporting.workbook.column import Value

COLUMNS: tuple[tuple[str, str, Callable[[Comparison], Value]], ...] = (
    ("study", "the trial, else its report", lambda one: one.study),
    ("report", "the report in short", lambda one: one.line[Column.REPORT]),
    ("year", "the report's year", lambda one: one.report.year),
    ("therapies", "what was given", lambda one: one.line[Column.THERAPY]),
    ("comparators", "against what", lambda one: one.line[Column.COMPARATOR]),
    ("outcome", "what was looked at", lambda one: one.line[Column.OUTCOME]),
    ("time_point", "when", lambda one: one.line[Column.TIME_POINT]),
    ("population", "in whom", lambda one: one.line[Column.POPULATION]),
    ("direction", "what the claim says", lambda one: one.line[Column.DIRECTION]),
    ("measure", "RR, OR, HR, RD, MD, SMD …", lambda one: one.estimate.measure),
    ("ai", "events, intervention", lambda one: one.estimate.intervention.events),
    ("n1i", "people, intervention", lambda one: one.estimate.intervention.n),
    ("ci", "events, control", lambda one: one.estimate.control.events),
    ("n2i", "people, control", lambda one: one.estimate.control.n),
    ("m1i", "mean, intervention", lambda one: one.estimate.intervention.mean),
    ("sd1i", "standard deviation, intervention", lambda one: one.estimate.intervention.sd),
    ("m2i", "mean, control", lambda one: one.estimate.control.mean),
    ("sd2i", "standard deviation, control", lambda one: one.estimate.control.sd),
    ("yi", "the reported effect, as a logarithm for ratios", lambda one: one.effect.yi if one.effect else None),
    ("sei", "its standard error, computed", lambda one: one.effect.sei if one.effect else None),
    ("scale", "log or natural: of yi and sei", lambda one: one.effect.scale if one.effect else ""),
    ("sei_from", "what sei was computed from", lambda one: one.effect.from_what if one.effect else ""),
    ("sei_problem", "why there is no sei", lambda one: one.effect.problem if one.effect else ""),
    ("value", "the effect as reported", lambda one: one.estimate.value),
    ("ci_low", "lower end as reported", lambda one: one.estimate.ci_low),
    ("ci_high", "upper end as reported", lambda one: one.estimate.ci_high),
    ("ci_level", "level of the interval in percent, as reported", lambda one: one.estimate.ci_level),
    ("p_operator", "=, <, > …", lambda one: one.estimate.p_operator),
    ("p_value", "as reported", lambda one: one.estimate.p_value),
    ("unit", "of the values", lambda one: one.estimate.unit),
    ("where", "sections and pages of its words", lambda one: one.where),
    ("reviewer", "whose claim", lambda one: one.line[Column.REVIEWER]),
    ("status", "draft or complete", lambda one: one.line.claim.status.value),
    ("claim_id", "as in the workbook", lambda one: one.line.claim.id),
    ("estimate_id", "as in the workbook", lambda one: one.estimate.id),
    ("study_id", "what rows of one study have in common", lambda one: one.study_id),
)
"""Key, meaning, and value of each column, in their order."""
