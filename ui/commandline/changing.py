"""Commands that change a review: imports, undo and redo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curator.changes import Applied
from curator.importing.claims import ClaimImport, read_claims
from curator.importing.codebooks import read_codebook
from curator.importing.texts import Fate, read_texts
from ui.commandline.desk import Desk, NotDone, acting, desk_of
from ui.commandline.making import ReviewPath

As = Annotated[str | None, typer.Option("--as", metavar="NAME", help="The reviewer who does this.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("import")(import_texts)
    app.command("import-codebook")(import_codebook)
    app.command("import-claims")(import_claims)
    app.command("undo")(undo)
    app.command("redo")(redo)


def import_texts(
    context: typer.Context,
    review: ReviewPath,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Text files, or folders of them.")],
    by: As = None,
) -> None:
    """Bring in source texts (.txt, .md, folders)."""
    desk = desk_of(context)
    with desk.review(review) as store:
        with desk.progress("Reading texts") as tell:
            brought = read_texts(paths, store, acting(store, by).id, tell)
        desk.apply(store, brought.change)
    for line in brought.lines:
        desk.say(line.sentence)
    refused = brought.with_fate(Fate.REFUSED)
    there = brought.with_fate(Fate.ALREADY_THERE)
    summary = f"{len(brought.reports)} came in, {len(there)} there already, {len(refused)} refused."
    if refused:
        raise NotDone(summary)
    desk.say(summary)


def import_codebook(
    context: typer.Context,
    review: ReviewPath,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="The codebook as a table.")],
    by: As = None,
) -> None:
    """Bring in therapies, outcomes, labels, directions and fields from a table."""
    desk = desk_of(context)
    with desk.review(review) as store:
        brought = read_codebook(file, store, acting(store, by).id)
        _refuse(desk, brought.refused)
        desk.apply(store, brought.change)
    for note in brought.notes:
        desk.say(note)
    _say_ignored(desk, brought.ignored_columns)
    desk.say(
        f"{len(brought.added)} added, {len(brought.amended)} amended, {len(brought.unchanged)} as they were already."
    )


def import_claims(
    context: typer.Context,
    review: ReviewPath,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="The claims as a table.")],
    add_terms: Annotated[
        bool, typer.Option("--add-terms", help="Add terms, directions and labels that the codebook lacks.")
    ] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Leave out what is wrong and bring in the rest.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in, and change nothing.")] = False,
    by: As = None,
) -> None:
    """Bring in claims and marks from a table."""
    desk = desk_of(context)
    with desk.review(review, read_only=dry_run) as store:
        with desk.progress("Reading claims") as tell:
            brought = read_claims(file, store, acting(store, by).id, add_terms, skip_bad, tell)
        _tell(desk, brought)
        if brought.refused and not skip_bad:
            raise NotDone(
                "{count} thing(s) are wrong, so nothing came in. Mend the table, or leave out what is wrong with "
                "--skip-bad.",
                count=len(brought.refused),
            )
        if brought.change is not None and not dry_run:
            store.apply(brought.change)
    desk.say(f"{'Would come in' if dry_run else 'Came in'}: {_counts(brought)}.")


def undo(context: typer.Context, review: ReviewPath, by: As = None) -> None:
    """Take the last change back."""
    desk = desk_of(context)
    with desk.review(review) as store:
        _say_step(desk, "Undone", store.undo(acting(store, by).id))


def redo(context: typer.Context, review: ReviewPath, by: As = None) -> None:
    """Do again what was undone last."""
    desk = desk_of(context)
    with desk.review(review) as store:
        _say_step(desk, "Done again", store.redo(acting(store, by).id))


def _say_step(desk: Desk, done: str, applied: Applied) -> None:
    counts = ", ".join(f"{sum(tally):,} {kind}" for kind, tally in applied.entry.counts.items())
    desk.say(f"{done}: {applied.entry.title} ({counts}).")


def _say_ignored(desk: Desk, columns: tuple[str, ...]) -> None:
    if columns:
        desk.say(f"Columns that were not used: {', '.join(columns)}.")


def _tell(desk: Desk, brought: ClaimImport) -> None:
    """Says row by row what is not as in the table."""
    for rows in (brought.refused, brought.moved, brought.notes, brought.already_there):
        for row in rows:
            desk.say(row.sentence)
    _say_ignored(desk, brought.ignored_columns)


def _counts(brought: ClaimImport) -> str:
    several = sum(1 for claim in brought.claims if len(claim.passages) > 1)
    parts = [f"{len(brought.claims):,} claim(s) from {brought.rows:,} rows, {several:,} of them with several passages"]
    parts += [f"{len(brought.marks):,} mark(s)"] if brought.marks else []
    parts += [f"{len(brought.added):,} new term(s), reviewers and studies"] if brought.added else []
    parts += (
        [f"{len(brought.queries):,} open quer{'y' if len(brought.queries) == 1 else 'ies'}"] if brought.queries else []
    )
    return ", ".join(parts)


def _refuse(desk: Desk, refused: tuple[object, ...]) -> None:
    if not refused:
        return
    for row in refused:
        desk.say(str(getattr(row, "sentence", row)))
    raise NotDone("{count} row(s) are wrong, so nothing came in. Mend them and try again.", count=len(refused))
