"""Going back and forth in a review's history, as far as a person may."""

from __future__ import annotations

from curator.changes import Applied, LogEntry
from curator.coding.blinding import BlindReader
from curator.errors import NothingToUndo, Refused
from curator.ports import ReviewStore
from curator.records import Review, Reviewer

_NOT_OPEN = (
    "What was done last is the work of {name} and not open to you yet, so it is for {name} to take back or to do again."
)


def next_undo(store: ReviewStore) -> LogEntry | None:
    """The change that ``undo`` would take back; never the one that started the review."""
    entry = store.next_undo()
    starts_the_review = entry is not None and entry.counts.get(Review.name_in_log, (0, 0, 0))[0] > 0
    return None if starts_the_review else entry


def undo(store: ReviewStore, reviewer_id: str | None) -> Applied:
    """Takes the last change back; raises ``NothingToUndo`` when only the start of the review is left."""
    if next_undo(store) is None:
        raise NothingToUndo("There is nothing to undo.")
    return store.undo(reviewer_id)


def undo_seen(store: ReviewStore, reviewer_id: str) -> Applied:
    """Takes the last change back; raises ``Refused`` for somebody else's work that the reviewer may not see."""
    _must_be_seen(store, next_undo(store), reviewer_id)
    return undo(store, reviewer_id)


def redo_seen(store: ReviewStore, reviewer_id: str) -> Applied:
    """Does again what was undone last; raises ``Refused`` for somebody else's work that the reviewer may not see."""
    _must_be_seen(store, store.next_redo(), reviewer_id)
    return store.redo(reviewer_id)


def _must_be_seen(store: ReviewStore, entry: LogEntry | None, reviewer_id: str) -> None:
    if entry is None or entry.reviewer_id is None or entry.reviewer_id == reviewer_id:
        return
    if BlindReader(store, reviewer_id).line(entry) != entry:
        known = store.get_many(Reviewer, [entry.reviewer_id]).get(entry.reviewer_id)
        raise Refused(_NOT_OPEN, name=known.name if known is not None else "somebody else")
