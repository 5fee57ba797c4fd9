"""Which reports, reviewers and claims an export is about."""

from __future__ import annotations

from msgspec import Struct

from curator.errors import BadInput, NotFound
from curator.evidence.question import ClaimSource
from curator.ports import RecordReader
from curator.records import ClaimStatus, Report, Reviewer


class Choice(Struct, frozen=True, kw_only=True):
    """The reports, reviewers and statuses to include. No ids at all means every report, or every reviewer.

    ``source`` says whether the consensus, where there is one, stands for the reviewers' own claims; who names reviewers
    gets what these made.
    """

    report_ids: tuple[str, ...] = ()
    reviewer_ids: tuple[str, ...] = ()
    statuses: tuple[ClaimStatus, ...] = (ClaimStatus.DRAFT, ClaimStatus.COMPLETE)
    source: ClaimSource = ClaimSource.CONSENSUS_WHERE_SETTLED

    def check(self, reader: RecordReader) -> None:
        """Raises ``NotFound`` for an id that the review has not, and ``BadInput`` when no status is chosen."""
        if not self.statuses:
            raise BadInput("Choose at least one status of claims to export.")
        for kind, chosen in ((Report, self.report_ids), (Reviewer, self.reviewer_ids)):
            missing = set(chosen) - set(reader.get_many(kind, chosen))
            if missing:
                raise NotFound(
                    "There is no {kind} with the id {id} in this review.", kind=kind.name_in_log, id=min(missing)
                )

    @property
    def takes_retracted(self) -> bool:
        """Whether what was retracted is wanted as well; marks follow claims in this."""
        return ClaimStatus.RETRACTED in self.statuses
