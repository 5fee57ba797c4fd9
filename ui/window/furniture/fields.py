"""A form's fields: the name above, the key at its right, and under it a sentence when the entry has a fault."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal, SignalInstance
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.window.furniture.words import plain_label, plain_tip, with_key
from ui.window.look.palette import colour, current
from ui.window.look.style import say_kind, set_look
from ui.window.look.typefaces import sans

_AROUND_LINES = 18


def _leaves_undo_to_the_window(event: QEvent, unsettled: bool) -> bool:
    """Undo belongs to what is being typed; once that is stored, it belongs to the review."""
    if unsettled or event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        event.ignore()
        return True
    return False


class _Settling:
    """What fields of words have in common: what is stored, what was typed since, and how the one becomes the other.

    Escape puts back what is stored. ``entered`` says what was typed, once the field is left.
    """

    entered: SignalInstance
    _settled = ""

    def words(self) -> str:
        """What stands in the field."""
        raise NotImplementedError

    def write(self, words: str) -> None:
        """Puts words into the field, as if they had been typed."""
        raise NotImplementedError

    def settle(self, words: str) -> None:
        """Shows what is stored now; what was typed and could not be stored stays, to be mended."""
        if self.unsettled:
            self._settled = words
        else:
            self.replace(words)

    def replace(self, words: str) -> None:
        """Shows ``words`` whatever was being typed."""
        if self.words() != words:
            self.write(words)
        self._settled = self.words()

    def accept(self) -> None:
        """Takes what was typed as right: it gives way to the form in which it is stored."""
        self._settled = self.words()

    @property
    def unsettled(self) -> bool:
        """Whether something was typed that is not stored."""
        return self.words() != self._settled

    def leave(self) -> None:
        """Says what was typed, if it was altered."""
        if self.unsettled:
            self.entered.emit(self.words())

    def goes_back(self, event: QKeyEvent) -> bool:
        """Whether a key is Escape and something was typed, which then gives way to what is stored."""
        if event.key() != Qt.Key.Key_Escape or not self.unsettled:
            return False
        self.replace(self._settled)
        return True


class OneLine(_Settling, QLineEdit):
    """A line that says when its words were altered and left, by Enter or by going elsewhere."""

    entered = Signal(str)

    def __init__(self, name: str, hint: str = "", *, key: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setToolTip(with_key(name, key))
        self.editingFinished.connect(self.leave)

    def words(self) -> str:
        return self.text()

    def write(self, words: str) -> None:
        self.setText(words)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.goes_back(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return _leaves_undo_to_the_window(event, self.unsettled) or super().event(event)


class SomeLines(_Settling, QPlainTextEdit):
    """Some lines of running words, stored when they are left or with Ctrl+Enter. Tab goes on to the next field."""

    entered = Signal(str)

    def __init__(self, name: str, hint: str = "", *, lines: int = 3) -> None:
        super().__init__()
        say_kind(self, "field")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(QFontMetrics(sans(14)).lineSpacing() * lines + _AROUND_LINES)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def words(self) -> str:
        return self.toPlainText()

    def write(self, words: str) -> None:
        self.setPlainText(words)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.leave()

    def event(self, event: QEvent) -> bool:
        return _leaves_undo_to_the_window(event, self.unsettled) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.goes_back(event):
            return
        with_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if with_ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.leave()
            return
        super().keyPressEvent(event)


class Choice(QComboBox):
    """One of a few values. The wheel never alters it by accident while a form scrolls."""

    chosen = Signal(object)

    def __init__(self, name: str, options: Iterable[tuple[str, object]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(name))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._values: list[object] = []
        for words, value in options:
            self.addItem(words)
            self._values.append(value)
        self.activated.connect(lambda place: self.chosen.emit(self._values[place]))
        self.installEventFilter(self)

    @property
    def value(self) -> object:
        """The value that is shown; None when none is."""
        place = self.currentIndex()
        return self._values[place] if place >= 0 else None

    def settle(self, value: object) -> None:
        """Shows the value that is stored now."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(current().muted), 1.4))
        right, middle = self.width() - 14.0, self.height() / 2
        painter.drawPolyline(
            [QPointF(right - 8, middle - 2), QPointF(right - 4, middle + 2), QPointF(right, middle - 2)]
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and not self.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class LabelledField(QWidget):
    """A control under its name; ``fault`` shows a sentence under it and marks it."""

    def __init__(self, name: str, control: QWidget, *, key: str = "") -> None:
        super().__init__()
        self.control = control
        self._name = plain_label(name, "muted")
        self._fault = plain_label("", "warning", wraps=True)
        self._fault.hide()
        self._name.setBuddy(control)
        top = QHBoxLayout()
        top.addWidget(self._name)
        top.addStretch()
        if key:
            top.addWidget(plain_label(key, "key"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(control)
        column.addWidget(self._fault)
        if isinstance(control, OneLine | SomeLines):
            control.textChanged.connect(self._look_whether_it_went_back)

    def _look_whether_it_went_back(self) -> None:
        """What stands there again as it is stored has no fault."""
        control = self.control
        if self.fault and isinstance(control, OneLine | SomeLines) and not control.unsettled:
            self.say_fault("")

    @property
    def fault(self) -> str:
        """The sentence that is shown under the field; empty when all is well."""
        return self._fault.text() if not self._fault.isHidden() else ""

    def say_fault(self, sentence: str) -> None:
        """Marks the field and says what is wrong with it; empty says that what was typed is right as it is."""
        if not sentence and isinstance(self.control, OneLine | SomeLines):
            self.control.accept()
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))
        set_look(self.control, "faulty", bool(sentence))
        self.control.setAccessibleDescription(sentence)


def let_edit(form: QWidget, editable: bool) -> None:
    """Lets all fields of a form be altered, or only read; their words can be selected and copied either way."""
    for field in form.findChildren(LabelledField):
        if isinstance(field.control, OneLine | SomeLines):
            field.control.setReadOnly(not editable)
            set_look(field.control, "only-shown", not editable)
        else:
            field.control.setEnabled(editable)
