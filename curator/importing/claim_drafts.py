"""Rows of a claims table put together: several rows about one question are one claim with several passages."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from curator.coding.claims import in_text_order, what_is_missing
from curator.ids import new_id
from curator.importing.claim_rows import ReadRow
from curator.importing.claim_words import shown
from curator.records import Absence, Claim, ClaimStatus, Mark, Passage, Query

_SHOWN_NAMES = {
    "therapies": "therapy",
    "comparators": "comparator",
    "outcome_id": "outcome",
    "direction_id": "direction",
    "time_point": "time point",
    "study_id": "study",
    "estimates": "estimate",
}
_KEPT_BY_A_MARK = ("note", "status")


class RowNote(Struct, frozen=True, kw_only=True):
    """A remark on a row that comes in, but not with everything that it says."""

    row: int
    words: str

    @property
    def sentence(self) -> str:
        """The remark in words."""
        return f"Row {self.row}: {self.words}"


@dataclass(slots=True)
class Draft:
    """A claim or a mark in the making, and the rows that it comes from; what the first one says is kept."""

    rows: list[ReadRow]
    notes: list[RowNote] = field(default_factory=list)
    repeats: list[RowNote] = field(default_factory=list)
    places: set[tuple[int, int]] = field(default_factory=set)

    @property
    def first(self) -> ReadRow:
        """The row that came first."""
        return self.rows[0]

    @property
    def is_mark(self) -> bool:
        """Whether it is a mark, not a claim."""
        return self.rows[0].is_mark

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its rows."""
        return tuple(row.number for row in self.rows)

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all rows in text order, each once."""
        if len(self.rows) == 1 and len(self.rows[0].passages) == 1:
            return (self.rows[0].passages[0],)
        return in_text_order([passage for row in self.rows for passage in row.passages])


def put_together(rows: Sequence[ReadRow]) -> list[Draft]:
    """Claims and marks in the order of their first rows. Rows without a key stand by themselves."""
    drafts: list[Draft] = []
    keyed: dict[Hashable, Draft] = {}
    for row in rows:
        draft = None
        if row.key:
            shared = (row.report.id, row.reviewer_id, row.key, row.label_id if row.is_mark else None)
            draft = keyed.get(shared)
        if draft is None:
            draft = Draft([row])
            drafts.append(draft)
            if row.key:
                draft.places.update((passage.start, passage.end) for passage in row.passages)
                keyed[shared] = draft
        else:
            _take_in(draft, row)
        _say_what_is_not_kept(draft, row)
    return drafts


def _take_in(draft: Draft, row: ReadRow) -> None:
    first = draft.first
    places = {(passage.start, passage.end) for passage in row.passages}
    repeats = bool(places) and places <= draft.places
    draft.places |= places
    for kept, said in ((first.said, row.said), (first.extra, row.extra)):
        for name, value in said.items():
            repeats = repeats and name in kept
            if kept.setdefault(name, value) != value:
                words = f"its {_shown_name(name)} differs from that of row {first.number}, which is kept."
                draft.notes.append(RowNote(row=row.number, words=words))
                repeats = False
    if repeats:
        draft.repeats.append(RowNote(row=row.number, words=f"adds nothing to row {first.number}."))
    draft.rows.append(row)


def _say_what_is_not_kept(draft: Draft, row: ReadRow) -> None:
    if row.label_id is None:
        return
    if not row.is_mark:
        words = "its label is not kept, since the row is a claim; give the mark a row of its own."
        draft.notes.append(RowNote(row=row.number, words=words))
        return
    lost = [_shown_name(name) for name in (*row.said, *row.extra) if name not in _KEPT_BY_A_MARK]
    if lost:
        words = f"its {', '.join(lost)} is not kept, since a mark has a label and a note only."
        draft.notes.append(RowNote(row=row.number, words=words))


def _shown_name(name: str) -> str:
    is_extra = "-" in name  # the id of a field of the codebook
    return "extra field" if is_extra else _SHOWN_NAMES.get(name, name)


def claim_from(draft: Draft, claim_id: str, at: datetime) -> Claim:
    """The claim of a draft. It is complete when nothing is missing, unless its rows say how far it has come.

    A claim whose words were all lost is a draft, whatever its rows say.
    """
    first = draft.first
    fields: dict[str, Any] = {}
    extra: dict[str, str] = {}
    absent: dict[str, Absence] = {}
    for said, into in ((first.said, fields), (first.extra, extra)):
        for name, value in said.items():
            if isinstance(value, Absence):
                absent[name] = value
            else:
                into[name] = value
    if "estimates" in fields:
        fields["estimates"] = tuple(msgspec.structs.replace(one, id=new_id()) for one in fields["estimates"])
    status = fields.pop("status", None)
    claim = Claim(
        id=claim_id,
        report_id=first.report.id,
        reviewer_id=first.reviewer_id,
        passages=draft.passages,
        key=first.key,
        absent=absent,
        extra=extra,
        recorded_at=at,
        status=status or ClaimStatus.COMPLETE,
        **fields,
    )
    lost = not claim.passages and status is not ClaimStatus.RETRACTED
    if lost or (status is None and what_is_missing(claim)):
        return msgspec.structs.replace(claim, status=ClaimStatus.DRAFT)
    return claim


def mark_from(draft: Draft, mark_id: str, at: datetime) -> Mark:
    """The mark of a draft."""
    first = draft.first
    return Mark(
        id=mark_id,
        report_id=first.report.id,
        reviewer_id=first.reviewer_id,
        label_id=first.label_id or "",
        passages=draft.passages,
        memo=str(first.said.get("note", "")),
        key=first.key,
        retracted=first.said.get("status") is ClaimStatus.RETRACTED,
        recorded_at=at,
    )


def query_about_lost_words(draft: Draft, claim: Claim, file: str, at: datetime) -> Query:
    """The open query on a claim none of whose words were found."""
    rows = ", ".join(map(str, draft.numbers))
    quotes = [f"“{shown(row.words)}”" for row in draft.rows if row.words.strip()]
    if quotes:
        question = f"Where are its words? Not found in the text: {', '.join(quotes)} (row {rows} of {file})."
    else:
        question = f"Which words does it stand on? Row {rows} of {file} gives none."
    return Query(
        id=new_id(),
        report_id=claim.report_id,
        claim_id=claim.id,
        reviewer_id=claim.reviewer_id,
        question=question,
        asked_at=at,
    )


def identity_of_claim(claim: Claim) -> Hashable:
    """What two claims share that say the same on the same words: everything but id, status and time."""
    return (
        claim.report_id,
        claim.reviewer_id,
        claim.key,
        tuple((passage.start, passage.end) for passage in claim.passages),
        claim.therapies,
        claim.comparators,
        claim.outcome_id,
        claim.direction_id,
        claim.population,
        claim.time_point,
        claim.design,
        claim.attribution,
        claim.study_id,
        claim.statement,
        claim.note,
        tuple(msgspec.structs.astuple(estimate)[1:] for estimate in claim.estimates),
        tuple(sorted(claim.absent.items())),
        tuple(sorted(claim.extra.items())),
    )


def identity_of_mark(mark: Mark) -> Hashable:
    """What two marks share that say the same of the same words."""
    places = tuple((passage.start, passage.end) for passage in mark.passages)
    return mark.report_id, mark.reviewer_id, mark.key, mark.label_id, places, mark.memo
