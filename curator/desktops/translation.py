"""What a file says, in the ids of this review and on the texts that it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from curator.desktops.describing import described, shortened
from curator.desktops.other_texts import FoundAgain, find_again
from curator.desktops.references import renamed
from curator.desktops.versions import TEXT_FIELDS
from curator.desktops.working import Working
from curator.errors import BadInput, NotFound
from curator.ports import RecordReader
from curator.records import Claim, Mark, Record, Report, Term
from curator.text.passages import stands

R = TypeVar("R", bound=Record)

_NOT_ITS_WORDS = (
    "{name} is damaged: a {what} does not stand on the words that it names. Nothing was merged. Check the file where "
    "it was made, and ask for a whole one."
)


class Translation:
    """Turns records of one file into what they are here.

    ``joined`` has, by id in the file, the id of the same thing here; it grows as such things are found.
    """

    def __init__(
        self, working: Working, theirs: RecordReader, reports: Iterable[Report], joined: Mapping[str, str], name: str
    ) -> None:
        self.joined = dict(joined)
        self._working = working
        self._theirs = theirs
        self._name = name
        self._texts_there = {report.id: report.text_sha256 for report in reports}
        self._ends: dict[str, str] = {}
        self._text: tuple[str, str] = ("", "")

    def terms_merged(self, ends: Mapping[str, str]) -> None:
        """From here on, whatever names a merged term names the one that stands for it."""
        self._ends = dict(ends)

    def here(self, record: R) -> R:
        """A record as it is here, passages left as they are."""
        if isinstance(record, Term):
            return self._term(record)
        ids = self.joined
        if self._ends:
            ids = {**self._ends, **{there: self._ends.get(here, here) for there, here in self.joined.items()}}
        record = renamed(record, ids)
        if isinstance(record, Report):
            known = self._working.of(Report).get(record.id)
            if known is not None:
                record = msgspec.structs.replace(record, **{name: getattr(known, name) for name in TEXT_FIELDS})
        return record

    def _term(self, term: R) -> R:
        """A term keeps saying what it was merged into; but it stands under what a merged parent became."""
        term = renamed(term, self.joined)
        parent = getattr(term, "parent_id", None)
        return msgspec.structs.replace(term, parent_id=self._ends[parent]) if parent in self._ends else term

    def placed(self, record: Claim | Mark) -> FoundAgain:
        """A claim or mark here; on another text of its report, its passages are looked for by their words.

        Raises ``BadInput`` when it does not stand on the words that it names.
        """
        there = self._texts_there.get(record.report_id)
        here = self.here(record)
        report = self._working.of(Report).get(here.report_id)
        if report is None or there is None:
            return FoundAgain(here, (), ())
        if there != report.text_sha256:
            return find_again(here, report, self._text_of(report), self.what(here))
        if not all(stands(passage, self._text_of(report)) for passage in record.passages):
            raise BadInput(_NOT_ITS_WORDS, name=self._name, what=self.what(here))
        return FoundAgain(here, (), ())

    def what(self, record: Record) -> str:
        """A record in a few words."""
        return shortened(described(record, self._working))

    def _text_of(self, report: Report) -> str:
        if self._text[0] != report.text_sha256:
            try:
                text = self._working.reader.text(report.text_sha256)
            except NotFound:
                text = self._theirs.text(report.text_sha256)
            self._text = (report.text_sha256, text)
        return self._text[1]
