"""Parents of the therapies and outcomes of a codebook table: found by name, and never in a ring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from curator.codebook.names import fold
from curator.codebook.tree import Tree
from curator.errors import BadInput
from curator.importing.codebook_rows import NamedRow
from curator.importing.nearest import NearestNames
from curator.importing.tables import RefusedRow
from curator.records import Outcome, Term, Therapy


def settle_parents(rows: Sequence[NamedRow], tree: Tree[Therapy] | Tree[Outcome]) -> list[RefusedRow]:
    """Gives the terms of these rows, all of one tree, their parents and positions; the rows that are refused.

    A parent is named in the table itself or in the review, before or behind its children.
    """
    refused = []
    named = _by_name(rows)
    nearest = NearestNames(lambda: [other.name for other in rows] + [term.name for term in tree])
    for row in rows:
        if not row.parent:
            continue
        parent = named.get(fold(row.parent)) or tree.find(row.parent)
        if parent is None:
            near = nearest.to(row.parent)
            problem = BadInput(
                "Its parent “{parent}” is neither in the table nor in the review.{hint}",
                parent=row.parent,
                hint=f" Did you mean “{near}”?" if near else "",
            )
            refused.append(RefusedRow(row=row.number, problem=problem))
        else:
            row.after = msgspec.structs.replace(row.record, parent_id=parent.id)
    refused += _rings(rows, tree)
    _place_at_the_end(rows, tree)
    return refused


def _by_name(rows: Sequence[NamedRow]) -> Mapping[str, Term]:
    named: dict[str, Term] = {}
    for row in rows:
        if isinstance(row.after, Term):
            named.setdefault(row.folded, row.after)
    for row in rows:
        for synonym in row.folded_synonyms:
            if isinstance(row.after, Term):
                named.setdefault(synonym, row.after)
    return named


def _rings(rows: Sequence[NamedRow], tree: Tree[Therapy] | Tree[Outcome]) -> list[RefusedRow]:
    """The rows whose term would stand under itself."""
    parents: dict[str, str | None] = {term.id: term.parent_id for term in tree}
    parents |= {row.record.id: row.record.parent_id for row in rows if isinstance(row.record, Term)}
    refused = []
    for row in rows:
        seen: set[str] = set()
        above = parents[row.record.id]
        while above is not None and above not in seen and above != row.record.id:
            seen.add(above)
            above = parents.get(above)
        if above == row.record.id:
            problem = BadInput("“{name}” would stand under itself: follow its parents.", name=row.name)
            refused.append(RefusedRow(row=row.number, problem=problem))
    return refused


def _place_at_the_end(rows: Sequence[NamedRow], tree: Tree[Therapy] | Tree[Outcome]) -> None:
    """Puts new terms, and those that move, behind the siblings that are there, in the order of the table."""
    last: dict[str | None, int] = {}
    for row in rows:
        term = row.record
        if not isinstance(term, Term) or (isinstance(row.before, Term) and row.before.parent_id == term.parent_id):
            continue
        if term.parent_id not in last:
            last[term.parent_id] = max((sibling.position for sibling in tree.children(term.parent_id)), default=-1)
        last[term.parent_id] += 1
        row.after = msgspec.structs.replace(term, position=last[term.parent_id])
