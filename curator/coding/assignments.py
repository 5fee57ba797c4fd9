"""Who is to code which report: assigned by hand, or spread evenly over the reviewers.

Spreading is deterministic: the same review gives the same assignments, whoever asks and whenever. Whoever has the
least to do comes first; of several, the one who was least often paired with those who have the report already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from curator.changes import Alteration, Change, added
from curator.codebook.names import tidy
from curator.coding.reviews import people
from curator.errors import BadInput, Refused
from curator.ids import new_id
from curator.ports import RecordReader
from curator.records import Assignment, Report


def assign(
    reader: RecordReader,
    report_ids: Iterable[str],
    reviewer_ids: Iterable[str],
    by: str | None,
    round_name: str = "",
) -> Change | None:
    """The change that assigns each of these reports to each of these reviewers; None when all of them are already."""
    there = {(one.report_id, one.reviewer_id) for one in reader.all(Assignment)}
    reviewer_ids = list(dict.fromkeys(reviewer_ids))
    wanted = [(report, reviewer) for report in dict.fromkeys(report_ids) for reviewer in reviewer_ids]
    return _change([pair for pair in wanted if pair not in there], by, round_name)


def unassign(
    reader: RecordReader, report_ids: Iterable[str], reviewer_ids: Iterable[str], by: str | None
) -> Change | None:
    """The change that takes these reports off these reviewers; None when none was assigned. Their coding is kept."""
    reports, reviewers = set(report_ids), set(reviewer_ids)
    gone = [one for one in reader.all(Assignment) if one.report_id in reports and one.reviewer_id in reviewers]
    if not gone:
        return None
    title = f"Take back {len(gone)} assignments" if len(gone) > 1 else "Take back an assignment"
    alterations = tuple(Alteration(before=one, after=None) for one in gone)
    return Change(title=title, reviewer_id=by, alterations=alterations)


def spread(
    reader: RecordReader,
    by: str | None,
    *,
    coders: int = 2,
    double_coded: float | None = None,
    round_name: str = "",
    report_ids: Sequence[str] | None = None,
    reviewer_ids: Sequence[str] | None = None,
) -> Change | None:
    """The change that spreads reports over reviewers, as evenly as can be; None when every report has its coders.

    Each report gets ``coders`` coders. With a share ``double_coded`` (0 to 1), only that share of the reports gets
    them (two at least), evenly strewn over the list; the others get one. What is assigned already stays and counts.
    Reports that were set aside are left out unless they are named. Raises ``BadInput`` for numbers that make no
    sense, and ``Refused`` when there are too few reviewers, or no reports.
    """
    if coders < 1:
        raise BadInput("A report needs at least one coder. Ask for 1 or more.")
    if double_coded is not None and not 0 <= double_coded <= 1:
        raise BadInput("The share of reports that are double-coded lies between 0 and 1 (or 0 % and 100 %).")
    chosen = [one.id for one in reader.all(Report) if not one.retired] if report_ids is None else list(report_ids)
    persons = [one.id for one in people(reader)] if reviewer_ids is None else list(reviewer_ids)
    if not chosen:
        raise Refused("There are no reports to assign. Import their texts first.")
    needed = _coders_of_each(chosen, coders, double_coded)
    if max(needed) > len(persons):
        raise Refused(
            "A report cannot have {needed} coders with only {count} to choose from. Add reviewers, or ask for fewer.",
            needed=max(needed),
            count=len(persons),
        )
    roster = _Roster(persons, reader.all(Assignment))
    pairs = [
        (report_id, reviewer_id)
        for report_id, number in zip(chosen, needed, strict=True)
        for reviewer_id in roster.fill(report_id, number)
    ]
    return _change(pairs, by, round_name)


def share_from(words: str) -> float:
    """A share as typed: ``0.2`` and ``20%`` are the same. Raises ``BadInput`` for anything else."""
    plain = words.strip()
    is_percent = plain.endswith("%")
    try:
        share = float(plain.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        share = -1.0
    share = share / 100 if is_percent else share
    if not 0 <= share <= 1:
        raise BadInput("“{words}” is no share of the reports. Write one such as 0.2 or 20%.", words=words)
    return share


def _coders_of_each(reports: Sequence[str], coders: int, double_coded: float | None) -> list[int]:
    """How many coders each report gets: where only a share has several, those stand at even distances in the list."""
    total = len(reports)
    if double_coded is None:
        return [coders] * total
    several = int(total * double_coded + 0.5)
    has_several = ((place + 1) * several // total > place * several // total for place in range(total))
    return [max(coders, 2) if one else 1 for one in has_several]


class _Roster:
    """How much everybody has to do, and how often two of them share a report."""

    def __init__(self, people: Sequence[str], assignments: Iterable[Assignment]) -> None:
        self._people = people
        self._load = dict.fromkeys(people, 0)
        self._paired: dict[frozenset[str], int] = {}
        self._coders: dict[str, list[str]] = {}
        for one in assignments:
            self._take(one.report_id, one.reviewer_id)

    def _take(self, report_id: str, reviewer_id: str) -> None:
        coders = self._coders.setdefault(report_id, [])
        if reviewer_id in coders:
            return
        for other in coders:
            pair = frozenset((reviewer_id, other))
            self._paired[pair] = self._paired.get(pair, 0) + 1
        coders.append(reviewer_id)
        self._load[reviewer_id] = self._load.get(reviewer_id, 0) + 1

    def fill(self, report_id: str, number: int) -> list[str]:
        """The reviewers who get this report so that it has this many coders, the one with the least to do first."""
        chosen: list[str] = []
        while len(self._coders.get(report_id, ())) < number:
            coders = self._coders.get(report_id, [])
            free = [person for person in self._people if person not in coders]
            if not free:
                break
            person = min(free, key=lambda one: (self._load[one], self._together(one, coders), self._people.index(one)))
            self._take(report_id, person)
            chosen.append(person)
        return chosen

    def _together(self, person: str, coders: Iterable[str]) -> int:
        return sum(self._paired.get(frozenset((person, other)), 0) for other in coders)


def _change(pairs: Sequence[tuple[str, str]], by: str | None, round_name: str) -> Change | None:
    if not pairs:
        return None
    name = tidy(round_name)
    records = [
        Assignment(id=new_id(), report_id=report_id, reviewer_id=reviewer_id, round=name)
        for report_id, reviewer_id in pairs
    ]
    title = f"Make {len(records)} assignments" if len(records) > 1 else "Assign a report"
    return Change(title=title, reviewer_id=by, alterations=added(records))
