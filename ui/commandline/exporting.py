"""The command that lets a review, or a part of it, go out in one of the formats."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from curator.coding.hidden import what_is_hidden
from curator.evidence.question import ClaimSource
from curator.exporting.choice import Choice
from curator.exporting.doors import export_door
from curator.records import ClaimStatus
from ui.commandline.desk import AsJson, ReviewPath, SeenAs, desk_of, report_named, reviewer_named, seen_by


class ClaimsWanted(StrEnum):
    """What ``--claims`` may be."""

    SETTLED = "settled"
    AS_EXTRACTED = "as-extracted"
    CONSENSUS = "consensus"


_SOURCES = {
    ClaimsWanted.SETTLED: ClaimSource.CONSENSUS_WHERE_SETTLED,
    ClaimsWanted.AS_EXTRACTED: ClaimSource.AS_EXTRACTED,
    ClaimsWanted.CONSENSUS: ClaimSource.CONSENSUS,
}


def export(
    context: typer.Context,
    review: ReviewPath,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write; its ending says the format.")],
    format_name: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="The format, where the ending of OUT does not say it."),
    ] = None,
    reviewer: Annotated[
        list[str] | None, typer.Option("--reviewer", metavar="NAME", help="Only this reviewer; may be repeated.")
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="NAME", help="Only this report, by file name or title; may be repeated."),
    ] = None,
    retracted: Annotated[
        bool, typer.Option("--retracted", help="Retracted claims and marks too. A format for keeping has them anyway.")
    ] = False,
    claims: Annotated[
        ClaimsWanted,
        typer.Option("--claims", help="Whose claims: settled has the consensus where there is one, else as extracted."),
    ] = ClaimsWanted.SETTLED,
    seen_as: SeenAs = None,
    as_json: AsJson = False,
) -> None:
    """Export a workbook, or another format."""
    desk = desk_of(context)
    with desk.review(review, read_only=True) as store, store.snapshot() as whole:
        reader = seen_by(whole, seen_as)
        door = export_door(out, format_name)
        everything = retracted or door.holds_all
        choice = Choice(
            statuses=tuple(ClaimStatus) if everything else Choice().statuses,
            report_ids=tuple(report_named(reader, name).id for name in report or ()),
            reviewer_ids=tuple(reviewer_named(reader, name).id for name in reviewer or ()),
            source=ClaimSource.EVERYTHING if door.holds_all else _SOURCES[claims],
        )
        with desk.progress("Exporting") as tell:
            account = door.write(reader, out, choice, tell)
        hidden = what_is_hidden(reader, choice.report_ids)
    if as_json:
        desk.say_json(
            {
                "path": str(account.path),
                "format": door.name,
                "rows": dict(account.counts),
                "notes": account.notes,
                "left_out": hidden.sentences,
            }
        )
        return
    rows = ", ".join(f"{count:,} in {name}" for name, count in account.counts.items() if count)
    desk.say(f"Exported to {account.path}." + (f" Rows: {rows}." if rows else ""))
    for note in (*account.notes, *hidden.sentences):
        desk.say(note)
