"""A claim in running words, for formats that have no fields for what it says."""

from __future__ import annotations

from curator.evidence.lines import ONE_BY_ONE, ClaimLine
from curator.evidence.question import Column
from curator.records import Claim, Structure
from curator.text.estimate_words import show_estimate
from curator.text.structure import words_for_place

_NOT_SAID = {Column.REPORT, Column.PLACE, Column.QUOTE, Column.STATUS, Column.REVIEWER, Column.NOTE}


def described(line: ClaimLine, structure: Structure | None = None) -> str:
    """A line for each field that is filled, such as "Therapy: MSC" or "Estimate: RR 0.47 [0.26, 0.83]".

    With the structure of the report, one more says in which sections and on which pages its words stand.
    """
    rows = [
        (column.value.replace("_", " ").capitalize(), words)
        for column, words in line.words.items()
        if words and column not in _NOT_SAID
    ]
    rows += [("Estimate", show_estimate(estimate)) for estimate in line.claim.estimates]
    rows.append(("Where", where(line.claim, structure)))
    rows.append(("Note", line.claim.note))
    return "\n".join(f"{name}: {words}" for name, words in rows if words)


def where(claim: Claim, structure: Structure | None) -> str:
    """The sections and pages of a claim's passages, each once: "Abstract · p. 1; Results · p. 4"."""
    places = (words_for_place(structure, passage.start) for passage in claim.passages)
    return ONE_BY_ONE.join(dict.fromkeys(filter(None, places)))
