"""A line to type in, with the terms or studies that fit listed under it: to merge into, or to move under."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.window.furniture.words import plain_tip
from ui.window.look.palette import colour, current
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans

_ROW = 44
_SHOWN_ROWS = 7
_ABOVE = Qt.ItemDataRole.UserRole + 1
_ID = Qt.ItemDataRole.UserRole + 2

Find = tuple[str | None, str, str]
"""What fits: its id (None for the top of a tree), its name, and under it where it stands, in words."""


class _Rows(QStyledItemDelegate):
    """Paints a name, and under it where it stands."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: object) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: object) -> None:
        palette = current()
        area: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colour(palette.accent_wash))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colour(palette.hover))
        name, above = str(index.data()), str(index.data(_ABOVE))  # type: ignore[attr-defined]
        inside = area.adjusted(12, 4, -12, -4)
        upper = inside if not above else QRect(inside.left(), inside.top(), inside.width(), inside.height() // 2)
        painter.setFont(sans(14))
        painter.setPen(colour(palette.ink))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter, shown)
        if above:
            lower = QRect(inside.left(), upper.bottom(), inside.width(), inside.height() // 2)
            painter.setFont(sans(12))
            painter.setPen(colour(palette.muted))
            shown = painter.fontMetrics().elidedText(above, Qt.TextElideMode.ElideMiddle, lower.width())
            painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class Finder(QWidget):
    """``pointed`` says what the light is on (or that it is on nothing); ``picked`` that Enter or a click took it.

    With ``lights_first`` the light is on what stands first at once; else only when something was typed.
    """

    pointed = Signal()
    picked = Signal()

    def __init__(
        self, name: str, find: Callable[[str], Sequence[Find]], hint: str = "", *, lights_first: bool = True
    ) -> None:
        super().__init__()
        self._lights_first = lights_first
        self._find = find
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(hint)
        self.line.textChanged.connect(self.search)
        self.line.installEventFilter(self)
        self._rows = QStandardItemModel(self)
        self.list = QListView()
        say_kind(self.list, "popup")
        self.list.setAccessibleName(name)
        self.list.setModel(self._rows)
        self.list.setItemDelegate(_Rows(self.list))
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFixedHeight(_ROW * _SHOWN_ROWS + 12)
        self.list.selectionModel().currentChanged.connect(lambda *_places: self.pointed.emit())
        self.list.clicked.connect(lambda _place: self.picked.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.setFocusProxy(self.line)

    def search(self) -> None:
        """Lists what fits the words."""
        self._rows.clear()
        for record_id, name, above in self._find(self.line.text()):
            row = QStandardItem(name)
            row.setData(above, _ABOVE)
            row.setData(record_id or "", _ID)
            row.setToolTip(plain_tip(f"{above} › {name}" if above else name))
            self._rows.appendRow(row)
        lit = self._lights_first or bool(self.line.text().strip())
        self.list.setCurrentIndex(self._rows.index(0, 0) if lit else QModelIndex())
        self.pointed.emit()

    @property
    def is_empty(self) -> bool:
        """Whether nothing fits the words."""
        return self._rows.rowCount() == 0

    @property
    def has_light(self) -> bool:
        """Whether the light is on something."""
        return self.list.currentIndex().isValid()

    @property
    def current_id(self) -> str | None:
        """The id of what the light is on; None for the top of the tree, or when nothing fits."""
        return str(self.list.currentIndex().data(_ID) or "") or None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 7, Qt.Key.Key_PageUp: -7}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            last = self._rows.rowCount() - 1
            row = max(0, min(self.list.currentIndex().row() + step, last))
            self.list.setCurrentIndex(self._rows.index(row, 0))
            return True
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.has_light:
                self.picked.emit()
            return True
        return False
