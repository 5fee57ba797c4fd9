"""The claims as a table that holds only their ids; lines are fetched and written for what shows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from curator.evidence.lines import ClaimLine, LineWriter
from curator.evidence.question import Column
from curator.records import Claim
from ui.window.evidence.columns import ORDER, title_of
from ui.window.furniture.words import plain_tip

CLAIMS_ON_A_PAGE = 200
_MOST_PAGES = 24

LINE_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a cell gives its whole ``ClaimLine``."""

Fetch = Callable[[Sequence[str]], Mapping[str, Claim]]
Place = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class ClaimTable(QAbstractTableModel):
    """A row for each claim id, in the order given. ``fetch`` is asked for a page of claims when one of them shows."""

    def __init__(self, fetch: Fetch, writer: LineWriter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._writer = writer
        self._ids: Sequence[str] = ()
        self._rows: dict[str, int] | None = None
        self._pages: OrderedDict[int, list[ClaimLine | None]] = OrderedDict()

    @property
    def claim_ids(self) -> Sequence[str]:
        """The ids of all rows, in order."""
        return self._ids

    def show(self, claim_ids: Sequence[str]) -> None:
        """Lists these claims; nothing moves on the screen when they are the ones that are listed already."""
        if claim_ids == self._ids:
            return
        self.beginResetModel()
        self._ids = claim_ids
        self._rows = None
        self._pages.clear()
        self.endResetModel()

    def rewrite(self, writer: LineWriter) -> None:
        """Writes all lines anew, with other names of terms, reports or reviewers."""
        self._writer = writer
        self._pages.clear()
        self._repaint(range(len(self._ids)))

    def refresh(self, claim_ids: Iterable[str]) -> None:
        """Fetches these claims anew when they show next."""
        rows = [row for claim_id in claim_ids if (row := self.row_of(claim_id)) is not None]
        for page in {row // CLAIMS_ON_A_PAGE for row in rows}:
            self._pages.pop(page, None)
        self._repaint(rows)

    def row_of(self, claim_id: str) -> int | None:
        """The row of a claim, or None when it is not listed."""
        if self._rows is None:
            self._rows = {listed: row for row, listed in enumerate(self._ids)}
        return self._rows.get(claim_id)

    def line(self, row: int) -> ClaimLine | None:
        """The claim of a row in words; None when it is no longer there."""
        if not 0 <= row < len(self._ids):
            return None
        number, place = divmod(row, CLAIMS_ON_A_PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._pages[number] = self._page(number)
            if len(self._pages) > _MOST_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[place]

    def _page(self, number: int) -> list[ClaimLine | None]:
        ids = self._ids[number * CLAIMS_ON_A_PAGE : (number + 1) * CLAIMS_ON_A_PAGE]
        claims = self._fetch(ids)
        return [self._writer.line(claims[claim_id]) if claim_id in claims else None for claim_id in ids]

    def _repaint(self, rows: Sequence[int]) -> None:
        if len(rows):
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(ORDER) - 1))

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(ORDER)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return title_of(ORDER[section])
        if role == Qt.ItemDataRole.TextAlignmentRole and ORDER[section] is Column.PLACE:
            return Qt.AlignmentFlag.AlignRight
        return None

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (
            LINE_ROLE,
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        line = self.line(index.row())
        if line is None:
            return None
        column = ORDER[index.column()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(_tip(line, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title_of(column)}: {line[column]}"
        return line[column]


def _tip(line: ClaimLine, column: Column) -> str:
    words = line[column]
    if column is Column.DIRECTION and line.meaning is not None and line.meaning.value != words:
        return f"{words} → {line.meaning.value}"
    return words
