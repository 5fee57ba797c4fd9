"""Commands for several people: reviewers, who codes what, and files that go out and come back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from curator.changes import Applied
from curator.coding.assignments import assign as assign_by_hand
from curator.coding.assignments import share_from, spread, unassign
from curator.coding.progress import (
    Progress,
    progress_of_reports,
    progress_of_reviewers,
    reopen_several,
    settled_on,
    submit_several,
)
from curator.coding.reviews import add_reviewer, people
from curator.desktops.accounts import Choices, Merge, Take
from curator.desktops.as_seen import as_seen
from curator.desktops.handing_out import hand_out as hand_out_to
from curator.desktops.handing_out import handouts
from curator.desktops.merging import merge_files
from curator.errors import BadInput
from curator.ports import RecordReader
from curator.records import Assignment, Coding, Handout, Report, Reviewer
from ui.commandline.desk import (
    As,
    AsJson,
    Desk,
    NotDone,
    ReviewPath,
    acting,
    desk_of,
    report_named,
    reviewer_named,
    seen_by,
)
from ui.commandline.merge_words import json_of, lines_of, summary_of
from ui.commandline.words import counted, printable

_CODERS = 2

Named = Annotated[str, typer.Option("--reviewer", metavar="NAME", help="Whose coding.")]
OfReports = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="NAME", help="The report, by file name or title; may be repeated."),
]


def reviewers(
    context: typer.Context,
    review: ReviewPath,
    add: Annotated[
        list[str] | None, typer.Option("--add", metavar="NAME", help="Add a reviewer; may be repeated.")
    ] = None,
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """List the reviewers and how far each has come, or add some."""
    desk = desk_of(context)
    with desk.review(review, read_only=not add) as store:
        for name in add or ():
            added, change = add_reviewer(store, name, acting(store, by).id)
            desk.apply(store, change)
            if not as_json:
                desk.say(f"{'Added' if change else 'There already'}: {added.name}.")
        persons, progress, given = people(store), progress_of_reviewers(store), handouts(store)
        of_reports = {
            report.title: progress_of_reports(store)[report.id] for report in store.all(Report, retired=False)
        }
    if as_json:
        desk.say_json(
            {
                "reviewers": [_person(one, progress[one.id], given.get(one.id, [])) for one in persons],
                "reports": {title: _counts(one) for title, one in of_reports.items()},
            }
        )
    elif not add:
        _print_people(desk, persons, progress, given)


def _counts(progress: Progress) -> dict[str, int]:
    return {name: getattr(progress, name) for name in progress.__struct_fields__}


def _person(reviewer: Reviewer, progress: Progress, given: list[Handout]) -> dict[str, object]:
    return {
        "name": reviewer.name,
        "id": reviewer.id,
        "initials": reviewer.initials,
        "colour": reviewer.colour,
        **_counts(progress),
        "handed_out": [
            {
                "file": one.file_name,
                "at": one.made_at.isoformat(),
                "merged_at": one.merged_at.isoformat() if one.merged_at else None,
            }
            for one in given
        ],
    }


def _print_people(
    desk: Desk, persons: list[Reviewer], progress: dict[str, Progress], given: dict[str, list[Handout]]
) -> None:
    table = Table(
        "Reviewer", "Assigned", "Not started", "In progress", "Submitted", "Handed out", box=None, pad_edge=False
    )
    for person in persons:
        one = progress[person.id]
        files = ", ".join(
            f"{handout.file_name} ({'came back' if handout.merged_at else 'is out'})"
            for handout in given.get(person.id, [])
        )
        counts = (str(count) for count in (one.assigned, one.not_started, one.in_progress, one.submitted))
        table.add_row(printable(person.name), *counts, printable(files))
    desk.console.print(table)


def assign(
    context: typer.Context,
    review: ReviewPath,
    coders: Annotated[int | None, typer.Option("--coders", metavar="N", min=1, help="Coders for each report.")] = None,
    double_coded: Annotated[
        str | None,
        typer.Option("--double-coded", metavar="SHARE", help="Only this share (0.2 or 20%) gets several coders."),
    ] = None,
    reviewer: Annotated[
        list[str] | None, typer.Option("--reviewer", metavar="NAME", help="Only to this reviewer; may be repeated.")
    ] = None,
    report: Annotated[
        list[str] | None, typer.Option("--report", metavar="NAME", help="Only this report; may be repeated.")
    ] = None,
    round_name: Annotated[str, typer.Option("--round", metavar="NAME", help="Name the round, such as a pilot.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take these reports off these reviewers instead.")] = False,
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """Assign reports to reviewers: by hand, or spread evenly."""
    desk = desk_of(context)
    by_hand = bool(reviewer and report and coders is None and double_coded is None)
    if remove and not by_hand:
        raise BadInput("To take assignments back, name the reports and the reviewers: --reviewer NAME --report NAME.")
    with desk.review(review) as store:
        chosen = [reviewer_named(store, name).id for name in reviewer or ()]
        reports = [report_named(store, name).id for name in report or ()]
        acts = acting(store, by).id
        if remove:
            change = unassign(store, reports, chosen, acts)
        elif by_hand:
            change = assign_by_hand(store, reports, chosen, acts, round_name)
        else:
            change = spread(
                store,
                acts,
                coders=coders or _CODERS,
                double_coded=None if double_coded is None else share_from(double_coded),
                round_name=round_name,
                report_ids=reports or None,
                reviewer_ids=chosen or None,
            )
        desk.apply(store, change)
        altered = len(change.alterations) if change else 0
        _say_assignments(desk, store, altered, removed=remove, as_json=as_json)


def _say_assignments(desk: Desk, reader: RecordReader, altered: int, *, removed: bool, as_json: bool) -> None:
    names = {one.id: one.name for one in people(reader)}
    titles = {one.id: one.title for one in reader.all(Report)}
    assignments = reader.all(Assignment)
    if as_json:
        listed = [
            {"report": titles[one.report_id], "reviewer": names[one.reviewer_id], "round": one.round}
            for one in assignments
        ]
        desk.say_json({"altered": altered, "assignments": listed})
        return
    done = "taken back" if removed else "made"
    desk.say(f"{counted(altered, 'assignment')} {done}." if altered else "Everything is as it was asked for already.")
    for reviewer_id, name in names.items():
        own = {one.report_id for one in assignments if one.reviewer_id == reviewer_id}
        shared = {one.report_id for one in assignments if one.reviewer_id != reviewer_id and one.report_id in own}
        desk.say(f"{name}: {counted(len(own), 'report')}, {len(shared):,} of them with somebody else.")


def submit(
    context: typer.Context, review: ReviewPath, reviewer: Named, report: OfReports = None, by: As = None
) -> None:
    """Submit codings: all that are in progress, or those of the reports named. They are locked then."""
    desk = desk_of(context)
    with desk.review(review) as store:
        person = reviewer_named(store, reviewer)
        reports = [report_named(store, name).id for name in report] if report else None
        who = person.id if by is None else acting(store, by).id
        applied = store.apply(submit_several(store, reports, person.id, who))
        waiting = progress_of_reviewers(store)[person.id].not_started
    desk.say(f"{counted(len(_codings(applied)), 'coding')} of {person.name} submitted.")
    if waiting and not report:
        desk.say(f"{counted(waiting, 'assigned report')} not started yet; to submit one as it is, name it: --report.")


def reopen(
    context: typer.Context,
    review: ReviewPath,
    reviewer: Named,
    report: OfReports = None,
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why, for the log.")] = "",
    by: As = None,
) -> None:
    """Open submitted codings again: all of a reviewer, or those of the reports named. The log says so."""
    desk = desk_of(context)
    with desk.review(review) as store:
        person = reviewer_named(store, reviewer)
        reports = [report_named(store, name).id for name in report] if report else None
        who = person.id if by is None else acting(store, by).id
        applied = store.apply(reopen_several(store, reports, person.id, who, reason))
        settled = settled_on(store, [one.report_id for one in _codings(applied)])
    desk.say(f"{counted(len(_codings(applied)), 'coding')} of {person.name} opened again.")
    if settled:
        made = f"{counted(settled, 'decision')} made there {'is' if settled == 1 else 'are'} kept."
        desk.say(f"{made} Where a claim is amended now, the decision about it has to be looked at again.")


def _codings(applied: Applied) -> list[Coding]:
    return [one.after for one in applied.alterations if isinstance(one.after, Coding)]


def hand_out(
    context: typer.Context,
    review: ReviewPath,
    out: Annotated[Path, typer.Argument(metavar="OUT.curator", help="The review file to make.")],
    to: Annotated[str, typer.Option("--to", metavar="NAME", help="The reviewer; added if new.")],
    by: As = None,
) -> None:
    """Make a review file for one reviewer, with nothing in it that somebody else did."""
    desk = desk_of(context)
    with desk.review(review) as store:
        handed = hand_out_to(store, desk.files, out, to, acting(store, by).id)
    if handed.is_new:
        desk.say(f"Added reviewer {handed.reviewer.name}.")
    which = "assigned to them" if handed.is_assigned else "all there are, since nothing is assigned to anyone"
    desk.say(f"Handed out to {handed.reviewer.name}: {out} ({counted(len(handed.reports), 'report')}, {which}).")


def merge(
    context: typer.Context,
    review: ReviewPath,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="The files that came back.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in, and change nothing.")] = False,
    take: Annotated[
        list[str] | None,
        typer.Option(
            "--take",
            metavar="SIDE",
            help="What to take where both sides amended a record: ours, theirs or safe; ID=SIDE for one record.",
        ),
    ] = None,
    join_terms: Annotated[
        bool, typer.Option("--join-terms", help="Terms that both added under one name become one.")
    ] = False,
    same_reviewer: Annotated[
        list[str] | None,
        typer.Option(
            "--same-reviewer", metavar="NAME", help="The reviewer of this name in a file is the one of this name here."
        ),
    ] = None,
    external: Annotated[
        bool, typer.Option("--external", help="Bring in the file of another review, as external coders.")
    ] = False,
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """Merge files that came back: one change, all or nothing, that can be undone."""
    desk = desk_of(context)
    every, single = _takes(take or [])
    choices = Choices(
        take=every,
        takes=single,
        join_terms=join_terms,
        same_reviewers=tuple(same_reviewer or ()),
        external=external,
    )
    with desk.review(review, read_only=dry_run) as store:
        with desk.progress("Merging") as tell:
            found = merge_files(store, desk.files, files, acting(store, by).id, choices, tell)
        _must_be_conflicts(single, found)
        seen = as_seen(found, seen_by(store, by))
        if not dry_run:
            desk.apply(store, found.change)
    if as_json:
        desk.say_json(json_of(seen, merged=found.change is not None and not dry_run))
    else:
        for line in lines_of(seen):
            desk.say(line)
    problem = summary_of(found)
    if found.refused or (problem and not dry_run):
        raise NotDone("{problem}", problem=problem)
    if not as_json:
        desk.say(problem or _what_became_of(found, dry_run=dry_run))


def _what_became_of(found: Merge, *, dry_run: bool) -> str:
    """Of a merge with which there is no problem: that it was done, or why nothing was altered."""
    if found.change is None:
        return "There is nothing new in it." if len(found.files) == 1 else "There is nothing new in them."
    return "Nothing was changed: this was a dry run." if dry_run else f"{found.change.title}: done."


def _takes(words: list[str]) -> tuple[Take | None, dict[str, Take]]:
    """What to take for all records, and for single ones by id."""
    every: Take | None = None
    single: dict[str, Take] = {}
    for word in words:
        record_id, is_single, side = word.rpartition("=")
        if side not in list(Take):
            raise BadInput("“{word}” is no side. Write ours, theirs or safe, or ID=ours for one record.", word=word)
        if is_single:
            single[record_id] = Take(side)
        else:
            every = Take(side)
    return every, single


def _must_be_conflicts(takes: dict[str, Take], found: Merge) -> None:
    conflicts = {conflict.record_id for account in found.files for conflict in account.conflicts}
    for record_id in takes:
        if record_id not in conflicts and not found.refused:
            raise BadInput("No record with the id {id} was amended on both sides.", id=record_id)
