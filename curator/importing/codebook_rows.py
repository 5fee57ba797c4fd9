"""One row of a codebook table: what it says of a therapy, an outcome, a direction, a label or a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from curator.codebook.altering import Entry, tidy_synonyms
from curator.codebook.codebook import Codebook
from curator.codebook.label_keys import read_key
from curator.codebook.names import fold, tidy
from curator.errors import BadInput
from curator.ids import new_id
from curator.importing.nearest import nearest_name
from curator.records import Better, Direction, Field, FieldKind, Label, Line, Meaning, Outcome, Therapy

KINDS: Mapping[str, type[Entry]] = {
    "therapy": Therapy,
    "outcome": Outcome,
    "direction": Direction,
    "label": Label,
    "field": Field,
}
"""The kinds of rows, as the column ``kind`` names them."""

LABEL_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9")
"""Hues for labels that come without one, told apart by colour-blind readers; the lines change with every round."""

_BETTER = {
    "higher": Better.HIGHER,
    "higher is better": Better.HIGHER,
    "lower": Better.LOWER,
    "lower is better": Better.LOWER,
}
_SAYS_BETTER = re.compile(r"\b(higher|lower) is better\b", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass
class NamedRow:
    """What one row says. ``said`` has the fields that it fills; ``before`` and ``after`` are the record it is about."""

    number: int
    kind: type[Entry]
    name: str
    parent: str
    said: dict[str, Any]
    before: Entry | None = None
    after: Entry | None = None

    @property
    def folded(self) -> str:
        """The name as it is compared."""
        return fold(self.name)

    @property
    def folded_synonyms(self) -> list[str]:
        """The synonyms as they are compared."""
        return [fold(synonym) for synonym in self.said.get("synonyms", ())]

    @property
    def record(self) -> Entry:
        """The record as it will be."""
        if self.after is None:
            raise ValueError(f"row {self.number} has not been settled")
        return self.after

    def existing(self, codebook: Codebook) -> Entry | None:
        """The record of this name, or synonym, that the codebook has."""
        if self.kind is Therapy:
            return codebook.therapies.find(self.name)
        if self.kind is Outcome:
            return codebook.outcomes.find(self.name)
        if self.kind is Direction:
            return codebook.direction_named(self.name)
        return codebook.label_named(self.name) if self.kind is Label else codebook.field_named(self.name)


def read_row(number: int, cells: Mapping[str, str]) -> NamedRow:
    """What a row says; raises ``BadInput`` for an unknown kind, a blank name or a value that is none."""
    said_kind = fold(cells["kind"])
    kind = KINDS.get(said_kind)
    if kind is None:
        raise BadInput(
            "“{kind}” is no kind of term. Write one of these: {kinds}.",
            kind=tidy(cells["kind"]),
            kinds=", ".join(KINDS),
        )
    name = tidy(cells["name"])
    if not name:
        raise BadInput("It has no name.")
    readers = _COMMON | _BY_KIND[kind]
    said = {}
    for key, (field, read) in readers.items():
        words = tidy(cells.get(key, ""))
        if words:
            said[field] = read(words)
    if "synonyms" in said:
        said["synonyms"] = tidy_synonyms(said["synonyms"], name)
    if kind is Outcome and "better" not in said and (found := _SAYS_BETTER.search(said.get("definition", ""))):
        said["better"] = _BETTER[found.group(1).lower()]
    if kind is Direction:
        said.setdefault("meaning", meaning_named(name))
    if kind is Field and "options" in said:
        said.setdefault("kind", FieldKind.CHOICE)
    return NamedRow(number, kind, name, tidy(cells.get("parent", "")) if kind in (Therapy, Outcome) else "", said)


def new_entry(row: NamedRow, codebook: Codebook, of_this_kind: int) -> Entry:
    """The new record of a row; ``of_this_kind`` is how many rows before it brought a new one of its kind.

    Therapies and outcomes get their parent and position later, when all rows are known.
    """
    if row.kind in (Therapy, Outcome):
        return row.kind(id=new_id(), name=row.name, **row.said)
    there = {Direction: codebook.directions, Label: codebook.labels, Field: codebook.fields}[row.kind]
    position = max((entry.position for entry in there.values()), default=-1) + 1 + of_this_kind  # type: ignore[attr-defined]
    if row.kind is Label:
        return label_in_turn(position, name=row.name, **row.said)
    return row.kind(id=new_id(), name=row.name, **{"position": position, **row.said})


def label_in_turn(position: int, **said: Any) -> Label:
    """A new label at a position, with the hue and line whose turn it is where it comes without."""
    lines = tuple(Line)
    looks = {
        "colour": LABEL_COLOURS[position % len(LABEL_COLOURS)],
        "line": lines[(position + position // len(LABEL_COLOURS)) % len(lines)],
    }
    return Label(id=new_id(), position=position, **{**looks, **said})


def amend_entry(row: NamedRow, before: Entry) -> Entry:
    """The record with what the row says. Synonyms are added to those it has; nothing that it says not is lost."""
    said = dict(row.said)
    if "synonyms" in said and isinstance(before, Therapy | Outcome):
        said["synonyms"] = tidy_synonyms((*before.synonyms, *said["synonyms"]), before.name)
    if isinstance(before, Direction) and said.get("meaning") is Meaning.OTHER:
        del said["meaning"]
    return msgspec.structs.replace(before, retired=False, **said)


def meaning_named(words: str) -> Meaning:
    """What a direction of this name means; ``OTHER`` when its name is none of those that the program understands."""
    folded = fold(words)
    return next((meaning for meaning in Meaning if meaning.value == folded), Meaning.OTHER)


def _listed(words: str) -> tuple[str, ...]:
    return tuple(part for part in map(tidy, words.split(";")) if part)


def _better(words: str) -> Better:
    better = _BETTER.get(fold(words))
    if better is None:
        raise BadInput("“{words}” does not say which way is better. Write higher or lower.", words=words)
    return better


def _colour(words: str) -> str:
    if not _COLOUR.fullmatch(words):
        raise BadInput("“{words}” is no colour. Write it as #RRGGBB, such as #0072B2.", words=words)
    return words.upper()


def _one_of(values: type[Line | FieldKind | Meaning], what: str) -> Callable[[str], Any]:
    def read(words: str) -> Any:
        folded = fold(words)
        found = next((value for value in values if value.value == folded), None)
        if found is None:
            choices = [value.value for value in values]
            raise BadInput(
                "“{words}” is no {what}. Write one of these: {choices}.{hint}",
                words=words,
                what=what,
                choices=", ".join(choices),
                hint=f" Did you mean {near}?" if (near := nearest_name(words, choices)) else "",
            )
        return found

    return read


_Readers = dict[str, tuple[str, Callable[[str], Any]]]

_COMMON: _Readers = {"definition": ("definition", str)}
_TERM: _Readers = {"synonyms": ("synonyms", _listed), "code": ("code", str)}
_BY_KIND: Mapping[type[Entry], _Readers] = {
    Therapy: _TERM,
    Outcome: {**_TERM, "better": ("better", _better)},
    Direction: {"meaning": ("meaning", _one_of(Meaning, "meaning of a direction"))},
    Label: {"colour": ("colour", _colour), "key": ("key", read_key), "line": ("line", _one_of(Line, "line"))},
    Field: {"options": ("options", _listed), "type": ("kind", _one_of(FieldKind, "type of field"))},
}
