"""The pages of a report one below the other, as they were published.

It shows what the text view shows, on the same words, and what is selected here is selected there: the text view
keeps the selection, the caret and the marks, and answers to the keys.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from curator.importing.formats.pdf.asking import Places
from curator.records import Page
from ui.window.look import palette as colours
from ui.window.look.style import say_kind
from ui.window.reading.margin import Note
from ui.window.reading.mark_index import Stretch
from ui.window.reading.page import ZOOM_STEP
from ui.window.reading.published.page_painter import PagePainter
from ui.window.reading.published.page_stack import SIDE, PageStack
from ui.window.reading.published.pictures import PagePictures
from ui.window.reading.selection import Selection
from ui.window.reading.text_keys import Asked, Deed, asked_by
from ui.window.reading.text_mouse import TextMouse
from ui.window.reading.text_painter import Painted
from ui.window.reading.text_view import TextView
from ui.window.session import Session

_NOTCH = 120
_PAUSE = 25
"""Milliseconds for which sizes may change, or a page be scrolled past, before it is painted."""
_DIM = QColor(0, 0, 0, 56)
"""White paper is dimmed in the dark look; its colours stay what they are, since figures say things by colour."""


class PageView(PageStack):
    """Shows the pages of one report beside, or instead of, its text."""

    mouse_selected = Signal()

    def __init__(self, session: Session, view: TextView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._problems: dict[int, str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._want_now)
        self.pictures = PagePictures(session, self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        say_kind(self, "paper")
        self.setAccessibleName(self.tr("Pages as published"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._mouse = TextMouse(self)
        self.pictures.ready.connect(lambda _page: self.viewport().update())
        self.pictures.drawn.connect(self._take_places)
        self.pictures.failed.connect(self._say_problem)
        view.drawn_anew.connect(self.viewport().update)

    # What is shown

    def show_pages(self, pages: Sequence[Page], original: bytes) -> None:
        """Shows the pages of another report from the first one on; none shows nothing."""
        self._problems = {}
        self._mouse.forget()
        self.pictures.open(original)
        self.put_pages(pages)
        self._want_seen()

    def set_zoom(self, zoom: float) -> None:
        """Shows the pages larger or smaller; what is in the middle stays there."""
        super().set_zoom(zoom)
        self._want_seen()

    def _take_places(self, number: int, places: Places) -> None:
        if number < len(self._pages):
            self._pages[number].drawn(places)
            self.viewport().update()

    def _say_problem(self, number: int, sentence: str) -> None:
        self._problems[number] = sentence
        self.viewport().update()

    def _want_seen(self) -> None:
        """Asks for what is seen in a moment, when sizes and scrolling have come to rest."""
        if not self._pause.isActive():
            self._pause.start()

    def _want_now(self) -> None:
        if not self._pages or not self.isVisible():
            return
        seen = self._seen()
        near = [number for number in (seen[0] - 1, seen[-1] + 1) if 0 <= number < len(self._pages)] if seen else []
        self.pictures.want([*seen, *near], self.scale * self.devicePixelRatioF())

    # Where words are: what the mouse and the bar under a selection ask

    @property
    def text(self) -> str:
        """The stored text."""
        return self._view.text

    @property
    def picked(self) -> Selection:
        """What is selected; the text view keeps it."""
        return self._view.picked

    @property
    def painted(self) -> Painted:
        """What lies on the text; the text view keeps it."""
        return self._view.painted

    @property
    def selection(self) -> tuple[int, int] | None:
        """``(start, end)`` of the selected words, or None."""
        return self._view.selection

    @property
    def words_clicked(self) -> SignalInstance:
        """Said by the text view, whoever was clicked."""
        return self._view.words_clicked

    @property
    def passage_moved(self) -> SignalInstance:
        """Said by the text view, wherever a passage was moved."""
        return self._view.passage_moved

    @property
    def note_clicked(self) -> SignalInstance:
        """Said by the text view: there are no notes here."""
        return self._view.note_clicked

    @property
    def selection_made(self) -> SignalInstance:
        """Said by the text view."""
        return self._view.selection_made

    @property
    def selection_let_go(self) -> SignalInstance:
        """Said by the text view."""
        return self._view.selection_let_go

    def selection_altered(self, *, finished: bool) -> None:
        """Shows the selection as it is now, here and in the text."""
        self._view.selection_altered(finished=finished)

    def put_caret(self, place: int) -> None:
        """Puts the caret somewhere."""
        self._view.put_caret(place)

    def note_under(self, _point: QPointF) -> Note | None:
        """Pages have no notes in their margins."""
        return None

    def hover_note(self, _note: Note | None) -> None:
        """Pages have no notes in their margins."""

    def place_under(self, across: float, down: float) -> int:
        """The place nearest to a point of the viewport; the caret where there are no words."""
        number, x, y = self._page_under(QPointF(across, down))
        place = self._pages[number].place_at(x, y) if number is not None else None
        return self.picked.caret if place is None else place

    def stretches_under(self, point: QPointF) -> list[Stretch]:
        """The marked words under a point of the viewport, the shortest first."""
        number, x, y = self._page_under(point)
        if number is None or not self._pages[number].is_on_words(x, y):
            return []
        place = self.place_under(point.x(), point.y())
        if self.caret_rect(place).left() > point.x():
            place -= 1
        return self.painted.index.at(max(0, place))

    # Scrolling

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        self._want_seen()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        number, _across, down = self._page_under(QPointF(0, 0))
        super().resizeEvent(event)
        self._lay_out()
        if number is not None:
            self.verticalScrollBar().setValue(round(self._tops[number] + down * self.scale))
        if self._sought is not None:
            self.reveal_place(*self._sought)
        self._want_seen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay_out()
        self._want_seen()

    # Keys and mouse

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self._view.event(event)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        asked = asked_by(event)
        if asked is not None and self.do(asked):
            return
        self._view.keyPressEvent(event)
        if asked is not None:
            self.reveal_place(self.picked.caret)

    def do(self, asked: Asked) -> bool:
        """Does what a key or a menu asks of the pages; False when that is for the text."""
        bar = self.verticalScrollBar()
        match asked.deed:
            case Deed.ZOOM:
                self.set_zoom(self.zoom + (ZOOM_STEP if asked.forward else -ZOOM_STEP))
            case Deed.ZOOM_BACK:
                self.set_zoom(1.0)
            case Deed.MOVE_PAGE:
                bar.setValue(bar.value() + (bar.pageStep() if asked.forward else -bar.pageStep()))
            case _:
                return False
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom + ZOOM_STEP * event.angleDelta().y() / _NOTCH)
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.pressed(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.pressed(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.released(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            owner_ids = [stretch.owner_id for stretch in self.stretches_under(QPointF(event.pos()))]
            tip = self._view.tip_of(list(dict.fromkeys(owner_ids))) if owner_ids else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        return super().viewportEvent(event)

    # Painting

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = colours.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(palette.surround))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painted = self.painted
        painted.selected = self._mouse.previewed or self.picked.bounds
        painted.caret = self.picked.caret if self.hasFocus() else None
        for number in self._seen():
            area = self._area(number)
            image = self.pictures.image(number)
            if image is not None:
                painter.drawImage(area, image)
            else:
                painter.fillRect(area, QColor("#FFFFFF"))
            painter.save()
            painter.setClipRect(area)
            PagePainter(painter, self._pages[number], area.topLeft(), self.scale).paint(painted)
            painter.restore()
            if palette.is_dark:
                painter.fillRect(area, _DIM)
            painter.setPen(QColor(palette.line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)
            if number in self._problems:
                self._paint_problem(painter, area, self._problems[number])
        painter.end()

    @staticmethod
    def _paint_problem(painter: QPainter, area: QRectF, sentence: str) -> None:
        room = area.adjusted(SIDE, SIDE, -SIDE, -SIDE)
        painter.setPen(QColor(colours.LIGHT.warning))
        painter.setFont(QApplication.font())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), sentence)
