"""The studies as a table: what they are, and how many reports and claims are about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject

from curator.records import Report, Study
from ui.window.furniture.record_table import RecordTable
from ui.window.furniture.uses import Uses


class StudyDetail(IntEnum):
    """A column of the table; its value is its place."""

    NAME = 0
    REGISTRATION = 1
    YEAR = 2
    DESIGN = 3
    REPORTS = 4
    CLAIMS = 5
    NOTE = 6


WIDTHS: Mapping[IntEnum, int] = {
    StudyDetail.NAME: 180,
    StudyDetail.REGISTRATION: 116,
    StudyDetail.YEAR: 60,
    StudyDetail.DESIGN: 130,
    StudyDetail.REPORTS: 76,
    StudyDetail.CLAIMS: 70,
    StudyDetail.NOTE: 160,
}
"""How wide the columns are at first; the first one takes what is left."""


class StudyTable(RecordTable[Study]):
    """A row for each study."""

    titles: Mapping[IntEnum, object] = {
        StudyDetail.NAME: QT_TRANSLATE_NOOP("Detail", "Name"),
        StudyDetail.REGISTRATION: QT_TRANSLATE_NOOP("Detail", "Registration"),
        StudyDetail.YEAR: QT_TRANSLATE_NOOP("Detail", "Year"),
        StudyDetail.DESIGN: QT_TRANSLATE_NOOP("Detail", "Design"),
        StudyDetail.REPORTS: QT_TRANSLATE_NOOP("Detail", "Reports"),
        StudyDetail.CLAIMS: QT_TRANSLATE_NOOP("Detail", "Claims"),
        StudyDetail.NOTE: QT_TRANSLATE_NOOP("Detail", "Note"),
    }
    numbers = (StudyDetail.YEAR, StudyDetail.REPORTS, StudyDetail.CLAIMS)

    def __init__(self, uses: Uses, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self._reports: Counter[str] = Counter()
        uses.counted.connect(lambda: self.recount(StudyDetail.CLAIMS))

    def show_with(self, studies: Sequence[Study], reports: Iterable[Report]) -> None:
        """Shows these studies, and how many of these reports are about each."""
        self._reports = Counter(study_id for report in reports for study_id in report.study_ids)
        self.show(studies)

    def number_of(self, record: Study, column: IntEnum) -> int | None:
        match column:
            case StudyDetail.YEAR:
                return record.year
            case StudyDetail.REPORTS:
                return self._reports[record.id]
            case _:
                return self._uses[record.id]

    def words_of(self, record: Study, column: IntEnum) -> str:
        words: Mapping[IntEnum, str] = {
            StudyDetail.NAME: record.name,
            StudyDetail.REGISTRATION: record.registration,
            StudyDetail.YEAR: str(record.year or ""),
            StudyDetail.DESIGN: record.design,
            StudyDetail.REPORTS: f"{self._reports[record.id]:,}",
            StudyDetail.CLAIMS: f"{self._uses[record.id]:,}" if self._uses.known else "",
            StudyDetail.NOTE: record.note,
        }
        return words[column]

    def all_words(self, record: Study) -> str:
        return "\n".join((record.name, record.registration, str(record.year or ""), record.design, record.note))
