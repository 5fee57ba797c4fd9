"""The sign over the room while files are held above it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.window.look.palette import colour, current
from ui.window.look.typefaces import serif

_MARGIN = 24


class DropSign(QWidget):
    """Says that what is held here may be let go."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def appear(self) -> None:
        """Covers the room."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(palette.paper, 0.92))
        painter.setPen(QPen(colour(palette.accent), 2, Qt.PenStyle.DashLine))
        area = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        painter.drawRoundedRect(area, 12, 12)
        painter.setFont(serif(22))
        painter.setPen(colour(palette.ink))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.tr("Let go to bring these texts in"))
