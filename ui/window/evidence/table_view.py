"""The table of claims as it is seen and moved about in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMenu

from curator.evidence.question import Column
from ui.window.evidence.cells import ROW_HEIGHT, Cells
from ui.window.evidence.columns import ORDER, ColumnLayout, remember, remembered, title_of, usual_layout
from ui.window.evidence.filter_header import FilterHeader
from ui.window.furniture.rows import RowsView
from ui.window.furniture.words import translated

_QUOTE = ORDER.index(Column.QUOTE)
_PAUSE_BEFORE_READING_MS = 30


class ClaimView(RowsView):
    """Rows are chosen with the arrows, Enter opens, S sorts by the column one stands in, F filters by it.

    The quote takes whatever width is left over. Widths, order and which columns show are remembered. ``chosen`` comes
    when one has stayed on a row for a moment.
    """

    copied = Signal()

    def __init__(self, settings: QSettings) -> None:
        super().__init__(translated("ClaimView", "Claims"), ROW_HEIGHT, _QUOTE)
        self._settings = settings
        self._arranging = False
        self.cells = Cells(self)
        self.setItemDelegate(self.cells)
        self.titles = FilterHeader(self)
        self.setHorizontalHeader(self.titles)
        self.titles.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.titles.customContextMenuRequested.connect(
            lambda place: self.columns_menu().popup(self.titles.mapToGlobal(place))
        )
        self.titles.left.connect(self._enter_rows)
        self.titles.entered.connect(self._bring_column)
        self.titles.sectionResized.connect(self._column_resized)
        self.titles.sectionMoved.connect(lambda *_places: self._keep())
        self.horizontalScrollBar().valueChanged.connect(lambda _value: self.titles.arrange())
        self._reading_pause = QTimer(self)
        self._reading_pause.setSingleShot(True)
        self._reading_pause.setInterval(_PAUSE_BEFORE_READING_MS)
        self._reading_pause.timeout.connect(self.chosen)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if self.isVisible():
            self._reading_pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._reading_pause.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._reading_pause.stop()

    @property
    def current_column(self) -> Column | None:
        """The column one stands in."""
        index = self.currentIndex()
        return ORDER[index.column()] if index.isValid() else None

    def first_column(self) -> int:
        return self.titles.logicalIndexAt(4)

    def arrange_columns(self) -> None:
        """Puts the columns as they were left the last time; called once the table has its model."""
        self._lay_out(remembered(self._settings))

    def reset_columns(self) -> None:
        """Puts the columns as they stand at first."""
        self._lay_out(usual_layout())
        self._keep()

    def show_column(self, column: Column, shown: bool) -> None:
        """Shows or hides a column; the last one that shows stays."""
        if not shown and self.titles.hiddenSectionCount() >= len(ORDER) - 1:
            return
        self.setColumnHidden(ORDER.index(column), not shown)
        if not shown:
            self.titles.filter_line(column).clear()
            self.titles.filtered.emit()
        self.spread()
        self._keep()

    def columns_menu(self) -> QMenu:
        """A menu with a tick for every column that shows."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in ORDER:
            action = menu.addAction(title_of(column))
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(ORDER.index(column)))
            action.toggled.connect(lambda shown, column=column: self.show_column(column, shown))
        menu.addSeparator()
        menu.addAction(self.tr("As at first")).triggered.connect(self.reset_columns)
        return menu

    def _lay_out(self, layout: list[ColumnLayout]) -> None:
        self._arranging = True
        for place, each in enumerate(layout):
            section = ORDER.index(each.column)
            self.titles.moveSection(self.titles.visualIndex(section), place)
            self.setColumnHidden(section, not each.shown)
            self.setColumnWidth(section, each.width)
            if section == _QUOTE:
                self.least_width = each.width
        self._arranging = False
        self.spread()

    def _keep(self) -> None:
        if self._arranging:
            return
        sections = [self.titles.logicalIndex(place) for place in range(len(ORDER))]
        layout = []
        for section in sections:
            hidden = self.isColumnHidden(section)
            width = self._hidden_width(section) if hidden else self.columnWidth(section)
            layout.append(ColumnLayout(ORDER[section], self.least_width if section == _QUOTE else width, not hidden))
        remember(self._settings, layout)

    def _hidden_width(self, section: int) -> int:
        known = {each.column: each.width for each in remembered(self._settings)}
        return known[ORDER[section]]

    def _column_resized(self, section: int, _old: int, new: int) -> None:
        if self.is_spreading or self._arranging or not new:
            return
        if section == _QUOTE:
            self.least_width = new
        else:
            self.spread()
        self._keep()

    def spread(self) -> None:
        if not self._arranging:
            super().spread()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        column = self.current_column
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if plain:
                self.opened.emit()
            case Qt.Key.Key_C if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.copied.emit()
            case Qt.Key.Key_S if plain and column is not None:
                self.titles.sort_asked.emit(column)
            case Qt.Key.Key_F if plain:
                self.titles.filter_line(column or Column.REPORT).setFocus(Qt.FocusReason.ShortcutFocusReason)
            case Qt.Key.Key_Up if plain and self.currentIndex().row() == 0 and column is not None:
                self.titles.filter_line(column).setFocus(Qt.FocusReason.ShortcutFocusReason)
            case _:
                super().keyPressEvent(event)

    def _enter_rows(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.choose_row(0)

    def _bring_column(self, section: int) -> None:
        left, width = self.titles.sectionViewportPosition(section), self.columnWidth(section)
        bar = self.horizontalScrollBar()
        if left < 0:
            bar.setValue(bar.value() + left)
        elif left + width > self.viewport().width():
            bar.setValue(bar.value() + left + width - self.viewport().width())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._say_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._say_focus(False)

    def _say_focus(self, focused: bool) -> None:
        self.cells.is_focused = focused
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        handled = super().viewportEvent(event)
        if event.type() == QEvent.Type.Resize:
            self.spread()
        return handled
