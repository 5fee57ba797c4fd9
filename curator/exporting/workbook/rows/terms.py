"""Rows about the terms of the codebook: therapies and outcomes, each followed by the terms under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from curator.codebook.tree import Tree
from curator.evidence.lines import ONE_BY_ONE
from curator.exporting.chosen import Chosen
from curator.exporting.workbook.column import Row
from curator.records import Term

T = TypeVar("T", bound=Term)

_DOWN = " > "


def therapy_rows(chosen: Chosen) -> Iterator[Row]:
    """A row for each therapy. Claims must have been counted before."""
    tree = chosen.codebook.therapies
    for therapy in tree:
        counts: Row = {
            "claims": chosen.tally.claims_of[therapy.id],
            "as_comparator": chosen.tally.as_comparator[therapy.id],
        }
        yield _term_row("therapy", tree, therapy) | counts


def outcome_rows(chosen: Chosen) -> Iterator[Row]:
    """A row for each outcome. Claims must have been counted before."""
    tree = chosen.codebook.outcomes
    for outcome in tree:
        own: Row = {
            "better": outcome.better.value if outcome.better else None,
            "claims": chosen.tally.claims_of[outcome.id],
        }
        yield _term_row("outcome", tree, outcome) | own


def _term_row(name: str, tree: Tree[T], term: T) -> Row:
    path = tree.path(term.id)
    merged_into = tree.by_id.get(term.merged_into_id or "")
    return {
        f"{name}_id": term.id,
        name: term.name,
        "parent": path[-2].name if len(path) > 1 else None,
        "path": _DOWN.join(step.name for step in path),
        "level": len(path),
        "synonyms": ONE_BY_ONE.join(term.synonyms),
        "code": term.code,
        "definition": term.definition,
        "retired": term.retired,
        "merged_into": merged_into.name if merged_into is not None else None,
        "parent_id": term.parent_id,
        "merged_into_id": term.merged_into_id,
    }
