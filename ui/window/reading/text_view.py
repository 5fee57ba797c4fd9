"""The text of a report on paper: read with a caret, selected by mouse and keyboard, marks and margin painted.

Everything it says and is told is in code points of the stored text. What is copied is a slice of that text; nothing
is ever read from what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QColor,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ui.window.look import palette as colours
from ui.window.look.style import say_kind
from ui.window.reading.caret_keys import CaretKeys
from ui.window.reading.margin import Margin, Note, PlacedNote, note_rect, paint_note
from ui.window.reading.mark_index import MarkIndex, Stretch
from ui.window.reading.page import ZOOM_STEP
from ui.window.reading.scrolled_sheet import ScrolledSheet
from ui.window.reading.selection import Selection
from ui.window.reading.text_keys import Asked, Deed, asked_by
from ui.window.reading.text_mouse import TextMouse
from ui.window.reading.text_painter import Look, Painted, TextPainter, paint_heading

_NOTCH = 120
_SAID_OF_A_SELECTION = {
    Deed.CLAIM: "claim_asked",
    Deed.LABEL: "label_choice_asked",
}
"""What keys ask for with words selected, and the signal that says so; whoever owns claims and marks does it."""


class TextView(ScrolledSheet):
    """Shows one text with what lies on it. ``current_id`` is the mark or claim whose passages stand out."""

    selection_made = Signal(int, int)
    selection_let_go = Signal()
    mouse_selected = Signal()
    words_clicked = Signal(list)
    note_clicked = Signal(str)
    passage_moved = Signal(str, int, int, int, int)
    claim_asked = Signal()
    label_asked = Signal(str)
    label_choice_asked = Signal()
    zoomed = Signal(float)
    drawn_anew = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        say_kind(self, "paper")
        self.setAccessibleName(self.tr("Report text"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.picked = Selection("")
        self.painted = Painted()
        self.margin = Margin()
        self.current_id: str | None = None
        self.label_keys: Mapping[str, str] = {}
        self.tip_of: Callable[[Sequence[str]], str] = lambda _owner_ids: ""
        self._hovered_note: str | None = None
        self._caret_keys = CaretKeys(self)
        self._mouse = TextMouse(self)

    # What is shown

    def show_text(self, title: str, byline: str, text: str, warning: str = "") -> None:
        """Shows another report's text from its beginning, with nothing on it."""
        self.picked = Selection(text)
        self.painted = Painted()
        self.margin = Margin()
        self.current_id = None
        self._caret_keys.forget()
        self._mouse.forget()
        self.put_text(title, byline, text, warning)
        self.setAccessibleDescription(f"{title} {warning}".strip())
        self.viewport().update()
        self.selection_let_go.emit()

    def show_stretches(self, stretches: Iterable[Stretch], looks: Mapping[str, Look]) -> None:
        """Shows these marked words, and no others."""
        self.painted.index = MarkIndex(stretches)
        self.painted.looks = looks
        self._stand_out()

    def put_stretches(self, owner_id: str, stretches: Iterable[Stretch]) -> None:
        """Shows the words of one mark or claim as they are now; none takes it away."""
        self.painted.index.take_away(owner_id)
        for stretch in stretches:
            self.painted.index.add(stretch)
        self._stand_out()

    def show_looks(self, looks: Mapping[str, Look]) -> None:
        """Shows the same marked words in other hues and lines."""
        self.painted.looks = looks
        self._draw_anew()

    def show_notes(self, notes: Iterable[Note]) -> None:
        """Shows these claims in the margin."""
        self.margin = Margin(notes)
        self.viewport().update()

    def show_found(self, found: Sequence[tuple[int, int]]) -> None:
        """Shows where words were found, faintly; ``found`` is in the order of the text."""
        self.painted.found = found
        self._draw_anew()

    def set_current(self, owner_id: str | None) -> None:
        """Lets the passages of one mark or claim stand out."""
        self.current_id = owner_id
        self._stand_out()

    def _stand_out(self) -> None:
        self.painted.strong = self.painted.index.of(self.current_id) if self.current_id else ()
        self._draw_anew()

    def _draw_anew(self) -> None:
        self.viewport().update()
        self.drawn_anew.emit()

    # What is selected

    @property
    def selection(self) -> tuple[int, int] | None:
        """``(start, end)`` of the selected words, or None."""
        return self.picked.bounds

    @property
    def caret(self) -> int:
        """Where the caret is."""
        return self.picked.caret

    def selected_words(self) -> str:
        """The selected words, as they are stored."""
        return self.text[self.picked.start : self.picked.end]

    def select(self, start: int, end: int, *, reveal: bool = True) -> None:
        """Selects exactly these words."""
        self.picked.take(start, end)
        if reveal:
            self.reveal_place(start, end)
        self.selection_altered(finished=True)

    def let_go(self) -> None:
        """Selects nothing."""
        self.picked.let_go()
        self.selection_altered(finished=True)

    def put_caret(self, place: int) -> None:
        """Puts the caret somewhere and shows it."""
        self.picked.move_to(place)
        self.keep_seen(place)
        self.selection_altered(finished=True)

    def selection_altered(self, *, finished: bool) -> None:
        """Paints the selection as it is now; once it is finished, says so too."""
        self._draw_anew()
        bounds = self.picked.bounds
        if finished and bounds is None:
            self.selection_let_go.emit()
        elif finished and bounds is not None:
            clipboard = QGuiApplication.clipboard()
            if clipboard.supportsSelection():
                clipboard.setText(self.selected_words(), QClipboard.Mode.Selection)
            self.selection_made.emit(*bounds)

    def copy(self) -> None:
        """Copies the selected words, exactly as they are stored."""
        if self.picked.bounds is not None:
            QGuiApplication.clipboard().setText(self.selected_words())

    # Keys

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            asked = asked_by(event)
            lets_go = asked is not None and asked.deed is Deed.LET_GO
            if (asked is not None and not lets_go) or self._label_of(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        label_id = self._label_of(event)
        if label_id is not None:
            self.label_asked.emit(label_id)
            return
        asked = asked_by(event)
        if asked is None or not self.do(asked):
            event.ignore()

    def _label_of(self, event: QKeyEvent) -> str | None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or self.picked.is_empty:
            return None
        return self.label_keys.get(event.text().casefold()) if event.text() else None

    def do(self, asked: Asked) -> bool:
        """Does what a key or a menu asks; False when there was nothing to do, so that others may have the key."""
        said = _SAID_OF_A_SELECTION.get(asked.deed)
        if said is not None:
            if self.picked.is_empty:
                return asked.deed is Deed.CLAIM and self._choose_at_caret()
            getattr(self, said).emit()
            return True
        match asked.deed:
            case Deed.COPY:
                self.copy()
            case Deed.ZOOM:
                self.set_zoom(self.zoom + (ZOOM_STEP if asked.forward else -ZOOM_STEP))
            case Deed.ZOOM_BACK:
                self.set_zoom(1.0)
            case Deed.LET_GO if self.picked.is_empty:
                return False
            case Deed.LET_GO:
                self.let_go()
            case Deed.SELECT_ALL:
                self.select(0, len(self.text), reveal=False)
            case Deed.MOVE_START | Deed.MOVE_END:
                return self._caret_keys.move_end(asked)
            case _:
                self._caret_keys.move(asked)
        return True

    def set_zoom(self, zoom: float) -> None:
        """Shows the text larger or smaller; the words at the top stay there."""
        super().set_zoom(zoom)
        self.zoomed.emit(self.zoom)

    def _choose_at_caret(self) -> bool:
        under = self.painted.index.at(self.caret) or self.painted.index.at(max(0, self.caret - 1))
        self.words_clicked.emit(list(dict.fromkeys(stretch.owner_id for stretch in under)))
        return bool(under)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._caret_keys.forget()
        self._mouse.pressed(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.pressed(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.released(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom + ZOOM_STEP * event.angleDelta().y() / _NOTCH)
            event.accept()
            return
        super().wheelEvent(event)

    def stretches_under(self, point: QPointF) -> list[Stretch]:
        """The marked words under a point of the viewport, the shortest first."""
        if not self.is_on_words(point.x(), point.y()):
            return []
        place = self.place_under(point.x(), point.y())
        if self.caret_rect(place).left() > point.x():
            place -= 1
        return self.painted.index.at(max(0, place))

    def note_under(self, point: QPointF) -> Note | None:
        """The note of the margin under a point of the viewport."""
        for placed, area in self._notes_seen():
            if area.contains(point):
                return placed.note
        return None

    def hover_note(self, note: Note | None) -> None:
        """Lets a note of the margin answer to the mouse."""
        claim_id = note.claim_id if note is not None else None
        if claim_id != self._hovered_note:
            self._hovered_note = claim_id
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = QPointF(event.pos())
            note = self.note_under(point)
            owner_ids = [note.claim_id] if note else [stretch.owner_id for stretch in self.stretches_under(point)]
            tip = self.tip_of(list(dict.fromkeys(owner_ids))) if owner_ids else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.hover_note(None)
        return super().viewportEvent(event)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = colours.current()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(event.rect(), QColor(palette.paper))
        paint_heading(painter, self.heading, palette, self.page.left, -self.verticalScrollBar().value())
        self.painted.selected = self._mouse.previewed or self.picked.bounds
        self.painted.caret = self.picked.caret if self.hasFocus() else None
        seen = QRectF(event.rect())
        text_painter = TextPainter(painter, self.sheet, palette, self.page.left, self.sheet_top)
        text_painter.paint(seen, self.painted)
        for placed, area in self._notes_seen():
            if area.intersects(seen):
                current = placed.note.claim_id == self.current_id
                hovered = placed.note.claim_id == self._hovered_note
                paint_note(painter, placed.note, area, palette, current=current, hovered=hovered)
        painter.end()

    def _notes_seen(self) -> list[tuple[PlacedNote, QRectF]]:
        if self.page.notes_left is None or not self.margin.notes:
            return []
        placed = self.margin.placed(*self.places_seen(), self.sheet.top_of)
        return [(one, note_rect(one, self.page.notes_left, self.page.notes_width, self.sheet_top)) for one in placed]
