"""What one reviewer may see of another's work: nothing on a report, until both have submitted it.

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
from curator.errors import NotFound
from curator.evidence.question import EvidenceQuestion
from curator.evidence.uses import is_retracted, used_by
from curator.finding.candidates import Candidates
from curator.finding.question import Needed
from curator.ports import RecordReader, ReviewState
from curator.records import (
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Handout,
    Mark,
    Pairing,
    Query,
    Record,
    Reviewer,
)

R = TypeVar("R", bound=Record)

CODED: tuple[type[Record], ...] = (Claim, Mark, Query, Pairing, Handout)
"""Kinds of record that show what somebody did on a report, or may."""

_IN_LOG = frozenset(kind.name_in_log for kind in CODED)
_AT_ONCE = 200


class Sight:
    """What one reviewer may see, as the codings stand at one moment."""

    def __init__(self, reviewer_id: str, codings: Iterable[Coding]) -> None:
        self.reviewer_id = reviewer_id
        self._submitted: dict[str, set[str]] = {}
        for coding in codings:
            if coding.status is CodingStatus.SUBMITTED:
                self._submitted.setdefault(coding.reviewer_id, set()).add(coding.report_id)

    def shows_the_same_as(self, other: Sight) -> bool:
        """Whether exactly the same may be seen as with another one."""
        return self.reviewer_id == other.reviewer_id and self._submitted == other._submitted

    def open_reports(self, other_id: str) -> set[str]:
        """The reports on which the reviewer may see what another one did."""
        return self._submitted.get(self.reviewer_id, set()) & self._submitted.get(other_id, set())

    def is_open(self, report_id: str, other_id: str | None) -> bool:
        """Whether the reviewer may see what ``other_id`` did on a report: their own, or what both have submitted."""
        if other_id == self.reviewer_id:
            return True
        return other_id is not None and report_id in self.open_reports(other_id)


class BlindReader:
    """Reads a review as one reviewer may see it; implements ``RecordReader``."""

    def __init__(self, reader: RecordReader, reviewer_id: str) -> None:
        self._reader = reader
        self._reviewer_id = reviewer_id
        self._sight = Sight(reviewer_id, ())
        self._sight_at = -1
        self._lines: dict[int, tuple[bool, LogEntry | None]] = {}

    def sight(self) -> Sight:
        """What may be seen now."""
        sequence = self._reader.state().sequence
        if self._sight_at != sequence:
            now = Sight(self._reviewer_id, self._reader.all(Coding))
            if not now.shows_the_same_as(self._sight):
                self._sight = now
                self._lines.clear()
            self._sight_at = sequence
        return self._sight

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
        visible = self._visible_ids()
        return [claim_id for claim_id in self._reader.claim_ids(question) if claim_id in visible]

    def claims_using(self, term_ids: Sequence[str]) -> list[str]:
        """The ids of all claims that may be seen and that name one of these therapies, outcomes or directions."""
        visible = self._visible_ids()
        return [claim_id for claim_id in self._reader.claims_using(term_ids) if claim_id in visible]

    def uses(self) -> Mapping[str, tuple[int, int]]:
        """By id, how many living and how many retracted claims (of a label: marks) that may be seen name a record."""
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

    def _visible_ids(self) -> set[str]:
        """The ids of all claims that may be seen."""
        sight, every = self.sight(), tuple(ClaimStatus)
        own = EvidenceQuestion(reviewer_ids=(self._reviewer_id,), statuses=every)
        visible = set(self._reader.claim_ids(own))
        for other in self._reader.all(Reviewer):
            reports = tuple(sorted(sight.open_reports(other.id)))
            if reports and other.id != self._reviewer_id:
                question = EvidenceQuestion(reviewer_ids=(other.id,), report_ids=reports, statuses=every)
                visible.update(self._reader.claim_ids(question))
        return visible

    def _visible(self, records: Sequence[R]) -> list[R]:
        """Those of some records that may be seen."""
        if all(isinstance(one, Claim | Mark | Query) and one.reviewer_id == self._reviewer_id for one in records):
            return list(records)  # as always where one person works alone
        sight = self.sight()
        claims: dict[str, Claim] = {}
        pairings = [one for one in records if isinstance(one, Pairing)]
        if pairings:
            both = {claim_id for one in pairings for claim_id in (one.first_claim_id, one.second_claim_id)}
            claims = self._reader.get_many(Claim, both)
        return [one for one in records if _may_see(sight, one, claims)]

    def seen(self, alterations: Iterable[Alteration]) -> tuple[Alteration, ...]:
        """Those of some alterations both sides of which may be seen, as their reports stand now."""
        return tuple(
            alteration
            for alteration in alterations
            if all(
                self._visible([record]) for record in (alteration.before, alteration.after) if isinstance(record, CODED)
            )
        )

    def line(self, entry: LogEntry) -> LogEntry | None:
        """A line of the log as it may be seen: its title and reason only when nothing of it has to be kept back.

        None when nothing of what it altered may be seen.
        """
        if not _IN_LOG & entry.counts.keys():
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


def _may_see(sight: Sight, record: Record, claims: dict[str, Claim]) -> bool:
    if isinstance(record, Claim | Mark | Query):
        return sight.is_open(record.report_id, record.reviewer_id)
    if isinstance(record, Handout):
        return record.reviewer_id == sight.reviewer_id
    if isinstance(record, Pairing):
        both = [claims.get(one) for one in (record.first_claim_id, record.second_claim_id)]
        return all(claim is not None and sight.is_open(claim.report_id, claim.reviewer_id) for claim in both)
    return True
