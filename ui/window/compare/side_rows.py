"""Claims about the same thing as a table: the fields in rows, the claims in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator.records import Meaning, Verdict
from ui.window.compare.claim_fields import NOTE, FieldRow
from ui.window.compare.hands import Hand
from ui.window.compare.intent import BOTH, Intent
from ui.window.furniture.words import plain_tip

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

CELL_ROLE = Qt.ItemDataRole.UserRole
CARD_ROLE = Qt.ItemDataRole.UserRole + 1
"""The roles under which a cell gives itself, and a heading its card, whole."""


class ClaimCard(Struct, frozen=True, kw_only=True):
    """A column: somebody's claim, or nothing where they did not find it.

    ``taken`` says that the consensus would have it whole.
    """

    hand: Hand
    claim_id: str | None
    key: str = ""
    taken: bool = False


class Cell(Struct, frozen=True, kw_only=True):
    """What one claim has in one field. ``chosen`` is None unless fields are being chosen one by one."""

    title: str
    words: str
    absent: bool
    differs: bool
    meaning: Meaning | None
    chosen: bool | None
    taken: bool
    is_note: bool
    is_first: bool
    is_last: bool


class SideRows(QAbstractTableModel):
    """The fields in rows and the claims in columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[FieldRow] = ()
        self.cards: Sequence[ClaimCard] = ()
        self.intent = Intent()

    def show(self, rows: Sequence[FieldRow], cards: Sequence[ClaimCard], intent: Intent) -> None:
        """Shows other claims."""
        self.beginResetModel()
        self.rows, self.cards, self.intent = rows, cards, intent
        self.endResetModel()

    def show_intent(self, intent: Intent, cards: Sequence[ClaimCard]) -> None:
        """Shows what is about to be decided."""
        self.intent, self.cards = intent, cards
        if self.rows and cards:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(cards) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(cards) - 1)

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self.rows[section].title if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self.cards):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cards[section].hand.title
        return self.cards[section] if role == CARD_ROLE else None

    def cell(self, row: int, column: int) -> Cell:
        """One cell."""
        field, card = self.rows[row], self.cards[column]
        found = card.claim_id is not None
        chosen: bool | None = None
        if self.intent.verdict is Verdict.MERGED and field.differs:
            wanted = self.intent.chosen.get(field.code)
            chosen = found and wanted in (card.claim_id, BOTH)
        claim = sum(other.claim_id is not None for other in self.cards[:column])
        return Cell(
            title=field.title,
            words=field.words[claim] if found else "",
            absent=found and field.absent[claim],
            differs=field.differs,
            meaning=field.meanings[claim] if found else None,
            chosen=chosen,
            taken=card.taken,
            is_note=field.code == NOTE,
            is_first=row == 0,
            is_last=row == len(self.rows) - 1,
        )

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.words
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{cell.title}: {cell.words}") if cell.words else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(cell, self.cards[index.column()])
            case _:
                return cell if role == CELL_ROLE else None

    def _spoken(self, cell: Cell, card: ClaimCard) -> str:
        parts = [card.hand.words, f"{cell.title}: {cell.words or self.tr('empty')}"]
        if cell.differs:
            parts.append(self.tr("differs"))
        if cell.chosen:
            parts.append(self.tr("chosen"))
        return ", ".join(parts)
