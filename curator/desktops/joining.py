"""Finds which things of a file are things of this review, although both have ids of their own for them."""

from __future__ import annotations

from collections.abc import Mapping

from curator.desktops.accounts import Choices, FileAccount, Join
from curator.desktops.people import known_people
from curator.desktops.same_reports import same_reports
from curator.desktops.translation import Translation
from curator.desktops.twins import ASKED, NAMED, Twins
from curator.desktops.working import Working
from curator.ports import RecordReader
from curator.records import Record, Report, Reviewer


class Joining:
    """What was found to be one thing, kept in ``translation.joined``.

    ``new`` are ids in the file of which that was found now. ``replaced`` has, for such an id, what the file held
    in its place when the two sides parted: somebody took it away there and made it again.
    """

    def __init__(
        self,
        working: Working,
        translation: Translation,
        now: Mapping[str, Record],
        was: Mapping[str, Record],
        account: FileAccount,
    ) -> None:
        self.new: set[str] = set()
        self.replaced: dict[str, Record] = {}
        self._working = working
        self._translation = translation
        self._account = account
        self.narrow(now, was)

    def narrow(self, now: Mapping[str, Record], was: Mapping[str, Record]) -> None:
        """From here on, only these records of the file count."""
        self._now = now
        self._was = was
        self._now_here, self._was_here = self._ids_here(now), self._ids_here(was)

    def know_reports(self, theirs: RecordReader) -> None:
        """Finds reports that were imported on both desktops."""
        joined, here = self._translation.joined, self._working.of(Report)
        reports = [record for record in self._now.values() if isinstance(record, Report)]
        unknown = [one for one in reports if one.id not in here and one.id not in joined]
        found = same_reports(unknown, self._working, theirs)
        for record_id, here_id in found.joined.items():
            self._join(record_id, here_id)
        self._account.notes += found.notes

    def know_people(self, choices: Choices) -> None:
        """Finds reviewers who are known here by another id."""
        joined, account = self._translation.joined, self._account
        people = known_people(self._now, self._was, self._working, joined, choices.same_reviewers, account.name)
        joined.update(people)
        self.new.update(people)

    def know(self, kind: type[Record], *, ask: bool) -> None:
        """Finds records of another kind that stand for one thing.

        A term that the file knows, too, is none of them, whatever it is called here now: in the file it is another one.
        """
        if kind in (Report, Reviewer):
            return
        here, joined = self._working.of(kind), self._translation.joined
        twins: Twins | None = None
        for record_id in sorted(one.id for one in self._now.values() if type(one) is kind):
            if record_id in here or record_id in joined or record_id in self._was:
                continue
            if twins is None:
                known = self._now_here.keys() | self._was_here.keys() if kind in NAMED else set()
                twins = Twins(one for one in here.values() if one.id not in known)
            record = self._translation.here(self._now[record_id])
            twin = None if getattr(record, "merged_into_id", None) else twins.of(record)
            if twin is not None:
                self._join(record_id, twin.id)
                if ask and kind in ASKED:
                    name = getattr(twin, "name", "")
                    join = Join(kind=kind.name_in_log, name=name, theirs_id=record_id, ours_id=twin.id)
                    self._account.joins.append(join)
            elif kind not in NAMED:
                twins.add(record)  # a file may hold two versions of a report, and a coding of each

    def _ids_here(self, records: Mapping[str, Record]) -> dict[str, str]:
        """Which record of the file stands for which record here, by the id that it has here."""
        joined = self._translation.joined
        return {joined.get(record_id, record_id): record_id for record_id in records}

    def _join(self, record_id: str, here_id: str) -> None:
        if here_id in self._was_here and here_id not in self._now_here:
            self.replaced[record_id] = self._was[self._was_here[here_id]]
        else:
            self.new.add(record_id)
        self._translation.joined[record_id] = here_id
