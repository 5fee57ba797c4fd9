"""Figures drawn one under the other: a point and its interval on a line, the number, and how many differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.window.compare.figure_rows import FigureRow
from ui.window.compare.settings import short_number, sign_of
from ui.window.furniture.words import plain_tip, translated
from ui.window.look import palette as colours
from ui.window.look.palette import Palette, colour
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans

Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole
ROW_HEIGHT = 28
_SIDE = 10
_TITLE_SHARE, _WIDEST_TITLE = 0.32, 132
_VALUE, _DIFFER = 36, 32
_POINT = 4.5


class FigureRows(QAbstractListModel):
    """The figures in order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[FigureRow] = ()

    def show(self, rows: Sequence[FigureRow]) -> None:
        """Shows other figures."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def row_of(self, name: str) -> int | None:
        """The row of what is called so."""
        return next((place for place, row in enumerate(self.rows) if row.name == name), None)

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip("\n".join((self.spoken(row), *row.notes)))
            case _:
                return row if role == ROW_ROLE else None

    def spoken(self, row: FigureRow) -> str:
        """A figure in a sentence."""
        if row.value is None:
            words = self.tr("not defined: {why}").format(why=row.reason or self.tr("nothing to compare"))
        elif row.is_exact:
            words = f"{sign_of(row.statistic)} {short_number(row.value)}"
        else:
            words = self.tr("{sign} {value}, from {low} to {high}").format(
                sign=sign_of(row.statistic),
                value=short_number(row.value),
                low=short_number(row.ci_low or 0.0),
                high=short_number(row.ci_high or 0.0),
            )
        return self.tr("{what}: {words}; {differ} of {n} differ").format(
            what=row.title, words=words, differ=row.differ, n=row.n
        )


class FigurePainter(QStyledItemDelegate):
    """Paints a figure in a row. With ``joins`` a thin line leads from each point to the next: a course in time."""

    def __init__(self, parent: QObject, *, joins: bool = False) -> None:
        super().__init__(parent)
        self._joins = joins

    def sizeHint(self, option: QStyleOptionViewItem, _index: Place) -> QSize:
        return QSize(option.rect.width(), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        row, palette = index.data(ROW_ROLE), colours.current()
        if not isinstance(row, FigureRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = chosen and bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hovered:
            _paint_card(painter, area, palette, chosen=chosen, focused=focused)
        paint_figure(painter, area, row, palette, strong=chosen)
        if self._joins:
            self._join(painter, area, row, index, palette)
        painter.restore()

    @staticmethod
    def _join(painter: QPainter, area: QRectF, row: FigureRow, index: Place, palette: Palette) -> None:
        """Paints a row's half of the way to its neighbours' points."""
        painter.setPen(QPen(colour(palette.accent, 0.45), 1.2))
        here = point_of(area, row)
        for step in (-1, 1):
            beside = index.model().index(index.row() + step, 0).data(ROW_ROLE)
            there = point_of(area, beside) if isinstance(beside, FigureRow) else None
            if here is not None and there is not None:
                way = QPointF(there.x(), there.y() + step * area.height())
                start = QPointF(here.x(), here.y() + step * _POINT)
                painter.drawLine(start, (start + way) / 2)


def _paint_card(painter: QPainter, area: QRectF, palette: Palette, *, chosen: bool, focused: bool) -> None:
    pen = QPen(QColor(palette.accent if focused else palette.line), 1)
    painter.setPen(pen if chosen else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.card if chosen else palette.hover))
    painter.drawRoundedRect(area.adjusted(0.5, 1.5, -0.5, -1.5), 6, 6)


def _parts(area: QRectF) -> tuple[QRectF, QRectF, QRectF, QRectF]:
    """Where the title, the line, the value and the count of a row are."""
    inside = area.adjusted(_SIDE, 0, -_SIDE, 0)
    title = QRectF(inside.left(), inside.top(), min(_WIDEST_TITLE, inside.width() * _TITLE_SHARE), inside.height())
    differ = QRectF(inside.right() - _DIFFER, inside.top(), _DIFFER, inside.height())
    value = QRectF(differ.left() - _VALUE, inside.top(), _VALUE, inside.height())
    left = title.right() + 8
    return title, QRectF(left, inside.top(), value.left() - 8 - left, inside.height()), value, differ


def _across(line: QRectF, value: float) -> float:
    """Where a value from 0 to 1 stands on the line; what lies below 0 stands at its beginning."""
    return line.left() + min(max(value, 0.0), 1.0) * line.width()


def point_of(area: QRectF, row: FigureRow) -> QPointF | None:
    """Where the point of a figure is in its row; None without a value."""
    if row.value is None:
        return None
    line = _parts(area)[1]
    return QPointF(_across(line, row.value), area.center().y())


def line_of(area: QRectF) -> QRectF:
    """Where the line from 0 to 1 is in a row."""
    return _parts(area)[1]


def paint_figure(
    painter: QPainter, area: QRectF, row: FigureRow, palette: Palette, *, strong: bool = False, ground: str = ""
) -> None:
    """Paints one figure into a row: title, line with point and interval, value, how many differ."""
    title, line, value, differ = _parts(area)
    painter.setFont(sans(14, bold=strong))
    painter.setPen(QColor(palette.ink))
    shown = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, int(title.width()))
    painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, shown)
    if row.value is None:
        painter.setFont(sans(13, italic=True))
        painter.setPen(QColor(palette.muted))
        words = translated("Figures", "not defined: {why}").format(why=row.reason or translated("Figures", "nothing"))
        room = line.united(differ)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        return
    middle = round(area.center().y()) + 0.5
    painter.setPen(QPen(QColor(palette.line), 1))
    painter.drawLine(QPointF(line.left(), middle), QPointF(line.right(), middle))
    if row.ci_low is not None and row.ci_high is not None:
        pen = QPen(QColor(palette.accent), 2.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(_across(line, row.ci_low), middle), QPointF(_across(line, row.ci_high), middle))
    painter.setPen(QPen(QColor(ground or (palette.card if strong else palette.surround)), 2))
    painter.setBrush(QColor(palette.accent))
    painter.drawEllipse(QPointF(_across(line, row.value), middle), _POINT + 1, _POINT + 1)
    painter.setFont(sans(14, bold=True))
    painter.setPen(QColor(palette.ink))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(value, right, short_number(row.value))
    if row.notes:
        painter.setFont(sans(12))
        painter.setPen(QColor(palette.muted))
        painter.drawText(QRectF(value.right() + 1, value.top(), 8, value.height()), Qt.AlignmentFlag.AlignVCenter, "*")
    painter.setFont(sans(13))
    painter.setPen(QColor(palette.warning if row.differ else palette.faint))
    painter.drawText(differ, right, f"{row.differ:,}")


class FigureList(QListView):
    """As high as its rows. ``chosen`` carries the row that is chosen, ``entered`` one that was double-clicked."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, name: str, *, joins: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say_kind(self, "plain")
        self._quiet = False
        self.rows = FigureRows(self)
        self.setAccessibleName(name)
        self.setModel(self.rows)
        self.setItemDelegate(FigurePainter(self, joins=joins))
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(lambda _place: self.enter_chosen())

    @property
    def chosen_row(self) -> FigureRow | None:
        """The row that is chosen; None when none is."""
        row = self.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, FigureRow) else None

    def show_rows(self, rows: Sequence[FigureRow]) -> None:
        """Shows other figures; what was chosen by name stays chosen, without being said again."""
        before = self.chosen_row
        self._quiet = True
        self.rows.show(rows)
        self.setFixedHeight(max(1, len(rows)) * ROW_HEIGHT)
        place = self.rows.row_of(before.name) if before is not None else None
        if place is not None:
            self.setCurrentIndex(self.rows.index(place, 0))
        self._quiet = False

    def choose(self, place: int) -> None:
        """Chooses a row."""
        self.setCurrentIndex(self.rows.index(place, 0))

    def enter_chosen(self) -> None:
        """Says that one goes on from the chosen row."""
        if self.chosen_row is not None:
            self.entered.emit(self.chosen_row)

    def currentChanged(self, current: Place, previous: Place) -> None:
        super().currentChanged(current, previous)
        if self.chosen_row is not None and not self._quiet:
            self.chosen.emit(self.chosen_row)

    def keyboardSearch(self, _typed: str) -> None:
        """Letters are keys of the room."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rows:
            self.choose(0)
