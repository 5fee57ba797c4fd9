"""The rule by which two versions of a record become one: what only one side changed is that side's.

A record is compared as a whole, since half of what one reviewer meant and half of what another meant is what neither
meant. Two things are no matter of opinion and are settled field by field: a term's place in its list, and how far a
coding has come.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import msgspec

from curator.codebook.altering import tidy_synonyms
from curator.codebook.names import fold
from curator.records import Coding, CodingStatus, Record, Report, ReportKind, Reviewer

_FURTHEST = (CodingStatus.NOT_STARTED, CodingStatus.IN_PROGRESS, CodingStatus.SUBMITTED)

_HOW_IT_LOOKS = ("name", "position", "retired", "merged_into_id", "colour", "line", "key", "initials", "file_name")
"""Fields in which two records for one thing may differ without anybody having meant something by it."""

TEXT_FIELDS = ("text_sha256", "original_sha256", "characters", "encoding", "import_note")
"""The fields of a report that belong to its text."""


class Verdict(StrEnum):
    """What becomes of a record: it stays, gives way to the version in the file, or a person is asked."""

    KEEP = "keep"
    TAKE = "take"
    ASK = "ask"


class Settled(NamedTuple):
    """The verdict, and both versions as they would be taken; None is for taken away."""

    verdict: Verdict
    ours: Record | None
    theirs: Record | None


def settle(base: Record | None, ours: Record | None, theirs: Record | None) -> Settled:
    """What becomes of a record that was ``base`` when the two sides parted."""
    base, ours, theirs = _in_one_place(base, ours, theirs)
    if theirs in (base, ours):
        return Settled(Verdict.KEEP, ours, theirs)
    if ours == base:
        return Settled(Verdict.ASK if _renames_a_person(ours, theirs) else Verdict.TAKE, ours, theirs)
    if isinstance(ours, Coding) and isinstance(theirs, Coding):
        further = max(ours, theirs, key=lambda coding: _FURTHEST.index(coding.status))
        return Settled(Verdict.TAKE, ours, msgspec.structs.replace(ours, status=further.status))
    return Settled(Verdict.ASK, ours, theirs)


def settle_one_thing(ours: Record, theirs: Record) -> Settled:
    """What becomes of two records, made apart, that stand for one thing; ``theirs`` has the id of ``ours``.

    What only one of them says, both say then; a person is asked when they still say different things.
    """
    if isinstance(ours, Coding):
        return settle(None, ours, theirs)
    taken = {name: getattr(ours, name) for name in _HOW_IT_LOOKS if hasattr(ours, name)}
    if isinstance(ours, Report):
        taken |= {name: getattr(ours, name) for name in TEXT_FIELDS}
    filled: dict[str, Any] = {}
    for name in ours.__struct_fields__:
        mine, others = getattr(ours, name), getattr(theirs, name)
        if name in taken or name == "parent_id" or mine == others:
            continue
        if name == "synonyms":
            taken[name] = filled[name] = tidy_synonyms((*mine, *others), getattr(ours, "name"))  # noqa: B009
        elif name == "study_ids":
            taken[name] = filled[name] = tuple(dict.fromkeys((*mine, *others)))
        elif _says_nothing(theirs, name):
            taken[name] = mine
        elif _says_nothing(ours, name):
            filled[name] = others
    ours = msgspec.structs.replace(ours, **filled)
    theirs = msgspec.structs.replace(theirs, **taken)
    return Settled(Verdict.TAKE if theirs == ours else Verdict.ASK, ours, theirs)


def differing_fields(ours: Record | None, theirs: Record | None) -> tuple[str, ...]:
    """The fields in which two versions differ; none when one of them was taken away."""
    if ours is None or theirs is None:
        return ()
    return tuple(name for name in ours.__struct_fields__ if getattr(ours, name) != getattr(theirs, name))


def _says_nothing(record: Record, name: str) -> bool:
    """Whether nobody has filled in a field: it is empty, or what an import puts there for want of anything better."""
    value = getattr(record, name)
    if isinstance(record, Report) and name == "title":
        return bool(value == PurePosixPath(record.file_name).stem)
    return not value or value is ReportKind.OTHER


def _renames_a_person(ours: Record | None, theirs: Record | None) -> bool:
    return isinstance(ours, Reviewer) and isinstance(theirs, Reviewer) and fold(ours.name) != fold(theirs.name)


def _in_one_place(
    base: Record | None, ours: Record | None, theirs: Record | None
) -> tuple[Record | None, Record | None, Record | None]:
    """The three with one position; of two who moved a term, the one wins who moved it further down."""
    if ours is None or theirs is None or not hasattr(ours, "position"):
        return base, ours, theirs
    mine, others = _position(ours), _position(theirs)
    was = _position(base) if base is not None else None
    position = others if mine == was else mine if others == was else max(mine, others)
    placed = tuple(
        None if record is None else msgspec.structs.replace(record, position=position)
        for record in (base, ours, theirs)
    )
    return placed[0], placed[1], placed[2]


def _position(record: Record) -> int:
    return int(getattr(record, "position"))  # noqa: B009
