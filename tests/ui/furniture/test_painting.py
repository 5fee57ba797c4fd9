"""Words in a cell of a table."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from ui.window.furniture.painting import paint_words
from ui.window.look.typefaces import serif


def painted(words: str) -> QImage:
    image = QImage(400, 54, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_words(painter, QRectF(image.rect()), words, serif(14, italic=True))
    painter.end()
    return image


def test_line_breaks_in_the_words_do_not_push_them_out_of_their_row() -> None:
    assert painted("“The\n\nstudy also highlighted risks”") == painted("“The study also highlighted risks”")
    assert painted("") != painted("The")
