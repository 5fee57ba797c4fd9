"""Commands that make something: a review, the demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curator.coding.reviews import new_review
from curator.records import Claim, Report
from ui.commandline.desk import ReviewPath, desk_of
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


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the demo review shall lie.")],
) -> None:
    """Make the demo review, unless it is there already."""
    from curator.demo import FILE_NAME, demo_review

    desk = desk_of(context)
    was_there = (folder / FILE_NAME).exists()
    path = demo_review(desk.files, folder)
    with desk.review(path, read_only=True) as store:
        held = f"{counted(store.count(Report), 'report')}, {counted(store.count(Claim), 'claim')}"
    desk.say(f"{'The demo review was there already' if was_there else 'Made the demo review'}: {path} ({held}).")
