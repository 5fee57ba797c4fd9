"""Names in a claims table, and the records of the review that they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from curator.codebook.codebook import Codebook
from curator.codebook.names import fold, tidy
from curator.codebook.tree import Tree
from curator.errors import BadInput
from curator.ids import new_id
from curator.importing.claim_columns import absence, decoded
from curator.importing.codebook_rows import label_in_turn, meaning_named
from curator.importing.nearest import NearestNames
from curator.records import Absence, Direction, Group, Label, Outcome, Record, Term, Therapy

T = TypeVar("T", bound=Term)

_TOGETHER = re.compile(r"\s\+\s")


class Terms:
    """The codebook as a claims table names it; with ``add`` what it lacks is added, else refused."""

    def __init__(self, codebook: Codebook, add: bool) -> None:
        self._codebook = codebook
        self._add = add
        self._therapies = _TreeTerms(codebook.therapies, Therapy, add)
        self._outcomes = _TreeTerms(codebook.outcomes, Outcome, add)
        self._new_directions: dict[str, Direction] = {}
        self._new_labels: dict[str, Label] = {}
        self._near_direction = NearestNames(lambda: [one.name for one in codebook.directions.values()])
        self._near_label = NearestNames(lambda: [one.name for one in codebook.labels.values()])

    def groups(self, cell: str) -> tuple[Group, ...] | Absence:
        """The therapies of a cell: ``;`` parts those that are meant one by one, " + " joins those given together.

        A name of the codebook may itself have either in it. Raises ``BadInput`` naming every unknown therapy.
        """
        words = tidy(decoded(cell))
        reason = absence(words)
        if reason is not None:
            return reason
        whole = self._therapies.known(words)
        if whole is not None:
            return ((whole,),)
        groups: dict[Group, None] = {}
        unknown: list[str] = []
        for part in filter(None, map(tidy, words.split(";"))):
            known = self._therapies.known(part)
            names = [part] if known is not None else [name for name in map(tidy, _TOGETHER.split(part)) if name]
            found = [(name, self._therapies.id_of(name)) for name in names]
            unknown += [name for name, term_id in found if term_id is None]
            groups.setdefault(tuple(dict.fromkeys(term_id for _, term_id in found if term_id is not None)))
        if unknown:
            raise self._therapies.unknown(unknown)
        return tuple(groups)

    def outcome(self, cell: str) -> str | Absence:
        """The outcome of a cell, which is never split; empty when blank. Raises ``BadInput`` for an unknown one."""
        words = tidy(decoded(cell))
        found = absence(words) or self._outcomes.id_of(words)
        if found is None and not words:
            return ""
        if found is None:
            raise self._outcomes.unknown([words])
        return found

    def direction(self, cell: str) -> str | Absence:
        """The direction of a cell; empty when blank. Raises ``BadInput`` for an unknown one."""
        name = tidy(decoded(cell))
        reason = absence(name)
        if reason is not None or not name:
            return reason or ""
        found = self._codebook.direction_named(name) or self._new_directions.get(fold(name))
        if found is None and self._add:
            position = _after(self._codebook.directions.values()) + len(self._new_directions)
            found = Direction(id=new_id(), name=name, meaning=meaning_named(name), position=position)
            self._new_directions[fold(name)] = found
        if found is None:
            raise _unknown("direction", [name], self._near_direction)
        return found.id

    def label(self, cell: str) -> str:
        """The label of a cell; raises ``BadInput`` for an unknown one."""
        name = tidy(decoded(cell))
        found = self._codebook.label_named(name) or self._new_labels.get(fold(name))
        if found is None and self._add:
            found = label_in_turn(_after(self._codebook.labels.values()) + len(self._new_labels), name=name)
            self._new_labels[fold(name)] = found
        if found is None:
            raise _unknown("label", [name], self._near_label)
        return found.id

    def added(self, used: set[str]) -> list[Record]:
        """The new terms that are in use, in the order in which the table named them."""
        new: tuple[Iterable[Record], ...] = (
            self._therapies.new.values(),
            self._outcomes.new.values(),
            self._new_directions.values(),
            self._new_labels.values(),
        )
        return [term for terms in new for term in terms if term.id in used]


class _TreeTerms(Generic[T]):
    """Therapies, or outcomes: those of the codebook, and new ones at its top."""

    def __init__(self, tree: Tree[T], kind: type[T], add: bool) -> None:
        self._tree = tree
        self._kind = kind
        self._add = add
        self._position = _after(tree.children(None))
        self._near = NearestNames(lambda: [name for term in tree for name in (term.name, *term.synonyms)])
        self.new: dict[str, T] = {}

    def known(self, name: str) -> str | None:
        """The id of the term of this name, or synonym; None when there is none yet."""
        term = self._tree.find(name) or self.new.get(fold(name))
        return None if term is None else term.id

    def id_of(self, name: str) -> str | None:
        """The id of the term of this name, made now where terms are added; None when it is unknown."""
        known = self.known(name)
        if known is not None or not self._add or not name:
            return known
        term = self._kind(id=new_id(), name=name, position=self._position + len(self.new))
        self.new[fold(name)] = term
        return term.id

    def unknown(self, names: Sequence[str]) -> BadInput:
        """The problem with names that the codebook lacks."""
        return _unknown(self._kind.name_in_log, names, self._near)


def _after(entries: Iterable[Term | Direction | Label]) -> int:
    return max((entry.position for entry in entries), default=-1) + 1


def _unknown(kind: str, names: Sequence[str], known: NearestNames) -> BadInput:
    near = [near for name in names if (near := known.to(name))]
    return BadInput(
        "The codebook has no {kind} {names}.{hint} Add it to the codebook, or import with new terms allowed.",
        kind=kind,
        names=", ".join(f"“{name}”" for name in names),
        hint=f" Did you mean {', '.join(f'“{name}”' for name in near)}?" if near else "",
    )
