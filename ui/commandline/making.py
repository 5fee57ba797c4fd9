"""Commands that make something: a review, a workbook, the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curator.coding.reviews import new_review
from curator.demo import demo_review
from curator.exporting.workbook import Choice, export_workbook
from curator.records import Claim, Report
from ui.commandline.desk import desk_of, report_named, reviewer_named

ReviewPath = Annotated[Path, typer.Argument(metavar="REVIEW", help="The review file.")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.command("new")(new)
    app.command("export")(export)
    app.command("demo")(demo)


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
    rows = ", ".join(f"{count:,} in {sheet}" for sheet, count in account.rows.items() if count)
    desk.say(f"Exported to {account.path}. Rows: {rows}.")
    if account.altered:
        desk.say(f"{len(account.altered):,} cell(s) could not hold their text as it is; the About sheet lists them.")
    if account.links_left_out:
        desk.say(f"{account.links_left_out:,} link(s) between sheets were left out: a sheet holds no more of them.")


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the demo review shall lie.")],
) -> None:
    """Make the demo review, unless it is there already."""
    desk = desk_of(context)
    there = (folder / "demo.curator").exists()
    path = demo_review(desk.files, folder)
    with desk.review(path, read_only=True) as store:
        claims, reports = store.count(Claim), store.count(Report)
    made = "The demo review was there already" if there else "Made the demo review"
    desk.say(f"{made}: {path} ({reports} reports, {claims} claims).")
