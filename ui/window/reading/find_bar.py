"""Find in the text: a small card at the top of the paper, all places painted faintly, one of them selected."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QLineEdit

from ui.window.furniture.words import button, plain_label
from ui.window.look.style import say_kind, set_look
from ui.window.reading.finding import MOST_FOUND, places_of
from ui.window.reading.text_view import TextView

_LONG_TEXT = 500_000
_PAUSE_IN_LONG_TEXTS = 250
_WIDTH = 380
_GAP = 12


class FindBar(QFrame):
    """Looks for what is typed in the text of one view, and steps from place to place."""

    closed = Signal()

    def __init__(self, view: TextView) -> None:
        super().__init__(view)
        self._view = view
        self._ground: QAbstractScrollArea = view
        self._places: list[tuple[int, int]] = []
        self._from = 0
        say_kind(self, "card")
        self.setAccessibleName(self.tr("Find in the text"))
        self.line = QLineEdit()
        say_kind(self.line, "bare")
        self.line.setPlaceholderText(self.tr("Find in this report"))
        self.line.setAccessibleName(self.tr("Words to find in this report"))
        self.count = plain_label("", "hint")
        self.count.setAccessibleName(self.tr("How often it was found"))
        back = button("‹", "quiet", tip=self.tr("The one before"), key="Shift+F3")
        back.setAccessibleName(self.tr("Find the one before"))
        forth = button("›", "quiet", tip=self.tr("The next one"), key="F3")
        forth.setAccessibleName(self.tr("Find the next one"))
        away = button("×", "quiet", tip=self.tr("Close"), key="Esc")
        away.setAccessibleName(self.tr("Close the search"))
        for small in (back, forth, away):
            small.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 8, 5)
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        for widget in (self.count, back, forth, away):
            row.addWidget(widget)
        back.clicked.connect(self.find_previous)
        forth.clicked.connect(self.find_next)
        away.clicked.connect(self.close_bar)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_IN_LONG_TEXTS)
        self._pause.timeout.connect(self._look)
        self.line.textChanged.connect(self._typed)
        self.line.installEventFilter(self)
        view.installEventFilter(self)
        self.hide()

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where the words were found, in code points."""
        return self._places

    def open(self) -> None:
        """Opens the card; words that are selected within a line are looked for."""
        selected = self._view.selected_words()
        self._from = self._view.picked.start
        self._place_card()
        self.show()
        self.raise_()
        if selected and "\n" not in selected and len(selected) < MOST_FOUND:
            self.line.setText(selected)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._look()

    def close_bar(self) -> None:
        """Closes the card; what was found last stays selected."""
        self._pause.stop()
        self._places = []
        self._view.show_found(())
        self.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()

    def text_changed(self) -> None:
        """Looks again: another text is shown."""
        self._from = 0
        if not self.isHidden():
            self._find_all()
            self._say_count(None)

    def find_next(self) -> None:
        """Goes to the next place, and from the last one to the first."""
        self._step(forward=True)

    def find_previous(self) -> None:
        """Goes to the place before, and from the first one to the last."""
        self._step(forward=False)

    def _typed(self) -> None:
        if len(self._view.text) > _LONG_TEXT:
            self._pause.start()
        else:
            self._look()

    def _look(self) -> None:
        """Finds all places and goes to the first one from where the search began."""
        self._pause.stop()
        self._find_all()
        if not self._places:
            self._say_count(None)
            self._view.put_caret(self._from)
            return
        self._go_to(bisect_left(self._places, (self._from, -1)) % len(self._places))

    def _find_all(self) -> None:
        self._places = places_of(self._view.text, self.line.text())
        self._view.show_found(self._places)

    def _step(self, *, forward: bool) -> None:
        if self.isHidden():
            self.open()
            return
        if self._pause.isActive():
            self._look()
            return
        if not self._places:
            return
        selected = self._view.selection or (self._view.caret, self._view.caret)
        if forward:
            number = bisect_left(self._places, (selected[0] + bool(selected[1] > selected[0]), -1))
        else:
            number = bisect_left(self._places, (selected[0], -1)) - 1
        self._go_to(number % len(self._places))

    def _go_to(self, number: int) -> None:
        start, end = self._places[number]
        self._view.select(start, end)
        self._say_count(number)

    def _say_count(self, number: int | None) -> None:
        count = len(self._places)
        set_look(self.line, "faulty", bool(self.line.text().strip()) and not count)
        if not self.line.text().strip():
            self.count.setText("")
        elif not count:
            self.count.setText(self.tr("not found"))
        else:
            many = f"{count:,}+" if count == MOST_FOUND else f"{count:,}"
            which = f"{number + 1:,}" if number is not None else "–"
            self.count.setText(self.tr("{n} of {m}").format(n=which, m=many))

    def _place_card(self) -> None:
        room = self._ground.viewport().width()
        width = min(_WIDTH, room - 2 * _GAP)
        self.setGeometry(room - width - _GAP, _GAP, width, self.sizeHint().height())

    def stand_on(self, ground: QAbstractScrollArea) -> None:
        """Lets the card stand on the text, or on the pages that are shown in its stead."""
        if ground is self._ground:
            return
        shown = not self.isHidden()
        self._ground.removeEventFilter(self)
        self._ground = ground
        ground.installEventFilter(self)
        self.setParent(ground)
        self._place_card()
        self.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._ground and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place_card()
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_in_line(event)
        return super().eventFilter(watched, event)

    def _key_in_line(self, event: QKeyEvent) -> bool:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_bar()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F3:
                self._step(forward=not back)
            case Qt.Key.Key_Down:
                self.find_next()
            case Qt.Key.Key_Up:
                self.find_previous()
            case _:
                return False
        return True
