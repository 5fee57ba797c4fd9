"""Commands that bring something in: texts, a codebook, claims."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curator.importing.accounts import Fate, ImportAccount
from curator.importing.claims import ClaimImport, read_claims
from curator.importing.codebooks import CodebookImport, read_codebook
from curator.importing.tables import RefusedRow
from curator.importing.texts import read_texts
from ui.commandline.desk import As, AsJson, Desk, NotDone, ReviewPath, acting, desk_of
from ui.commandline.words import by_type, counted, counts_in_words


def import_texts(
    context: typer.Context,
    review: ReviewPath,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Text files, or folders of them.")],
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """Bring in source texts (.txt, .md, folders)."""
    desk = desk_of(context)
    with desk.review(review) as store:
        with desk.progress("Reading texts") as tell:
            brought = read_texts(paths, store, acting(store, by).id, tell)
        desk.apply(store, brought.change)
    refused = brought.with_fate(Fate.REFUSED)
    there = brought.with_fate(Fate.ALREADY_THERE)
    summary = f"{len(brought.reports):,} came in, {len(there):,} there already, {len(refused):,} refused."
    if as_json:
        desk.say_json(_texts(brought))
    else:
        for line in brought.lines:
            desk.say(line.sentence)
    if refused:
        raise NotDone("{summary}", summary=summary)
    if not as_json:
        desk.say(summary)


def _texts(brought: ImportAccount) -> dict[str, object]:
    """An account of the import: every file by what became of it."""
    return {
        fate.value.replace(" ", "_"): [
            {
                "file": line.name,
                "report_id": line.report.id if line.report else None,
                "why": line.problem.sentence() if line.problem else None,
                "notes": line.notes,
            }
            for line in brought.with_fate(fate)
        ]
        for fate in Fate
    }


def import_codebook(
    context: typer.Context,
    review: ReviewPath,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="The codebook as a table.")],
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """Bring in therapies, outcomes, labels, directions and fields."""
    desk = desk_of(context)
    with desk.review(review) as store:
        brought = read_codebook(file, store, acting(store, by).id)
        desk.apply(store, brought.change)
    if as_json:
        desk.say_json(_codebook(brought))
    else:
        for row in brought.refused:
            desk.say(row.sentence)
        for note in brought.notes:
            desk.say(note)
        _say_ignored(desk, brought.ignored_columns)
    if brought.refused:
        raise NotDone(
            "{rows} cannot be used, so nothing came in. Mend the table and try again.",
            rows=counted(len(brought.refused), "row"),
        )
    if not as_json:
        added, amended, same = (len(names) for names in (brought.added, brought.amended, brought.unchanged))
        desk.say(f"{added:,} added, {amended:,} amended, {same:,} as they were already.")


def _codebook(brought: CodebookImport) -> dict[str, object]:
    return {
        "added": brought.added,
        "amended": brought.amended,
        "unchanged": brought.unchanged,
        "refused": _refused(brought.refused),
        "notes": brought.notes,
        "ignored_columns": brought.ignored_columns,
    }


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
    draft: Annotated[
        bool, typer.Option("--draft", help="The work is not finished: leave the codings that it fills in progress.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in, and change nothing.")] = False,
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """Bring in claims and marks from a table, as finished work."""
    desk = desk_of(context)
    with desk.review(review, read_only=dry_run) as store:
        with desk.progress("Reading claims") as tell:
            brought = read_claims(file, store, acting(store, by).id, add_terms, skip_bad, tell, submit=not draft)
        comes_in = skip_bad or not brought.refused
        if comes_in and not dry_run:
            desk.apply(store, brought.change)
    if as_json:
        desk.say_json(_claims(brought, came_in=comes_in and not dry_run))
    else:
        for rows in (brought.refused, brought.moved, brought.notes, brought.already_there):
            for row in rows:
                desk.say(row.sentence)
        _say_ignored(desk, brought.ignored_columns)
    if not comes_in:
        raise NotDone(
            "{rows} cannot be used, so nothing came in. Mend the table, or leave out what is wrong with --skip-bad.",
            rows=counted(len({row.row for row in brought.refused}), "row"),
        )
    if not as_json:
        desk.say(f"{'Would come in' if dry_run else 'Came in'}: {_claims_in_words(brought)}.")


def _claims_in_words(brought: ClaimImport) -> str:
    several = _with_several_passages(brought)
    words = f"{counted(len(brought.claims), 'claim')} from {counted(brought.rows, 'row')}"
    words += f", {several:,} of them with several passages" if several else ""
    words += f", {counted(len(brought.marks), 'mark')}" if brought.marks else ""
    words += f", {counted(len(brought.queries), 'open query')}" if brought.queries else ""
    words += f"; {counted(brought.submitted, 'coding')} submitted" if brought.submitted else ""
    return words + (f"; new with them: {counts_in_words(by_type(brought.added))}" if brought.added else "")


def _claims(brought: ClaimImport, *, came_in: bool) -> dict[str, object]:
    return {
        "came_in": came_in,
        "rows": brought.rows,
        "claims": len(brought.claims),
        "claims_with_several_passages": _with_several_passages(brought),
        "marks": len(brought.marks),
        "queries": len(brought.queries),
        "codings_submitted": brought.submitted,
        "added": by_type(brought.added),
        "refused": _refused(brought.refused),
        "moved": [{"row": row.row, "what": row.sentence} for row in brought.moved],
        "notes": [{"row": row.row, "what": row.words} for row in brought.notes],
        "already_there": [{"row": row.row, "what": row.words} for row in brought.already_there],
        "ignored_columns": brought.ignored_columns,
    }


def _with_several_passages(brought: ClaimImport) -> int:
    return sum(len(claim.passages) > 1 for claim in brought.claims)


def _refused(rows: tuple[RefusedRow, ...]) -> list[dict[str, object]]:
    return [{"row": row.row, "why": row.problem.sentence()} for row in rows]


def _say_ignored(desk: Desk, columns: tuple[str, ...]) -> None:
    if columns:
        desk.say(f"Columns that were not used: {', '.join(columns)}.")
