"""The effect-direction plot, drawn: an arrow for each study and outcome area, and a sign test under each area."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from curator.evidence.effect_directions import LARGE_FROM, MEDIUM_FROM, EffectPlot, SignTest
from curator.records import Meaning
from ui.window.furniture.words import counted, translated
from ui.window.look.palette import Palette, colour
from ui.window.look.shapes import direction_colour
from ui.window.look.typefaces import sans
from ui.window.pictures.grid import GridPicture, Place, RowName

_SMALL, _MEDIUM, _LARGE = 14.0, 20.0, 27.0
_KEYS = (Meaning.IMPROVED, Meaning.WORSENED, Meaning.MIXED)
_KEY_STEP = 128.0
_SMALLEST_P = 0.001


class EffectsPicture(GridPicture):
    """An effect-direction plot as a picture. The size of an arrow is the size of the intervention group."""

    cell = QSizeF(84, 48)
    foot_height = 56.0

    def __init__(self, drawn: EffectPlot, title: str, under_title: str) -> None:
        names = [RowName(row.study, _under(row.therapy, row.people)) for row in drawn.rows]
        super().__init__(title, under_title, names, [column.words for column in drawn.columns])
        self.plot = drawn

    def paint_cell(self, painter: QPainter, palette: Palette, area: QRectF, place: Place) -> None:
        found = self.plot.effects.get(place)
        if found is None:
            return
        people = self.plot.rows[place[0]].people
        side = (
            _MEDIUM
            if people is None
            else _LARGE
            if people >= LARGE_FROM
            else _MEDIUM
            if people >= MEDIUM_FROM
            else _SMALL
        )
        middle = area.center()
        square = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        paint_arrow(painter, palette, square, found.meaning, filled=people is not None)
        if found.outcomes > 1:
            painter.setPen(colour(palette.muted))
            painter.setFont(sans(11))
            painter.drawText(QPointF(square.right() + 3, square.bottom() + 3), f"{found.outcomes:,}")

    def claims_at(self, place: Place) -> tuple[str, ...]:
        found = self.plot.effects.get(place)
        return found.claim_ids if found is not None else ()

    def name_of(self, place: Place) -> str:
        """The study, the therapy and the outcome area of a cell."""
        row = self.plot.rows[place[0]]
        return f"{row.study} · {row.therapy} → {self.plot.columns[place[1]].words}"

    def words_of(self, place: Place) -> str:
        found = self.plot.effects.get(place)
        if found is None:
            return ""
        outcomes = counted(
            found.outcomes, translated("EffectsPicture", "{n} outcome"), translated("EffectsPicture", "{n} outcomes")
        )
        number = len(found.claim_ids)
        claims = counted(number, translated("EffectsPicture", "{n} claim"), translated("EffectsPicture", "{n} claims"))
        return f"{self.name_of(place)}: {_said(found.meaning)}, {outcomes}, {claims}"

    def paint_foot(self, painter: QPainter, palette: Palette) -> None:
        for column, test in enumerate(self.plot.tests):
            area = self.area((0, column))
            middle = area.center().x()
            for meaning, count, left in ((_KEYS[0], test.better, middle - 34), (_KEYS[1], test.worse, middle + 4)):
                painter.setPen(colour(palette.ink))
                painter.setFont(sans(12))
                number = QRectF(left, 6, 16, 18)
                painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{count:,}")
                paint_arrow(painter, palette, QRectF(left + 19, 10, 10, 10), meaning, filled=True)
            painter.setPen(colour(palette.muted))
            line = QRectF(area.left() - 2, 24, area.width() + 4, 18)
            painter.drawText(line, Qt.AlignmentFlag.AlignCenter, p_in_words(test))

    @property
    def legend_width(self) -> float:
        return len(_KEYS) * _KEY_STEP + 420

    def paint_legend(self, painter: QPainter, palette: Palette) -> None:
        painter.setFont(sans(13))
        for number, meaning in enumerate(_KEYS):
            left = number * _KEY_STEP
            paint_arrow(painter, palette, QRectF(left, 13, 16, 16), meaning, filled=True)
            painter.setPen(colour(palette.muted))
            painter.drawText(QPointF(left + 24, 26), _said(meaning))
        words = translated(
            "EffectsPicture", "size: fewer than {medium}, up to {large}, more people; outline: number not given"
        )
        said = words.format(medium=MEDIUM_FROM, large=LARGE_FROM - 1)
        painter.drawText(QPointF(len(_KEYS) * _KEY_STEP + 8, 26), said)


def p_in_words(test: SignTest) -> str:
    """The p of a sign test, or why there is none."""
    if test.several_therapies:
        return translated("EffectsPicture", "several therapies")
    if test.p is None:
        return translated("EffectsPicture", "no p")
    return "p < 0.001" if test.p < _SMALLEST_P else f"p = {test.p:.3f}"


def paint_arrow(painter: QPainter, palette: Palette, square: QRectF, meaning: Meaning, *, filled: bool) -> None:
    """An arrow up for better, down for worse, to both sides for no clear effect; an outline where it is not filled."""
    painter.save()
    shade = colour(direction_colour(meaning, palette))
    painter.setPen(QPen(shade, 1.6))
    if filled:
        painter.setBrush(shade)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_arrow(square, meaning))
    painter.restore()


def _arrow(square: QRectF, meaning: Meaning) -> QPainterPath:
    left, right, top, bottom = square.left(), square.right(), square.top() + 1, square.bottom() - 1
    middle = square.center()
    shapes = {
        Meaning.IMPROVED: [[(middle.x(), top), (right, bottom), (left, bottom)]],
        Meaning.WORSENED: [[(left, top), (right, top), (middle.x(), bottom)]],
    }
    half = square.height() * 0.36
    to_both_sides = [
        [(left, middle.y()), (middle.x() - 2, middle.y() - half), (middle.x() - 2, middle.y() + half)],
        [(right, middle.y()), (middle.x() + 2, middle.y() - half), (middle.x() + 2, middle.y() + half)],
    ]
    path = QPainterPath()
    for corners in shapes.get(meaning, to_both_sides):
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        path.closeSubpath()
    return path


def _said(meaning: Meaning) -> str:
    words = {
        Meaning.IMPROVED: translated("EffectsPicture", "better"),
        Meaning.WORSENED: translated("EffectsPicture", "worse"),
    }
    return words.get(meaning, translated("EffectsPicture", "no clear effect"))


def _under(therapy: str, people: int | None) -> str:
    return therapy if people is None else f"{therapy} · n = {people:,}"
