"""Claims: recorded, amended, retracted, duplicated. Each function gives the change; nothing happens by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import msgspec

from curator.changes import Alteration, Change, added, amended
from curator.coding.codings import begin
from curator.errors import Refused
from curator.ids import is_id, new_id
from curator.ports import RecordReader
from curator.records import FIELDS_THAT_MAY_BE_ABSENT, Absence, Claim, ClaimStatus, Estimate, Passage

TITLES = {
    "therapies": "Set the therapy",
    "comparators": "Set the comparator",
    "outcome_id": "Set the outcome",
    "direction_id": "Set the direction",
    "population": "Set the population",
    "time_point": "Set the time point",
    "design": "Set the design",
    "attribution": "Set the attribution",
    "study_id": "Set the study",
    "estimates": "Set the estimates",
    "statement": "Set the statement",
    "note": "Write a note",
    "passages": "Set the passages",
    "status": "Set the status",
    "absent": "Say what is not reported",
    "extra": "Set an extra field",
}
"""What the log and the undo menu call an amendment of one field."""


def record_claim(
    reader: RecordReader,
    report_id: str,
    reviewer_id: str,
    passages: Sequence[Passage],
    **fields: object,
) -> tuple[Claim, Change]:
    """A new draft claim on these passages, and the change that records it.

    Raises ``Refused`` when the reviewer's coding of the report was submitted.
    """
    draft = Claim(
        id=new_id(),
        report_id=report_id,
        reviewer_id=reviewer_id,
        passages=in_text_order(passages),
        recorded_at=datetime.now(UTC),
    )
    claim = consistent(msgspec.structs.replace(draft, **fields))
    alterations = (*begin(reader, report_id, reviewer_id), *added([claim]))
    return claim, Change(title="Record a claim", reviewer_id=reviewer_id, alterations=alterations)


def amend_claim(reader: RecordReader, claim: Claim, reviewer_id: str, **fields: object) -> Change | None:
    """The change that gives a claim other values in these fields; None when they are what it has already.

    A field that is filled stops being absent, and a field said to be absent is emptied. The same holds for each of
    the codebook's own fields, which are amended all at once as ``extra``.
    """
    begun = _begun(reader, claim, reviewer_id)
    after = msgspec.structs.replace(claim, **fields)
    own = tuple(field_id for field_id, words in after.extra.items() if words != claim.extra.get(field_id))
    amendment = consistent(after, filled=(*fields, *own))
    if amendment == claim:
        return None
    title = TITLES.get(next(iter(fields)), "Amend a claim") if len(fields) == 1 else "Amend a claim"
    return Change(
        title=title,
        reviewer_id=reviewer_id,
        alterations=(*begun, amended(claim, **msgspec.structs.asdict(amendment))),
    )


def say_absent(
    reader: RecordReader, claim: Claim, reviewer_id: str, field: str, reason: Absence | None
) -> Change | None:
    """The change that says why a field is empty (and empties it), or with None that it is not yet filled.

    ``field`` is a name of ``FIELDS_THAT_MAY_BE_ABSENT``, or the id of one of the codebook's own fields.
    """
    if field not in FIELDS_THAT_MAY_BE_ABSENT and not is_id(field):
        raise ValueError(f"{field} cannot be absent")
    absent = {name: why for name, why in claim.absent.items() if name != field}
    if reason is not None:
        absent[field] = reason
    return amend_claim(reader, claim, reviewer_id, **_emptied(claim, [field]), absent=absent)


def retract_claim(reader: RecordReader, claim: Claim, reviewer_id: str, reason: str = "") -> Change:
    """The change that retracts a claim: it is kept, and counts nowhere."""
    begun = _begun(reader, claim, reviewer_id)
    return Change(
        title="Retract a claim",
        reviewer_id=reviewer_id,
        reason=reason,
        alterations=(*begun, amended(claim, status=ClaimStatus.RETRACTED)),
    )


def restore_claim(reader: RecordReader, claim: Claim, reviewer_id: str) -> Change:
    """The change that brings a retracted claim back, as a draft."""
    begun = _begun(reader, claim, reviewer_id)
    return Change(
        title="Bring a claim back",
        reviewer_id=reviewer_id,
        alterations=(*begun, amended(claim, status=ClaimStatus.DRAFT)),
    )


def duplicate_claim(reader: RecordReader, claim: Claim, reviewer_id: str) -> tuple[Claim, Change]:
    """A new draft with the same words for another outcome, and the change that records it.

    Everything but outcome, direction, estimates, statement, note and key is taken over: those belong to the outcome.
    """
    kept = {
        name: getattr(claim, name)
        for name in ("therapies", "comparators", "population", "time_point", "design", "attribution", "study_id")
    }
    absent = {name: why for name, why in claim.absent.items() if name in kept or is_id(name)}
    copy, change = record_claim(
        reader, claim.report_id, reviewer_id, claim.passages, absent=absent, extra=dict(claim.extra), **kept
    )
    return copy, msgspec.structs.replace(change, title="Duplicate a claim")


def in_text_order(passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Passages by their place in the text, each place once."""
    places = {(passage.start, passage.end): passage for passage in passages}
    return tuple(places[place] for place in sorted(places))


def what_is_missing(claim: Claim) -> tuple[str, ...]:
    """The fields that a claim needs before it is complete and has not: passages, outcome, direction.

    A claim about a mechanism has no therapy, so a therapy is not asked for; nor is a field asked for that was
    said to be not reported or not applicable.
    """
    needed: Mapping[str, object] = {
        "passages": claim.passages,
        "outcome_id": claim.outcome_id,
        "direction_id": claim.direction_id,
    }
    return tuple(name for name, value in needed.items() if not value and name not in claim.absent)


def consistent(claim: Claim, filled: tuple[str, ...] = ()) -> Claim:
    """The claim with the rule kept that a field, its own or the codebook's, is either filled or absent.

    Of the two, what was just filled wins; otherwise the absence does.
    """
    both = [name for name in claim.absent if _value(claim, name)]
    absent = {name: why for name, why in claim.absent.items() if name not in both or name not in filled}
    emptied = _emptied(claim, [name for name in both if name not in filled])
    return msgspec.structs.replace(claim, absent=absent, passages=in_text_order(claim.passages), **emptied)


def _value(claim: Claim, name: str) -> object:
    """What a claim has in a field of its own, or in one of the codebook's."""
    return claim.extra.get(name) if is_id(name) else getattr(claim, name)


def _emptied(claim: Claim, names: Sequence[str]) -> dict[str, object]:
    """The fields of a claim that hold nothing any more when these are emptied."""
    emptied: dict[str, object] = {name: empty_value(name) for name in names if not is_id(name)}
    if any(name in claim.extra for name in names):
        emptied["extra"] = {field_id: words for field_id, words in claim.extra.items() if field_id not in names}
    return emptied


def empty_value(field: str) -> str | tuple[Estimate, ...] | None:
    """What a field of a claim holds when it holds nothing."""
    if field in ("therapies", "comparators", "estimates"):
        return ()
    return None if field.endswith("_id") else ""


def _begun(reader: RecordReader, claim: Claim, reviewer_id: str) -> tuple[Alteration, ...]:
    if claim.reviewer_id != reviewer_id:
        raise Refused("This claim was made by another reviewer. Only its own reviewer can change it.")
    return begin(reader, claim.report_id, claim.reviewer_id)
