"""Values as they stand in a CSV file.

A text that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``, a tab, a line's end or an
apostrophe) gets an apostrophe in front. Whoever wants the text itself drops one apostrophe where a cell begins with
one: since texts that begin with one get another, that is always right. Numbers are never touched.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from curator.exporting.workbook.cells import starts_like_a_formula
from curator.exporting.workbook.column import Value

_SIGNS = ("=", "+", "-", "@")
"""A sign by itself (the operator of a p value) is no formula, and stays as it is."""


def cell(value: Value) -> str:
    """A value in words: times in UTC (ISO 8601), yes and no, numbers with a point, nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if starts_like_a_formula(value) and value not in _SIGNS else value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        moment = value.astimezone(UTC) if value.tzinfo else value
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return repr(value)


def text_in(written: str) -> str:
    """The text that a cell was written for."""
    return written.removeprefix("'")
