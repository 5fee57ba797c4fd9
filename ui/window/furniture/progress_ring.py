"""How far a coding has come, as a ring: empty, begun, or closed with a tick. Never by its colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from curator.records import CodingStatus
from ui.window.look.palette import Palette

_BEGUN = 0.35
"""The part of the ring that is drawn for a coding in progress: begun, no more is said by it."""


def paint_progress_ring(painter: QPainter, circle: QRectF, status: CodingStatus, palette: Palette) -> None:
    """Paints the ring of one coding into ``circle``."""
    inner = circle.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    is_submitted = status is CodingStatus.SUBMITTED
    painter.setPen(QPen(QColor(palette.fine if is_submitted else palette.line), 3))
    painter.drawEllipse(inner)
    if status is CodingStatus.IN_PROGRESS:
        painter.setPen(QPen(QColor(palette.accent), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawArc(inner, 90 * 16, -round(360 * _BEGUN) * 16)
    if is_submitted:
        middle, step = circle.center(), circle.width() / 18
        painter.setPen(
            QPen(QColor(palette.fine), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPolyline(
            [
                QPointF(middle.x() - 3.2 * step, middle.y() + 0.2 * step),
                QPointF(middle.x() - 0.8 * step, middle.y() + 2.6 * step),
                QPointF(middle.x() + 3.4 * step, middle.y() - 2.4 * step),
            ]
        )
