"""Searches all texts, claims, notes and references of a review, one find after the other.

An index says where it is worth looking; each candidate is then looked at, so that finds come one by one: whoever needs
only the first of them stops asking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from curator.coding.reports import short_name
from curator.finding.finds import Find, Where, in_its_surroundings
from curator.finding.matching import places
from curator.finding.question import Asked, needed
from curator.finding.wording import JOINT, NOTES, fields_of
from curator.finding.words import SearchedText
from curator.ports import RecordReader
from curator.records import Claim, ClaimStatus, Mark, Query, Record, Report, Study
from curator.text.structure import SHORT, structure_of, words_for_place

Progress = Callable[[float, str], object]
"""Hears which share (0 to 1) was looked at; raising ends the search."""

EVERYWHERE = frozenset(Where)

_AT_ONCE = 200
_KINDS: tuple[type[Record], ...] = (Report, Study, Claim, Mark, Query)
_SEARCHED_AS = {Report: Where.REFERENCE, Study: Where.REFERENCE, Claim: Where.CLAIM}


def search(
    reader: RecordReader,
    asked: Asked,
    *,
    where: Iterable[Where] = EVERYWHERE,
    report_ids: Iterable[str] = (),
    progress: Progress | None = None,
) -> Iterator[Find]:
    """Every place at which a question's words stand: texts first, report by report, then references, claims, notes.

    Reports that were set aside, and claims and marks that were retracted, are passed over. ``report_ids`` narrows the
    search to some reports. What is searched as one: a text, or all words of one record.
    """
    wanted = frozenset(where)
    candidates = reader.worth_searching(needed(asked))
    only = frozenset(report_ids)
    reports = {report.id: report for report in reader.all(Report, retired=False) if not only or report.id in only}
    looking = _Looking(reader, asked, wanted, reports, bool(only), progress or (lambda _share, _words: None))
    if Where.TEXT in wanted:
        yield from looking.in_texts([report for report in reports.values() if report.text_sha256 in candidates.texts])
    for kind in _KINDS:
        if _may_hold(kind, wanted):
            yield from looking.in_records(kind, candidates.records.get(kind, ()))


def _may_hold(kind: type[Record], wanted: frozenset[Where]) -> bool:
    return Where.NOTE in wanted or _SEARCHED_AS.get(kind) in wanted


class _Looking:
    """Looks at candidates, one after the other."""

    def __init__(
        self,
        reader: RecordReader,
        asked: Asked,
        wanted: frozenset[Where],
        reports: dict[str, Report],
        narrowed: bool,
        progress: Progress,
    ) -> None:
        self._reader = reader
        self._asked = asked
        self._wanted = wanted
        self._reports = reports
        self._narrowed = narrowed
        self._progress = progress

    def in_texts(self, reports: list[Report]) -> Iterator[Find]:
        """The finds in the texts of these reports."""
        looked_at: dict[str, tuple[str, list[tuple[int, int]] | None]] = {}
        times = Counter(report.text_sha256 for report in reports)
        for number, report in enumerate(reports):
            self._progress(number / len(reports), short_name(report))
            sha256 = report.text_sha256
            if sha256 in looked_at:
                text, found = looked_at[sha256]
            else:
                text = self._reader.text(sha256)
                found = places(self._asked, SearchedText(text))
                if times[sha256] > 1:
                    looked_at[sha256] = text, found
            if not found:
                continue
            structure = structure_of(self._reader, report)
            for start, end in found:
                left, hit, right = in_its_surroundings(text, start, end)
                yield Find(
                    where=Where.TEXT,
                    kind=Report,
                    record_id=report.id,
                    report_id=report.id,
                    field="text",
                    start=start,
                    end=end,
                    left=left,
                    hit=hit,
                    right=right,
                    section=words_for_place(structure, start, SHORT),
                )

    def in_records(self, kind: type[Record], record_ids: Iterable[str]) -> Iterator[Find]:
        """The finds in records of one kind."""
        ids = list(record_ids)
        for first in range(0, len(ids), _AT_ONCE):
            self._progress(first / len(ids), kind.name_in_log)
            chunk = ids[first : first + _AT_ONCE]
            records = self._reader.get_many(kind, chunk)
            for record_id in chunk:
                if record_id in records and self._is_shown(records[record_id]):
                    yield from self._in_record(records[record_id])

    def _is_shown(self, record: Record) -> bool:
        if isinstance(record, Study):
            return not self._narrowed
        if isinstance(record, Claim) and record.status is ClaimStatus.RETRACTED:
            return False
        if isinstance(record, Mark) and record.retracted:
            return False
        return _report_of(record) in self._reports

    def _in_record(self, record: Record) -> Iterator[Find]:
        fields = fields_of(record)
        found = places(self._asked, SearchedText(JOINT.join(field.words for field in fields))) or ()
        begin = 0
        for name, words in fields:
            where = Where.NOTE if name in NOTES else _SEARCHED_AS.get(type(record), Where.NOTE)
            if where in self._wanted:
                here = [(start - begin, end - begin) for start, end in found if begin <= start < begin + len(words)]
                for start, end in here:
                    left, hit, right = in_its_surroundings(words, start, min(end, len(words)))
                    yield Find(
                        where=where,
                        kind=type(record),
                        record_id=record.id,
                        report_id=_report_of(record),
                        field=name,
                        start=start,
                        end=min(end, len(words)),
                        left=left,
                        hit=hit,
                        right=right,
                    )
            begin += len(words) + len(JOINT)


def _report_of(record: Record) -> str:
    return record.id if isinstance(record, Report) else str(getattr(record, "report_id", ""))
