"""The reports as a table: what they are, how long, and how many claims stand on them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QObject

from curator.records import Report
from ui.window.furniture.record_table import RecordTable
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import translated


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


WIDTHS: Mapping[IntEnum, int] = {
    Detail.TITLE: 210,
    Detail.AUTHORS: 96,
    Detail.YEAR: 60,
    Detail.KIND: 92,
    Detail.FILE: 122,
    Detail.CHARACTERS: 90,
    Detail.CLAIMS: 66,
    Detail.NOTE: 120,
}
"""How wide the columns are at first; the first one takes what is left."""


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
        Detail.NOTE: QT_TRANSLATE_NOOP("Detail", "Note of the import"),
    }
    numbers = (Detail.YEAR, Detail.CHARACTERS, Detail.CLAIMS)

    def __init__(self, uses: Uses, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        uses.counted.connect(lambda: self.recount(Detail.CLAIMS))

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
