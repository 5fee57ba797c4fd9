"""A report's text corrected, or extracted again: the report gets its new text, and every passage follows by its words.

The rules. The text is the report's and not one reviewer's, so the passages of all follow: of submitted codings and of
the consensus too, of what was retracted too. Following alters no coding: what was submitted stays submitted, and what
was settled stays settled. A passage that cannot be followed for sure is neither moved nor dropped: whoever corrects
chooses where it stands, or sets it aside; its words are then kept in a query on its claim. Work that is not open to
whoever corrects is followed as far as that is sure; the rest of it is set aside with queries that its own reviewer
finds. Nothing is altered before all of this was chosen, and undo takes all of it back at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from curator.adjudication.following import decisions_following
from curator.changes import Alteration, Change, SourceText, added, amended
from curator.coding.blinding import BlindReader
from curator.coding.claims import in_text_order
from curator.coding.reports import short_name
from curator.errors import ChangedMeanwhile, NotFound, Refused
from curator.ids import new_id
from curator.importing.formats.reading import Reading
from curator.ports import RecordReader
from curator.records import Claim, Label, Mark, Passage, Query, Report, Reviewer, Structure
from curator.text.following import Followed, Follower, Trace

Place = tuple[int, int]
"""Where a passage stood in the former text."""

SET_ASIDE = None
"""The choice for a passage that has no place in the new text: its words are kept in a query."""

Choices = Mapping[Place, Passage | None]
"""For passages that could not be followed for sure: the place that was chosen, or ``SET_ASIDE``."""

R = TypeVar("R", Claim, Mark)


class Following(Struct, frozen=True, kw_only=True):
    """What becomes of one passage, and how many claims and marks stand on it: those that may be seen, and others."""

    trace: Trace
    claims: tuple[Claim, ...] = ()
    marks: tuple[Mark, ...] = ()
    unseen: int = 0

    @property
    def place(self) -> Place:
        """Where it stood in the former text."""
        return self.trace.before.start, self.trace.before.end

    @property
    def is_sure(self) -> bool:
        """Whether it can be followed without asking anybody."""
        return self.trace.after is not None


class Correction(Struct, frozen=True, kw_only=True):
    """What a correction would do; nothing is altered before somebody applies the change that ``correct`` makes of it.

    ``followings`` are in the order of the former text. ``original`` is the file that the new text comes from; None when
    it is still the one that the report came from.
    """

    report: Report
    text_before: str
    reading: Reading
    original: bytes | None
    followings: tuple[Following, ...]

    @property
    def open(self) -> tuple[Following, ...]:
        """The passages that somebody has to decide about: not followed for sure, and seen by whoever corrects."""
        return tuple(one for one in self.followings if not one.is_sure and (one.claims or one.marks))

    @property
    def unseen(self) -> int:
        """How many passages of work that is not open cannot be followed for sure."""
        return sum(one.unseen for one in self.followings if not one.is_sure)

    def of(self, followed: Followed) -> tuple[Following, ...]:
        """The passages that were followed this far."""
        return tuple(one for one in self.followings if one.trace.followed is followed)

    @property
    def only_structure(self) -> bool:
        """Whether the words stay as they are, and only sections or pages are new."""
        return self.reading.text == self.text_before


def read_correction(
    reader: RecordReader,
    report: Report,
    reading: Reading,
    original: bytes | None,
    reviewer_id: str,
    progress: Callable[[float, str], object] | None = None,
) -> Correction:
    """What giving the report this text would do. Raises ``Refused`` when it has it already, or another report has."""
    text = reader.text(report.text_sha256)
    structure = _structure(reader, report)
    if reading.text == text and (reading.sections, reading.pages) == _parts(structure):
        raise Refused("The report has this very text already. Nothing was altered.")
    _refuse_text_of_another(reader, report, reading.text)
    follower = Follower(text, reading.text)
    standing = _standing(reader, report, reviewer_id)
    followings = []
    for number, (passage, claims, marks, unseen) in enumerate(standing):
        if progress is not None:
            progress(number / len(standing), short_name(report))
        followings.append(Following(trace=follower.follow(passage), claims=claims, marks=marks, unseen=unseen))
    return Correction(report=report, text_before=text, reading=reading, original=original, followings=tuple(followings))


def correct(reader: RecordReader, correction: Correction, choices: Choices, reviewer_id: str) -> Change:
    """The change that gives the report its new text; raises ``Refused`` while something is still to be chosen."""
    undecided = [one for one in correction.open if one.place not in choices]
    if undecided:
        raise Refused(
            "{count} passage(s) could not be followed for sure. Choose for each where it stands now, or set it aside.",
            count=len(undecided),
        )
    report, reading = correction.report, correction.reading
    places: dict[Passage, Passage | None] = {
        one.trace.before: one.trace.after if one.is_sure else choices.get(one.place) for one in correction.followings
    }
    moved: list[Alteration] = []
    if not correction.only_structure:
        records: list[Claim | Mark] = [*reader.all(Claim, report_id=report.id), *reader.all(Mark, report_id=report.id)]
        for record in records:
            moved += _moved(reader, record, places, reviewer_id)
    source = SourceText(text=reading.text, original=_original(reader, correction))
    alterations = (
        *_report_and_structure(reader, correction, source),
        *moved,
        *decisions_following(reader, moved),
    )
    title = f"Correct the text of {short_name(report)}"
    return Change(title=title, reviewer_id=reviewer_id, alterations=alterations, texts=(source,))


def _report_and_structure(reader: RecordReader, correction: Correction, source: SourceText) -> Iterable[Alteration]:
    report, reading = correction.report, correction.reading
    said = {
        "text_sha256": source.text_sha256,
        "original_sha256": source.original_sha256,
        "characters": len(reading.text),
        "encoding": reading.encoding,
        "import_note": " ".join(reading.notes),
    }
    if msgspec.structs.replace(report, **said) != report:
        yield amended(report, **said)
    before = _structure(reader, report)
    has_parts = bool(reading.sections or reading.pages)
    parts: dict[str, Any] = {"text_sha256": source.text_sha256, "sections": reading.sections, "pages": reading.pages}
    if before is not None:
        yield amended(before, **parts) if has_parts else Alteration(before=before, after=None)
    elif has_parts:
        yield from added([Structure(id=new_id(), report_id=report.id, **parts)])


def _moved(
    reader: RecordReader, record: Claim | Mark, places: Mapping[Passage, Passage | None], reviewer_id: str
) -> Iterable[Alteration]:
    """A claim or a mark with its passages where they stand now, and a query about those that were set aside."""
    if not record.passages:
        return
    if not places.keys() >= set(record.passages):
        raise ChangedMeanwhile("Somebody marked words of this report meanwhile. Nothing was altered; look at it again.")
    found = [places[one] for one in record.passages]
    kept = in_text_order(list(dict.fromkeys(one for one in found if one is not None)))
    aside = [one for one, place in zip(record.passages, found, strict=True) if place is None]
    retracts = isinstance(record, Mark) and not kept
    altered: dict[str, object] = {"passages": kept} | ({"retracted": True} if retracts else {})
    if msgspec.structs.replace(record, **altered) != record:
        yield amended(record, **altered)
    if aside:
        yield from added([_query(reader, record, aside, reviewer_id, is_retracted=retracts)])


def _query(
    reader: RecordReader, record: Claim | Mark, aside: list[Passage], reviewer_id: str, *, is_retracted: bool
) -> Query:
    """What asks for the words that have no place any more, so that they are kept, and found by whoever marked them."""
    words = "; ".join(f"“{one.words}” (characters {one.start:,} to {one.end:,})" for one in aside)
    question = f"The report's text was corrected, and these words of it were not found again: {words}."
    if isinstance(record, Mark):
        labels = reader.get_many(Label, [record.label_id])
        label = labels[record.label_id].name if record.label_id in labels else ""
        question += f" They were marked as “{label}”" + (f", with the memo: {record.memo}." if record.memo else ".")
        question += " The mark is retracted; undo brings it back." if is_retracted else ""
    owners = reader.get_many(Reviewer, [record.reviewer_id])
    is_consensus = record.reviewer_id in owners and owners[record.reviewer_id].consensus
    return Query(
        id=new_id(),
        report_id=record.report_id,
        claim_id=record.id if isinstance(record, Claim) else None,
        reviewer_id=reviewer_id if is_consensus else record.reviewer_id,
        question=question,
        asked_at=datetime.now(UTC),
    )


def _standing(
    reader: RecordReader, report: Report, reviewer_id: str
) -> list[tuple[Passage, tuple[Claim, ...], tuple[Mark, ...], int]]:
    """Every passage of the report in text order, the claims and marks on it that may be seen, and how many may not."""
    sight = BlindReader(reader, reviewer_id)
    open_ids = {one.id for kind in (Claim, Mark) for one in sight.all(kind, report_id=report.id)}
    claims: dict[Passage, list[Claim]] = {}
    marks: dict[Passage, list[Mark]] = {}
    unseen: dict[Passage, int] = {}
    for claim in reader.all(Claim, report_id=report.id):
        for passage in dict.fromkeys(claim.passages):
            _count(claim, passage, open_ids, claims, unseen)
    for mark in reader.all(Mark, report_id=report.id):
        for passage in dict.fromkeys(mark.passages):
            _count(mark, passage, open_ids, marks, unseen)
    every = sorted({*claims, *marks, *unseen}, key=lambda one: (one.start, one.end))
    return [(one, tuple(claims.get(one, ())), tuple(marks.get(one, ())), unseen.get(one, 0)) for one in every]


def _count(
    record: R, passage: Passage, open_ids: set[str], seen: dict[Passage, list[R]], unseen: dict[Passage, int]
) -> None:
    if record.id in open_ids:
        seen.setdefault(passage, []).append(record)
    else:
        unseen[passage] = unseen.get(passage, 0) + 1


def _refuse_text_of_another(reader: RecordReader, report: Report, text: str) -> None:
    sha256 = SourceText(text=text, original=b"").text_sha256
    for other in reader.all(Report, text_sha256=sha256):
        if other.id != report.id:
            raise Refused(
                "“{title}” has this very text already. Set one of the two reports aside instead.",
                title=other.title or other.file_name,
            )


def _structure(reader: RecordReader, report: Report) -> Structure | None:
    found = reader.all(Structure, report_id=report.id)
    return found[0] if found else None


def _parts(structure: Structure | None) -> tuple[object, object]:
    return (structure.sections, structure.pages) if structure is not None else ((), ())


def _original(reader: RecordReader, correction: Correction) -> bytes:
    """The file that the text comes from: a new one, else the report's own, else the words themselves."""
    if correction.original is not None:
        return correction.original
    try:
        return reader.original(correction.report.original_sha256)
    except NotFound:
        return correction.reading.text.encode()
