"""The evidence map, drawn: a bubble where a therapy and an outcome meet."""

from __future__ import annotations

from math import sqrt

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from curator.evidence.evidence_map import Bubble, EvidenceMap
from curator.records import Meaning
from ui.window.furniture.words import counted, translated
from ui.window.look.palette import Palette, colour
from ui.window.look.typefaces import sans
from ui.window.pictures.grid import GridPicture, Place, RowName
from ui.window.pictures.signs import legend_width, paint_dot, paint_legend, paint_sign

_SMALLEST, _LARGEST = 13.0, 23.0
_FULL_SIZE_AT = 6
"""So many studies have the largest bubble; beyond that the number says it."""


class MapPicture(GridPicture):
    """An evidence map as a picture. The area of a bubble grows with its studies."""

    def __init__(self, drawn: EvidenceMap, title: str, under_title: str) -> None:
        names = [RowName(row.words, depth=row.depth, strong=row.depth == 0) for row in drawn.rows]
        super().__init__(title, under_title, names, [column.words for column in drawn.columns])
        self.map = drawn

    def paint_cell(self, painter: QPainter, palette: Palette, area: QRectF, place: Place) -> None:
        bubble = self.map.bubbles.get(place)
        if bubble is None:
            return
        middle = area.center()
        radius = _radius(bubble.studies)
        paint_dot(painter, palette, middle, radius, bubble.meaning)
        side = 10.0
        if bubble.studies == 1:
            paint_sign(
                painter, palette, QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side), bubble.meaning
            )
            return
        number = f"{bubble.studies:,}"
        font = sans(13, bold=True)
        width = QFontMetricsF(font).horizontalAdvance(number)
        left = middle.x() - (side + 3 + width) / 2
        paint_sign(painter, palette, QRectF(left, middle.y() - side / 2, side, side), bubble.meaning)
        painter.setPen(colour(palette.paper if bubble.meaning is not None else palette.ink))
        painter.setFont(font)
        beside = QRectF(left + side + 3, middle.y() - 10, width + 2, 20)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, number)

    def claims_at(self, place: Place) -> tuple[str, ...]:
        bubble = self.map.bubbles.get(place)
        return bubble.claim_ids if bubble is not None else ()

    def name_of(self, place: Place) -> str:
        """The therapy and the outcome of a cell."""
        return f"{self.map.rows[place[0]].words} → {self.map.columns[place[1]].words}"

    def words_of(self, place: Place) -> str:
        bubble = self.map.bubbles.get(place)
        return f"{self.name_of(place)}: {said_of(bubble)}" if bubble is not None else ""

    @property
    def _meanings(self) -> list[Meaning]:
        used = {bubble.meaning for bubble in self.map.bubbles.values()}
        return [meaning for meaning in Meaning if meaning in used]

    @property
    def legend_width(self) -> float:
        return legend_width(self._meanings, _size_in_words())

    def paint_legend(self, painter: QPainter, palette: Palette) -> None:
        paint_legend(painter, palette, self._meanings, _size_in_words())

    def paint_foot(self, painter: QPainter, palette: Palette) -> None:
        """Nothing stands under the columns of a map."""


def said_of(bubble: Bubble) -> str:
    """How many claims, from how many studies, and what they say: "3 claims, 2 studies, all improved"."""
    claims = counted(
        len(bubble.claim_ids), translated("MapPicture", "{n} claim"), translated("MapPicture", "{n} claims")
    )
    studies = counted(bubble.studies, translated("MapPicture", "{n} study"), translated("MapPicture", "{n} studies"))
    if not bubble.says:
        says = translated("MapPicture", "no direction said")
    elif len(bubble.says) == 1 and sum(bubble.says.values()) == len(bubble.claim_ids) > 1:
        says = translated("MapPicture", "all {direction}").format(direction=next(iter(bubble.says)).value)
    else:
        says = ", ".join(
            f"{count} {translated('Meaning', meaning.value)}" if len(bubble.says) > 1 else meaning.value
            for meaning, count in bubble.says.items()
        )
    return f"{claims}, {studies}, {says}"


def _radius(studies: int) -> float:
    share = sqrt((min(studies, _FULL_SIZE_AT) - 1) / (_FULL_SIZE_AT - 1))
    return _SMALLEST + (_LARGEST - _SMALLEST) * share


def _size_in_words() -> str:
    return translated("MapPicture", "size and number: studies")
