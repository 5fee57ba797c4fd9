"""Which part of a review is compared."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct


class Selection(Struct, frozen=True, kw_only=True):
    """Which reports, reviewers, labels and codings; what is empty leaves nothing out.

    ``since`` and ``until`` choose codings by the day on which their last claim or mark was recorded, both ends
    included; a coding without any is in every period. ``rounds`` are those of assignments.

    Only codings that were submitted are ever compared: what a reviewer has not come to yet is no disagreement, and
    until two have submitted, nobody is to learn from a figure what another one did.
    """

    report_ids: tuple[str, ...] = ()
    reviewer_ids: tuple[str, ...] = ()
    label_ids: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
