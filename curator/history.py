"""Going back and forth in a review's history, as far as a person may."""

from __future__ import annotations

from curator.changes import Applied, LogEntry
from curator.errors import NothingToUndo
from curator.ports import ReviewStore
from curator.records import Review


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
