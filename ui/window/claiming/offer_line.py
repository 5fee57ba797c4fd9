"""A line to type in that offers what fits, and knows why it may be empty.

It is the one way in which every field of a claim is typed into: pickers of terms, studies, and plain words.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from curator.records import Absence
from ui.window.claiming.offer_popup import OfferPopup
from ui.window.claiming.offers import Offer, OfferKind, absence_in_words
from ui.window.look import palette as colours
from ui.window.look.style import set_look
from ui.window.look.typefaces import sans

_PAGE = 8


class Then(Enum):
    """What happens after an offer was taken."""

    MOVE_ON = auto()
    STAY = auto()
    JOIN = auto()


class OfferLine(QLineEdit):
    """A line with offers under it.

    ``taken`` an offer and what is to happen then; ``moved_on`` Enter with nothing to take; ``left`` the keyboard
    went elsewhere; ``escaped`` back to the text; ``absence_chosen`` by key or from the offers.
    """

    taken = Signal(object, object)
    moved_on = Signal()
    left = Signal()
    entered = Signal()
    escaped = Signal()
    absence_chosen = Signal(object)

    def __init__(self, offers: Callable[[str], list[Offer]], *, lights_first: bool) -> None:
        super().__init__()
        self._offers_for = offers
        self._lights_first = lights_first
        self._absent: Absence | None = None
        self._popup: OfferPopup | None = None
        self._over: QWidget = self
        self.offers_when_entered = False
        self.holds_only_what_waits = False
        self.may_be_absent = True
        self.textEdited.connect(self._typed)

    def put_offers_under(self, widget: QWidget) -> None:
        """Has the offers appear under another widget (the frame that this line is in)."""
        self._over = widget

    @property
    def popup(self) -> OfferPopup:
        """The list of offers; made when it is first needed."""
        if self._popup is None:
            self._popup = OfferPopup(self._over)
            self._popup.pointed.connect(lambda offer: self._take(offer, Then.STAY))
        return self._popup

    @property
    def is_offering(self) -> bool:
        """Whether offers are shown at the moment."""
        return self._popup is not None and self._popup.isVisible()

    @property
    def lit(self) -> Offer | None:
        """The offer that Enter would take."""
        return self._popup.lit if self._popup is not None else None

    def show_absence(self, reason: Absence | None) -> None:
        """Shows in italics why there is nothing; it is no text, so that typing simply replaces it."""
        self._absent = reason
        self.setAccessibleDescription(absence_in_words(reason))
        set_look(self, "absent", reason is not None)
        self.update()

    @property
    def absent(self) -> Absence | None:
        """Why there is nothing, as shown."""
        return self._absent

    def offer_now(self) -> None:
        """Offers what fits now; the light is on the first only when something was typed in a picker."""
        offers = self._offers_for(self.text())
        self.popup.offer(offers, lit=self._lights_first and bool(self.text().strip()))

    def stop_offering(self) -> None:
        """Takes the offers away."""
        if self._popup is not None:
            self._popup.hide()

    def _typed(self) -> None:
        self.update()
        if self.text() or self.offers_when_entered:
            self.offer_now()
        else:
            self.stop_offering()

    def _take(self, offer: Offer, then: Then) -> None:
        self.stop_offering()
        if offer.kind is OfferKind.ABSENT:
            self.clear()
            self.absence_chosen.emit(offer.reason)
            if then is Then.MOVE_ON:
                self.moved_on.emit()
        else:
            self.taken.emit(offer, then)

    def take_lit(self, then: Then) -> bool:
        """Takes the offer under the light; False when none is lit."""
        offer = self.lit
        if offer is None:
            return False
        self._take(offer, then)
        return True

    def event(self, event: QEvent) -> bool:
        """Leaves undo and redo to the window when there is nothing typed to take back here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoes = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            redoes = event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()
            if undoes or redoes:
                event.ignore()
                return False
            if self.may_be_absent and _absence_key(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        reason = _absence_key(event) if self.may_be_absent else None
        if reason is not None and not self.isReadOnly():
            self.clear()
            self.stop_offering()
            self.absence_chosen.emit(None if reason is self._absent else reason)
            return
        match event.key():
            case Qt.Key.Key_Escape:
                self.stop_offering()
                self.escaped.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                if self.holds_only_what_waits and self.text().strip() and not self.is_offering:
                    self.offer_now()
                if not self.take_lit(Then.MOVE_ON):
                    self.stop_offering()
                    self.moved_on.emit()
            case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_PageDown | Qt.Key.Key_PageUp if (
                not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            ):
                self._step(Qt.Key(event.key()))
            case _:
                super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> None:
        if self.isReadOnly():
            return
        if not self.is_offering:
            self.offer_now()
            if self.lit is not None:
                return
        rows = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _PAGE, Qt.Key.Key_PageUp: -_PAGE}[key]
        self.popup.step(rows)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.entered.emit()
            wants_offers = self.holds_only_what_waits if self.text() else self.offers_when_entered
            if wants_offers and not self.isReadOnly():
                self.offer_now()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.stop_offering()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        had_it = self.hasFocus()
        super().mousePressEvent(event)
        if had_it and not self.text() and not self.isReadOnly():
            self.offer_now()

    def hideEvent(self, event: QHideEvent) -> None:
        self.stop_offering()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._absent is None or self.text():
            return
        painter = QPainter(self)
        painter.setFont(sans(14, italic=True))
        painter.setPen(colours.colour(colours.current().muted))
        inset = 0 if self.property("kind") == "bare" else 11
        area = QRect(self.rect()).adjusted(inset + 2, 0, -2, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, absence_in_words(self._absent))


def _absence_key(event: QKeyEvent) -> Absence | None:
    """Ctrl+R says not reported, Ctrl+Shift+R not applicable."""
    if event.key() != Qt.Key.Key_R or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return Absence.NOT_APPLICABLE if shifted else Absence.NOT_REPORTED
