"""A claim in running words, for formats that have no fields for what it says."""

from __future__ import annotations

from curator.evidence.lines import ClaimLine
from curator.evidence.question import Column
from curator.text.estimate_words import show_estimate

_NOT_SAID = {Column.REPORT, Column.PLACE, Column.QUOTE, Column.STATUS, Column.REVIEWER, Column.NOTE}


def described(line: ClaimLine) -> str:
    """A line for each field that is filled, such as "Therapy: MSC" or "Estimate: RR 0.47 [0.26, 0.83]"."""
    rows = [
        (column.value.replace("_", " ").capitalize(), words)
        for column, words in line.words.items()
        if words and column not in _NOT_SAID
    ]
    rows += [("Estimate", show_estimate(estimate)) for estimate in line.claim.estimates]
    rows.append(("Note", line.claim.note))
    return "\n".join(f"{name}: {words}" for name, words in rows if words)
