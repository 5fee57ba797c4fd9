"""Where a file came from, and what its records were when it and the review parted.

A log only grows, so a line that two logs share means that everything up to it is shared. A file that was handed out
begins a log of its own: its first change is what the review gave it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from curator.changes import Alteration, LogEntry
from curator.desktops.refusals import Stranger
from curator.desktops.working import TRAVELLING
from curator.errors import NotAReview, Refused
from curator.ports import RecordReader
from curator.records import Handout, Record, Review, Reviewer

_LENGTH = 8

_NO_REVIEW = "{name} holds no review: nothing was ever put into it. Ask for the file again."
_ITSELF = "{name} is this review itself, or a copy in which nothing was done. There is nothing to merge."
_THIS_HANDOUT = (
    "{name} is the file that was handed out to {reviewer}, or a copy of it, and so is the review that it should be "
    "merged into. Merge it into the review that it was handed out from."
)
_IS_HANDOUT = (
    "This review was itself handed out to {reviewer}: it must not hold what others did. Merge into the review that it "
    "was handed out from."
)
_STRANGER = (
    "{name} belongs to another review, “{title}”. Nothing of it was taken over. It can be brought in as the work of "
    "external coders, if you ask for that."
)
_NO_COMMON_PAST = (
    "{name} has the identity of this review, but no change in common with it, so what is new in it cannot be told. "
    "Bring the claims in as a table instead."
)


class Origin(Struct, frozen=True, kw_only=True):
    """Where a file came from.

    ``handout`` is the record of it as it will be before the merge (a new one when the review has none), ``base`` the
    number, in the file's log, of the last change that this review knows; 0 for none. ``log`` is the file's log,
    oldest line first.
    """

    handout: Handout
    base: int
    log: tuple[LogEntry, ...]
    is_external: bool

    @property
    def has_news(self) -> bool:
        """Whether the file has changes that this review does not know."""
        return self.base < len(self.log)


def first_change(reader: RecordReader) -> LogEntry | None:
    """The first line of a log."""
    return next(iter(reader.log(limit=1, before=2)), None)


def handed_out_as(reader: RecordReader) -> Handout | None:
    """What a review was handed out as, if it was handed out: its first change made it then."""
    first = first_change(reader)
    return None if first is None else reader.get_many(Handout, [first.id]).get(first.id)


def refuse_handout(reader: RecordReader) -> None:
    """Raises ``Refused`` for a review that was handed out itself: it is blind to what others do."""
    handout = handed_out_as(reader)
    if handout is not None:
        raise Refused(_IS_HANDOUT, reviewer=_name(reader, handout))


def origin_of(
    theirs: RecordReader, ours: RecordReader, handouts: Mapping[str, Handout], name: str, *, external: bool
) -> Origin:
    """Where a file came from; ``name`` is what sentences call it, ``handouts`` are those of this review.

    Raises ``Refused`` or ``NotAReview`` for a file that cannot be merged into this review.
    """
    log = tuple(reversed(theirs.log()))
    reviews = theirs.all(Review)
    if not reviews or not log:
        raise NotAReview(_NO_REVIEW, name=name)
    first, last = first_change(ours), ours.log(limit=1)
    if first is not None and log[0].id == first.id and log[-1].id == last[0].id:
        raise Refused(_ITSELF, name=name)
    handout = handed_out_as(ours)
    if handout is not None and handout.id == log[0].id:
        raise Refused(_THIS_HANDOUT, name=name, reviewer=_name(ours, handout))
    refuse_handout(ours)
    if reviews[0].id not in {review.id for review in ours.all(Review)}:
        if not external:
            raise Stranger(_STRANGER, name=name, title=reviews[0].title)
        made_of = Handout(id=log[0].id, file_name=name, made_at=log[0].at)
        return _known(handouts, made_of, log, 0, is_external=True)
    made = theirs.get_many(Handout, [log[0].id]).get(log[0].id)
    if made is not None:
        return _known(handouts, made, log, 1)
    return _copy(ours, handouts, log, name)


def _copy(ours: RecordReader, handouts: Mapping[str, Handout], log: tuple[LogEntry, ...], name: str) -> Origin:
    """A file that somebody copied instead of having it handed out: it shares the first changes of this review's log."""
    here = {entry.id for entry in ours.log()}
    shared = 0
    while shared < len(log) and log[shared].id in here:
        shared += 1
    if not shared:
        raise Refused(_NO_COMMON_PAST, name=name)
    parted = log[min(shared, len(log) - 1)]
    return _known(handouts, Handout(id=parted.id, file_name=name, made_at=parted.at), log, shared)


def _known(
    handouts: Mapping[str, Handout],
    handout: Handout,
    log: tuple[LogEntry, ...],
    at_least: int,
    *,
    is_external: bool = False,
) -> Origin:
    kept = handouts.get(handout.id, handout)
    merged = {kept.merged[place : place + _LENGTH] for place in range(0, len(kept.merged), _LENGTH)}
    base = max((number for number, entry in enumerate(log, start=1) if _short(entry) in merged), default=0)
    return Origin(handout=kept, base=max(base, at_least), log=log, is_external=is_external)


def _short(entry: LogEntry) -> str:
    return entry.id[-_LENGTH:]


def merged_lines(handout: Handout, log: Iterable[LogEntry]) -> str:
    """``Handout.merged`` when all these changes were merged, too."""
    merged = [handout.merged[place : place + _LENGTH] for place in range(0, len(handout.merged), _LENGTH)]
    return "".join(dict.fromkeys((*merged, *map(_short, log))))


def records_of(reader: RecordReader) -> dict[str, Record]:
    """All records of a review that come and go between desktops, by id."""
    return {record.id: record for kind in TRAVELLING for record in reader.all(kind)}


def records_at(reader: RecordReader, sequence: int, now: Mapping[str, Record]) -> dict[str, Record]:
    """The records as they were after the change with this number; ``now`` is what they are after the last one.

    Whichever way is shorter: the changes since taken back, or those up to it made again.
    """
    last = reader.state().sequence
    if sequence <= last - sequence:
        records: dict[str, Record] = {}
        for number in range(1, sequence + 1):
            _carry_out(reader.alterations(number), records)
        return records
    records = dict(now)
    for number in range(last, sequence, -1):
        _carry_out((alteration.reversed() for alteration in reader.alterations(number)), records)
    return records


def _carry_out(alterations: Iterable[Alteration], records: dict[str, Record]) -> None:
    for alteration in alterations:
        record = alteration.record()
        if not isinstance(record, TRAVELLING):
            continue
        if alteration.after is None:
            records.pop(record.id, None)
        else:
            records[record.id] = alteration.after


def _name(reader: RecordReader, handout: Handout) -> str:
    people = reader.get_many(Reviewer, [handout.reviewer_id] if handout.reviewer_id else [])
    return next((reviewer.name for reviewer in people.values()), "somebody")
