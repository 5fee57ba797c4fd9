"""Who may see whose work on which report, as the codings stand at one moment.

Somebody who codes a report sees there what another coder did as soon as both have submitted it. Somebody who does not
code it sees it when all its coders have submitted and it is clear that no second coder is still to come: because it was
assigned, or because two or more submitted. Nobody in particular (a command that was not told who asks) sees it unless
two or more code it and one of them has not submitted.

What is no coder's work, the consensus above all, is seen on a report when everybody's work there is.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from curator.coding.coders import Coders
from curator.records import CodingStatus

_SEVERAL = 2


class Sight:
    """What one person may see, or nobody in particular (None)."""

    def __init__(self, reviewer_id: str | None, coders: Coders, assigned: Container[str]) -> None:
        """``assigned`` are the ids of the reports that are assigned to somebody."""
        self.reviewer_id = reviewer_id
        self._coders = coders
        self._is_shown = {
            report_id: self._all_is_shown(there, report_id in assigned) for report_id, there in coders.items()
        }

    def shows_the_same_as(self, other: Sight) -> bool:
        """Whether exactly the same may be seen as with another one."""
        same = self.reviewer_id == other.reviewer_id and self._coders == other._coders
        return same and self._is_shown == other._is_shown

    def shows_all_of(self, report_id: str) -> bool:
        """Whether everybody's work on a report may be seen, and with it what was settled there."""
        return self._is_shown.get(report_id, self.reviewer_id is None)

    @property
    def shows_everything(self) -> bool:
        """Whether nobody's work on any report is hidden."""
        return all(self._is_shown.values())

    def is_coder(self, report_id: str, other_id: str) -> bool:
        """Whether somebody codes a report."""
        return other_id in self._coders.get(report_id, {})

    def is_open(self, report_id: str, other_id: str | None) -> bool:
        """Whether may be seen what ``other_id`` did on a report."""
        if self.reviewer_id is not None and other_id == self.reviewer_id:
            return True
        coders = self._coders.get(report_id, {})
        if self.reviewer_id in coders and other_id in coders:
            both = (coders[self.reviewer_id], coders[other_id])
            return all(status is CodingStatus.SUBMITTED for status in both)
        return self.shows_all_of(report_id)

    def open_reports(self, other_id: str, report_ids: Iterable[str]) -> list[str]:
        """Those of some reports on which may be seen what another one did."""
        return [report_id for report_id in report_ids if self.is_open(report_id, other_id)]

    def _all_is_shown(self, coders: dict[str, CodingStatus], is_assigned: bool) -> bool:
        submitted = sum(status is CodingStatus.SUBMITTED for status in coders.values())
        if self.reviewer_id is None:
            return submitted == len(coders) or len(coders) < _SEVERAL
        if submitted < len(coders):
            return False
        return self.reviewer_id in coders or is_assigned or submitted >= _SEVERAL
