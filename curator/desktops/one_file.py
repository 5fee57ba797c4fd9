"""One file merged into the review as it will be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from curator.changes import SourceText
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.desktops.accounts import Choices, Conflict, FileAccount, Take
from curator.desktops.codebooks import Codebooks
from curator.desktops.consensus import decision_here, keep_what_was_decided
from curator.desktops.describing import described
from curator.desktops.joining import Joining
from curator.desktops.loose_ends import bring_back, take_away
from curator.desktops.origins import Origin, merged_lines, records_at, records_of
from curator.desktops.outsiders import left_out, work_of_outsiders
from curator.desktops.translation import Translation
from curator.desktops.versions import Settled, Verdict, differing_fields, settle, settle_one_thing
from curator.desktops.working import TRAVELLING, Working
from curator.errors import BadInput
from curator.ports import RecordReader
from curator.records import (
    Claim,
    Coding,
    CodingStatus,
    Decision,
    Mark,
    Outcome,
    Query,
    Record,
    Report,
    Reviewer,
    Term,
    Therapy,
)

_NOT_ITS_TEXT = (
    "{name} is damaged: the text of “{title}” is not the one that was imported. Nothing was merged. Ask for a whole "
    "file."
)


class FileMerge:
    """Takes one file into ``working``, and keeps account of it."""

    def __init__(self, working: Working, theirs: RecordReader, origin: Origin, name: str, choices: Choices) -> None:
        self.account = FileAccount(name=name)
        self._working = working
        self._reader = theirs
        self._origin = origin
        self._choices = choices
        self._set_aside: list[Record] = []
        now = records_of(theirs)
        was = records_at(theirs, origin.base, now) if origin.base else {}
        reports = [record for record in (*was.values(), *now.values()) if isinstance(record, Report)]
        self._translation = Translation(working, theirs, reports, origin.handout.joined, name)
        self._joining = Joining(working, self._translation, now, was, self.account)
        self._joining.know_reports(theirs)
        self._now, self._was = self._chosen(now), self._chosen(was)
        self._joining.narrow(self._now, self._was)

    def run(self, at: datetime) -> FileAccount:
        """Takes everything in."""
        working, account = self._working, self.account
        working.mark()
        self._joining.know_people(self._choices)
        account.reviewer = self._whose()
        codebooks = Codebooks(working, self._translation, self._was.values(), self._now.values(), account)
        for kind in TRAVELLING:
            if kind is Therapy:
                codebooks.begin()
            self._joining.know(kind, ask=not self._origin.is_external)
            self._settle_kind(kind)
            if kind is Outcome:
                codebooks.end()
        bring_back(working, self._translation, {**self._was, **self._now}, account)
        if not self._origin.is_external:
            take_away(working, self._gone(), self._origin.handout.id, account)
        keep_what_was_decided(working)
        self._add_texts()
        self._count()
        self._remember(at)
        return account

    def _chosen(self, records: Mapping[str, Record]) -> Mapping[str, Record]:
        """The records that come in at all: of the file of another review, only what was coded on our reports."""
        if not self._origin.is_external:
            return records
        here, joined = self._working.of(Report), self._translation.joined
        known = {
            record.id: joined.get(record.id, record.id)
            for record in records.values()
            if isinstance(record, Report) and joined.get(record.id, record.id) in here
        }
        if records:
            self.account.notes = left_out(records, known) or self.account.notes
        return work_of_outsiders(records, known, self._working)

    def _whose(self) -> str:
        """Whose work the file is: that of the one for whom it was made, else of all who are in it."""
        reviewer = self._now.get(self._origin.handout.reviewer_id or "")
        whose = [reviewer] if reviewer else list(self._now.values())
        return ", ".join(one.name for one in whose if isinstance(one, Reviewer))

    def _ids(self, kind: type[Record]) -> list[str]:
        """The ids of the file's records of a kind, those on one report together, else in order."""
        ids = [record.id for record in self._now.values() if type(record) is kind]
        return sorted(ids, key=lambda one: (getattr(self._now[one], "report_id", ""), one))

    def _settle_kind(self, kind: type[Record]) -> None:
        changed = [one for one in self._ids(kind) if self._has_news(kind, one)]
        self._working.load(kind, changed)
        for record_id in changed:
            self._settle(kind, record_id)

    def _has_news(self, kind: type[Record], record_id: str) -> bool:
        if record_id in self._joining.new:
            return kind is not Reviewer and not self._origin.is_external
        if self._now[record_id] != self._was.get(record_id):
            return True
        # What an outsider did on a text that was not here yet is no news in their file, but is here.
        return self._origin.is_external and self._working.get(kind, self._here_id(record_id)) is None

    def _here_id(self, record_id: str) -> str:
        return self._translation.joined.get(record_id, record_id)

    def _settle(self, kind: type[Record], record_id: str) -> None:
        theirs, base = self._now[record_id], self._was.get(record_id, self._joining.replaced.get(record_id))
        ours = self._working.get(kind, self._here_id(record_id))
        if ours is None and self._origin.is_external:
            base = None
        queries: tuple[Query, ...] = ()
        if isinstance(theirs, Claim | Mark):
            found = self._translation.placed(theirs)
            queries = found.queries
            if ours is None or found.lost:
                self.account.lost_words += found.lost
            if found.record is None:
                self._set_aside.append(theirs)
                self._put_new(queries)
                return
            here: Record = found.record
        else:
            here = self._here(theirs, self._now)
        before = None if base is None else self._placed(base)
        actual = ours
        if isinstance(ours, Term):
            ours = self._translation.here(ours)  # under what its parent became, which is no difference then
        if record_id in self._joining.new and ours is not None:
            settled = settle_one_thing(ours, here)
        else:
            settled = settle(before, ours, here)
        if self._carry_out(settled, actual):
            self._put_new(queries)

    def _placed(self, record: Record) -> Record | None:
        """A record as it is here, on our text of its report."""
        if isinstance(record, Claim | Mark):
            return self._translation.placed(record).record
        return self._here(record, self._was)

    def _here(self, record: Record, theirs: Mapping[str, Record]) -> Record:
        here = self._translation.here(record)
        if isinstance(record, Decision) and isinstance(here, Decision):
            return decision_here(record, here, theirs, self._translation)
        return here

    def _put_new(self, queries: tuple[Query, ...]) -> None:
        for query in queries:
            if self._working.get(Query, query.id) is None:
                self._working.put(query)

    def _carry_out(self, settled: Settled, actual: Record | None) -> bool:
        """Does what was settled, and says whether the file's version was taken."""
        result, taken = settled.ours, False
        if settled.verdict is Verdict.TAKE:
            result, taken = settled.theirs, True
        elif settled.verdict is Verdict.ASK:
            conflict = self._conflict(settled)
            taken = (conflict.taken or conflict.safe) is Take.THEIRS
            result = settled.theirs if taken else settled.ours
            if not taken and settled.theirs is not None:
                self._set_aside.append(settled.theirs)
        if result is not None and result != actual:
            self._working.put(result)
        return taken

    def _conflict(self, settled: Settled) -> Conflict:
        record = settled.ours or settled.theirs
        if record is None:
            raise ValueError("a conflict is about a record")
        chosen = self._choices.of(record.id)
        safe = self._safe(settled, record)
        conflict = Conflict(
            record_id=record.id,
            kind=record.name_in_log,
            what=described(record, self._working),
            fields=differing_fields(settled.ours, settled.theirs),
            ours=settled.ours,
            theirs=settled.theirs,
            safe=safe,
            taken=safe if chosen is Take.SAFE else chosen,
        )
        self.account.conflicts.append(conflict)
        return conflict

    def _safe(self, settled: Settled, record: Record) -> Take:
        """What is there goes before what was taken away; then whoever made it, else this review, knows best."""
        if settled.ours is None or settled.theirs is None:
            return Take.THEIRS if settled.ours is None else Take.OURS
        reviewer_id = self._origin.handout.reviewer_id
        is_own = isinstance(record, Claim | Mark | Query) and record.reviewer_id == self._here_id(reviewer_id or "")
        return Take.THEIRS if is_own else Take.OURS

    def _gone(self) -> list[Record]:
        """What was taken away in the file since it and the review parted, and may go here, too."""
        gone: list[Record] = []
        stands_for = set(self._translation.joined.values())
        for record_id, was in self._was.items():
            if record_id in self._now or record_id in self._translation.joined:
                continue
            ours = self._working.get(type(was), record_id)
            if ours is None or ours.id in stands_for:
                continue
            settled = settle(self._placed(was), ours, None)
            if settled.verdict is Verdict.TAKE:
                gone.append(ours)
            elif settled.verdict is Verdict.ASK:
                conflict = self._conflict(settled)
                if conflict.taken is Take.THEIRS:
                    gone.append(ours)
        return gone

    def _add_texts(self) -> None:
        for alteration in self._working.since_mark():
            report = alteration.after
            if not isinstance(report, Report) or self._working.before(Report, report.id) is not None:
                continue
            original = self._reader.original(report.original_sha256) if report.original_sha256 else b""
            source = SourceText(text=self._reader.text(report.text_sha256), original=original)
            if source.text_sha256 != report.text_sha256:
                raise BadInput(_NOT_ITS_TEXT, name=self.account.name, title=report.title)
            self._working.texts[source.text_sha256] = source

    def _count(self) -> None:
        account = self.account
        touched = {conflict.record_id for conflict in account.conflicts}
        coded: set[tuple[str, str]] = set()
        for alteration in self._working.since_mark():
            record = alteration.record()
            tally = account.new if alteration.before is None else account.changed
            tally = account.taken_away if alteration.after is None else tally
            tally[record.name_in_log] = tally.get(record.name_in_log, 0) + 1
            touched.add(record.id)
            if alteration.before is None and isinstance(record, CODEBOOK_TYPES):
                account.codebook_added.append(getattr(record, "name"))  # noqa: B009 -- these kinds have it
            if isinstance(record, Claim | Mark):
                coded.add((record.report_id, record.reviewer_id))
        account.same = sum(self._here_id(record_id) not in touched for record_id in self._now)
        for coding in self._working.of(Coding).values():
            if (coding.report_id, coding.reviewer_id) in coded:
                self._say_if_locked(coding)

    def _say_if_locked(self, coding: Coding) -> None:
        before = self._working.before(Coding, coding.id)
        theirs = self._now.get(coding.id)
        was_submitted = isinstance(before, Coding) and before.status is CodingStatus.SUBMITTED
        if was_submitted and isinstance(theirs, Coding) and theirs.status is not CodingStatus.SUBMITTED:
            what = described(coding, self._working)
            self.account.notes.append(f"The {what} was submitted here, and the file has later work on it.")

    def _remember(self, at: datetime) -> None:
        """Keeps in the review how much of the file it has, so that next time only what is new counts."""
        if self.account.brings_nothing and not self.account.conflicts and not self._joining.new:
            return
        handout = self._origin.handout
        aside = [msgspec.json.encode((record.name_in_log, record)).decode() for record in self._set_aside]
        self._working.put(
            msgspec.structs.replace(
                handout,
                reviewer_id=self._here_id(handout.reviewer_id) if handout.reviewer_id else None,
                merged_at=at,
                merged=merged_lines(handout, self._origin.log),
                joined=self._translation.joined,
                set_aside=tuple(dict.fromkeys((*handout.set_aside, *aside))),
            )
        )
