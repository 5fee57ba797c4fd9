"""How words marked with a label look, painted small: its wash, and its line underneath."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from curator.records import Label, Line
from ui.window.look.palette import Palette, colour

_PENS = {
    Line.SOLID: Qt.PenStyle.SolidLine,
    Line.DASHED: Qt.PenStyle.DashLine,
    Line.DOTTED: Qt.PenStyle.DotLine,
    Line.DASH_DOT: Qt.PenStyle.DashDotLine,
}


def paint_sample(painter: QPainter, box: QRectF, label: Label, palette: Palette) -> None:
    """Paints the wash into ``box`` and the line along its lower edge."""
    painter.fillRect(box, colour(label.colour, palette.strong_wash_share))
    pen = QPen(colour(label.colour), 2.0, _PENS[label.line])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(box.bottomLeft(), box.bottomRight())
