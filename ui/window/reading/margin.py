"""The margin: claims stand beside their words, and push one another down where there are many."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from curator.records import Meaning
from ui.window.look.palette import Palette
from ui.window.look.shapes import draw_direction
from ui.window.look.typefaces import sans

NOTE_HEIGHT = 36
_GAP = 8
_INSET = 9
_SHAPE = 10
_MOST_ASIDE = 0.45
"""The share of a note's second line that its page or section may take."""
_ALWAYS_ASIDE = 34
"""Pixels that a page may take even from the outcome; what is longer, such as a section, gives way to it."""
_LOOKED_BACK = 4_000
"""Code points above what is seen in which notes may still push others down into it."""


@dataclass(frozen=True)
class Note:
    """A claim in the margin: ``place`` is where its first words stand (code points), ``where`` on which page."""

    claim_id: str
    place: int
    therapy: str
    outcome: str
    meaning: Meaning | None
    where: str = ""


@dataclass(frozen=True)
class PlacedNote:
    """A note and the height (from the top of the text) at which it stands."""

    note: Note
    top: float


class Margin:
    """The notes of one text in the order of their words. Only those that can be seen are ever placed."""

    def __init__(self, notes: Iterable[Note] = ()) -> None:
        self.notes: Sequence[Note] = sorted(notes, key=lambda note: (note.place, note.claim_id))
        self._places = [note.place for note in self.notes]

    def placed(self, first_place: int, after_place: int, height_of: Callable[[int], float]) -> list[PlacedNote]:
        """The notes whose words lie in ``[first_place, after_place)``, each beside its words or pushed below others.

        ``height_of`` tells how far down a place stands.
        """
        begin = bisect_left(self._places, first_place - _LOOKED_BACK)
        after = bisect_left(self._places, after_place)
        placed: list[PlacedNote] = []
        free_from = float("-inf")
        for note in self.notes[begin:after]:
            top = max(height_of(note.place), free_from)
            free_from = top + NOTE_HEIGHT + _GAP
            placed.append(PlacedNote(note, top))
        return placed


def note_rect(placed: PlacedNote, left: int, width: int, shift: float) -> QRectF:
    """Where a note is painted, ``shift`` pixels below where it stands in the text."""
    return QRectF(left, placed.top + shift, width, NOTE_HEIGHT)


def paint_note(painter: QPainter, note: Note, area: QRectF, palette: Palette, *, current: bool, hovered: bool) -> None:
    """Paints one note: therapy, direction, outcome below, and a thin line at its left."""
    painter.fillRect(
        QRectF(area.left(), area.top(), 2 if current else 1, area.height()),
        QColor(palette.accent if current else palette.faint if hovered else palette.line),
    )
    shape = QRectF(area.right() - _SHAPE - 1, area.top() + 4, _SHAPE, _SHAPE)
    width = shape.left() - 6 - area.left() - _INSET
    _line(painter, note.therapy, QRectF(area.left() + _INSET, area.top(), width, 18), 13, palette.ink, bold=True)
    below = QRectF(area.left() + _INSET, area.top() + 18, area.width() - _INSET, 17)
    if note.where:
        aside = min(QFontMetricsF(sans(11)).horizontalAdvance(note.where) + 1, below.width() * _MOST_ASIDE)
        left = below.width() - _GAP - QFontMetricsF(sans(12)).horizontalAdvance(note.outcome)
        if aside <= max(left, _ALWAYS_ASIDE):
            beside = QRectF(below.right() - aside, below.top(), aside, below.height())
            _line(painter, note.where, beside, 11, palette.faint)
            below.setWidth(below.width() - aside - _GAP)
    _line(painter, note.outcome, below, 12, palette.ink if hovered else palette.muted)
    draw_direction(painter, shape, note.meaning, palette)


def _line(painter: QPainter, words: str, area: QRectF, size: int, colour: str, *, bold: bool = False) -> None:
    font = sans(size, bold=bold)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    painter.drawText(area, flags, shown)
