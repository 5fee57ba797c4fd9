"""Commands that only look: integrity and the log."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from curator.changes import ChangeKind, LogEntry
from curator.checking import check as look_through
from curator.coding.hidden import what_is_hidden
from curator.records import RECORD_TYPES, Reviewer
from ui.commandline.desk import AsJson, NotDone, ReviewPath, SeenAs, desk_of, seen_by
from ui.commandline.words import counted, counts_in_words, printable, touched


def check(context: typer.Context, review: ReviewPath, as_json: AsJson = False) -> None:
    """Look a review through: the file, every text, passage and reference."""
    desk = desk_of(context)
    with desk.review(review, read_only=True) as store:
        with desk.progress("Looking through") as tell:
            problems = look_through(store, tell)
        counts = {kind.name_in_log: store.count(kind) for kind in RECORD_TYPES}
    if as_json:
        found = [{"sentence": problem.sentence, "record_id": problem.record_id} for problem in problems]
        desk.say_json({"ok": not found, "problems": found, "counts": counts})
    else:
        for problem in problems:
            desk.say(problem.sentence)
    if problems:
        raise NotDone("{count} found in {review}.", count=counted(len(problems), "problem"), review=review)
    if not as_json:
        desk.say(f"All is well. The review holds {counts_in_words(counts)}.")


def log(
    context: typer.Context,
    review: ReviewPath,
    last: Annotated[int | None, typer.Option("--last", metavar="N", min=1, help="Only the last N changes.")] = None,
    seen_as: SeenAs = None,
    as_json: AsJson = False,
) -> None:
    """Print what was changed, newest first."""
    desk = desk_of(context)
    with desk.review(review, read_only=True) as store:
        reader = seen_by(store, seen_as)
        names = {reviewer.id: reviewer.name for reviewer in reader.all(Reviewer)}
        entries = reader.log(limit=last)
        hidden = what_is_hidden(reader)
    if as_json:
        desk.say_json({"changes": [_entry(entry, names) for entry in entries], "not_shown": hidden.sentences})
        return
    table = Table("No", "When", "Who", "What", "Records", box=None, pad_edge=False)
    for entry in entries:
        when = entry.at.astimezone().strftime("%Y-%m-%d %H:%M")
        who, what = printable(_who(entry, names)), printable(_what(entry))
        table.add_row(str(entry.sequence), when, who, what, counts_in_words(touched(entry.counts)))
    desk.console.print(table)
    for sentence in hidden.sentences:
        desk.say(sentence)


def _who(entry: LogEntry, names: dict[str, str]) -> str:
    return names.get(entry.reviewer_id or "", "")


def _what(entry: LogEntry) -> str:
    before = {ChangeKind.UNDO: "Undone: ", ChangeKind.REDO: "Done again: "}.get(entry.kind, "")
    after = " (taken back)" if entry.undone else ""
    return f"{before}{entry.title}{after}" + (f": {entry.reason}" if entry.reason else "")


def _entry(entry: LogEntry, names: dict[str, str]) -> dict[str, object]:
    return {
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "reviewer": _who(entry, names),
        "title": entry.title,
        "reason": entry.reason,
        "kind": entry.kind.value,
        "undone": entry.undone,
        "of_sequence": entry.of_sequence,
        "counts": {
            name: dict(zip(("added", "amended", "taken_away"), tally, strict=True))
            for name, tally in entry.counts.items()
        },
    }
