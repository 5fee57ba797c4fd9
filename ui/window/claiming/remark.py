"""Some lines of running words that grow with what is written: statement, note, memo, question, answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from curator.records import Absence
from ui.window.claiming.offers import absence_in_words
from ui.window.look import palette as colours
from ui.window.look.style import say_kind, set_look
from ui.window.look.typefaces import sans

_MOST_LINES = 8
_FRAME = 14


class Remark(QPlainTextEdit):
    """Words of one's own, stored when the field is left or by Enter; Shift+Enter begins a new line.

    ``filled`` carries the words to be stored. What somebody is typing is never replaced from elsewhere.
    """

    filled = Signal(object)
    absence_chosen = Signal(object)
    moved_on = Signal()
    escaped = Signal()

    def __init__(self, name: str, hint: str = "", *, lines: int = 1, may_be_absent: bool = False) -> None:
        super().__init__()
        self._settled = ""
        self._fewest = lines
        self._hint = hint
        self._may_be_absent = may_be_absent
        self._absent: Absence | None = None
        say_kind(self, "field")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grow())
        self._grow()

    @property
    def typed(self) -> str:
        """What was typed and is not stored."""
        return self._words() if self._words() != self._settled else ""

    def show_typed(self, words: str) -> None:
        """Puts back what somebody had typed before."""
        if words:
            self.setPlainText(words)

    def show_words(self, words: str, absent: Absence | None = None) -> None:
        """Shows what is stored now; what somebody is in the middle of typing stays."""
        typing = self._words() != self._settled
        self._settled, self._absent = words, absent
        self.setPlaceholderText("" if absent else self._hint)
        self.setAccessibleDescription(absence_in_words(absent))
        if (not typing and self._words() != words) or (typing and self._words() == words):
            self.setPlainText(words)
        self.viewport().update()

    def forget_typed(self) -> None:
        """Shows what is stored, whatever was being typed."""
        self.setPlainText(self._settled)

    def finish(self) -> None:
        """Stores what was typed, if it is other than what is stored."""
        words = self._words().strip()
        if not self.isReadOnly() and words != self._settled:
            self.filled.emit(words)

    def set_editable(self, editable: bool) -> None:
        """Whether it can be altered, or is only shown."""
        self.setReadOnly(not editable)
        set_look(self, "only-shown", not editable)

    def _words(self) -> str:
        return self.toPlainText()

    def _grow(self) -> None:
        """As high as its words, up to some lines; then it scrolls."""
        lines = max(self._fewest, min(_MOST_LINES, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _FRAME)
        scrolls = self.document().size().height() > _MOST_LINES
        wanted = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Leaves undo and redo to the window when there is nothing typed to take back here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoes = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            redoes = event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()
            if undoes or redoes:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift and not ctrl:
            self.finish()
            self.moved_on.emit()
        elif event.key() == Qt.Key.Key_R and ctrl and self._may_be_absent and not self.isReadOnly():
            reason = Absence.NOT_APPLICABLE if shift else Absence.NOT_REPORTED
            self.setPlainText("")
            self.absence_chosen.emit(None if reason is self._absent else reason)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._absent is not None and not self._words():
            painter = QPainter(self.viewport())
            painter.setFont(sans(14, italic=True))
            painter.setPen(colours.colour(colours.current().muted))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignVCenter, absence_in_words(self._absent))

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())
