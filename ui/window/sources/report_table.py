"""The reports as a table: what they are, how long, and how many claims stand on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator.codebook.names import fold
from curator.records import Report
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import plain_tip, translated

REPORT_ROLE = Qt.ItemDataRole.UserRole

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Detail(IntEnum):
    """A column of the table; its value is its place."""

    TITLE = 0
    AUTHORS = 1
    YEAR = 2
    KIND = 3
    FILE = 4
    CHARACTERS = 5
    CLAIMS = 6
    NOTE = 7


_TITLES: Mapping[Detail, object] = {
    Detail.TITLE: QT_TRANSLATE_NOOP("Detail", "Title"),
    Detail.AUTHORS: QT_TRANSLATE_NOOP("Detail", "Authors"),
    Detail.YEAR: QT_TRANSLATE_NOOP("Detail", "Year"),
    Detail.KIND: QT_TRANSLATE_NOOP("Detail", "Kind"),
    Detail.FILE: QT_TRANSLATE_NOOP("Detail", "File"),
    Detail.CHARACTERS: QT_TRANSLATE_NOOP("Detail", "Characters"),
    Detail.CLAIMS: QT_TRANSLATE_NOOP("Detail", "Claims"),
    Detail.NOTE: QT_TRANSLATE_NOOP("Detail", "Note of the import"),
}

NUMBERS = (Detail.YEAR, Detail.CHARACTERS, Detail.CLAIMS)
"""Columns that hold numbers: they stand at the right, and sort as numbers."""


class ReportTable(QAbstractTableModel):
    """Reports, sorted and narrowed to what holds some words."""

    def __init__(self, uses: Uses, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self._reports: list[Report] = []
        self._shown: list[Report] = []
        self._rows: dict[str, int] = {}
        self._words = ""
        self._sort: Detail | None = None
        self._descending = False

    @property
    def reports(self) -> Sequence[Report]:
        """The reports that are shown, in order."""
        return self._shown

    def show(self, reports: Sequence[Report]) -> None:
        """Shows these reports."""
        self._reports = list(reports)
        self._arrange()

    def replace(self, reports: Mapping[str, Report]) -> None:
        """Shows these reports as they are now, where they stand."""
        self._reports = [reports.get(report.id, report) for report in self._reports]
        for report_id, report in reports.items():
            row = self._rows.get(report_id)
            if row is not None:
                self._shown[row] = report
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Detail) - 1))

    def narrow(self, words: str) -> None:
        """Shows only reports that have these words in one of their details."""
        self._words = words
        self._arrange()

    def sort_by(self, detail: Detail | None, *, descending: bool) -> None:
        """Sorts; without a detail the order is that in which the reports came in."""
        self._sort, self._descending = detail, descending
        self._arrange()

    def recount(self) -> None:
        """Shows the numbers of claims anew."""
        if self._sort is Detail.CLAIMS:
            self._arrange()
        elif self._shown:
            last = self.index(len(self._shown) - 1, Detail.CLAIMS)
            self.dataChanged.emit(self.index(0, Detail.CLAIMS), last)

    def _arrange(self) -> None:
        self.beginResetModel()
        wanted = fold(self._words).split()
        shown = [report for report in self._reports if all(word in _all_words(report) for word in wanted)]
        sort = self._sort
        if sort is not None:
            full = [report for report in shown if self._key(report, sort) not in (None, "")]
            empty = [report for report in shown if self._key(report, sort) in (None, "")]
            full.sort(key=lambda report: self._key(report, sort), reverse=self._descending)
            shown = full + empty
        self._shown = shown
        self._rows = {report.id: row for row, report in enumerate(shown)}
        self.endResetModel()

    def _key(self, report: Report, detail: Detail) -> Any:
        if detail in NUMBERS:
            return self._number(report, detail)
        return fold(self._words_of(report, detail))

    def _number(self, report: Report, detail: Detail) -> int | None:
        match detail:
            case Detail.YEAR:
                return report.year
            case Detail.CHARACTERS:
                return report.characters
            case _:
                return self._uses[report.id]

    def _words_of(self, report: Report, detail: Detail) -> str:
        words: Mapping[Detail, str] = {
            Detail.TITLE: report.title or report.file_name,
            Detail.AUTHORS: report.authors,
            Detail.YEAR: str(report.year or ""),
            Detail.KIND: translated("ReportKind", report.kind.value),
            Detail.FILE: report.file_name,
            Detail.CHARACTERS: f"{report.characters:,}",
            Detail.CLAIMS: f"{self._uses[report.id]:,}" if self._uses.known else "",
            Detail.NOTE: report.import_note,
        }
        return words[detail]

    def row_of(self, report_id: str) -> int | None:
        """The row of a report; None when it is not shown."""
        return self._rows.get(report_id)

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Detail)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translated("Detail", str(_TITLES[Detail(section)]))
        if role == Qt.ItemDataRole.TextAlignmentRole and section in NUMBERS:
            return Qt.AlignmentFlag.AlignRight
        return None

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        report, detail = self._shown[index.row()], Detail(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words_of(report, detail)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.headerData(detail, Qt.Orientation.Horizontal)}: {self._words_of(report, detail)}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._words_of(report, detail))
            case _:
                return report if role == REPORT_ROLE else None


def _all_words(report: Report) -> str:
    details = (
        report.title,
        report.authors,
        str(report.year or ""),
        report.journal,
        report.doi,
        report.pmid,
        report.kind.value,
        report.file_name,
        report.note,
        report.import_note,
    )
    return fold("\n".join(details))
