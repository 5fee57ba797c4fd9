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


class EvidenceQuestion(Struct, frozen=True, kw_only=True):
    """Which claims, in which order.

    ``words`` is looked for in every column; ``filters`` are (column, words) pairs that must all hold, upper and
    lower case alike, words found anywhere in what the column shows. Therapies, comparators and outcomes are also found
    by synonym and by the name of a term above them in the tree. Without ``sort`` the order is report, then place in
    the text.
    """

    words: str = ""
    filters: tuple[tuple[Column, str], ...] = ()
    sort: Column | None = None
    descending: bool = False
    report_ids: tuple[str, ...] = ()
    reviewer_ids: tuple[str, ...] = ()
    statuses: tuple[ClaimStatus, ...] = (ClaimStatus.DRAFT, ClaimStatus.COMPLETE)
