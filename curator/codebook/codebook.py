"""The codebook of a review, read at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol, TypeVar

from curator.codebook.names import fold
from curator.codebook.tree import Tree
from curator.records import Direction, Field, Label, Outcome, Record, Therapy

if TYPE_CHECKING:
    from curator.ports import RecordReader


class _Entry(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def position(self) -> int: ...
    @property
    def retired(self) -> bool: ...


E = TypeVar("E", bound=_Entry)

CODEBOOK_TYPES: tuple[type[Record], ...] = (Therapy, Outcome, Direction, Label, Field)
"""The record types that make up the codebook."""


class Codebook:
    """Therapies and outcomes as trees; directions, labels and extra fields by id, in their order."""

    def __init__(
        self,
        therapies: Iterable[Therapy] = (),
        outcomes: Iterable[Outcome] = (),
        directions: Iterable[Direction] = (),
        labels: Iterable[Label] = (),
        fields: Iterable[Field] = (),
    ) -> None:
        self.therapies: Tree[Therapy] = Tree(therapies)
        self.outcomes: Tree[Outcome] = Tree(outcomes)
        self.directions: Mapping[str, Direction] = _in_order(directions)
        self.labels: Mapping[str, Label] = _in_order(labels)
        self.fields: Mapping[str, Field] = _in_order(fields)

    @classmethod
    def read(cls, reader: RecordReader) -> Codebook:
        """The codebook as the review holds it now."""
        return cls(
            reader.all(Therapy), reader.all(Outcome), reader.all(Direction), reader.all(Label), reader.all(Field)
        )

    def name_of(self, record_id: str | None) -> str:
        """The name of any therapy, outcome, direction, label or field; empty for none or an unknown one."""
        if record_id is None:
            return ""
        for part in (self.therapies.by_id, self.outcomes.by_id, self.directions, self.labels, self.fields):
            entry = part.get(record_id)
            if entry is not None:
                return str(entry.name)
        return ""

    def direction_named(self, name: str) -> Direction | None:
        """The direction of this name, if there is one."""
        return _named(self.directions, name)

    def label_named(self, name: str) -> Label | None:
        """The label of this name, if there is one."""
        return _named(self.labels, name)

    def field_named(self, name: str) -> Field | None:
        """The extra field of this name, if there is one; ``time_on_drug`` also finds "Time on drug"."""
        return _named(self.fields, name) or _named(self.fields, name.replace("_", " "))


def _in_order(entries: Iterable[E]) -> dict[str, E]:
    ordered = sorted(entries, key=lambda entry: (entry.position, fold(entry.name), entry.id))
    return {entry.id: entry for entry in ordered}


def _named(entries: Mapping[str, E], name: str) -> E | None:
    wanted = fold(name)
    found = [entry for entry in entries.values() if fold(entry.name) == wanted]
    return min(found, key=lambda entry: entry.retired, default=None)
