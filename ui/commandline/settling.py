"""The command that lists what reviewers disagree in, and takes over what they made alike."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from curator.ports import ReviewStore
from ui.commandline.desk import AsJson, Desk, ReviewPath, SeenAs, acting, desk_of, seen_by
from ui.commandline.words import counted

Account = dict[str, Any]


def disagreements(
    context: typer.Context,
    review: ReviewPath,
    name: SeenAs = None,
    settle_identical: Annotated[
        bool, typer.Option("--settle-identical", help="Take over the claims that all readers of a report made alike.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List what reviewers disagree in, the most consequential first. It is settled in the window."""
    desk = desk_of(context)
    with desk.review(review, read_only=not settle_identical) as store:
        taken = _settle_identical(desk, store, name) if settle_identical else 0
        account = {**_account(store, name), "taken_over": taken}
    if as_json:
        desk.say_json(account)
        return
    for one in account["open"]:
        fields = f" ({', '.join(one['differing'])})" if one["differing"] else ""
        again = ", to be looked at again" if one["overtaken"] else ""
        desk.say(f"{one['report']}: {one['consequence'] or 'identical'}{fields}{again}")
        for line in one["what_each_says"]:
            desk.say(f"    {line}")
    desk.say(_counts(account))


def _settle_identical(desk: Desk, store: ReviewStore, name: str | None) -> int:
    from curator.adjudication.deciding import settle_identical
    from curator.records import Decision

    applied = desk.apply(store, settle_identical(store, acting(store, name).id))
    return 0 if applied is None else applied.entry.counts[Decision.name_in_log][0]


def _account(store: ReviewStore, name: str | None) -> Account:
    from curator.adjudication.queue import read_queue
    from curator.exporting.choice import Choice
    from curator.exporting.chosen import Chosen
    from curator.exporting.workbook.differences import Differences

    with store.snapshot() as snapshot:
        reader = seen_by(snapshot, name)
        queue = read_queue(reader)
        chosen = Chosen(reader, Choice())
        differences = Differences(chosen, queue.open)
    return {
        "open": [
            {
                "report": chosen.report_names.get(one.report_id, ""),
                "consequence": one.consequence.value if one.consequence else None,
                "opposite": one.opposite,
                "overtaken": one.overtaken,
                "differing": [differences.name_of(code) for code in one.differing],
                "found_by": [chosen.name_of_reviewer(claim.reviewer_id) for claim in one.claims],
                "not_found_by": [chosen.name_of_reviewer(missing) for missing in one.missing],
                "what_each_says": differences.what_each_says(one.claims, one.differing).splitlines(),
                "claim_ids": list(one.key),
            }
            for one in queue.open
        ],
        "settled": sum(one.is_settled for one in (*queue.settled, *queue.identical)),
        "identical": sum(not one.is_settled for one in queue.identical),
        "waiting": [chosen.report_names.get(report_id, "") for report_id in queue.waiting],
    }


def _counts(account: Account) -> str:
    parts = [f"{counted(len(account['open']), 'disagreement')} open", f"{account['settled']} settled"]
    if account["identical"]:
        parts.append(f"{counted(account['identical'], 'claim')} made alike and not taken over yet")
    if account["taken_over"]:
        parts.append(f"{counted(account['taken_over'], 'claim')} taken over")
    if account["waiting"]:
        parts.append(f"{counted(len(account['waiting']), 'report')} not submitted by everybody who codes it")
    return f"{', '.join(parts)}."
