"""The command that says how far reviewers agree, in a review or in a table of ratings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from curator.agreement.ratings import Level
from curator.agreement.review.selection import Selection
from curator.codebook.codebook import Codebook
from curator.codebook.names import fold
from curator.errors import BadInput, NotFound
from curator.ports import RecordReader
from curator.records import Assignment
from ui.commandline.desk import AsJson, Desk, desk_of, report_named, reviewer_named

if TYPE_CHECKING:
    from curator.agreement.of_review import Comparison, ReviewAgreement
    from curator.agreement.settings import Bootstrap


class TableLevel(StrEnum):
    """What the categories of a table allow."""

    NOMINAL = Level.NOMINAL.value
    ORDINAL = Level.ORDINAL.value
    INTERVAL = Level.INTERVAL.value
    RATIO = Level.RATIO.value


def agreement(
    context: typer.Context,
    review: Annotated[Path | None, typer.Argument(metavar="REVIEW", help="The review file.")] = None,
    table: Annotated[
        Path | None,
        typer.Option(metavar="RATINGS.csv", help="A table instead: units in rows, coders in columns, empty not coded."),
    ] = None,
    level: Annotated[TableLevel, typer.Option(help="What the categories of the table allow.")] = TableLevel.NOMINAL,
    categories: Annotated[
        str | None, typer.Option(metavar="A,B,C", help="All categories of the table in rank order, used or not.")
    ] = None,
    report: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Only this report; may be repeated.")] = None,
    reviewer: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this reviewer; may be repeated.")
    ] = None,
    label: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only marks of this label; may be repeated.")
    ] = None,
    round_: Annotated[
        list[str] | None,
        typer.Option("--round", metavar="NAME", help="Only what was assigned in this round; may be repeated."),
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only codings finished on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only codings finished on this day or earlier.")
    ] = None,
    tree_level: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Compare therapies and outcomes at this level; 1 is the top.")
    ] = None,
    tolerance: Annotated[
        str, typer.Option(metavar="T", help="How far numbers may be apart: 0.05, or a share such as 5%.")
    ] = "1%",
    ordered: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD", help="A field whose categories are in rank order; may be repeated."),
    ] = None,
    field: Annotated[
        list[str] | None, typer.Option(metavar="FIELD", help="Only this field, at length; may be repeated.")
    ] = None,
    pairs: Annotated[bool, typer.Option("--pairs", help="List which claims were paired, and why.")] = False,
    samples: Annotated[int, typer.Option(metavar="N", min=0, help="How many resamples for the intervals.")] = 1000,
    as_json: AsJson = False,
) -> None:
    """Say how far reviewers agree: on words, claims found, and every field."""
    from curator.agreement.of_review import Comparison
    from curator.agreement.review.tolerance import Tolerance
    from curator.agreement.settings import Bootstrap

    desk = desk_of(context)
    bootstrap = Bootstrap(samples=samples)
    if (review is None) == (table is None):
        raise BadInput("Name either a review, or a table of ratings with --table.")
    if table is not None:
        _of_table(desk, table, Level(level.value), categories, bootstrap, as_json=as_json)
        return
    comparison = Comparison(
        tree_level=tree_level,
        tolerance=Tolerance.read(tolerance),
        ordered=tuple(ordered or ()),
        bootstrap=bootstrap,
    )

    def chosen(reader: RecordReader) -> Selection:
        return Selection(
            report_ids=tuple(report_named(reader, name).id for name in report or ()),
            reviewer_ids=tuple(reviewer_named(reader, name).id for name in reviewer or ()),
            label_ids=_labels(reader, label or ()),
            rounds=_rounds(reader, round_ or ()),
            since=_day(since, time.min),
            until=_day(until, time.max),
        )

    _of_review(desk, review or Path(), chosen, comparison, fields=field or (), pairs=pairs, as_json=as_json)


def _of_table(
    desk: Desk, path: Path, level: Level, categories: str | None, bootstrap: Bootstrap, *, as_json: bool
) -> None:
    from curator.agreement import agreement_of_ratings, read_ratings_table
    from ui.commandline.agreement_tables import say_ratings

    with desk.progress("Comparing") as tell:
        known = [name.strip() for name in categories.split(",") if name.strip()] if categories else None
        ratings = read_ratings_table(path, level, known)
        found = agreement_of_ratings(ratings, bootstrap=bootstrap, progress=tell)
    if as_json:
        desk.say_json({"units": ratings.units, "level": level.value, **found.as_json()})
    else:
        say_ratings(desk, path.stem, found)


def _of_review(
    desk: Desk,
    path: Path,
    chosen: Callable[[RecordReader], Selection],
    comparison: Comparison,
    *,
    fields: Iterable[str],
    pairs: bool,
    as_json: bool,
) -> None:
    from curator.agreement.of_review import agreement_of_review
    from curator.evidence.lines import LineWriter
    from ui.commandline.agreement_tables import say_review
    from ui.commandline.claim_pairs import pairs_as_json, say_pairs

    with desk.review(path, read_only=True) as store, store.snapshot() as reader:
        with desk.progress("Comparing") as tell:
            found = agreement_of_review(reader, chosen(reader), comparison, tell)
        writer = LineWriter.read(reader, found.coded.codebook)
    shown = _fields(found, fields)
    if as_json:
        plain = found.as_json()
        if shown is not None:
            plain["fields"] = {name: plain["fields"][name] for name in shown}
        if pairs:
            plain["units"] = pairs_as_json(found, writer)
        desk.say_json(plain)
        return
    say_review(desk, found, shown)
    if pairs:
        say_pairs(desk, found, writer)


def _fields(found: ReviewAgreement, names: Iterable[str]) -> list[str] | None:
    """The fields that were named; None without any. Raises ``NotFound`` for one that is not compared."""
    by_name = {fold(called): name for name, own in found.fields.items() for called in (own.title, name)}
    shown = []
    for name in names:
        if fold(name) not in by_name:
            known = ", ".join(found.fields)
            raise NotFound("There is no field “{name}” to compare. There are: {known}.", name=name, known=known)
        shown.append(by_name[fold(name)])
    return shown or None


def _labels(reader: RecordReader, names: Iterable[str]) -> tuple[str, ...]:
    """The ids of all labels of these names."""
    labels = Codebook.read(reader).labels.values()
    found: list[str] = []
    for name in names:
        of_this_name = [label.id for label in labels if fold(label.name) == fold(name)]
        if not of_this_name:
            known = ", ".join(label.name for label in labels)
            raise NotFound("There is no label “{name}” in this review. There are: {known}.", name=name, known=known)
        found += of_this_name
    return tuple(found)


def _rounds(reader: RecordReader, names: Iterable[str]) -> tuple[str, ...]:
    """The rounds of these names as they are spelled in the review."""
    known = sorted({assignment.round for assignment in reader.all(Assignment)})
    found: list[str] = []
    for name in names:
        of_this_name = [one for one in known if fold(one) == fold(name)]
        if not of_this_name:
            there = ", ".join(filter(None, known)) or "none"
            raise NotFound("Nothing was assigned in a round “{name}”. Rounds: {there}.", name=name, there=there)
        found += of_this_name
    return tuple(found)


def _day(words: str | None, moment: time) -> datetime | None:
    """The beginning or end of a day, where this computer is."""
    if words is None:
        return None
    try:
        day = datetime.strptime(words, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError as wrong:
        raise BadInput("“{words}” is not a date. Write it as 2025-03-31.", words=words) from wrong
    return datetime.combine(day, moment).astimezone()
