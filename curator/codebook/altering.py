"""Altering the codebook: terms added, renamed, moved, merged and retired, with the claims following.

The functions work on any record of the codebook where the rule is the same for all of them, and on therapies and
outcomes where there is a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import msgspec

from curator.adjudication.following import decisions_following
from curator.changes import Alteration, Change, added, amended
from curator.codebook.codebook import Codebook
from curator.codebook.label_keys import label_set_by, read_key
from curator.codebook.names import fold, tidy
from curator.codebook.tree import Tree
from curator.errors import BadInput, Refused
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import Claim, Direction, Field, Group, Label, Mark, Outcome, Term, Therapy

Entry = Therapy | Outcome | Direction | Label | Field
"""A record of the codebook."""

E = TypeVar("E", Therapy, Outcome, Direction, Label, Field)
T = TypeVar("T", Therapy, Outcome)
F = TypeVar("F", Direction, Label, Field)
N = TypeVar("N")


def add_term(codebook: Codebook, kind: type[E], name: str, reviewer_id: str | None, **fields: Any) -> tuple[E, Change]:
    """A new term at the end of its siblings, and the change that adds it.

    Raises ``BadInput`` for a blank name and ``Refused`` when the name, or a synonym of that name, is taken, or the
    key of a label.
    """
    name = tidy(name)
    _must_be_free(codebook, kind, name)
    if kind is Label and "key" in fields:
        fields["key"] = _free_key(codebook, fields["key"])
    siblings = [entry for entry in _entries(codebook, kind) if _parent(entry) == fields.get("parent_id")]
    position = max((entry.position for entry in siblings), default=-1) + 1
    record = kind(id=new_id(), name=name, **{"position": position, **fields})
    return record, Change(title=f"Add {kind.name_in_log} {name}", reviewer_id=reviewer_id, alterations=added([record]))


def amend_term(codebook: Codebook, before: E, reviewer_id: str | None, **fields: Any) -> Change | None:
    """The change that gives a term another name, definition, colour …; None when nothing is other than before.

    Raises ``BadInput`` and ``Refused`` as ``add_term`` does.
    """
    if isinstance(before, Label) and "key" in fields:
        fields["key"] = _free_key(codebook, fields["key"], besides=before.id)
    if "name" in fields:
        fields["name"] = tidy(fields["name"])
        _must_be_free(codebook, type(before), fields["name"], besides=before.id)
    if "synonyms" in fields:
        fields["synonyms"] = tidy_synonyms(fields["synonyms"], fields.get("name", before.name))
    after = msgspec.structs.replace(before, **fields)
    if after == before:
        return None
    title = (
        f"Rename {before.name_in_log} {before.name}"
        if "name" in fields
        else f"Amend {before.name_in_log} {before.name}"
    )
    return Change(title=title, reviewer_id=reviewer_id, alterations=(Alteration(before=before, after=after),))


def move_term(
    codebook: Codebook, term: T, parent_id: str | None, reviewer_id: str | None, position: int | None = None
) -> Change | None:
    """The change that moves a term, and all under it, below another parent (None: to the top).

    ``position`` is its place among its new siblings, counted without itself; at their end when left out. Raises
    ``Refused`` when the parent stands under the term.
    """
    tree = tree_of(codebook, term)
    if parent_id is not None and parent_id in tree.under(term.id):
        raise Refused("“{name}” cannot be moved under itself.", name=term.name)
    siblings: list[Therapy | Outcome] = [other for other in tree.children(parent_id) if other.id != term.id]
    alterations = []
    for number, sibling in enumerate(_put_among(siblings, term, position)):
        parent = parent_id if sibling.id == term.id else sibling.parent_id
        if (sibling.position, sibling.parent_id) != (number, parent):
            alterations.append(amended(sibling, position=number, parent_id=parent))
    return _moving(term, alterations, reviewer_id)


def reorder(codebook: Codebook, entry: F, reviewer_id: str | None, position: int | None = None) -> Change | None:
    """The change that gives a direction, label or field another place in its list.

    ``position`` is its place counted without itself; the end when left out. None when it stands there already.
    """
    others: list[Any] = [other for other in _entries(codebook, type(entry)) if other.id != entry.id]
    alterations = [
        amended(each, position=number)
        for number, each in enumerate(_put_among(others, entry, position))
        if each.position != number
    ]
    return _moving(entry, alterations, reviewer_id)


def merge_terms(reader: RecordReader, source: T, target: T, reviewer_id: str | None) -> Change:
    """The change that merges one term into another.

    All claims that name ``source`` name ``target`` instead; its name and synonyms become synonyms of ``target``;
    the terms under it move under ``target``. ``source`` is kept, retired, and says what it was merged into.
    Raises ``Refused`` when ``target`` stands under ``source``.
    """
    tree = tree_of(Codebook.read(reader), source)
    if target.id in tree.under(source.id):
        raise Refused(
            "“{source}” cannot be merged into “{target}”, which stands under it. Move that one first.",
            source=source.name,
            target=target.name,
        )
    synonyms = tidy_synonyms((*target.synonyms, source.name, *source.synonyms), target.name)
    alterations = [amended(target, synonyms=synonyms)]
    alterations += [amended(child, parent_id=target.id) for child in tree.children(source.id)]
    alterations.append(amended(source, retired=True, merged_into_id=target.id, synonyms=()))
    alterations += _claims_renamed(reader, source.id, target.id)
    alterations += decisions_following(reader, alterations)
    return Change(
        title=f"Merge {source.name_in_log} {source.name} into {target.name}",
        reviewer_id=reviewer_id,
        alterations=tuple(alterations),
    )


def retire_term(before: Entry, reviewer_id: str | None) -> Change:
    """The change that takes a term out of the pickers. Claims keep it."""
    title = f"Retire {before.name_in_log} {before.name}"
    return Change(title=title, reviewer_id=reviewer_id, alterations=(amended(before, retired=True),))


def bring_back(codebook: Codebook, before: Entry, reviewer_id: str | None) -> Change:
    """The change that offers a retired term again. A label whose key sets another one by now comes back without."""
    after: dict[str, Any] = {"retired": False}
    if isinstance(before, Label) and label_set_by(before.key, codebook.labels.values(), besides=before.id) is not None:
        after["key"] = ""
    title = f"Bring back {before.name_in_log} {before.name}"
    return Change(title=title, reviewer_id=reviewer_id, alterations=(amended(before, **after),))


def remove_term(reader: RecordReader, codebook: Codebook, term: E, reviewer_id: str | None) -> Change:
    """The change that takes a term away for good.

    Raises ``Refused`` when it is in use by a claim or mark, or has terms under it: retire it, or merge it.
    """
    used = uses(reader, term)
    if used:
        raise Refused(
            "“{name}” is in use {count} time(s) and cannot vanish. Retire it, or merge it into another term.",
            name=term.name,
            count=used,
        )
    if isinstance(term, Term) and tree_of(codebook, term).children(term.id):
        raise Refused("“{name}” has terms under it. Move or remove those first.", name=term.name)
    return Change(
        title=f"Remove {term.name_in_log} {term.name}",
        reviewer_id=reviewer_id,
        alterations=(Alteration(before=term, after=None),),
    )


def uses(reader: RecordReader, term: Entry) -> int:
    """How many claims or marks name this term, retracted ones included."""
    if isinstance(term, Label):
        return reader.count(Mark, label_id=term.id)
    if isinstance(term, Field):
        return sum(reader.uses().get(term.id, (0, 0)))
    return len(reader.claims_using([term.id]))


def tidy_synonyms(synonyms: Iterable[str], name: str) -> tuple[str, ...]:
    """Synonyms without blanks, doubles and the name itself, in the order given."""
    kept: dict[str, str] = {}
    for synonym in map(tidy, synonyms):
        if synonym and fold(synonym) != fold(name):
            kept.setdefault(fold(synonym), synonym)
    return tuple(kept.values())


def tree_of(codebook: Codebook, term: Term) -> Tree[Any]:
    """The tree that a term belongs to."""
    return codebook.therapies if isinstance(term, Therapy) else codebook.outcomes


def _entries(codebook: Codebook, kind: type[Entry]) -> list[Entry]:
    parts: dict[type[Entry], Callable[[], Iterable[Entry]]] = {
        Therapy: lambda: codebook.therapies,
        Outcome: lambda: codebook.outcomes,
        Direction: codebook.directions.values,
        Label: codebook.labels.values,
        Field: codebook.fields.values,
    }
    return list(parts[kind]())


def _parent(entry: Entry) -> str | None:
    return entry.parent_id if isinstance(entry, Therapy | Outcome) else None


def _must_be_free(codebook: Codebook, kind: type[Entry], name: str, besides: str | None = None) -> None:
    if not name:
        raise BadInput("A {kind} needs a name.", kind=kind.name_in_log)
    wanted = fold(name)
    for entry in _entries(codebook, kind):
        if entry.id == besides or getattr(entry, "merged_into_id", None) is not None:
            continue
        names = (entry.name, *getattr(entry, "synonyms", ()))
        if wanted in map(fold, names):
            raise Refused(
                "The codebook has “{taken}” already. Choose another name, or merge the two.", taken=entry.name
            )


def _free_key(codebook: Codebook, words: str, besides: str | None = None) -> str:
    key = read_key(words)
    taken = label_set_by(key, codebook.labels.values(), besides)
    if taken is not None:
        raise Refused("“{key}” sets the label {label} already. Choose another key.", key=key, label=taken.name)
    return key


def _put_among(others: list[N], moved: N, position: int | None) -> list[N]:
    place = len(others) if position is None else max(0, min(position, len(others)))
    return [*others[:place], moved, *others[place:]]


def _moving(entry: Entry, alterations: list[Alteration], reviewer_id: str | None) -> Change | None:
    if not alterations:
        return None
    title = f"Move {entry.name_in_log} {entry.name}"
    return Change(title=title, reviewer_id=reviewer_id, alterations=tuple(alterations))


def _claims_renamed(reader: RecordReader, source_id: str, target_id: str) -> list[Alteration]:
    def groups(before: tuple[Group, ...]) -> tuple[Group, ...]:
        renamed = (tuple(dict.fromkeys(target_id if term == source_id else term for term in group)) for group in before)
        return tuple(dict.fromkeys(renamed))

    claims = reader.get_many(Claim, reader.claims_using([source_id]))
    return [
        amended(
            claim,
            therapies=groups(claim.therapies),
            comparators=groups(claim.comparators),
            outcome_id=target_id if claim.outcome_id == source_id else claim.outcome_id,
        )
        for claim in claims.values()
    ]
