"""Terms of the codebook as agreement sees them: which are the same, how near they stand, what they are at a level."""

from __future__ import annotations

from collections.abc import Iterable

from curator.codebook.names import fold
from curator.codebook.tree import T, Tree
from curator.records import Group


class Terms:
    """One tree of the codebook.

    A term that was merged is the one it was merged into. Terms of one name under the same parents are the same term:
    that is what two reviewers make who add one name on two computers, however they space or capitalise it.
    """

    def __init__(self, tree: Tree[T]) -> None:
        self._path_of: dict[str, tuple[str, ...]] = {}
        self.names: dict[str, str] = {}
        standing_for: dict[tuple[str, ...], str] = {}
        for term in sorted(tree, key=lambda term: term.retired):
            standing_for.setdefault(tuple(fold(step.name) for step in tree.path(term.id)), term.id)
            self.names[term.id] = term.name
        for term in tree:
            names = tuple(fold(step.name) for step in tree.path(_merged_into(tree, term)))
            self._path_of[term.id] = tuple(standing_for[names[: depth + 1]] for depth in range(len(names)))
        self.in_use = tuple(dict.fromkeys(self.same(term.id) for term in tree if not term.retired))

    def same(self, term_id: str) -> str:
        """The id of the term that stands for all that are the same."""
        path = self._path_of.get(term_id)
        return path[-1] if path else term_id

    def path(self, term_id: str) -> tuple[str, ...]:
        """The ids of the terms from the top down to this one."""
        return self._path_of.get(term_id, ())

    def at_level(self, term_id: str, level: int | None) -> str:
        """The term itself or, where it stands below ``level``, the one above it there; 1 is the top of the tree."""
        path = self._path_of.get(term_id)
        if not path:
            return term_id
        return path[-1] if level is None else path[min(level, len(path)) - 1]

    def all_at_level(self, level: int | None) -> tuple[str, ...]:
        """The terms in use as they are at a level, in the order of the tree."""
        return tuple(dict.fromkeys(self.at_level(term_id, level) for term_id in self.in_use))

    def nearness(self, first: str, second: str) -> float:
        """How near two terms stand in the tree, from 0 (nothing above them in common) to 1 (the same).

        Twice the depth of the nearest term above both over the sum of their depths (Wu and Palmer 1994, Verb
        semantics and lexical selection, ACL).
        """
        one, other = self._path_of.get(first, (first,)), self._path_of.get(second, (second,))
        shared = sum(above == beside for above, beside in zip(one, other, strict=False))
        return 2 * shared / (len(one) + len(other))

    def nearness_of_sets(self, first: frozenset[str], second: frozenset[str]) -> float:
        """The mean, over the terms of both sets, of the nearness to the nearest term of the other set."""
        if first == second:
            return 1.0
        if not first or not second:
            return 0.0
        nearest = [max(self.nearness(one, other) for other in second) for one in first]
        nearest += [max(self.nearness(one, other) for other in first) for one in second]
        return sum(nearest) / len(nearest)

    def named_in(self, groups: Iterable[Group]) -> frozenset[str]:
        """The different terms of some groups, whether given together or one by one."""
        return frozenset(self.same(term_id) for group in groups for term_id in group)


def _merged_into(tree: Tree[T], term: T) -> str:
    seen: set[str] = set()
    while term.merged_into_id in tree.by_id and term.id not in seen:
        seen.add(term.id)
        term = tree.by_id[str(term.merged_into_id)]
    return term.id
