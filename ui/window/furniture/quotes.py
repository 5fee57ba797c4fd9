"""Quotes from reports, as cards with a bar in the colour of the direction."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.records import Meaning, Passage
from ui.window.furniture.pane import Card
from ui.window.furniture.words import plain_label
from ui.window.look.palette import colour, current
from ui.window.look.shapes import direction_colour, draw_direction

_LONGEST_QUOTE = 4000


class DirectionBar(QWidget):
    """An upright bar in the colour of a direction; in the colour of a claim when it has none yet."""

    def __init__(self, meaning: Meaning | None) -> None:
        super().__init__()
        self._meaning = meaning
        self.setFixedWidth(3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = current()
        shade = palette.claim if self._meaning is None else direction_colour(self._meaning, palette)
        QPainter(self).fillRect(self.rect(), colour(shade))


class DirectionSign(QWidget):
    """A direction's shape by itself, to stand beside its word."""

    def __init__(self, meaning: Meaning | None, side: int = 12) -> None:
        super().__init__()
        self._meaning = meaning
        self.setFixedSize(side, side)
        self.setAccessibleName(meaning.value if meaning is not None else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_direction(QPainter(self), self.rect().toRectF(), self._meaning, current())


def quote_card(passages: Sequence[Passage], meaning: Meaning | None, place_words: Sequence[str]) -> Card:
    """A card with the exact words of a claim, passage under passage, and under each of them where it stands."""
    card = Card()
    card.body.setContentsMargins(0, 0, 0, 0)
    row = QHBoxLayout()
    row.setContentsMargins(0, 8, 14, 8)
    row.setSpacing(13)
    row.addWidget(DirectionBar(meaning))
    column = QVBoxLayout()
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(4)
    for number, (passage, place) in enumerate(zip(passages, place_words, strict=True)):
        if number:
            column.addSpacing(8)
        words = passage.words if len(passage.words) <= _LONGEST_QUOTE else passage.words[:_LONGEST_QUOTE] + " …"
        quote = plain_label(f"“{words}”", "quote", wraps=True)
        quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(quote)
        column.addWidget(plain_label(place, "hint"))
    row.addLayout(column, 1)
    card.body.addLayout(row)
    return card
