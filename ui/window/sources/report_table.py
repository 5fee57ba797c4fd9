"""The reports as a table: what they are, how long, and how many claims stand on them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject, Qt

from curator.coding.coders import Coders, read_coders
from curator.coding.reviews import people
from curator.ports import RecordReader
from curator.records import CodingStatus, Report, Reviewer
from ui.window.furniture.record_table import Place, RecordTable
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import plain_tip, translated
from ui.window.reading.reports_model import status_in_words


class Detail(IntEnum):
    """A column of the table; its value is its place."""

    TITLE = 0
    AUTHORS = 1
    YEAR = 2
    KIND = 3
    FILE = 4
    CHARACTERS = 5
    CLAIMS = 6
    CODERS = 7
    NOTE = 8


WIDTHS: Mapping[IntEnum, int] = {
    Detail.TITLE: 172,
    Detail.AUTHORS: 90,
    Detail.YEAR: 54,
    Detail.KIND: 92,
    Detail.FILE: 106,
    Detail.CHARACTERS: 88,
    Detail.CLAIMS: 60,
    Detail.CODERS: 92,
    Detail.NOTE: 104,
}
"""How wide the columns are at first; the first one takes what is left."""


_SIGNS = {CodingStatus.NOT_STARTED: "–", CodingStatus.IN_PROGRESS: "…", CodingStatus.SUBMITTED: "✓"}
_SPOKEN = (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)


class ReportTable(RecordTable[Report]):
    """A row for each report."""

    titles: Mapping[IntEnum, object] = {
        Detail.TITLE: QT_TRANSLATE_NOOP("Detail", "Title"),
        Detail.AUTHORS: QT_TRANSLATE_NOOP("Detail", "Authors"),
        Detail.YEAR: QT_TRANSLATE_NOOP("Detail", "Year"),
        Detail.KIND: QT_TRANSLATE_NOOP("Detail", "Kind"),
        Detail.FILE: QT_TRANSLATE_NOOP("Detail", "File"),
        Detail.CHARACTERS: QT_TRANSLATE_NOOP("Detail", "Characters"),
        Detail.CLAIMS: QT_TRANSLATE_NOOP("Detail", "Claims"),
        Detail.CODERS: QT_TRANSLATE_NOOP("Detail", "Coders"),
        Detail.NOTE: QT_TRANSLATE_NOOP("Detail", "Note of the import"),
    }
    numbers = (Detail.YEAR, Detail.CHARACTERS, Detail.CLAIMS)

    def __init__(self, uses: Uses, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self._coders: Coders = {}
        self._people: Mapping[str, Reviewer] = {}
        uses.counted.connect(lambda: self.recount(Detail.CLAIMS))

    def read_coders(self, reader: RecordReader) -> None:
        """Reads anew who codes which report, and how far they have come."""
        self._coders = read_coders(reader)
        self._people = {person.id: person for person in people(reader)}
        self.recount(Detail.CODERS)

    def coders_in_words(self, report: Report) -> str:
        """Who codes a report, by initials, each with a sign of how far they have come."""
        there = self._coders.get(report.id, {}).items()
        return " · ".join(f"{self._people[one].initials} {_SIGNS[status]}" for one, status in there)

    def _coders_told(self, report: Report) -> str:
        there = self._coders.get(report.id, {}).items()
        return "\n".join(f"{self._people[one].name}: {status_in_words(status)}" for one, status in there)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == Detail.CODERS and role in _SPOKEN:
            told = self._coders_told(self.records[index.row()])
            return plain_tip(told) if role == Qt.ItemDataRole.ToolTipRole else told
        return super().data(index, role)

    def number_of(self, record: Report, column: IntEnum) -> int | None:
        match column:
            case Detail.YEAR:
                return record.year
            case Detail.CHARACTERS:
                return record.characters
            case _:
                return self._uses[record.id]

    def words_of(self, record: Report, column: IntEnum) -> str:
        words: Mapping[IntEnum, str] = {
            Detail.TITLE: record.title or record.file_name,
            Detail.AUTHORS: record.authors,
            Detail.YEAR: str(record.year or ""),
            Detail.KIND: translated("ReportKind", record.kind.value),
            Detail.FILE: record.file_name,
            Detail.CHARACTERS: f"{record.characters:,}",
            Detail.CLAIMS: f"{self._uses[record.id]:,}" if self._uses.known else "",
            Detail.CODERS: self.coders_in_words(record),
            Detail.NOTE: record.import_note,
        }
        return words[column]

    def all_words(self, record: Report) -> str:
        details = (
            record.title,
            record.authors,
            str(record.year or ""),
            record.journal,
            record.doi,
            record.pmid,
            record.kind.value,
            record.file_name,
            record.note,
            record.import_note,
        )
        return "\n".join(details)
