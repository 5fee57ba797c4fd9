"""The consensus of a review: whose it is, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from curator.adjudication.queue import Disagreement, Queue, read_queue
from curator.ids import derived_id
from curator.ports import RecordReader
from curator.records import Review, Reviewer

NAME = "Consensus"
COLOUR = "#5B5B5B"


class Settling(Struct, frozen=True, kw_only=True):
    """How many disagreements there are: ``open`` and ``settled``; ``identical`` pairs only wait to be taken over."""

    open: int = 0
    settled: int = 0
    identical: int = 0

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to be settled."""
        return not self.open and not self.identical


def consensus_reviewer(reader: RecordReader) -> Reviewer | None:
    """The reviewer who owns the claims that were settled; None before the first decision."""
    found = reader.all(Reviewer, consensus=True)
    return found[0] if found else None


def new_consensus_reviewer(review: Review) -> Reviewer:
    """The one who will own the consensus of a review: the same, whichever desktop decides first."""
    return Reviewer(id=derived_id(review.id, "consensus"), name=NAME, initials=NAME[0], colour=COLOUR, consensus=True)


def progress(reader: RecordReader, queue: Queue | None = None) -> dict[str, Settling]:
    """How far the settling of each report has come, by the report's id; none where there is nothing to settle."""
    queue = queue or read_queue(reader)
    open_ones, settled = _per_report(queue.open), _per_report(queue.settled)
    identical = _per_report(one for one in queue.identical if one.decision is None)
    return {
        report_id: Settling(
            open=open_ones.get(report_id, 0),
            settled=settled.get(report_id, 0),
            identical=identical.get(report_id, 0),
        )
        for report_id in sorted({*open_ones, *settled, *identical})
    }


def _per_report(disagreements: Iterable[Disagreement]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in disagreements:
        counts[one.report_id] = counts.get(one.report_id, 0) + 1
    return counts
