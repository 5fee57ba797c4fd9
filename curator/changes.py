"""Changes: the only way in which a review alters.

A change is a list of alterations (a record before, the record after) with who, when and why. A keystroke, an
import, a merge of two terms, an undo: each is one change, applied all or nothing, written to the log, undone and
redone as a whole, and refused when ``before`` is no longer what the review holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

import msgspec
from msgspec import Struct, field

from curator.ids import new_id
from curator.records import Record


class Alteration(Struct, frozen=True):
    """One record before and after. ``before`` is None for a new record, ``after`` is None for one taken away."""

    before: Record | None
    after: Record | None

    def record(self) -> Record:
        """The record that is altered: as it will be, or as it was when it is taken away."""
        record = self.after if self.after is not None else self.before
        if record is None:
            raise ValueError("an alteration needs a record before or after")
        return record

    def reversed(self) -> Alteration:
        """The alteration that takes this one back."""
        return Alteration(before=self.after, after=self.before)


class SourceText(Struct, frozen=True, kw_only=True):
    """A report's text and the file it came from; immutable, and known by the SHA-256 of each."""

    text: str
    original: bytes

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text as UTF-8, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def original_sha256(self) -> str:
        """SHA-256 of the file's bytes, in hexadecimal."""
        return sha256(self.original).hexdigest()


class Change(Struct, frozen=True, kw_only=True):
    """What is to be altered, by whom, when and why.

    ``title`` is what the log and the undo menu call it, in the imperative ("Record a claim"); ``reason`` is for a
    person's own words. ``texts`` are texts that new reports of this change refer to.
    """

    title: str
    reviewer_id: str | None
    alterations: tuple[Alteration, ...]
    texts: tuple[SourceText, ...] = ()
    reason: str = ""
    id: str = field(default_factory=new_id)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


class ChangeKind(StrEnum):
    """Whether an entry of the log did something new, or took something back, or did it again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class LogEntry(Struct, frozen=True, kw_only=True):
    """One line of the log. ``counts`` has, by record type, how many were added, amended and taken away.

    ``undone`` is true for a change that does not hold at the moment. ``of_sequence`` is the change that an undo or
    a redo is about.
    """

    sequence: int
    id: str
    at: datetime
    reviewer_id: str | None
    title: str
    reason: str
    kind: ChangeKind
    undone: bool
    of_sequence: int | None
    counts: Mapping[str, tuple[int, int, int]]


class Applied(Struct, frozen=True, kw_only=True):
    """What a store did: the line it wrote to the log, and the alterations as they now hold.

    Views look into ``alterations`` to decide whether they need to refresh.
    """

    entry: LogEntry
    alterations: tuple[Alteration, ...]

    def touches(self, *kinds: type[Record]) -> bool:
        """Whether a record of one of these types was altered."""
        return any(isinstance(alteration.record(), kinds) for alteration in self.alterations)


def added(records: Iterable[Record]) -> tuple[Alteration, ...]:
    """Alterations that bring in new records."""
    return tuple(Alteration(before=None, after=record) for record in records)


def amended(before: Record, **fields: object) -> Alteration:
    """The alteration that gives ``before`` other values in some of its fields."""
    return Alteration(before=before, after=msgspec.structs.replace(before, **fields))


def count_alterations(alterations: Iterable[Alteration]) -> dict[str, tuple[int, int, int]]:
    """By record type, in words of the log: how many records were added, amended and taken away."""
    counts: dict[str, list[int]] = {}
    for alteration in alterations:
        tally = counts.setdefault(alteration.record().name_in_log, [0, 0, 0])
        tally[0 if alteration.before is None else 2 if alteration.after is None else 1] += 1
    return {name: (tally[0], tally[1], tally[2]) for name, tally in counts.items()}
