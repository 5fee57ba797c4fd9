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
        who = acting(store, by).id
        _say_step(desk, "Undone", history.undo(store, who) if by is None else history.undo_seen(store, who))


def redo(context: typer.Context, review: ReviewPath, by: As = None) -> None:
    """Do again what was undone last."""
    desk = desk_of(context)
    with desk.review(review) as store:
        who = acting(store, by).id
        _say_step(desk, "Done again", store.redo(who) if by is None else history.redo_seen(store, who))


def _say_step(desk: Desk, done: str, applied: Applied) -> None:
    desk.say(f"{done}: {applied.entry.title} ({counts_in_words(touched(applied.entry.counts))}).")
