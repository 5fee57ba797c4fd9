"""What is there to settle: the disagreements of a review, the most consequential first, read from its records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from curator.adjudication.basis import basis_of
from curator.adjudication.comparing import Comparing, Consequence
from curator.agreement.review.selection import Selection
from curator.coding.coders import read_coders
from curator.ports import RecordReader
from curator.records import Claim, CodingStatus, Decision, Study

if TYPE_CHECKING:
    from curator.agreement.claims.linking import Unit
    from curator.agreement.review.coded import Coded

__all__ = ["Consequence", "Disagreement", "Queue", "read_queue"]

_BY_WEIGHT = list(Consequence)


class Disagreement(Struct, frozen=True, kw_only=True):
    """Claims about the same thing that were not made alike, or one claim that not everybody made.

    ``claims`` are in the order of the review's reviewers. ``missing`` are the ids of those who read the report and did
    not find it. ``differing`` has the codes of the fields that differ: names of fields of a claim, ids of the
    codebook's own. ``opposite``: the claims say the opposite of each other. ``decision`` is what was settled, and
    ``overtaken`` whether the claims, or which claims belong together, changed since. Without a consequence the claims
    are identical.
    """

    report_id: str
    claims: tuple[Claim, ...]
    missing: tuple[str, ...] = ()
    consequence: Consequence | None = None
    differing: tuple[str, ...] = ()
    opposite: bool = False
    decision: Decision | None = None
    overtaken: bool = False

    @property
    def key(self) -> tuple[str, ...]:
        """The ids of the claims, in order of id: what a decision is known by."""
        return tuple(sorted(claim.id for claim in self.claims))

    @property
    def is_settled(self) -> bool:
        """Whether there is a decision that still holds."""
        return self.decision is not None and not self.overtaken


class Queue(Struct, frozen=True, kw_only=True):
    """The disagreements of a review.

    ``open`` are to be settled, the most consequential first, then in the order of reports and of places in the text.
    ``settled`` have a decision that holds, in the order of reports and places. ``identical`` are the claims that all
    readers made alike, decided or not. ``waiting`` are the ids of reports that two or more code and not all of them
    have submitted: what was decided on them stands meanwhile, and nothing can be decided.
    """

    open: tuple[Disagreement, ...] = ()
    settled: tuple[Disagreement, ...] = ()
    identical: tuple[Disagreement, ...] = ()
    waiting: tuple[str, ...] = ()


def read_queue(
    reader: RecordReader,
    units: Sequence[Unit] | None = None,
    coded: Coded | None = None,
    report_ids: tuple[str, ...] = (),
) -> Queue:
    """The disagreements of the review as it stands, or of some of its reports.

    ``units`` and ``coded`` are those of an agreement over all reviewers that was computed just now, so that claims need
    not be paired twice.
    """
    from curator.agreement.claims.linking import link_claims
    from curator.agreement.review.coded import read_coded

    coded = coded or read_coded(reader, Selection(report_ids=report_ids))
    units = link_claims(coded.claims, coded.codebook, coded.said, settled=coded.settled) if units is None else units
    unsubmitted = _unsubmitted(reader)
    decisions = _decisions(reader, report_ids)
    found = _Finding(coded, Comparing(coded.codebook, reader.all(Study)), decisions)
    disagreements = [found.disagreement(unit) for unit in units if unit.report_id not in unsubmitted]
    disagreements += _without_unit(reader, found.left_over(), unsubmitted)
    disagreements.sort(key=_in_text_order)
    return Queue(
        open=tuple(sorted((one for one in disagreements if _is_open(one)), key=_most_consequential)),
        settled=tuple(one for one in disagreements if one.is_settled and one.consequence is not None),
        identical=tuple(one for one in disagreements if one.consequence is None and not one.overtaken),
        waiting=tuple(one for one in unsubmitted if not report_ids or one in report_ids),
    )


class _Finding:
    """Finds what every unit of claims disagrees in, and what was decided about it."""

    def __init__(self, coded: Coded, comparing: Comparing, decisions: Iterable[Decision]) -> None:
        self._coded = coded
        self._comparing = comparing
        self._decisions = {one.id: one for one in decisions}
        self._about: dict[str, list[Decision]] = {}
        for one in self._decisions.values():
            for claim_id in one.claim_ids:
                self._about.setdefault(claim_id, []).append(one)
        self._met: set[str] = set()

    def disagreement(self, unit: Unit) -> Disagreement:
        claims = tuple(unit.claims.values())
        missing = tuple(one for one in self._coded.readers[unit.report_id] if one not in unit.claims)
        differing = self._comparing.differing(claims)
        decision, overtaken = self._decided(claims)
        return Disagreement(
            report_id=unit.report_id,
            claims=claims,
            missing=missing,
            consequence=self._consequence(claims, missing, differing),
            differing=differing,
            opposite=self._comparing.are_opposite(claims),
            decision=decision,
            overtaken=overtaken,
        )

    def left_over(self) -> list[Decision]:
        """The decisions about claims that no unit has: they were retracted, or their report is not compared now."""
        return [one for one in self._decisions.values() if one.id not in self._met]

    def _consequence(
        self, claims: Sequence[Claim], missing: Sequence[str], differing: Sequence[str]
    ) -> Consequence | None:
        if missing:
            return Consequence.ONLY_ONE if len(claims) == 1 else Consequence.NOT_ALL
        return self._comparing.consequence(differing) if differing else None

    def _decided(self, claims: Sequence[Claim]) -> tuple[Decision | None, bool]:
        """What was decided about any of some claims, and whether it no longer holds."""
        ids = {claim.id for claim in claims}
        about = {one.id: one for claim_id in ids for one in self._about.get(claim_id, ())}
        if not about:
            return None, False
        self._met.update(about)
        decision = max(about.values(), key=lambda one: (len(ids & set(one.claim_ids)), one.decided_at, one.id))
        holds = len(about) == 1 and ids == set(decision.claim_ids) and basis_of(claims) == decision.basis
        return decision, not holds


def _decisions(reader: RecordReader, report_ids: Iterable[str]) -> list[Decision]:
    report_ids = list(report_ids)
    if not report_ids:
        return reader.all(Decision)
    return [one for report_id in report_ids for one in reader.all(Decision, report_id=report_id)]


def _unsubmitted(reader: RecordReader) -> dict[str, None]:
    """The ids of the reports that two or more code and not all of them have submitted."""
    return {
        report_id: None
        for report_id, coders in read_coders(reader).items()
        if len(coders) > 1 and any(status is not CodingStatus.SUBMITTED for status in coders.values())
    }


def _without_unit(
    reader: RecordReader, decisions: Sequence[Decision], unsubmitted: Mapping[str, None]
) -> list[Disagreement]:
    """What was decided about claims that are not compared at the moment.

    Where a coding is open again, the decision stands until that is submitted; where all its claims were retracted, it
    has to be looked at again.
    """
    claims = reader.get_many(Claim, [claim_id for one in decisions for claim_id in one.claim_ids])
    found = []
    for one in decisions:
        own = tuple(claims[claim_id] for claim_id in one.claim_ids if claim_id in claims)
        overtaken = one.report_id not in unsubmitted and basis_of(own) != one.basis
        found.append(
            Disagreement(
                report_id=one.report_id,
                claims=own,
                consequence=Consequence.ONLY_ONE if len(own) <= 1 else Consequence.DETAILS,
                decision=one,
                overtaken=overtaken,
            )
        )
    return found


def _is_open(disagreement: Disagreement) -> bool:
    if disagreement.overtaken:
        return True
    return disagreement.decision is None and disagreement.consequence is not None


def _in_text_order(disagreement: Disagreement) -> tuple[str, int, tuple[str, ...]]:
    places = [passage.start for claim in disagreement.claims for passage in claim.passages]
    return disagreement.report_id, min(places, default=0), disagreement.key


def _most_consequential(disagreement: Disagreement) -> tuple[int, bool]:
    consequence = disagreement.consequence
    place = len(_BY_WEIGHT) if consequence is None else _BY_WEIGHT.index(consequence)
    return place, not disagreement.opposite
