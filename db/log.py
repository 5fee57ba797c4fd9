"""The log: a line for every change, every undo and every redo, in the order in which they were made.

A change that was undone can be redone until something new is done; from then on it is dropped, and stays in the log
as a thing that was done once and taken back.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import msgspec
import sqlalchemy as sa

from curator.changes import Alteration, Change, ChangeKind, LogEntry, count_alterations
from curator.ports import ReviewState
from db.alterations import decode_alterations, encode_alterations
from db.mapping import time_from_text, time_to_text
from db.tables import LOG


class State(StrEnum):
    """Whether a change holds, was undone, or was undone and then left behind by something new."""

    DONE = "done"
    UNDONE = "undone"
    DROPPED = "dropped"


_LINE = [column for column in LOG.columns if column.name != "alterations"]


def _entry(row: sa.Row[Any]) -> LogEntry:
    return LogEntry(
        sequence=row.sequence,
        id=row.id,
        at=time_from_text(row.at),
        reviewer_id=row.reviewer_id,
        title=row.title,
        reason=row.reason,
        kind=ChangeKind(row.kind),
        undone=row.state != State.DONE,
        of_sequence=row.of_sequence,
        counts=msgspec.json.decode(row.counts, type=dict[str, tuple[int, int, int]]),
    )


def read_log(connection: sa.Connection, limit: int | None, before: int | None) -> list[LogEntry]:
    """Lines of the log, newest first."""
    question = sa.select(*_LINE).order_by(LOG.c.sequence.desc()).limit(limit)
    if before is not None:
        question = question.where(LOG.c.sequence < before)
    return [_entry(row) for row in connection.execute(question).all()]


def read_state(connection: sa.Connection) -> ReviewState:
    """How far the review has come; a review in which nothing was done yet stands at 0, in the year 1970."""
    question = sa.select(LOG.c.sequence, LOG.c.at).order_by(LOG.c.sequence.desc()).limit(1)
    row = connection.execute(question).first()
    if row is None:
        return ReviewState(sequence=0, changed_at=datetime.fromtimestamp(0, UTC))
    return ReviewState(sequence=row.sequence, changed_at=time_from_text(row.at))


def next_undo(connection: sa.Connection) -> LogEntry | None:
    """The newest change that holds."""
    row = connection.execute(_done().order_by(LOG.c.sequence.desc()).limit(1)).first()
    return None if row is None else _entry(row)


def next_redo(connection: sa.Connection) -> LogEntry | None:
    """The change that was undone last."""
    undone = sa.select(*_LINE).where(LOG.c.kind == ChangeKind.DO.value, LOG.c.state == State.UNDONE.value)
    row = connection.execute(undone.order_by(LOG.c.sequence).limit(1)).first()
    return None if row is None else _entry(row)


def _done() -> sa.Select[Any]:
    return sa.select(*_LINE).where(LOG.c.kind == ChangeKind.DO.value, LOG.c.state == State.DONE.value)


def read_alterations(connection: sa.Connection, sequence: int) -> tuple[Alteration, ...]:
    """What the change with this number altered."""
    stored = connection.execute(sa.select(LOG.c.alterations).where(LOG.c.sequence == sequence)).scalar_one()
    return decode_alterations(stored)


def stored_alterations(connection: sa.Connection, sequence: int) -> bytes | None:
    """The same as the log keeps it; None where the log has no such number."""
    stored = connection.execute(sa.select(LOG.c.alterations).where(LOG.c.sequence == sequence)).scalar_one_or_none()
    return None if stored is None else bytes(stored)


def write_line(
    connection: sa.Connection, change: Change, kind: ChangeKind = ChangeKind.DO, of_sequence: int | None = None
) -> LogEntry:
    """Writes the next line; something new also leaves behind whatever was undone before it."""
    if kind is ChangeKind.DO:
        undone = sa.update(LOG).where(LOG.c.kind == ChangeKind.DO.value, LOG.c.state == State.UNDONE.value)
        connection.execute(undone.values(state=State.DROPPED.value))
    sequence = read_state(connection).sequence + 1
    counts = count_alterations(change.alterations)
    connection.execute(
        sa.insert(LOG).values(
            sequence=sequence,
            id=change.id,
            at=time_to_text(change.at),
            reviewer_id=change.reviewer_id,
            title=change.title,
            reason=change.reason,
            kind=kind.value,
            state=State.DONE.value,
            of_sequence=of_sequence,
            counts=msgspec.json.encode(counts).decode(),
            alterations=encode_alterations(change.alterations),
        )
    )
    return LogEntry(
        sequence=sequence,
        id=change.id,
        at=change.at,
        reviewer_id=change.reviewer_id,
        title=change.title,
        reason=change.reason,
        kind=kind,
        undone=False,
        of_sequence=of_sequence,
        counts=counts,
    )


def set_state(connection: sa.Connection, sequence: int, state: State) -> None:
    """Says of a change whether it holds."""
    connection.execute(sa.update(LOG).where(LOG.c.sequence == sequence).values(state=state.value))
