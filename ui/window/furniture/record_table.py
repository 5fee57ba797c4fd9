"""Records as a table: sorted by any column, and narrowed to what holds some words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator.codebook.names import fold
from curator.records import Record
from ui.window.furniture.words import plain_tip, translated

RECORD_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a cell gives the whole record of its row."""

R = TypeVar("R", bound=Record)
Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class RecordTable(QAbstractTableModel, Generic[R]):
    """A row for each record. What a column shows is said by the table of each kind of record.

    ``titles`` are the columns in their order; ``numbers`` stand at the right, and sort as numbers.
    """

    titles: Mapping[IntEnum, object]
    numbers: Sequence[IntEnum] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: list[R] = []
        self._shown: list[R] = []
        self._rows: dict[str, int] = {}
        self._words = ""
        self._sort: IntEnum | None = None
        self._descending = False

    def words_of(self, record: R, column: IntEnum) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def number_of(self, record: R, column: IntEnum) -> int | None:
        """The number in a cell of one of ``numbers``, to sort by."""
        raise NotImplementedError

    def all_words(self, record: R) -> str:
        """Everything of a record that the search looks into."""
        raise NotImplementedError

    @property
    def records(self) -> Sequence[R]:
        """The records that are shown, in order."""
        return self._shown

    @property
    def sorted_by(self) -> IntEnum | None:
        """The column that the rows are sorted by; None for the order in which they came in."""
        return self._sort

    @property
    def descending(self) -> bool:
        """Whether they are sorted downwards."""
        return self._descending

    @property
    def is_narrowed(self) -> bool:
        """Whether some words keep records out."""
        return bool(self._words.strip())

    def show(self, records: Sequence[R]) -> None:
        """Shows these records."""
        self._records = list(records)
        self._arrange()

    def replace(self, records: Mapping[str, R]) -> None:
        """Shows these records as they are now, where they stand."""
        self._records = [records.get(record.id, record) for record in self._records]
        for record_id, record in records.items():
            row = self._rows.get(record_id)
            if row is not None:
                self._shown[row] = record
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.titles) - 1))

    def narrow(self, words: str) -> None:
        """Shows only records that have these words in one of their details."""
        self._words = words
        self._arrange()

    def sort_by(self, column: IntEnum | None, *, descending: bool) -> None:
        """Sorts; without a column the order is that in which the records came in."""
        self._sort, self._descending = column, descending
        self._arrange()

    def recount(self, column: IntEnum) -> None:
        """Shows the numbers of a column anew."""
        if self._sort is column:
            self._arrange()
        elif self._shown:
            self.dataChanged.emit(self.index(0, column), self.index(len(self._shown) - 1, column))

    def row_of(self, record_id: str) -> int | None:
        """The row of a record; None when it is not shown."""
        return self._rows.get(record_id)

    def _arrange(self) -> None:
        self.beginResetModel()
        wanted = fold(self._words).split()
        shown = self._records
        if wanted:
            shown = [record for record in shown if _has_all(fold(self.all_words(record)), wanted)]
        column = self._sort
        if column is not None:
            keyed = [(self._key(record, column), record) for record in shown]
            full = sorted((pair for pair in keyed if pair[0] not in (None, "")), key=_first, reverse=self._descending)
            shown = [record for _, record in full] + [record for key, record in keyed if key in (None, "")]
        self._shown = list(shown)
        self._rows = {record.id: row for row, record in enumerate(self._shown)}
        self.endResetModel()

    def _key(self, record: R, column: IntEnum) -> Any:
        return self.number_of(record, column) if column in self.numbers else fold(self.words_of(record, column))

    # What Qt asks.

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translated("Detail", str(list(self.titles.values())[section]))
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self.numbers:
            return Qt.AlignmentFlag.AlignRight
        return None

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        record, column = self._shown[index.row()], list(self.titles)[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.words_of(record, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.headerData(column, Qt.Orientation.Horizontal)}: {self.words_of(record, column)}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self.words_of(record, column))
            case _:
                return record if role == RECORD_ROLE else None


def _has_all(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]
