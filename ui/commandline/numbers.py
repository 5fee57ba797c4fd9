"""The command that asks where the numbers of claims do not fit each other."""

from __future__ import annotations

import typer

from curator.coding.blinding import BlindReader
from curator.evidence.consistency import Mismatch, mismatches_of_claim
from curator.evidence.lines import LineWriter
from curator.evidence.question import Column
from curator.records import Claim, ClaimStatus
from curator.text.estimate_words import show_estimate
from ui.commandline.desk import As, AsJson, ReviewPath, desk_of, reviewer_named
from ui.commandline.words import counted


def numbers(context: typer.Context, review: ReviewPath, name: As = None, as_json: AsJson = False) -> None:
    """Check the numbers of claims against each other; what does not fit is asked, and nothing is altered."""
    desk = desk_of(context)
    with desk.review(review, read_only=True) as store:
        reader = BlindReader(store, reviewer_named(store, name).id if name else None)
        claims = [claim for claim in reader.all(Claim) if claim.status is not ClaimStatus.RETRACTED]
        asked = [(claim, one) for claim in claims for one in mismatches_of_claim(claim)]
        writer = LineWriter.read(reader)
        lines = {claim.id: writer.line(claim) for claim, _ in asked}
    if as_json:
        questions = [_account(claim, one, lines[claim.id][Column.REPORT]) for claim, one in asked]
        desk.say_json({"claims": len(claims), "questions": questions})
        return
    for claim, one in asked:
        line = lines[claim.id]
        about = " · ".join(filter(None, (line[Column.REPORT], line[Column.THERAPY], line[Column.OUTCOME])))
        desk.say(f"{about}: {one.question()}")
    desk.say(f"{counted(len(asked), 'question')} about the numbers of {counted(len(claims), 'claim')}.")


def _account(claim: Claim, one: Mismatch, report: str) -> dict[str, object]:
    estimate = next((estimate for estimate in claim.estimates if estimate.id == one.estimate_id), None)
    return {
        "claim_id": claim.id,
        "report": report,
        "estimate": show_estimate(estimate) if estimate is not None else "",
        "check": one.check.value,
        "question": one.question(),
    }
