"""Hatched words: told apart from washed ones without colour, and seen where both lie."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from ui.window.look import palette as colours
from ui.window.look.hatching import Hatch, paint_hatch

SIDE = 48


def hatched(hatch: Hatch, *, washed: bool = False) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor("#FFFFFF"))
    painter = QPainter(image)
    if washed:
        painter.fillRect(QRectF(0, 0, SIDE, SIDE), colours.colour("#0072B2", 0.27))
    paint_hatch(painter, QRectF(8, 8, SIDE - 16, SIDE - 16), "#E69F00", hatch, colours.LIGHT)
    painter.end()
    return image


def pattern(image: QImage) -> list[bool]:
    """Where a line of the hatch is, in shades of grey: what is left of it without colour."""
    inside = range(12, SIDE - 12)
    greys = [[QColor(image.pixel(across, down)).lightness() for across in inside] for down in inside]
    middle = sum(map(sum, greys)) / len(greys) ** 2
    return [grey < middle for row in greys for grey in row]


def test_each_hatch_is_another_pattern_also_without_colour(qapp: QApplication) -> None:
    patterns = [pattern(hatched(hatch)) for hatch in Hatch]
    assert all(0.1 < sum(one) / len(one) < 0.7 for one in patterns)
    assert len({tuple(one) for one in patterns}) == len(Hatch)


@pytest.mark.parametrize("hatch", Hatch)
def test_nothing_is_painted_beside_the_area(qapp: QApplication, hatch: Hatch) -> None:
    image = hatched(hatch)
    edge = [image.pixelColor(across, 4).name() for across in range(SIDE)]
    assert set(edge) == {"#ffffff"}


def test_where_both_lie_the_wash_is_seen_between_the_lines(qapp: QApplication) -> None:
    image = hatched(Hatch.RISING, washed=True)
    inside = [image.pixelColor(across, SIDE // 2) for across in range(12, SIDE - 12)]
    bluest = max(inside, key=lambda shade: shade.blue() - shade.red())
    least = min(inside, key=lambda shade: shade.blue() - shade.red())
    assert bluest.blue() > bluest.red() + 20
    assert least.blue() - least.red() < bluest.blue() - bluest.red() - 40
