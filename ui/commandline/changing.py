"""Commands that take changes back and do them again."""

from __future__ import annotations

import typer

from curator import history
from curator.changes import Applied
from ui.commandline.desk import As, Desk, ReviewPath, acting, desk_of
from ui.commandline.words import counts_in_words, touched


def undo(context: typer.Context, review: ReviewPath, by: As = None) -> None:
    """Take the last change back."""
    desk = desk_of(context)
    with desk.review(review) as store:
        _say_step(desk, "Undone", history.undo(store, acting(store, by).id))


def redo(context: typer.Context, review: ReviewPath, by: As = None) -> None:
    """Do again what was undone last."""
    desk = desk_of(context)
    with desk.review(review) as store:
        _say_step(desk, "Done again", store.redo(acting(store, by).id))


def _say_step(desk: Desk, done: str, applied: Applied) -> None:
    desk.say(f"{done}: {applied.entry.title} ({counts_in_words(touched(applied.entry.counts))}).")
