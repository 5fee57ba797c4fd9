"""The mouse on the text: dragging, double, triple and fourth clicks, and the ends of the current passages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

from ui.window.reading.mark_index import Stretch
from ui.window.reading.passage_ends import End, end_put
from ui.window.reading.selection import Unit

if TYPE_CHECKING:
    from ui.window.reading.published.page_view import PageView
    from ui.window.reading.text_view import TextView

_UNITS = (Unit.CHARACTER, Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH)
_NEAR_AN_END = 4.0
_SAME_PLACE = 5.0
_SCROLL_EVERY = 30
_TREMBLE = 2.0
"""Pixels that a mouse may move before it drags."""
_EXACT = Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True)
class _Grip:
    """An end of a current passage that the mouse holds, or could take hold of."""

    stretch: Stretch
    end: End


class TextMouse(QObject):
    """Turns what the mouse does on a text, or on its pages, into selections, clicks and moved passages."""

    def __init__(self, view: TextView | PageView) -> None:
        super().__init__(view)
        self._view = view
        self._clicks = 0
        self._clicked_at = QPointF()
        self._clicked_when = 0
        self._dragging = False
        self._dragged = False
        self._grip: _Grip | None = None
        self._exact = False
        self._point = QPointF()
        self.previewed: tuple[int, int] | None = None
        self._scroller = QTimer(self)
        self._scroller.setInterval(_SCROLL_EVERY)
        self._scroller.timeout.connect(self._scroll_on)

    def forget(self) -> None:
        """Lets go of whatever is being dragged: another text is shown."""
        self._dragging = self._dragged = False
        self._grip = self.previewed = None
        self._clicks = 0
        self._scroller.stop()

    def pressed(self, event: QMouseEvent) -> None:
        """A button went down, perhaps for the second, third or fourth time in the same place."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        view, point = self._view, event.position()
        note = view.note_under(point)
        if note is not None:
            self._clicks = 0
            view.note_clicked.emit(note.claim_id)
            return
        self._count_click(event)
        self._exact = bool(event.modifiers() & _EXACT)
        self._dragged = False
        self._point = point
        self._grip = self._grip_under(point) if self._clicks == 1 else None
        if self._grip is not None:
            self.previewed = (self._grip.stretch.start, self._grip.stretch.end)
            view.viewport().update()
            return
        self._dragging = True
        place = view.place_under(point.x(), point.y())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._dragged = True
            view.picked.extend_to(place, exact=self._exact)
        elif self._clicks == 1:
            view.picked.begin(place, exact=self._exact)
        else:
            view.picked.take_around(place, _UNITS[self._clicks - 1])
        view.selection_altered(finished=False)

    def _count_click(self, event: QMouseEvent) -> None:
        soon = event.timestamp() - self._clicked_when <= QGuiApplication.styleHints().mouseDoubleClickInterval()
        away = event.position() - self._clicked_at
        again = self._clicks and soon and max(abs(away.x()), abs(away.y())) <= _SAME_PLACE
        self._clicks = self._clicks % len(_UNITS) + 1 if again else 1
        self._clicked_at, self._clicked_when = event.position(), event.timestamp()

    def moved(self, event: QMouseEvent) -> None:
        """The mouse moved, with a button down or without."""
        self._point = event.position()
        self._exact = bool(event.modifiers() & _EXACT)
        if self._grip is None and not self._dragging:
            self._show_what_is_under(self._point)
            return
        away = self._point - self._clicked_at
        if not self._dragged and max(abs(away.x()), abs(away.y())) < _TREMBLE:
            return
        self._dragged = True
        outside = not 0 <= self._point.y() < self._view.viewport().height()
        if outside and not self._scroller.isActive():
            self._scroller.start()
        elif not outside:
            self._scroller.stop()
        self._drag()

    def released(self, event: QMouseEvent) -> None:
        """The button came up: what was dragged is finished."""
        self._scroller.stop()
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        view, grip = self._view, self._grip
        if grip is not None:
            bounds, self.previewed, self._grip = self.previewed, None, None
            old = (grip.stretch.start, grip.stretch.end)
            view.viewport().update()
            if bounds is not None and bounds != old:
                view.passage_moved.emit(grip.stretch.owner_id, *old, *bounds)
            elif not self._dragged:
                view.put_caret(view.place_under(event.position().x(), event.position().y()))
            return
        if not self._dragging:
            return
        self._dragging = False
        view.selection_altered(finished=True)
        if view.selection is not None:
            view.mouse_selected.emit()
        elif not self._dragged:
            under = view.stretches_under(event.position())
            view.words_clicked.emit(list(dict.fromkeys(stretch.owner_id for stretch in under)))

    def _drag(self) -> None:
        view = self._view
        height = view.viewport().height()
        place = view.place_under(self._point.x(), min(max(self._point.y(), 0), height - 1))
        if self._grip is not None:
            stretch = self._grip.stretch
            self.previewed = end_put(view.text, stretch.start, stretch.end, self._grip.end, place, exact=self._exact)
            view.viewport().update()
            return
        view.picked.drag_to(place, _UNITS[max(self._clicks, 1) - 1], exact=self._exact)
        view.selection_altered(finished=False)

    def _scroll_on(self) -> None:
        bar = self._view.verticalScrollBar()
        height = self._view.viewport().height()
        beyond = self._point.y() if self._point.y() < 0 else self._point.y() - height
        bar.setValue(bar.value() + round(max(-120, min(120, beyond))))
        self._drag()

    def _show_what_is_under(self, point: QPointF) -> None:
        note = self._view.note_under(point)
        self._view.hover_note(note)
        shape = Qt.CursorShape.IBeamCursor
        if note is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self._grip_under(point) is not None:
            shape = Qt.CursorShape.SplitHCursor
        self._view.viewport().setCursor(shape)

    def _grip_under(self, point: QPointF) -> _Grip | None:
        first, after = self._view.places_seen()
        for stretch in self._view.painted.strong:
            for end, place in ((End.START, stretch.start), (End.END, stretch.end)):
                if not first <= place <= after:
                    continue
                at = self._view.caret_rect(place if end is End.START else max(place - 1, 0))
                across = self._view.right_edge_of(place) if end is End.END else at.left()
                if at.top() <= point.y() < at.bottom() and abs(point.x() - across) <= _NEAR_AN_END:
                    return _Grip(stretch, end)
        return None
