"""Commands that bring something in: files of any kind, a codebook, claims."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from curator.importing.accounts import Fate, ImportAccount
from curator.importing.claims import ClaimImport, read_claims
from curator.importing.codebooks import CodebookImport, read_codebook
from curator.importing.doors import in_order
from curator.importing.tables import RefusedRow
from ui.commandline.desk import As, AsJson, Desk, NotDone, ReviewPath, acting, desk_of
from ui.commandline.import_words import (
    HOW_TO_DECIDE,
    answers_from,
    counts_of_fates,
    line_in_words,
    lines_as_json,
)
from ui.commandline.words import by_type, counted, counts_in_words


def import_files(
    context: typer.Context,
    review: ReviewPath,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Files of any kind, or folders of them.")],
    decide: Annotated[
        list[str] | None,
        typer.Option("--decide", metavar="LINE=ANSWER", help="Answer a line of the account: join, keep or leave."),
    ] = None,
    columns: Annotated[
        list[str] | None, typer.Option("--map", metavar="THEIRS=OURS", help="Say which column of a table is which.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in, and change nothing.")] = False,
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """Bring in files of any kind: texts, references, codebooks, claims, projects, an edited workbook."""
    desk = desk_of(context)
    answers = answers_from(decide or [], columns or [])
    with desk.review(review, read_only=dry_run) as store:
        reviewer = acting(store, by)
        brought: list[tuple[str, ImportAccount]] = []
        with desk.progress("Reading") as tell:
            for door, files in in_order(paths, answers.columns):
                account = door.decide(files, store, reviewer.id, tell, answers) if door.decide else None
                account = account or door.read(files, store, reviewer.id, tell)
                if not dry_run:
                    desk.apply(store, account.change)
                brought.append((door.name, account))
    lines = [(name, line) for name, account in brought for line in account.lines]
    counts = Counter(line.fate for _, line in lines)
    if as_json:
        desk.say_json(lines_as_json(lines))
    else:
        for _, line in lines:
            desk.say(line_in_words(line))
    summary = f"{'Nothing was altered: ' if dry_run else ''}{counts_of_fates(counts, would=dry_run)}."
    if counts[Fate.REFUSED] or counts[Fate.TO_DECIDE]:
        raise NotDone("{summary}{how}", summary=summary, how=HOW_TO_DECIDE if counts[Fate.TO_DECIDE] else "")
    if not as_json:
        desk.say(summary)


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
