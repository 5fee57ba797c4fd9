"""What one reviewer may see of another's work: nothing on a report, until both have submitted it (see ``sight``).

The rule is kept here and not in any list or panel: whoever reads a review through a ``BlindReader`` cannot show what
must not be seen. Reports, the codebook, assignments and how far everybody has come are open to all; what somebody
marked, claimed and asked, and what the log says of that, is not.

A blind reader is for showing. A rule that keeps the review whole (a term in use cannot vanish) reads the review itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from curator.changes import Alteration, LogEntry, count_alterations
from curator.coding.coders import coders_of
from curator.coding.reviews import people
from curator.coding.sight import Sight
from curator.errors import NotFound
from curator.evidence.question import ClaimSource, EvidenceQuestion
from curator.evidence.uses import is_retracted, used_by
from curator.finding.candidates import Candidates
from curator.finding.question import Needed
from curator.ports import RecordReader, ReviewState
from curator.records import (
    Assignment,
    Claim,
    ClaimStatus,
    Coding,
    Decision,
    Handout,
    Mark,
    Pairing,
    Query,
    Record,
    Report,
    Reviewer,
)

R = TypeVar("R", bound=Record)

CODED: tuple[type[Record], ...] = (Claim, Mark, Query, Pairing, Decision, Handout)
"""Kinds of record that show what somebody did on a report, or may."""

_IN_LOG = frozenset(kind.name_in_log for kind in CODED)
_ABOUT_CODERS = frozenset(kind.name_in_log for kind in (Assignment, Coding, Reviewer))
_AT_ONCE = 200
_FEW = 20


class BlindReader:
    """Reads a review as one reviewer may see it; implements ``RecordReader``."""

    def __init__(self, reader: RecordReader, reviewer_id: str | None) -> None:
        """``reviewer_id`` is who reads; None is nobody in particular, who sees what everybody may."""
        self._reader = reader
        self._reviewer_id = reviewer_id
        self._known = (-1, Sight(reviewer_id, {}, ()))  # one value, since lists are asked for in several threads
        self._lines: dict[int, tuple[bool, LogEntry | None]] = {}
        self._claim_ids: tuple[int, frozenset[str] | None] = (-1, None)
        self._settled: tuple[int, frozenset[str] | None] = (-1, None)

    def sight(self) -> Sight:
        """What may be seen now."""
        sequence = self._reader.state().sequence
        known_at, sight = self._known
        if known_at != sequence and self._may_differ(known_at, sequence):
            assignments, codings = self._reader.all(Assignment), self._reader.all(Coding)
            coders = coders_of(assignments, codings, [one.id for one in people(self._reader)])
            now = Sight(self._reviewer_id, coders, {one.report_id for one in assignments})
            if not now.shows_the_same_as(sight):
                sight = now
                self._lines.clear()
        self._known = (sequence, sight)
        return sight

    def _may_differ(self, known_at: int, sequence: int) -> bool:
        """Whether something since then was about who codes what; most changes are not, and cost no more for it."""
        since = sequence - known_at
        if known_at < 0 or not 0 < since <= _FEW:
            return True
        return any(_ABOUT_CODERS & entry.counts.keys() for entry in self._reader.log(limit=since))

    def get(self, kind: type[R], record_id: str) -> R:
        """The record with this id; raises ``NotFound`` for one that must not be seen, as for one that is not there."""
        found = self.get_many(kind, [record_id]).get(record_id)
        if found is None:
            raise NotFound("There is no {kind} with the id {id} in this review.", kind=kind.name_in_log, id=record_id)
        return found

    def get_many(self, kind: type[R], record_ids: Iterable[str]) -> dict[str, R]:
        """The records with these ids, by id; those that must not be seen are left out."""
        found = self._reader.get_many(kind, record_ids)
        return found if kind not in CODED else {one.id: one for one in self._visible(list(found.values()))}

    def all(self, kind: type[R], **where: str | bool | None) -> list[R]:
        """All records of a type that may be seen and whose fields equal ``where``."""
        found = self._reader.all(kind, **where)
        return found if kind not in CODED else self._visible(found)

    def count(self, kind: type[Record], **where: str | bool | None) -> int:
        """How many records ``all`` would give."""
        return self._reader.count(kind, **where) if kind not in CODED else len(self.all(kind, **where))

    def text(self, sha256: str) -> str:
        """A report's text by its SHA-256."""
        return self._reader.text(sha256)

    def original(self, sha256: str) -> bytes:
        """A report's original file by its SHA-256."""
        return self._reader.original(sha256)

    def state(self) -> ReviewState:
        """How far the review has come."""
        return self._reader.state()

    def log(self, *, limit: int | None = None, before: int | None = None) -> list[LogEntry]:
        """The lines of the log that may be seen, newest first; a line counts only what may be seen of its change."""
        lines: list[LogEntry] = []
        while limit is None or len(lines) < limit:
            entries = self._reader.log(limit=None if limit is None else max(limit, _AT_ONCE), before=before)
            lines += [line for line in map(self.line, entries) if line is not None]
            if limit is None or not entries:
                break
            before = entries[-1].sequence
        return lines[:limit]

    def alterations(self, sequence: int) -> tuple[Alteration, ...]:
        """What the change with this number altered, as far as it may be seen."""
        return self.seen(self._reader.alterations(sequence))

    def claim_ids(self, question: EvidenceQuestion) -> list[str]:
        """The ids of the claims that ``question`` asks for and that may be seen, in the order that it asks for."""
        settled = self._settled_in_sight() if question.leaves_out_settled else None
        if settled is None:
            return self._seen_ids(self._reader.claim_ids(question))
        # A claim is left out for a decision only where the decision may be seen, or it would be seen nowhere.
        every = self._reader.claim_ids(msgspec.structs.replace(question, source=ClaimSource.EVERYTHING))
        return self._seen_ids([claim_id for claim_id in every if claim_id not in settled])

    def _settled_in_sight(self) -> frozenset[str] | None:
        """The ids of the claims about which something was decided that may be seen; None when every decision may be."""
        sequence, settled = self._settled
        now = self._reader.state().sequence
        if sequence != now:
            sight, every = self.sight(), self._reader.all(Decision)
            seen = [one for one in every if sight.shows_all_of(one.report_id)]
            hides = len(seen) < len(every)
            settled = frozenset(claim_id for one in seen for claim_id in one.claim_ids) if hides else None
            self._settled = now, settled
        return settled

    def claims_using(self, term_ids: Sequence[str]) -> list[str]:
        """The ids of all claims that may be seen and that name one of these therapies, outcomes or directions."""
        return self._seen_ids(self._reader.claims_using(term_ids))

    def uses(self) -> Mapping[str, tuple[int, int]]:
        """By id, how many living and how many retracted claims (of a label: marks) that may be seen name a record."""
        if self._is_alone():
            return self._reader.uses()
        living: Counter[str] = Counter()
        retracted: Counter[str] = Counter()
        coded: list[Claim | Mark] = [*self.all(Claim), *self.all(Mark)]
        for record in coded:
            (retracted if is_retracted(record) else living).update(used_by(record))
        return {record_id: (living[record_id], retracted[record_id]) for record_id in living.keys() | retracted.keys()}

    def worth_searching(self, needed: Needed) -> Candidates:
        """The texts and records that may have the words that are needed; of records, those that may be seen."""
        found = self._reader.worth_searching(needed)
        seen = {
            kind: ids if kind not in CODED else tuple(self.get_many(kind, ids)) for kind, ids in found.records.items()
        }
        return Candidates(texts=found.texts, records=seen)

    def _is_alone(self) -> bool:
        """Whether the review has no other person than whoever reads."""
        return [one.id for one in people(self._reader)] == [self._reviewer_id]

    def _seen_ids(self, claim_ids: list[str]) -> list[str]:
        """Those of some claims that may be seen, by their ids."""
        sequence, visible = self._claim_ids
        now = self._reader.state().sequence
        if sequence != now:
            visible = self._visible_ids()
            self._claim_ids = now, visible
        return claim_ids if visible is None else [claim_id for claim_id in claim_ids if claim_id in visible]

    def _visible_ids(self) -> frozenset[str] | None:
        """The ids of all claims that may be seen; None when nothing is hidden."""
        own = 0 if self._reviewer_id is None else self._reader.count(Claim, reviewer_id=self._reviewer_id)
        if own == self._reader.count(Claim):
            return None  # as always where one person works alone
        sight, visible = self.sight(), set[str]()
        reports = [report.id for report in self._reader.all(Report)]
        for other in self._reader.all(Reviewer):
            there = tuple(sight.open_reports(other.id, reports))
            if there:
                question = EvidenceQuestion(
                    reviewer_ids=(other.id,),
                    report_ids=() if len(there) == len(reports) else there,
                    statuses=tuple(ClaimStatus),
                    source=ClaimSource.EVERYTHING,
                )
                visible.update(self._reader.claim_ids(question))
        return frozenset(visible)

    def _visible(self, records: Sequence[R]) -> list[R]:
        """Those of some records that may be seen."""
        if all(isinstance(one, Claim | Mark | Query) and one.reviewer_id == self._reviewer_id for one in records):
            return list(records)  # as always where one person works alone
        sight = self.sight()
        named = {claim_id for record in records for claim_id in _claims_behind(record)}
        claims = self._reader.get_many(Claim, named) if named else {}
        return [one for one in records if _may_see(sight, one, claims)]

    def seen(self, alterations: Iterable[Alteration]) -> tuple[Alteration, ...]:
        """Those of some alterations both sides of which may be seen, as their reports stand now."""
        alterations = tuple(alterations)
        coded = [record for one in alterations for record in (one.before, one.after) if isinstance(record, CODED)]
        visible = {id(record) for record in self._visible(coded)}
        hidden = {id(record) for record in coded if id(record) not in visible}
        return tuple(one for one in alterations if hidden.isdisjoint((id(one.before), id(one.after))))

    def line(self, entry: LogEntry) -> LogEntry | None:
        """A line of the log as it may be seen: its title and reason only when nothing of it has to be kept back.

        None when nothing of what it altered may be seen.
        """
        if not _IN_LOG & entry.counts.keys() or self._is_alone():
            return entry
        self.sight()
        known = self._lines.get(entry.sequence)
        if known is None or known[0] != entry.undone:
            known = entry.undone, self._line_now(entry)
            self._lines[entry.sequence] = known
        return known[1]

    def _line_now(self, entry: LogEntry) -> LogEntry | None:
        every = self._reader.alterations(entry.sequence)
        seen = self.seen(every)
        if len(seen) == len(every):
            return entry
        if not seen:
            return None
        return msgspec.structs.replace(
            entry, title="Work that is not open to you yet", reason="", counts=count_alterations(seen)
        )


