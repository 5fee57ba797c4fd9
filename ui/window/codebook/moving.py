"""Where a term goes when it is moved by a key: up, down, out to its parent's side, or in under its neighbour.

Labels, directions and fields stand in plain lists, and go up and down only.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from curator.codebook.tree import Tree
from curator.records import Outcome, Therapy

TreeTerm = Therapy | Outcome
AnyTree = Tree[Therapy] | Tree[Outcome]


class Target(NamedTuple):
    """Under which term (None: at the top), and before which of its siblings (None: after all of them)."""

    parent_id: str | None
    before_id: str | None


def shifted(siblings: Sequence[str], record_id: str, parent_id: str | None, by: int) -> Target | None:
    """One step up (-1) or down (1) among the siblings that are shown; None at the end of them."""
    place = siblings.index(record_id) + by
    if not 0 <= place < len(siblings):
        return None
    others = [sibling for sibling in siblings if sibling != record_id]
    return Target(parent_id, others[place] if place < len(others) else None)


def moved_out(tree: AnyTree, term: TreeTerm) -> Target | None:
    """To where its parent stands, right after it; None for a term at the top."""
    parent = tree.by_id.get(term.parent_id or "")
    if parent is None:
        return None
    siblings = [sibling.id for sibling in tree.children(parent.parent_id)]
    after = siblings[siblings.index(parent.id) + 1 :]
    return Target(parent.parent_id, after[0] if after else None)


def moved_in(tree: AnyTree, term: TreeTerm, shown: Collection[str]) -> Target | None:
    """Under the sibling before it, after what stands there; None for the first one."""
    siblings = [sibling.id for sibling in tree.children(term.parent_id) if sibling.id in shown]
    place = siblings.index(term.id)
    return Target(siblings[place - 1], None) if place else None
