"""The rule by which two versions of a record become one: what only one side changed is that side's.

A record is compared as a whole, since half of what one reviewer meant and half of what another meant is what neither
meant. A few things are no matter of opinion and are settled field by field: a term's place in its list, its synonyms,
the studies that a report is about, and how far a coding has come.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import msgspec

from curator.codebook.altering import tidy_synonyms
from curator.codebook.names import fold
from curator.records import Claim, Coding, CodingStatus, Decision, Record, Report, ReportKind, Reviewer, Structure

_FURTHEST = (CodingStatus.NOT_STARTED, CodingStatus.IN_PROGRESS, CodingStatus.SUBMITTED)

_HOW_IT_LOOKS = ("name", "position", "retired", "merged_into_id", "colour", "line", "key", "initials", "file_name")
"""Fields in which two records for one thing may differ without anybody having meant something by it."""

_COLLECTIONS = ("synonyms", "study_ids")
"""Fields that each side adds to."""

_WHAT_IS_DECIDED = ("claim_ids", "verdict", "consensus_claim_ids", "basis")

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
    base, ours, theirs = _of_one_mind(_Three(base, ours, theirs))
    if theirs in (base, ours):
        return Settled(Verdict.KEEP, ours, theirs)
    if ours == base:
        return Settled(Verdict.ASK if _renames_a_person(ours, theirs) else Verdict.TAKE, ours, theirs)
    both = (ours, theirs)
    if isinstance(ours, Structure) and isinstance(theirs, Structure):
        return Settled(Verdict.KEEP, ours, theirs)  # no person's work: read out of the text, and read again from it
    if _say_the_same(*both):
        return Settled(Verdict.TAKE, ours, min(filter(None, both), key=_when))
    if isinstance(ours, Coding) and isinstance(theirs, Coding):
        further = max(ours, theirs, key=lambda coding: _FURTHEST.index(coding.status))
        return Settled(Verdict.TAKE, ours, msgspec.structs.replace(ours, status=further.status))
    return Settled(Verdict.ASK, ours, theirs)


def _say_the_same(ours: Record | None, theirs: Record | None) -> bool:
    """Whether two settled something alike, or have the same claim of the consensus; only when, by whom and why differ.

    Which of its claims count is a matter of the decisions (``consensus``).
    """
    if isinstance(ours, Decision) and isinstance(theirs, Decision):
        return all(getattr(ours, name) == getattr(theirs, name) for name in _WHAT_IS_DECIDED)
    if isinstance(ours, Claim) and isinstance(theirs, Claim) and ours.from_claim_ids:
        return theirs == msgspec.structs.replace(ours, recorded_at=theirs.recorded_at, status=theirs.status)
    return False


def _when(record: Record) -> tuple[object, ...]:
    """The earlier comes first; of one moment, the one that says more."""
    if isinstance(record, Decision):
        return record.decided_at, -len(record.rationale), record.rationale, record.reviewer_id
    return getattr(record, "recorded_at"), getattr(record, "status")  # noqa: B009 -- these kinds have it


def settle_one_thing(ours: Record, theirs: Record) -> Settled:
    """What becomes of two records, made apart, that stand for one thing; ``theirs`` has the id of ``ours``.

    What only one of them says, both say then; a person is asked when they still say different things.
    """
    if isinstance(ours, Coding | Structure):
        return settle(None, ours, theirs)
    taken = {name: getattr(ours, name) for name in _HOW_IT_LOOKS if hasattr(ours, name)}
    if isinstance(ours, Report):
        taken |= {name: getattr(ours, name) for name in TEXT_FIELDS}
    filled: dict[str, Any] = {}
    for name in ours.__struct_fields__:
        mine, others = getattr(ours, name), getattr(theirs, name)
        if name in taken or name == "parent_id" or mine == others:
            continue
        if name in _COLLECTIONS:
            both = tuple(dict.fromkeys((*mine, *others)))
            is_names = name == "synonyms"
            taken[name] = filled[name] = tidy_synonyms(both, getattr(ours, "name")) if is_names else both  # noqa: B009 -- these kinds have it
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


class _Three(NamedTuple):
    base: Record | None
    ours: Record | None
    theirs: Record | None


def _of_one_mind(three: _Three) -> _Three:
    """The three versions with the same in those fields that are no matter of opinion."""
    if three.ours is None or three.theirs is None:
        return three
    common: dict[str, Any] = {}
    if hasattr(three.ours, "position"):
        common["position"] = _further_down(three)
    for name in _COLLECTIONS:
        if hasattr(three.ours, name):
            common[name] = _collected(*(tuple(getattr(one, name, ())) for one in three))
    return _Three(*(None if one is None else _with(one, common) for one in three)) if common else three


def _with(record: Record, common: dict[str, Any]) -> Record:
    fields = dict(common)
    if "synonyms" in fields:
        fields["synonyms"] = tidy_synonyms(fields["synonyms"], getattr(record, "name"))  # noqa: B009 -- these kinds have it
    return msgspec.structs.replace(record, **fields)


def _further_down(three: _Three) -> int:
    """Where in its list a term stands: where the only side that moved it put it; of two, the one further down."""
    was, mine, others = (None if one is None else int(getattr(one, "position")) for one in three)  # noqa: B009 -- these kinds have it
    if mine is None or others is None:
        raise ValueError("both sides have a version")
    return others if mine == was else mine if others == was else max(mine, others)


def _collected(was: tuple[str, ...], mine: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """What both sides have put into a collection, without what either took out of it."""
    kept = [one for one in was if one in mine and one in others]
    return (*kept, *sorted({*mine, *others} - set(was)))
