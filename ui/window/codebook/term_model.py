"""One part of the codebook as a tree to be shown: names, and beside each how often it is used."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from curator.codebook.altering import Entry
from curator.codebook.codebook import Codebook
from curator.codebook.names import fold
from curator.records import Term
from ui.window.codebook.parts import Part, by_id, tree_in
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import plain_tip, translated

ENTRY_ROLE = Qt.ItemDataRole.UserRole
NAME, USED = range(2)

_DRAGGED = "application/x-curator-term"
_NOWHERE = QModelIndex()

Place = QModelIndex | QPersistentModelIndex


class _Node:
    """A term where it stands in the tree that is shown."""

    __slots__ = ("children", "entry", "number", "parent", "row")

    def __init__(self, number: int, entry: Entry, parent: _Node | None, row: int) -> None:
        self.number = number
        self.entry = entry
        self.parent = parent
        self.row = row
        self.children: list[_Node] = []


class TermModel(QAbstractItemModel):
    """Shows a part of a codebook.

    ``dropped`` says that a term was put under another (None: at the top) and before which of its new siblings (None:
    after all of them). The codebook never alters under the model: ``show`` is called with a new one.
    """

    dropped = Signal(str, object, object)

    def __init__(self, uses: Uses, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._uses = uses
        self._nodes: list[_Node] = []
        self._tops: list[_Node] = []
        self._numbers: dict[str, int] = {}
        self.part = Part.THERAPIES
        self.movable = True

    def show(self, codebook: Codebook, part: Part, words: str = "", *, with_retired: bool = False) -> None:
        """Shows those terms of a part that have ``words`` in a name or synonym, with all above and under them."""
        self.beginResetModel()
        self.part = part
        self._nodes, self._tops, self._numbers = [], [], {}
        shown = _shown(codebook, part, words, with_retired)
        if part.is_tree:
            self._add_under(codebook, None, shown)
        else:
            for entry in by_id(codebook, part).values():
                if entry.id in shown:
                    self._add(entry, None)
        self.endResetModel()

    def _add(self, entry: Entry, parent: _Node | None) -> _Node:
        siblings = self._tops if parent is None else parent.children
        node = _Node(len(self._nodes), entry, parent, len(siblings))
        siblings.append(node)
        self._nodes.append(node)
        self._numbers[entry.id] = node.number
        return node

    def _add_under(self, codebook: Codebook, parent: _Node | None, shown: set[str]) -> None:
        tree = tree_in(codebook, self.part)
        waiting: list[_Node | None] = [parent]
        while waiting and tree is not None:
            above = waiting.pop()
            terms = tree.children(above.entry.id if above is not None else None)
            waiting.extend(self._add(term, above) for term in terms if term.id in shown)

    def recount(self) -> None:
        """Shows the counts of use anew."""
        self._recount_under(QModelIndex())

    def _recount_under(self, parent: QModelIndex) -> None:
        rows = self.rowCount(parent)
        if rows:
            self.dataChanged.emit(self.index(0, USED, parent), self.index(rows - 1, USED, parent))
        for row in range(rows):
            self._recount_under(self.index(row, NAME, parent))

    @property
    def size(self) -> int:
        """How many terms are shown."""
        return len(self._nodes)

    @property
    def ids(self) -> list[str]:
        """The ids of all terms that are shown."""
        return list(self._numbers)

    def entry(self, index: Place) -> Entry | None:
        """The record at an index."""
        return self._nodes[index.internalId()].entry if index.isValid() else None

    def place_of(self, record_id: str) -> QModelIndex:
        """The index of a record; an invalid one when it is not shown."""
        number = self._numbers.get(record_id)
        if number is None:
            return QModelIndex()
        node = self._nodes[number]
        return self.createIndex(node.row, NAME, node.number)

    def neighbour_of(self, record_id: str) -> str | None:
        """What to choose when a record is no longer shown: the next sibling, the one before, or the parent."""
        number = self._numbers.get(record_id)
        if number is None:
            return None
        node = self._nodes[number]
        siblings = self._tops if node.parent is None else node.parent.children
        for row in (node.row + 1, node.row - 1):
            if 0 <= row < len(siblings):
                return siblings[row].entry.id
        return node.parent.entry.id if node.parent is not None else None

    # What Qt asks.

    def index(self, row: int, column: int, parent: Place = _NOWHERE) -> QModelIndex:
        nodes = self._nodes[parent.internalId()].children if parent.isValid() else self._tops
        if not 0 <= row < len(nodes):
            return QModelIndex()
        return self.createIndex(row, column, nodes[row].number)

    def parent(self, index: Place) -> QModelIndex:  # type: ignore[override]
        above = self._nodes[index.internalId()].parent if index.isValid() else None
        return QModelIndex() if above is None else self.createIndex(above.row, NAME, above.number)

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._tops)
        return len(self._nodes[parent.internalId()].children) if parent.column() == NAME else 0

    def columnCount(self, _parent: Place = _NOWHERE) -> int:
        return 2

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index)
        if entry is None:
            return None
        is_name = index.column() == NAME
        match role:
            case Qt.ItemDataRole.ToolTipRole if is_name:
                return plain_tip("\n".join(filter(None, (entry.name, entry.definition))))
            case Qt.ItemDataRole.ToolTipRole:
                return translated("TermModel", "How often it is used")
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return entry.name if is_name else self._used_in_words(entry)
            case _:
                return entry if role == ENTRY_ROLE else None

    def _used_in_words(self, entry: Entry) -> str:
        used = self._uses[entry.id]
        return f"{used:,}" if used and self._uses.known else ""

    def headerData(self, section: int, _orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return translated("TermModel", "Name") if section == NAME else translated("TermModel", "Used")

    # Dragging a term to where it belongs.

    def flags(self, index: Place) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not self.movable:
            return flags
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        drop = Qt.ItemFlag.ItemIsDropEnabled if self.part.is_tree else Qt.ItemFlag.NoItemFlags
        return flags | Qt.ItemFlag.ItemIsDragEnabled | drop

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_DRAGGED]

    def mimeData(self, indexes: Any) -> QMimeData:
        entry = self.entry(indexes[0])
        carried = QMimeData()
        carried.setData(_DRAGGED, entry.id.encode() if entry is not None else b"")
        return carried

    def dropMimeData(self, carried: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Place) -> bool:
        record_id = bytes(carried.data(_DRAGGED).data()).decode()
        if record_id not in self._numbers:
            return False
        above = self.entry(parent)
        before = self.entry(self.index(row, NAME, parent)) if row >= 0 else None
        if before is None or before.id != record_id:
            self.dropped.emit(record_id, above.id if above else None, before.id if before else None)
        # Nothing is moved here: the review is changed, and the tree is shown anew from it.
        return False


def _shown(codebook: Codebook, part: Part, words: str, with_retired: bool) -> set[str]:
    entries = by_id(codebook, part)
    tree = tree_in(codebook, part)
    wanted = fold(words)
    if not wanted:
        found = set(entries)
    elif tree is not None:
        found = tree.matching(words)
    else:
        found = {entry.id for entry in entries.values() if wanted in fold(entry.name)}
    kept = {record_id for record_id in found if with_retired or not entries[record_id].retired}
    if tree is not None:
        for record_id in tuple(kept):
            kept.update(above.id for above in tree.path(record_id))
    return kept


def synonyms_of(entry: Entry) -> tuple[str, ...]:
    """The synonyms of a term; none for what has none."""
    return entry.synonyms if isinstance(entry, Term) else ()