def may_see_work(reader: RecordReader, report_id: str, reviewer_id: str) -> bool:
    """Whether a reader shows what somebody did on a report: what is hidden is not to be taken for nothing."""
    return not isinstance(reader, BlindReader) or reader.sight().is_open(report_id, reviewer_id)


def _claims_behind(record: Record) -> tuple[str, ...]:
    """The ids of the claims that must be seen for a record to be seen."""
    match record:
        case Pairing():
            return record.first_claim_id, record.second_claim_id
        case Query() if record.claim_id is not None:
            return (record.claim_id,)
    return ()


def _may_see(sight: Sight, record: Record, claims: Mapping[str, Claim]) -> bool:
    if isinstance(record, Claim | Mark):
        return sight.is_open(record.report_id, record.reviewer_id)
    if isinstance(record, Handout):
        return record.reviewer_id == sight.reviewer_id is not None or sight.shows_everything
    if isinstance(record, Query):
        return _may_see_query(sight, record, claims.get(record.claim_id or ""))
    if isinstance(record, Decision):
        return sight.shows_all_of(record.report_id)
    behind = [claims.get(claim_id) for claim_id in _claims_behind(record)]
    return all(claim is not None and sight.is_open(claim.report_id, claim.reviewer_id) for claim in behind)


def _may_see_query(sight: Sight, query: Query, claim: Claim | None) -> bool:
    """A question of somebody who does not code the report, about a claim of one's own, is there to be answered."""
    if claim is not None and not sight.is_open(claim.report_id, claim.reviewer_id):
        return query.reviewer_id == sight.reviewer_id
    is_asked_of_them = claim is not None and claim.reviewer_id == sight.reviewer_id is not None
    to_answer = is_asked_of_them and not sight.is_coder(query.report_id, query.reviewer_id)
    return to_answer or sight.is_open(query.report_id, query.reviewer_id)
