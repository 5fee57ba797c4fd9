"""Commands that make something: a review, a workbook, the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curator.coding.reviews import new_review
from curator.demo import FILE_NAME, demo_review
from curator.exporting.workbook import Choice, export_workbook
from curator.records import Claim, Report
from ui.commandline.desk import AsJson, ReviewPath, desk_of, report_named, reviewer_named
from ui.commandline.words import counted


def new(
    context: typer.Context,
    review: ReviewPath,
    title: Annotated[str, typer.Option("--title", metavar="T", help="What the review is about.")],
    reviewer: Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Its first reviewer.")],
) -> None:
    """Start a new review in a new file."""
    desk = desk_of(context)
    change = new_review(title, reviewer)
    store = desk.files.create(review)
    try:
        store.apply(change)
    finally:
        store.close()
    desk.say(f"Started “{title}” in {review}, with reviewer {reviewer}.")


def export(
    context: typer.Context,
    review: ReviewPath,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="The workbook to write.")],
    reviewer: Annotated[
        list[str] | None, typer.Option("--reviewer", metavar="NAME", help="Only this reviewer; may be repeated.")
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="NAME", help="Only this report, by file name or title; may be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Export the workbook."""
    desk = desk_of(context)
    with desk.review(review, read_only=True) as store, store.snapshot() as reader:
        choice = Choice(
            report_ids=tuple(report_named(reader, name).id for name in report or ()),
            reviewer_ids=tuple(reviewer_named(reader, name).id for name in reviewer or ()),
        )
        with desk.progress("Exporting") as tell:
            account = export_workbook(reader, out, choice, tell)
    altered, left_out = len(account.altered), account.links_left_out
    if as_json:
        desk.say_json(
            {
                "path": str(account.path),
                "rows": dict(account.rows),
                "altered_cells": altered,
                "links_left_out": left_out,
            }
        )
        return
    rows = ", ".join(f"{count:,} in {sheet}" for sheet, count in account.rows.items() if count)
    desk.say(f"Exported to {account.path}. Rows: {rows}.")
    if altered:
        desk.say(f"{counted(altered, 'cell')} could not hold all that belongs there; the sheet About lists each.")
    if left_out:
        desk.say(f"{counted(left_out, 'link')} between sheets left out: a sheet holds no more of them.")


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the demo review shall lie.")],
) -> None:
    """Make the demo review, unless it is there already."""
    desk = desk_of(context)
    was_there = (folder / FILE_NAME).exists()
    path = demo_review(desk.files, folder)
    with desk.review(path, read_only=True) as store:
        held = f"{counted(store.count(Report), 'report')}, {counted(store.count(Claim), 'claim')}"
    desk.say(f"{'The demo review was there already' if was_there else 'Made the demo review'}: {path} ({held}).")
