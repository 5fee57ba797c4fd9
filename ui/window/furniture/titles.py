"""The titles of a table's columns, clicked to sort, with a small arrow at the one that the rows are sorted by."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.window.look.palette import colour, current
from ui.window.look.typefaces import sans

TITLE_HEIGHT = 32


class Titles(QHeaderView):
    """Small, quiet titles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sorted_by: int | None = None
        self._descending = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)

    def show_sort(self, section: int | None, *, descending: bool) -> None:
        """Marks the column that the rows are sorted by."""
        self._sorted_by, self._descending = section, descending
        self.viewport().update()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), TITLE_HEIGHT)

    def paintSection(self, painter: QPainter, area: QRect, section: int) -> None:
        palette = current()
        painter.save()
        painter.fillRect(area, colour(palette.surround))
        sorted_by = self._sorted_by == section
        painter.setPen(colour(palette.ink if sorted_by else palette.muted))
        painter.setFont(sans(12, bold=True))
        inside = area.adjusted(10, 4, -8, 0)
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        width = inside.width() - (14 if sorted_by else 0)
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, width)
        taken = painter.fontMetrics().horizontalAdvance(shown)
        left = inside.left()
        if self._stands_at_the_right(section):
            left = inside.right() - taken - (14 if sorted_by else 0)
        inside.setLeft(left)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if sorted_by:
            left += taken + 6
            self._draw_arrow(painter, left, inside.center().y())
        painter.restore()

    def _stands_at_the_right(self, section: int) -> bool:
        aligned = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        return bool(aligned == Qt.AlignmentFlag.AlignRight)

    def _draw_arrow(self, painter: QPainter, left: int, middle: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(current().accent), 1.6))
        tip = 3 if self._descending else -3
        painter.drawLine(left, middle - tip, left + 4, middle + tip)
        painter.drawLine(left + 4, middle + tip, left + 8, middle - tip)
