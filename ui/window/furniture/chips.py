"""Several short values as chips, with a line to type the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QSizePolicy, QWidget

from ui.window.furniture.chip import Chip
from ui.window.furniture.flow import Flow
from ui.window.look.style import say_kind, set_look


class _Line(QLineEdit):
    """Where the next value is typed. Backspace at its beginning goes back to the last chip."""

    stepped_back = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Left) and self.cursorPosition() == 0:
            self.stepped_back.emit()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Chips(QFrame):
    """Several values in order. Enter, a semicolon or going elsewhere takes in what was typed.

    ``altered`` gives all values after something was added or taken out. With ``offered`` words the line offers them
    as one types.
    """

    altered = Signal(tuple)

    def __init__(self, name: str, hint: str = "", *, splits_at: str = ";") -> None:
        super().__init__()
        say_kind(self, "field")
        self.setAccessibleName(name)
        self._splits_at = splits_at
        self._values: tuple[str, ...] = ()
        self._chips: list[Chip] = []
        self._line = _Line()
        say_kind(self._line, "bare")
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(hint)
        self._line.setMinimumWidth(90)
        self._flow = Flow(self, spacing=5)
        self._flow.setContentsMargins(8, 6, 8, 6)
        self._flow.addWidget(self._line)
        self._flow.stretch(self._line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusProxy(self._line)
        self._line.returnPressed.connect(self.take_in)
        self._line.left.connect(self.take_in)
        self._line.stepped_back.connect(lambda: self._step(len(self._chips), -1))
        self._line.installEventFilter(self)
        self._offered: Callable[[], Sequence[str]] | None = None
        self._completer: QCompleter | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The values, in order."""
        return self._values

    @property
    def line(self) -> QLineEdit:
        """The line in which the next value is typed."""
        return self._line

    def offer(self, words: Callable[[], Sequence[str]]) -> None:
        """Offers these words as one types; they are asked for anew each time the line is entered."""
        self._offered = words
        self._completer = QCompleter(QStringListModel(self), self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = self._completer.popup()
        if popup is not None:
            say_kind(popup, "popup")
        self._completer.activated.connect(lambda _words: self.take_in(), Qt.ConnectionType.QueuedConnection)
        self._line.setCompleter(self._completer)

    def show_values(self, values: Iterable[str]) -> None:
        """Shows these values; what is being typed stays."""
        wanted = tuple(values)
        if wanted == self._values:
            return
        self._values = wanted
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._made(place, words) for place, words in enumerate(wanted)]
        self.updateGeometry()

    def clear_typed(self) -> None:
        """Forgets what is being typed."""
        self._line.clear()

    def take_in(self) -> None:
        """Adds what was typed to the values; what is there already is not added again."""
        typed = self._line.text()
        parts = typed.split(self._splits_at) if self._splits_at else [typed]
        known = {value.casefold() for value in self._values}
        new: list[str] = []
        for part in (" ".join(part.split()) for part in parts):
            if part and part.casefold() not in known:
                known.add(part.casefold())
                new.append(part)
        self._line.clear()
        if new:
            self._alter((*self._values, *new))

    def _alter(self, values: tuple[str, ...]) -> None:
        self.show_values(values)
        self.altered.emit(values)

    def _made(self, place: int, words: str) -> Chip:
        chip = Chip(words, self.tr("{value}\nTake out (Delete)").format(value=words), "  ×")
        chip.clicked.connect(lambda: self._take_out(place))
        chip.removed.connect(lambda: self._take_out(place))
        chip.stepped.connect(lambda by: self._step(place, by))
        self._flow.insert(place, chip)
        QWidget.setTabOrder(self._line, chip)  # to the line's own place first, or the line would go to the chip's
        QWidget.setTabOrder(chip, self._line)
        return chip

    def _take_out(self, place: int) -> None:
        self._line.setFocus()
        self._alter(self._values[:place] + self._values[place + 1 :])

    def _step(self, place: int, by: int) -> None:
        wanted = place + by
        if 0 <= wanted < len(self._chips):
            self._chips[wanted].setFocus()
        elif wanted >= len(self._chips):
            self._line.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_look(self, "active", event.type() == QEvent.Type.FocusIn)
            if event.type() == QEvent.Type.FocusIn and self._completer is not None and self._offered is not None:
                model = self._completer.model()
                if isinstance(model, QStringListModel):
                    model.setStringList(list(self._offered()))
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._line.setFocus()
        super().mousePressEvent(event)
