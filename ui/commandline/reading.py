"""Commands that only look: integrity and the log."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from curator.checking import check as look_through
from rich.table import Table

from curator.changes import ChangeKind
from curator.records import RECORD_TYPES, Reviewer
from ui.commandline.desk import NotDone, desk_of
from ui.commandline.making import ReviewPath


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("check")(check)
    app.command("log")(log)


def check(
    context: typer.Context,
    review: ReviewPath,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Look a whole review through: the file, every text, every passage's words, every reference."""
    desk = desk_of(context)
    with desk.review(review, read_only=True) as store:
        problems = look_through(store)
        counts = {kind.name_in_log: store.count(kind) for kind in RECORD_TYPES}
    if as_json:
        found = [{"sentence": problem.sentence, "record_id": problem.record_id} for problem in problems]
        desk.say(json.dumps({"ok": not found, "problems": found, "counts": counts}, ensure_ascii=False, indent=2))
        if found:
            raise typer.Exit(1)
        return
    for problem in problems:
        desk.say(problem.sentence)
    if problems:
        raise NotDone("{count} problem(s) were found in {review}.", count=len(problems), review=review)
    held = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    desk.say(f"All is well. The review holds: {held}.")


def log(context: typer.Context, review: ReviewPath) -> None:
    """Print what was changed, newest first."""
    desk = desk_of(context)
    with desk.review(review, read_only=True) as store:
        names = {reviewer.id: reviewer.name for reviewer in store.all(Reviewer)}
        lines = store.log()
    table = Table("No", "When", "Who", "What", "Records", box=None, pad_edge=False)
    for entry in lines:
        what = {ChangeKind.UNDO: "Undone: ", ChangeKind.REDO: "Done again: "}.get(entry.kind, "") + entry.title
        if entry.undone:
            what += " (taken back)"
        counts = ", ".join(f"{sum(tally):,} {kind}" for kind, tally in entry.counts.items())
        when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(str(entry.sequence), when, names.get(entry.reviewer_id or "", ""), what, counts)
    desk.console.print(table, markup=False)
