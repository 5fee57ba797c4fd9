"""A picture of rows and columns on the screen: its names and heads stay in sight while the cells scroll."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip

from ui.window.furniture.words import plain_tip
from ui.window.look.palette import colour, current
from ui.window.pictures.grid import GridPicture, Place
from ui.window.reading.spoken import say

_AROUND = 16
_STEPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class GridView(QAbstractScrollArea):
    """Shows a picture. The arrows go from one filled cell to the next; ``chosen`` carries the place of the current one.

    ``opened`` asks for what is behind the current cell.
    """

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.viewport().setMouseTracking(True)
        self.picture: GridPicture | None = None
        self.place: Place | None = None

    def show_picture(self, picture: GridPicture) -> None:
        """Shows a picture; the place that was chosen stays, when there is still something."""
        self.picture = picture
        if self.place is None or not self._is_filled(self.place):
            self.place = next(iter(self._filled()), None)
        self._measure()
        self.viewport().update()
        self.chosen.emit(self.place)

    def forget(self) -> None:
        """Shows nothing."""
        self.picture = self.place = None
        self.setAccessibleDescription("")
        self.viewport().update()

    def choose(self, place: Place) -> None:
        """Makes a cell the current one and brings it into sight."""
        if self.picture is None or not self._is_filled(place):
            return
        self.place = place
        self._bring_into_sight(self.picture.area(place))
        self.viewport().update()
        self.setAccessibleDescription(self.picture.words_of(place))
        say(self, self.picture.words_of(place))
        self.chosen.emit(place)

    def point_of(self, place: Place) -> QPointF:
        """Where the middle of a cell is on the viewport."""
        middle = self.picture.area(place).center() if self.picture is not None else QPointF()
        return middle + self._corner()

    # Where things are.

    def _filled(self) -> list[Place]:
        picture = self.picture
        if picture is None:
            return []
        places = ((row, column) for row in range(len(picture.names)) for column in range(len(picture.heads)))
        return [place for place in places if picture.claims_at(place)]

    def _is_filled(self, place: Place) -> bool:
        return self.picture is not None and bool(self.picture.claims_at(place))

    def _corner(self) -> QPointF:
        """Where the first cell begins on the viewport."""
        picture = self.picture
        across = picture.names_width if picture is not None else 0.0
        down = picture.head_height + _AROUND if picture is not None else 0.0
        return QPointF(across - self.horizontalScrollBar().value(), down - self.verticalScrollBar().value())

    def _measure(self) -> None:
        picture = self.picture
        if picture is None:
            return
        room = self.viewport().size()
        across = picture.body.width() + picture.names_width + _AROUND - room.width()
        down = picture.body.height() + picture.head_height + picture.foot_height + 2 * _AROUND + 44 - room.height()
        for bar, more, page in (
            (self.horizontalScrollBar(), across, room.width()),
            (self.verticalScrollBar(), down, room.height()),
        ):
            bar.setRange(0, max(0, round(more)))
            bar.setPageStep(page)
            bar.setSingleStep(40)

    def _bring_into_sight(self, area: QRectF) -> None:
        picture = self.picture
        if picture is None:
            return
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        room = QRectF(
            across.value(),
            down.value(),
            self.viewport().width() - picture.names_width - _AROUND,
            self.viewport().height() - picture.head_height - 2 * _AROUND,
        )
        across.setValue(round(min(max(across.value(), area.right() - room.width()), area.left())))
        down.setValue(round(min(max(down.value(), area.bottom() - room.height()), area.top())))

    # What Qt asks for.

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        palette = current()
        painter.fillRect(event.rect(), colour(palette.paper))
        picture = self.picture
        if picture is None:
            return
        room = self.viewport().rect().toRectF()
        corner, top = self._corner(), picture.head_height + _AROUND
        seen = room.adjusted(picture.names_width, top, 0, 0)
        painter.setClipRect(seen)
        painter.translate(corner)
        picture.paint_body(painter, palette, seen.translated(-corner), self.place)
        painter.translate(0, picture.body.height())
        picture.paint_foot(painter, palette)
        painter.translate(0, picture.foot_height)
        picture.paint_legend(painter, palette)
        painter.resetTransform()
        painter.setClipRect(QRectF(picture.names_width, 0, room.width(), top))
        painter.translate(corner.x(), _AROUND)
        picture.paint_heads(painter, palette)
        painter.resetTransform()
        painter.setClipRect(QRectF(0, top, picture.names_width, room.height()))
        painter.translate(0, corner.y())
        picture.paint_names(painter, palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if step is not None and plain:
            self._step(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            filled = self._filled()
            if filled:
                self.choose(filled[0 if event.key() == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def _step(self, down: int, across: int) -> None:
        """Goes to the nearest filled cell in a direction: in the same row or column first, else in the next ones."""
        filled = self._filled()
        if self.place is None or not filled:
            return
        row, column = self.place

        def far(place: Place) -> tuple[int, int]:
            """How far a cell is in the direction, and how far beside it."""
            along, beside = (place[0] - row, place[1] - column) if down else (place[1] - column, place[0] - row)
            return along * (down or across), abs(beside)

        ahead = [place for place in filled if far(place)[0] > 0]
        in_line = [place for place in ahead if far(place)[1] == 0]
        if ahead:
            self.choose(min(in_line or ahead, key=far))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_under(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._place_under(event.position()) is not None:
            self.opened.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_under(event.position())
        shape = Qt.CursorShape.PointingHandCursor if place is not None and self._is_filled(place) else None
        if shape is not None:
            self.viewport().setCursor(shape)
        else:
            self.viewport().unsetCursor()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(QPointF(event.pos()))), self.viewport())
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def _place_under(self, point: QPointF) -> Place | None:
        picture = self.picture
        if picture is None or point.x() < picture.names_width or point.y() < picture.head_height + _AROUND:
            return None
        return picture.place_at(point - self._corner())

    def _tip(self, point: QPointF) -> str:
        """What a cell says, or the whole of a name or head that may be cut."""
        picture = self.picture
        if picture is None:
            return ""
        place = self._place_under(point)
        if place is not None:
            return picture.words_of(place)
        inside = point - self._corner()
        if point.x() < picture.names_width:
            named = picture.place_at(QPointF(0, inside.y()))
            return picture.names[named[0]].words if named is not None else ""
        headed = picture.place_at(QPointF(inside.x(), 0))
        return picture.heads[headed[1]] if headed is not None else ""
