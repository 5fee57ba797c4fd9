"""Quotes from reports: how their words and places are shown, and cards with a bar in the colour of the direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from curator.records import Meaning, Passage
from ui.window.furniture.pane import Card
from ui.window.furniture.words import plain_label
from ui.window.look.palette import colour, current
from ui.window.look.shapes import direction_colour, draw_direction

LONGEST_QUOTE = 4000
"""So many characters of a passage are shown."""

_UNSHOWABLE = dict.fromkeys((*range(0x20), 0x85, 0x2028, 0x2029), " ")


def words_shown(passage: Passage) -> str:
    """A passage's words as a quote shows them: line breaks as spaces, and very long ones cut."""
    words = passage.words[:LONGEST_QUOTE].translate(_UNSHOWABLE)
    return words if len(passage.words) <= LONGEST_QUOTE else f"{words} …"


def place_in_words(passage: Passage, where: str = "") -> str:
    """Where a passage stands in its text; ``where`` is its section and page, as far as they are known."""
    span = f"{passage.start}–{passage.end}"
    return f"{where} · {span}" if where else span


class QuoteFrame(Card):
    """A card with an upright bar in the colour of a direction; in the colour of a claim when there is none.

    ``hue`` (``#RRGGBB``) is a colour of the card's own, such as that of a label.
    """

    def __init__(self, meaning: Meaning | None = None) -> None:
        super().__init__()
        self._meaning = meaning
        self.hue: str | None = None
        self.body.setContentsMargins(16, 8, 12, 8)
        self.body.setSpacing(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        palette = current()
        by_meaning = palette.claim if self._meaning is None else direction_colour(self._meaning, palette)
        shade = self.hue or by_meaning
        QPainter(self).fillRect(QRectF(1, 8, 3, self.height() - 16), colour(shade))


class DirectionSign(QWidget):
    """A direction's shape by itself, to stand beside its word."""

    def __init__(self, meaning: Meaning | None, side: int = 12) -> None:
        super().__init__()
        self._meaning = meaning
        self.setFixedSize(side, side)
        self.setAccessibleName(meaning.value if meaning is not None else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_direction(QPainter(self), self.rect().toRectF(), self._meaning, current())


def quote_card(
    passages: Sequence[Passage], meaning: Meaning | None, where: Callable[[int], str] = lambda _start: ""
) -> QuoteFrame:
    """A card with the exact words of a claim, passage under passage, and under each of them where it stands.

    ``where`` tells the section and the page of a place.
    """
    card = QuoteFrame(meaning)
    card.body.setSpacing(4)
    for number, passage in enumerate(passages):
        if number:
            card.body.addSpacing(8)
        quote = plain_label(f"“{words_shown(passage)}”", "quote", wraps=True)
        quote.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(quote)
        card.body.addWidget(plain_label(place_in_words(passage, where(passage.start)), "hint", wraps=True))
    return card
