"""A scroll area whose content is as high as its words need at the width that there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Fitted(QScrollArea):
    """Gives its content the whole width and the height that it needs at that width.

    Qt's own way of resizing the content goes by minimum sizes, which know nothing of lines that wrap: there would
    be a scroll bar where everything has room.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = content
        layout = content.layout()
        self._side = layout.contentsMargins().right() if layout is not None else 0
        self.setWidget(content)
        content.installEventFilter(self)

    def high_at(self, width: int) -> int:
        """How high the content is at a width."""
        content = self._content
        return content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content:
            self.updateGeometry()
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        self._keep_clear(self._side)
        high = self.high_at(room.width())
        if high <= room.height():
            self._content.resize(room.width(), room.height())
            return
        bar = self.verticalScrollBar().sizeHint().width()
        self._keep_clear(max(0, self._side - bar))
        self._content.resize(room.width() - bar, self.high_at(room.width() - bar))

    def _keep_clear(self, right: int) -> None:
        """Lets the scroll bar lie in the content's own margin, so that nothing in it moves when the bar comes."""
        layout = self._content.layout()
        if layout is None:
            return
        margins = layout.contentsMargins()
        if margins.right() != right:
            margins.setRight(right)
            layout.setContentsMargins(margins)
