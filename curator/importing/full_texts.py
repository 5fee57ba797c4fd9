"""A full text that comes after its reference: offered to join it, so that the report has one record and both."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from curator.changes import Alteration, Change
from curator.coding.correcting import SET_ASIDE, correct, read_correction
from curator.errors import Refused
from curator.importing.accounts import Offer
from curator.importing.formats.reading import Reading
from curator.importing.references.duplicates import KnownReports
from curator.importing.references.joining import join
from curator.ports import RecordReader
from curator.records import Report, ReportKind


class JoinedText(Struct, frozen=True, kw_only=True):
    """A reference that got its full text: the change, the report as it is then, and what became of its marks."""

    change: Change
    report: Report
    notes: tuple[str, ...]


class References:
    """The reports of the review that have only an abstract yet."""

    def __init__(self, reader: RecordReader, reports: Iterable[Report], reviewer_id: str | None) -> None:
        self._reader = reader
        self._reviewer_id = reviewer_id
        without = [one for one in reports if one.kind is ReportKind.ABSTRACT and not one.retired]
        self._known = KnownReports(without) if without else None
        self._joined: set[str] = set()

    def offer(self, report: Report) -> Offer | None:
        """The reference that a text may be the full text of; each is offered until one has joined it."""
        found = self._known.most_like(report) if self._known is not None else None
        return None if found is None or found.report is None or found.report.id in self._joined else found

    def join(self, offer: Offer, reading: Reading, original: bytes, report: Report) -> JoinedText:
        """The reference with its full text. What was marked in the abstract follows by its words.

        A passage that is not found again for sure is set aside; its words are then kept in a query. Raises
        ``Refused`` when nobody is named who does this, or another report has this text.
        """
        before = offer.report
        if before is None or self._reviewer_id is None:
            raise Refused("A full text is joined to its reference by a reviewer. Say who you are.")
        correction = read_correction(self._reader, before, reading, original, self._reviewer_id)
        choices = {one.place: SET_ASIDE for one in correction.open}
        change = correct(self._reader, correction, choices, self._reviewer_id)
        joined = join(before, report, report.file_name or "the full text", correction.text_before, reading.text)
        alterations = []
        after = joined.report
        for alteration in change.alterations:
            if isinstance(alteration.after, Report):
                kind = report.kind if report.kind is not ReportKind.ABSTRACT else ReportKind.OTHER
                fields = {name: getattr(alteration.after, name) for name in _OF_THE_TEXT}
                after = msgspec.structs.replace(joined.report, file_name=report.file_name, kind=kind, **fields)
                alterations.append(Alteration(before=alteration.before, after=after))
            else:
                alterations.append(alteration)
        self._joined.add(before.id)
        followed = len(correction.followings) - len(choices) - correction.unseen
        notes = [f"It is the full text of “{before.title}” now.", *joined.notes]
        if correction.followings:
            notes.append(_in_words(followed, len(choices) + correction.unseen))
        return JoinedText(
            change=msgspec.structs.replace(change, alterations=tuple(alterations)), report=after, notes=tuple(notes)
        )


_OF_THE_TEXT = ("text_sha256", "original_sha256", "characters", "encoding", "import_note")


def _in_words(followed: int, aside: int) -> str:
    said = f"{followed:,} marked passages follow by their words"
    return f"{said}." if not aside else f"{said}; {aside:,} were not found again, and their words are kept in queries."
