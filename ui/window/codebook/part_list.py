"""The parts of the codebook, at the left: one is chosen with the arrows or a click."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.window.codebook.parts import Part
from ui.window.look.palette import colour, current
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans

_ROW = 42
_COUNT = Qt.ItemDataRole.UserRole + 1


class _Cards(QStyledItemDelegate):
    """Paints the chosen part as a card, and beside each part how many records it has."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        palette = current()
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(colour(palette.accent if focused else palette.line))
            painter.setBrush(colour(palette.card))
            painter.drawRoundedRect(QRectF(area).adjusted(0.5, 2.5, -0.5, -2.5), 8, 8)
        inside = area.adjusted(12, 0, -12, 0)
        painter.setFont(sans(15, bold=chosen))
        painter.setPen(colour(palette.ink))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(index.data()))
        painter.setFont(sans(13))
        painter.setPen(colour(palette.muted))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(index.data(_COUNT)))
        painter.restore()


class PartList(QListView):
    """``chosen`` carries the part that was chosen."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        say_kind(self, "plain")
        self.setAccessibleName(self.tr("Parts of the codebook"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_Cards(self))
        self.setFixedHeight(_ROW * len(Part) + 8)
        self._rows = QStandardItemModel(self)
        for part in Part:
            self._rows.appendRow(QStandardItem(part.title))
        self.setModel(self._rows)
        self.selectionModel().currentChanged.connect(lambda now, _before: self.chosen.emit(list(Part)[now.row()]))

    def show_counts(self, counts: Mapping[Part, int]) -> None:
        """Shows beside each part how many records it has."""
        for row, part in enumerate(Part):
            place = self._rows.index(row, 0)
            self._rows.setData(place, f"{counts[part]:,}", _COUNT)
            words = f"{part.title}, {counts[part]}"
            self._rows.setData(place, words, Qt.ItemDataRole.AccessibleTextRole)

    def choose(self, part: Part) -> None:
        """Chooses a part."""
        self.setCurrentIndex(self._rows.index(list(Part).index(part), 0))
