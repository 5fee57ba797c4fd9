"""The tree of terms as it is seen and moved about in, with a key for everything one does to a term."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeView

from ui.window.codebook.term_cells import TermCells
from ui.window.codebook.term_model import NAME, USED, TermModel
from ui.window.furniture.own_keys import OwnKeys

_FEW_ENOUGH_TO_SHOW_ALL = 120
_USED_WIDTH = 72


class TermView(QTreeView):
    """Keeps open branches and the chosen term when the tree is shown anew."""

    chosen = Signal()

    def __init__(self, model: TermModel) -> None:
        super().__init__()
        self._model = model
        self._open: dict[object, set[str]] = {}
        self._refreshing = False
        self.setModel(model)
        self.setItemDelegate(TermCells(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Terms"))
        self.setUniformRowHeights(True)
        self.setIndentation(22)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        titles = self.header()
        titles.setStretchLastSection(False)
        titles.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        titles.setSectionResizeMode(USED, QHeaderView.ResizeMode.Fixed)
        titles.resizeSection(USED, _USED_WIDTH)
        titles.setSectionsMovable(False)
        titles.hide()
        self._keys = OwnKeys(self)

    def bind(self, keys: str, act: Callable[[], object]) -> None:
        """Lets a key do something to the chosen term."""
        self._keys.bind(keys, act)

    @property
    def current_id(self) -> str | None:
        """The id of the chosen term."""
        entry = self._model.entry(self.currentIndex())
        return entry.id if entry is not None else None

    def choose(self, record_id: str | None) -> bool:
        """Chooses a term and opens the branches above it; False when it is not shown."""
        place = self._model.place_of(record_id) if record_id is not None else QModelIndex()
        if not place.isValid():
            return False
        above = place.parent()
        while above.isValid():
            self.expand(above)
            above = above.parent()
        self.setCurrentIndex(place)
        self.scrollTo(place)
        return True

    def show_anew(self, show: Callable[[], None], *, all_open: bool) -> None:
        """Has the model show something else; branches stay as they were, and so does the chosen term if it can."""
        before = self.current_id
        instead = self._model.neighbour_of(before) if before is not None else None
        self._open[self._model.part] = self._open_ids()
        known = set(self._model.ids)
        part_before = self._model.part
        self._refreshing = True
        show()
        part = self._model.part
        open_ids = self._open.get(part)
        if all_open or open_ids is None:
            if all_open or self._model.size <= _FEW_ENOUGH_TO_SHOW_ALL:
                self.expandAll()
        else:
            self._open_again(open_ids, known if part is part_before else None)
        self._refreshing = False
        if not self.choose(before) and not self.choose(instead):
            self.setCurrentIndex(self._model.index(0, NAME))
        self.chosen.emit()

    def _open_again(self, open_ids: set[str], known: set[str] | None) -> None:
        for record_id in self._model.ids:
            is_new = known is not None and record_id not in known
            if record_id in open_ids or is_new:
                self.expand(self._model.place_of(record_id))

    def _open_ids(self) -> set[str]:
        return {record_id for record_id in self._model.ids if self.isExpanded(self._model.place_of(record_id))}

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if not self._refreshing:
            self.chosen.emit()

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are keys of their own here; the search above the tree looks for terms."""
