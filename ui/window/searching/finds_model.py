"""The places that were found, as a list that grows while the search goes on, and which of them are ticked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from curator.finding.finds import Find, Where

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
FIND_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a row gives its find."""
NAME_ROLE = Qt.ItemDataRole.UserRole + 1
"""What the report (or the study) is called, where it is another than in the row above; else empty."""
ASIDE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The section of a text, or what sort of words a record's are."""


def sort_of(find: Find) -> str:
    """What sort of words were found, in a word."""
    translate = QCoreApplication.translate
    names = {
        Where.TEXT: translate("Finds", "text"),
        Where.CLAIM: translate("Finds", "claim"),
        Where.NOTE: translate("Finds", "note"),
        Where.REFERENCE: translate("Finds", "reference"),
    }
    return names[find.where]


class FindsModel(QAbstractListModel):
    """A row for each find. Only those in a text can be ticked: they can be marked."""

    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.finds: list[Find] = []
        self.names: Mapping[str, str] = {}
        self._ticked: set[int] = set()

    def begin(self, names: Mapping[str, str]) -> None:
        """Forgets everything: another question was asked. ``names`` are those of reports and studies by id."""
        self.beginResetModel()
        self.finds = []
        self.names = names
        self._ticked.clear()
        self.endResetModel()
        self.ticked_changed.emit()

    def add(self, finds: Iterable[Find]) -> None:
        """Adds finds at the end."""
        new = list(finds)
        if new:
            self.beginInsertRows(_NOWHERE, len(self.finds), len(self.finds) + len(new) - 1)
            self.finds += new
            self.endInsertRows()

    def name_of(self, find: Find) -> str:
        """What the report or the study of a find is called."""
        return self.names.get(find.report_id or find.record_id, "")

    # Ticks

    @property
    def ticked(self) -> list[Find]:
        """The finds that are ticked, in order."""
        return [self.finds[row] for row in sorted(self._ticked)]

    def can_tick(self, row: int) -> bool:
        """Whether a row can be ticked."""
        return 0 <= row < len(self.finds) and self.finds[row].where is Where.TEXT

    def toggle(self, row: int) -> None:
        """Ticks a row, or takes its tick away."""
        if self.can_tick(row):
            self._ticked ^= {row}
            self.dataChanged.emit(self.index(row), self.index(row), [Qt.ItemDataRole.CheckStateRole])
            self.ticked_changed.emit()

    def toggle_all(self) -> None:
        """Ticks everything that can be; when it is already, takes all ticks away."""
        every = {row for row in range(len(self.finds)) if self.can_tick(row)}
        self._ticked = set() if self._ticked == every else every
        if self.finds:
            self.dataChanged.emit(self.index(0), self.index(len(self.finds) - 1), [Qt.ItemDataRole.CheckStateRole])
        self.ticked_changed.emit()

    # What Qt asks

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.finds)

    def flags(self, index: Place) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self.can_tick(index.row()) else flags

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        find = self.finds[row]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{find.left}{find.hit}{find.right}"
            case Qt.ItemDataRole.CheckStateRole if self.can_tick(row):
                return Qt.CheckState.Checked if row in self._ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case _ if role == NAME_ROLE:
                same = row > 0 and self.name_of(self.finds[row - 1]) == self.name_of(find)
                return "" if same else self.name_of(find)
            case _ if role == ASIDE_ROLE:
                return _aside(find)
            case _:
                return find if role == FIND_ROLE else None

    def _spoken(self, row: int) -> str:
        find = self.finds[row]
        ticked = self.tr("ticked, ") if row in self._ticked else ""
        return f"{ticked}{self.name_of(find)}, {_aside(find)}: {find.left}{find.hit}{find.right}"


def _aside(find: Find) -> str:
    return find.section if find.where is Where.TEXT else sort_of(find)
