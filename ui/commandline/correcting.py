"""The command that gives a report a corrected text, and takes every passage along."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from curator.coding.correcting import SET_ASIDE, Correction, Following, Place, correct, read_correction
from curator.coding.reports import short_name
from curator.errors import BadInput
from curator.records import Passage
from curator.text.following import Followed
from ui.commandline.desk import As, AsJson, Desk, NotDone, ReviewPath, acting, desk_of, report_named
from ui.commandline.words import counted

_SHOWN_AROUND = 40


def correct_text(
    context: typer.Context,
    review: ReviewPath,
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report, by file name or title.")],
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="The file with the better text; without one, the original is read again."
        ),
    ] = None,
    choose: Annotated[
        list[str] | None,
        typer.Option("--choose", metavar="N=K", help="Passage N is meant to stand at its place K; may be repeated."),
    ] = None,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="Keep what has no sure place as queries, instead of asking.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")] = False,
    by: As = None,
    as_json: AsJson = False,
) -> None:
    """Correct a report's text; marks and claims follow by their words."""
    from curator.importing.rereading import extract_again, from_file  # what reads files takes a while to load

    desk = desk_of(context)
    with desk.review(review, read_only=dry_run) as store:
        person, corrected = acting(store, by), report_named(store, report)
        with desk.progress("Following passages") as tell:
            reading, original = from_file(file) if file is not None else (extract_again(store, corrected), None)
            correction = read_correction(store, corrected, reading, original, person.id, tell)
        choices = _choices(correction, choose or [])
        left = [one for one in correction.open if one.place not in choices]
        if set_aside:
            choices |= {one.place: SET_ASIDE for one in left}
        is_done = not dry_run and (set_aside or not left)
        if is_done:
            desk.apply(store, correct(store, correction, choices, person.id))
    if as_json:
        desk.say_json(_account(correction, is_done=is_done))
    else:
        _say(desk, correction)
        desk.say(_summary(correction, is_done=is_done))
    if left and not set_aside and not dry_run:
        raise NotDone(
            "{passages} could not be followed for sure, so nothing was altered. Choose places with --choose, "
            "or keep the words as queries with --set-aside.",
            passages=counted(len(left), "passage"),
        )


def _choices(correction: Correction, typed: list[str]) -> dict[Place, Passage | None]:
    """What was chosen: ``2=1`` is the first place named for the second passage, ``2=0`` sets it aside."""
    choices: dict[Place, Passage | None] = {}
    for words in typed:
        number, _sign, place = words.partition("=")
        if not (number.isascii() and number.isdigit() and place.isascii() and place.isdigit()):
            raise BadInput(
                "“{words}” is no choice. Type the number of a passage and of its place, such as 2=1.", words=words
            )
        following = next(iter(correction.open[int(number) - 1 : int(number)]), None) if int(number) else None
        if following is None or int(place) > len(following.trace.choices):
            raise BadInput(
                "There is no place {words} to choose. --dry-run lists the passages and their places.", words=words
            )
        choices[following.place] = following.trace.choices[int(place) - 1] if int(place) else SET_ASIDE
    return choices


def _say(desk: Desk, correction: Correction) -> None:
    for following in correction.of(Followed.CLOSELY):
        if following.trace.after is not None:
            desk.say(f"Followed closely: “{following.trace.before.words}” is “{following.trace.after.words}” now.")
    for number, following in enumerate(correction.open, start=1):
        desk.say(f"{number}. {_who(following)}: “{following.trace.before.words}” {following.trace.followed.value}.")
        for place, choice in enumerate(following.trace.choices, start=1):
            around = f"{choice.before[-_SHOWN_AROUND:]}[{choice.words}]{choice.after[:_SHOWN_AROUND]}"
            desk.say(f"   {number}={place}: …{' '.join(around.split())}…")


def _who(following: Following) -> str:
    named = [
        counted(len(records), noun)
        for records, noun in ((following.claims, "claim"), (following.marks, "mark"))
        if records
    ]
    return " and ".join(named)


def _summary(correction: Correction, *, is_done: bool) -> str:
    counts = [f"{len(correction.of(one)):,} {one.value}" for one in Followed]
    hidden = f"; {counted(correction.unseen, 'passage')} of work not open to you set aside" if correction.unseen else ""
    done = "The text was corrected" if is_done else "Nothing was altered"
    return f"{done}: {short_name(correction.report)}. Passages: {', '.join(counts)}{hidden}."


def _account(correction: Correction, *, is_done: bool) -> dict[str, object]:
    return {
        "report": correction.report.title,
        "corrected": is_done,
        "characters": len(correction.reading.text),
        **{one.value.replace(" ", "_"): len(correction.of(one)) for one in Followed},
        "not_open_to_you": correction.unseen,
        "open": [
            {
                "words": one.trace.before.words,
                "start": one.trace.before.start,
                "end": one.trace.before.end,
                "claims": [claim.id for claim in one.claims],
                "marks": [mark.id for mark in one.marks],
                "places": [
                    {"start": place.start, "end": place.end, "words": place.words} for place in one.trace.choices
                ],
            }
            for one in correction.open
        ],
    }
