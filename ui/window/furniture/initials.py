"""A person as a disc in their colour with their initials in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ui.window.look.typefaces import sans

_DARK_GROUND = 0.5
"""Below this lightness the initials are white."""


def paint_initials(painter: QPainter, disc: QRectF, initials: str, shade: str) -> None:
    """Paints the initials on their disc, with the pen that is set around it."""
    ground = QColor(shade)
    painter.setBrush(ground)
    painter.drawEllipse(disc)
    painter.setPen(QColor("#FFFFFF" if ground.lightnessF() < _DARK_GROUND else "#10151B"))
    longest = 2
    size = round(disc.width() * (0.46 if len(initials) <= longest else 0.34))
    painter.setFont(sans(size, bold=True))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials)
