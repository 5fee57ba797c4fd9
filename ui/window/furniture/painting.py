"""What lists and tables paint alike: the ground of a row, and words broken into lines and cut where room ends."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle

from ui.window.look.palette import Palette, colour


def paint_ground(painter: QPainter, area: QRect, state: QStyle.StateFlag, palette: Palette) -> None:
    """Paints the ground of a cell: of a row that is chosen, that the mouse is over, or neither."""
    ground = palette.paper
    if state & QStyle.StateFlag.State_Selected:
        ground = palette.accent_wash
    elif state & QStyle.StateFlag.State_MouseOver:
        ground = palette.surround
    painter.fillRect(area, colour(ground))


def paint_ruled_ground(painter: QPainter, area: QRect, state: QStyle.StateFlag, palette: Palette) -> None:
    """The same for a cell of a table, with a thin line under it. The mouse is over one cell only, and is not shown."""
    paint_ground(painter, area, state & ~QStyle.StateFlag.State_MouseOver, palette)
    painter.setPen(colour(palette.line))
    painter.drawLine(area.bottomLeft(), area.bottomRight())


def paint_words(
    painter: QPainter,
    area: QRectF,
    words: str,
    font: QFont,
    across: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Paints words in the middle of ``area``, broken into as many lines as it has room for, the last one cut.

    Line breaks of the words themselves are spaces here.
    """
    words = " ".join(words.split())
    if not words or area.width() < 1:
        return
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    if metrics.horizontalAdvance(words) <= area.width():
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | across, words)
        return
    lines = _broken(words, font, area.width(), max(1, int(area.height() // metrics.height())))
    top = area.top() + (area.height() - len(lines) * metrics.height()) / 2
    for number, part in enumerate(lines):
        shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(QPointF(area.left(), top + number * metrics.height() + metrics.ascent()), shown)


def _broken(words: str, font: QFont, width: float, most: int) -> list[str]:
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        rest = _utf16_slice(words, start, None if len(lines) == most - 1 else start + length)
        lines.append(rest.strip())
    layout.endLayout()
    return lines


def _utf16_slice(words: str, start: int, end: int | None) -> str:
    """Qt counts in UTF-16; only words from beyond the first plane need the detour."""
    if words.isascii() or max(words) <= "\uffff":
        return words[start:end]
    units = words.encode("utf-16-le")
    return units[2 * start : None if end is None else 2 * end].decode("utf-16-le", errors="ignore")
