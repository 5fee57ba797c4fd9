"""This reviewer's marks in the report that is being read."""

from __future__ import annotations

from curator.changes import Applied
from curator.records import Mark, Report
from ui.window.session import Session


class MarksOfReport:
    """The marks as the review holds them, by id; removed ones are left out."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._report_id: str | None = None
        self.marks: dict[str, Mark] = {}

    def show_report(self, report: Report | None) -> None:
        """Reads the marks of another report: one question to the store."""
        self._report_id = report.id if report is not None else None
        self.read()

    def read(self) -> None:
        """Reads the marks anew."""
        self.marks = {}
        if self._report_id is not None:
            found = self._session.reader.all(
                Mark, report_id=self._report_id, reviewer_id=self._session.reviewer.id, retracted=False
            )
            self.marks = {mark.id: mark for mark in found}

    def heed(self, applied: Applied) -> dict[str, Mark | None]:
        """Takes over what was altered here, and says it: by id, the mark as it is now, or None when it is gone."""
        altered: dict[str, Mark | None] = {}
        for alteration in applied.alterations:
            record = alteration.record()
            if not isinstance(record, Mark) or record.report_id != self._report_id:
                continue
            if record.reviewer_id != self._session.reviewer.id:
                continue
            after = alteration.after
            stands = isinstance(after, Mark) and not after.retracted
            altered[record.id] = after if isinstance(after, Mark) and stands else None
        for mark_id, mark in altered.items():
            if mark is None:
                self.marks.pop(mark_id, None)
            else:
                self.marks[mark_id] = mark
        return altered
