"""A layout that fills lines from left to right, like words in a paragraph."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Places widgets one after the other and begins a new line where the width ends.

    A widget that was named to ``stretch`` takes what is left of its line.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._placed: list[QLayoutItem] = []
        self._stretched: QWidget | None = None
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def stretch(self, widget: QWidget) -> None:
        """Lets ``widget`` take what is left of its line."""
        self._stretched = widget

    def insert(self, place: int, widget: QWidget) -> None:
        """Puts ``widget`` before the one that now stands at ``place``."""
        self.addWidget(widget)
        self._placed.insert(place, self._placed.pop())
        self.invalidate()

    def addItem(self, placed: QLayoutItem) -> None:
        self._placed.append(placed)

    def count(self) -> int:
        return len(self._placed)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._placed[place] if 0 <= place < len(self._placed) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._placed.pop(place) if 0 <= place < len(self._placed) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        self._place(area, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for placed in self._placed:
            size = size.expandedTo(placed.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, area: QRect, *, move: bool) -> int:
        inner = area.marginsRemoved(self.contentsMargins())
        left, top, line_height = inner.x(), inner.y(), 0
        for placed in self._placed:
            widget = placed.widget()
            if widget is not None and widget.isHidden():
                continue
            size = placed.sizeHint().boundedTo(QSize(max(inner.width(), 1), 10_000))
            if left > inner.x() and left + size.width() > inner.right() + 1:
                left, top, line_height = inner.x(), top + line_height + self.spacing(), 0
            if widget is not None and widget is self._stretched:
                size.setWidth(max(size.width(), inner.right() + 1 - left))
            if move:
                placed.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self.spacing()
            line_height = max(line_height, size.height())
        return top + line_height - area.y() + self.contentsMargins().bottom()
