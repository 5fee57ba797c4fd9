"""The command that searches all texts, claims, notes and references."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.text import Text

from curator.coding.blinding import BlindReader
from curator.coding.reports import short_name
from curator.errors import BadInput
from curator.finding.finds import Find, Where
from curator.finding.language import read_question
from curator.finding.searching import search as look
from curator.ports import ReviewStore
from curator.records import Report, Study
from ui.commandline.desk import As, AsJson, Desk, ReviewPath, desk_of, report_named, reviewer_named
from ui.commandline.words import counted, printable


def search(
    context: typer.Context,
    review: ReviewPath,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help='Words, "phrases", prefix*, a NEAR/5 b, AND, OR, NOT, brackets.'),
    ] = None,
    where: Annotated[list[Where] | None, typer.Option("--in", help="Only there; may be given several times.")] = None,
    report: Annotated[str | None, typer.Option("--report", metavar="NAME", help="Only in this report.")] = None,
    most: Annotated[int | None, typer.Option("--most", metavar="N", min=1, help="Stop after N finds.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Make the index of words anew first.")] = False,
    name: As = None,
    as_json: AsJson = False,
) -> None:
    """Search all texts, claims, notes and references; finds come with the words around them."""
    desk = desk_of(context)
    typed = " ".join(words or ())
    if not typed and not rebuild:
        raise BadInput("Say what to search for, such as: trial-curator search {review} relaps*", review=review)
    asked = read_question(typed) if typed else None
    with desk.review(review, read_only=not rebuild) as store:
        indexed = _rebuild(desk, store) if rebuild else None
        finds: list[Find] = []
        if asked is not None:
            reader = BlindReader(store, reviewer_named(store, name).id if name else None)
            only = [report_named(store, report).id] if report else []
            with desk.progress("Searching") as tell:
                for find in look(reader, asked, where=where or list(Where), report_ids=only, progress=tell):
                    finds.append(find)
                    if len(finds) == most:
                        break
        names = _names(store)
    if as_json:
        desk.say_json(_account(typed, finds, names, indexed))
        return
    if indexed is not None:
        desk.say(f"The index of words was made anew: {indexed:,} texts and records.")
    if asked is not None:
        _print(desk, finds, names, stopped=len(finds) == most)


def _rebuild(desk: Desk, store: ReviewStore) -> int:
    with desk.progress("Making the index of words") as tell:
        return store.index_words(tell, anew=True)


def _names(store: ReviewStore) -> dict[str, str]:
    names = {report.id: short_name(report) for report in store.all(Report)}
    return {**names, **{study.id: study.name for study in store.all(Study)}}


def _called(find: Find, names: dict[str, str]) -> str:
    return names.get(find.report_id or find.record_id, "")


def _print(desk: Desk, finds: Sequence[Find], names: dict[str, str], *, stopped: bool) -> None:
    before = None
    for find in finds:
        heading = (_called(find, names), find.where)
        if heading != before:
            desk.console.print(Text(printable(f"{heading[0]} ({find.where.value})"), style="bold"))
            before = heading
        place = find.section if find.where is Where.TEXT else find.field.replace("_", " ")
        line = Text(printable(f"  {place}: " if place else "  "), style="dim")
        line.append(printable(find.left), style="not dim")
        line.append(printable(f"«{find.hit}»"), style="bold not dim")
        line.append(printable(find.right), style="not dim")
        desk.console.print(line)
    reports = len({find.report_id for find in finds if find.report_id})
    more = " There may be more." if stopped else ""
    desk.say(f"{counted(len(finds), 'place')} in {counted(reports, 'report')}.{more}")


def _account(typed: str, finds: Sequence[Find], names: dict[str, str], indexed: int | None) -> dict[str, object]:
    account: dict[str, object] = {} if indexed is None else {"indexed": indexed}
    return account | {
        "words": typed,
        "finds": [
            {
                "where": find.where.value,
                "kind": find.kind.name_in_log,
                "id": find.record_id,
                "report_id": find.report_id,
                "name": _called(find, names),
                "field": find.field,
                "start": find.start,
                "end": find.end,
                "section": find.section,
                "left": find.left,
                "hit": find.hit,
                "right": find.right,
            }
            for find in finds
        ],
    }
