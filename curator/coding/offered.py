"""Words that reviewers are offered for a claim; other words are kept as they are typed."""

from __future__ import annotations

ATTRIBUTIONS = (
    "own results",
    "reports other studies",
    "author's conclusion",
    "author's inference",
    "asserted without citation",
)
"""Who stands behind a claim, as offered to the reviewer; other words are kept as they are typed."""

DESIGNS = (
    "randomised trial",
    "non-randomised trial",
    "comparative study",
    "cohort study",
    "case-control study",
    "case report or series",
    "systematic review",
    "narrative statement",
    "animal study",
    "laboratory study",
    "unclear",
)
"""Designs as offered to the reviewer; other words are kept as they are typed."""

MEASURES = ("RR", "OR", "HR", "RD", "MD", "SMD", "mean", "median", "percent", "count", "rate", "other")
"""Measures of effect as offered to the reviewer."""
