"""Who said what when the other said what: a table of two reviewers' categories, coloured by how often they met."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from curator.agreement.agreement import Confusion
from curator.records import Meaning
from ui.window.compare.cell_table import CellTable
from ui.window.furniture.words import plain_tip, translated
from ui.window.look import palette as colours
from ui.window.look.palette import blended, colour
from ui.window.look.shapes import draw_direction
from ui.window.look.typefaces import sans

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
SIGN_ROLE = Qt.ItemDataRole.UserRole
"""The role under which a category gives what it means, where it is a direction."""

_ROW, _HEAD = 32, 24
_NARROWEST, _WIDEST = 32, 64
_MOST_NAMES = 120
_MOST_HIGH = 340
_FINE_SHADES, _WARNING_SHADES = (0.22, 0.72), (0.16, 0.38)
"""The weakest and the strongest shade of a cell, as shares of its hue on the card."""
_DARK_GROUND = 0.6


class ConfusionCells(QAbstractTableModel):
    """The counts: the first reviewer's categories in rows, the second one's in columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.confusion = Confusion(categories=(), counts=())
        self.names = ("", "")
        self.signs: Mapping[str, Meaning] = {}
        self.marked: tuple[int, int] | None = None

    def show(self, confusion: Confusion, names: tuple[str, str], signs: Mapping[str, Meaning]) -> None:
        """Shows another table; ``names`` are what the two reviewers are called, ``signs`` what categories mean."""
        self.beginResetModel()
        self.confusion, self.names, self.signs, self.marked = confusion, names, signs, None
        self.endResetModel()

    def mark(self, cell: tuple[int, int] | None) -> None:
        """Marks the cell by which the queue is narrowed."""
        self.marked = cell
        if self.confusion.counts:
            last = len(self.confusion.counts) - 1
            self.dataChanged.emit(self.index(0, 0), self.index(last, last))

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.confusion.counts)

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.confusion.counts)

    def headerData(self, section: int, _orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= section < len(self.confusion.categories):
            return None
        words = self.confusion.categories[section]
        if role == SIGN_ROLE:
            return self.signs.get(words)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words)
        return words if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            spoken = self.spoken(index.row(), index.column())
            return plain_tip(spoken) if role == Qt.ItemDataRole.ToolTipRole else spoken
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{self.confusion.counts[index.row()][index.column()]:,}"
        return None

    def spoken(self, row: int, column: int) -> str:
        """A cell in a sentence."""
        categories = self.confusion.categories
        return self.tr("{first}: {one}, {second}: {other} — {n} times").format(
            first=self.names[0],
            one=categories[row],
            second=self.names[1],
            other=categories[column],
            n=self.confusion.counts[row][column],
        )


class _CellPainter(QStyledItemDelegate):
    """Green where the two agree, orange where they do not, the stronger the more often."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        cells = index.model()
        if not isinstance(cells, ConfusionCells):
            return
        palette = colours.current()
        counts = cells.confusion.counts
        count = counts[index.row()][index.column()]
        agrees = index.row() == index.column()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(2.5, 1.5, -1.5, -1.5)
        hue = palette.fine if agrees else palette.warning
        most = max(
            (other for row, own in enumerate(counts) for column, other in enumerate(own) if (row == column) is agrees),
            default=0,
        )
        least, strongest = _FINE_SHADES if agrees else _WARNING_SHADES
        ground = blended(hue, palette.card, least + (strongest - least) * count / max(most, 1))
        marked = cells.marked == (index.row(), index.column())
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        edge = palette.accent if marked or focused else palette.line
        painter.setPen(QPen(colour(edge), 2 if marked else 1))
        painter.setBrush(ground if count else colour(palette.card))
        painter.drawRoundedRect(area, 6, 6)
        painter.setFont(sans(14, bold=bool(count)))
        on_dark = agrees and count and not palette.is_dark and count / max(most, 1) > _DARK_GROUND
        shade = palette.on_accent if on_dark else palette.ink if count else palette.faint
        painter.setPen(colour(shade))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, f"{count:,}")
        painter.restore()


class _Categories(QHeaderView):
    """What the categories are called, cut where there is no room; the tip has it whole."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROWEST)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.orientation() == Qt.Orientation.Horizontal:
            return QSize(hint.width(), _HEAD)
        return QSize(self.names_width(), hint.height())

    def _words(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation()) or "")

    def names_width(self) -> int:
        """How wide the names beside the rows are."""
        metrics = QFontMetrics(sans(13))
        signed = self.model().headerData(0, Qt.Orientation.Vertical, SIGN_ROLE) is not None
        rows = range(self.model().rowCount())
        widest = max((metrics.horizontalAdvance(self._words(row)) for row in rows), default=0)
        return min(_MOST_NAMES, widest + (30 if signed else 12))

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        palette = colours.current()
        painter.save()
        painter.fillRect(area, colour(palette.surround))
        upright = self.orientation() == Qt.Orientation.Vertical
        painter.setFont(sans(13 if upright else 12))
        painter.setPen(colour(palette.ink if upright else palette.muted))
        inside = area.adjusted(0, 0, -8, 0) if upright else area.adjusted(2, 0, 0, 0)
        meaning = self.model().headerData(section, self.orientation(), SIGN_ROLE)
        if meaning is not None:
            side = 11.0
            left = inside.right() - side if upright else inside.center().x() - side / 2
            draw_direction(painter, QRectF(left, inside.center().y() - side / 2, side, side), meaning, palette)
            inside.setRight(round(left) - 6)
        words = "" if meaning is not None and not upright else self._words(section)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        across = Qt.AlignmentFlag.AlignRight if upright else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(inside, across | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class ConfusionTable(CellTable):
    """As high as its categories, up to a limit. ``cell_chosen`` carries a row and a column: a click, or Space."""

    cell_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translated("ConfusionTable", "Confusion table"), parent)
        self.cells = ConfusionCells(self)
        self.setModel(self.cells)
        self.setItemDelegate(_CellPainter(self))
        self.setHorizontalHeader(_Categories(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Categories(Qt.Orientation.Vertical, self))
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.clicked.connect(lambda place: self.cell_chosen.emit(place.row(), place.column()))

    def show_table(
        self, confusion: Confusion, names: tuple[str, str], signs: Mapping[str, Meaning] | None = None
    ) -> None:
        """Shows another table; categories that are directions are shown by their signs."""
        self.cells.show(confusion, names, signs or {})
        self._fit()

    def choose_current(self) -> None:
        """Chooses the cell that one stands in."""
        place = self.currentIndex()
        if place.isValid():
            self.cell_chosen.emit(place.row(), place.column())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As wide as the pane and as high as the categories; what finds no room scrolls."""
        count = self.cells.columnCount()
        names = self.verticalHeader().sizeHint().width()
        room = self.width() - names - 2
        wide = min(_WIDEST, max(_NARROWEST, room // max(count, 1)))
        self.horizontalHeader().setDefaultSectionSize(wide)
        scrolls = wide * count > room
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        high = self.horizontalHeader().sizeHint().height() + _ROW * count + bar + 2
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if high > _MOST_HIGH else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setFixedHeight(min(_MOST_HIGH, high))
