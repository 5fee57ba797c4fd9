"""The parts of a codebook: what they hold and what they are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from PySide6.QtCore import QT_TRANSLATE_NOOP

from curator.codebook.altering import Entry
from curator.codebook.codebook import Codebook
from curator.codebook.tree import Tree
from curator.records import Direction, Field, Label, Outcome, Term, Therapy
from ui.window.furniture.words import translated


class Part(Enum):
    """A part of the codebook; its value is the type of record it holds."""

    THERAPIES = Therapy
    OUTCOMES = Outcome
    LABELS = Label
    DIRECTIONS = Direction
    FIELDS = Field

    @property
    def is_tree(self) -> bool:
        """Whether terms stand under terms here."""
        return self in (Part.THERAPIES, Part.OUTCOMES)

    @property
    def kind(self) -> type[Entry]:
        """The type of record that this part holds."""
        kind: type[Entry] = self.value
        return kind

    @property
    def title(self) -> str:
        """What the part is called."""
        return translated("Part", str(_TITLES[self]))

    @property
    def one(self) -> str:
        """What one of its records is called, within a sentence."""
        return translated("Part", str(_ONE[self]))


_TITLES: Mapping[Part, object] = {
    Part.THERAPIES: QT_TRANSLATE_NOOP("Part", "Therapies"),
    Part.OUTCOMES: QT_TRANSLATE_NOOP("Part", "Outcomes"),
    Part.LABELS: QT_TRANSLATE_NOOP("Part", "Labels"),
    Part.DIRECTIONS: QT_TRANSLATE_NOOP("Part", "Directions"),
    Part.FIELDS: QT_TRANSLATE_NOOP("Part", "Fields"),
}

_ONE: Mapping[Part, object] = {
    Part.THERAPIES: QT_TRANSLATE_NOOP("Part", "therapy"),
    Part.OUTCOMES: QT_TRANSLATE_NOOP("Part", "outcome"),
    Part.LABELS: QT_TRANSLATE_NOOP("Part", "label"),
    Part.DIRECTIONS: QT_TRANSLATE_NOOP("Part", "direction"),
    Part.FIELDS: QT_TRANSLATE_NOOP("Part", "field"),
}


def part_of(entry: Entry) -> Part:
    """The part that a record belongs to."""
    return Part(type(entry))


def tree_in(codebook: Codebook, part: Part) -> Tree[Therapy] | Tree[Outcome] | None:
    """The part's tree; None for the parts that are plain lists."""
    trees: Mapping[Part, Tree[Therapy] | Tree[Outcome]] = {
        Part.THERAPIES: codebook.therapies,
        Part.OUTCOMES: codebook.outcomes,
    }
    return trees.get(part)


def by_id(codebook: Codebook, part: Part) -> Mapping[str, Entry]:
    """The records of a part by id, in order."""
    entries: Mapping[Part, Mapping[str, Entry]] = {
        Part.THERAPIES: codebook.therapies.by_id,
        Part.OUTCOMES: codebook.outcomes.by_id,
        Part.LABELS: codebook.labels,
        Part.DIRECTIONS: codebook.directions,
        Part.FIELDS: codebook.fields,
    }
    return entries[part]


def siblings_in(codebook: Codebook, part: Part, parent_id: str | None) -> list[str]:
    """The ids of the terms under a term (None: at the top) in order; of a plain list, all of it."""
    tree = tree_in(codebook, part)
    entries: Iterable[Entry] = by_id(codebook, part).values() if tree is None else tree.children(parent_id)
    return [entry.id for entry in entries]


def parent_of(entry: Entry) -> str | None:
    """The id of the term that a record stands under; None at the top, and for what stands in a plain list."""
    return entry.parent_id if isinstance(entry, Therapy | Outcome) else None


def find_entry(codebook: Codebook, record_id: str) -> Entry | None:
    """Any record of the codebook by its id."""
    for part in Part:
        entry = by_id(codebook, part).get(record_id)
        if entry is not None:
            return entry
    return None


def names_in_words(codebook: Codebook, term: Term) -> str:
    """The terms above this one, from the top, as a path in words."""
    tree = codebook.therapies if isinstance(term, Therapy) else codebook.outcomes
    above: Iterable[Term] = tree.path(term.id)[:-1]
    return " › ".join(step.name for step in above)
