"""What a person asks of the claims of a review: which ones, and in which order."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from curator.records import ClaimStatus


class Column(StrEnum):
    """A column of the claims, as listed, sorted and filtered."""

    REPORT = "report"
    PLACE = "place"
    THERAPY = "therapy"
    COMPARATOR = "comparator"
    OUTCOME = "outcome"
    DIRECTION = "direction"
    QUOTE = "quote"
    POPULATION = "population"
    TIME_POINT = "time_point"
    DESIGN = "design"
    ATTRIBUTION = "attribution"
    STUDY = "study"
    STATEMENT = "statement"
    NOTE = "note"
    STATUS = "status"
    REVIEWER = "reviewer"


class ClaimSource(StrEnum):
    """Whose claims: those that the reviewers made, or those that were settled on."""

    CONSENSUS_WHERE_SETTLED = "consensus where settled"
    AS_EXTRACTED = "as extracted"
    CONSENSUS = "consensus"
    EVERYTHING = "everything"


class EvidenceQuestion(Struct, frozen=True, kw_only=True):
    """Which claims, in which order.

    ``words`` is looked for in every column; ``filters`` are (column, words) pairs that must all hold, upper and
    lower case alike, words found anywhere in what the column shows. Therapies, comparators and outcomes are also found
    by synonym and by the name of a term above them in the tree. Without ``sort`` the order is report, then place in
    the text.

    ``source`` says whose claims. *Consensus where settled* has each thing once: the consensus, and of the reviewers'
    own claims those about which nothing was decided. Who names reviewers asks for what these made, settled or not.
    """

    words: str = ""
    filters: tuple[tuple[Column, str], ...] = ()
    sort: Column | None = None
    descending: bool = False
    report_ids: tuple[str, ...] = ()
    reviewer_ids: tuple[str, ...] = ()
    statuses: tuple[ClaimStatus, ...] = (ClaimStatus.DRAFT, ClaimStatus.COMPLETE)
    source: ClaimSource = ClaimSource.CONSENSUS_WHERE_SETTLED

    @property
    def leaves_out_settled(self) -> bool:
        """Whether reviewers' claims are left out because something was decided about them."""
        return self.source is ClaimSource.CONSENSUS_WHERE_SETTLED and not self.reviewer_ids
