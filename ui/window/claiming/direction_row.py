"""The directions of the codebook side by side: one key each."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QSizePolicy

from curator.records import Absence, Direction, Meaning
from ui.window.furniture.words import plain_tip, unkeyed
from ui.window.look import palette as colours
from ui.window.look.shapes import direction_shape
from ui.window.look.style import say_kind, set_look

_MOST_IN_A_ROW = 5
_MOST_KEYS = 9
_SEGMENT_HEIGHT = 28


class DirectionRow(QFrame):
    """Segments to choose one direction. Digits choose, arrows go along, Enter takes and moves on.

    ``chosen`` gives the id of a direction (None for none).
    """

    chosen = Signal(object)
    absence_chosen = Signal(object)
    moved_on = Signal()
    escaped = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        say_kind(self, "field")
        self.setAccessibleName(name)
        self._directions: tuple[Direction, ...] = ()
        self._buttons: list[QPushButton] = []
        self._chosen: str | None = None
        self._editable = True
        self._absent: Absence | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def buttons(self) -> list[QPushButton]:
        """The segments, in order of their keys."""
        return self._buttons

    @property
    def keys(self) -> str:
        """The keys that choose, as written beside the field."""
        count = min(len(self._directions), _MOST_KEYS)
        return f"1 – {count}" if count > 1 else "1" if count else ""

    def show_directions(self, directions: Iterable[Direction], chosen: str | None, absent: Absence | None) -> None:
        """Shows the directions on offer and the one that the claim has; a retired one only while it is chosen."""
        offered = tuple(direction for direction in directions if not direction.retired or direction.id == chosen)
        if offered != self._directions:
            self._directions = offered
            self._lay_out()
        self._chosen, self._absent = chosen, absent
        for direction, segment in zip(offered, self._buttons, strict=True):
            segment.setChecked(direction.id == chosen)
        self._enable()
        self._follow_focus()

    def set_editable(self, editable: bool) -> None:
        """Whether a direction can be chosen, or is only shown."""
        self._editable = editable
        self._enable()

    def _enable(self) -> None:
        for direction, segment in zip(self._directions, self._buttons, strict=True):
            segment.setEnabled(self._editable or direction.id == self._chosen)

    def choose_number(self, number: int) -> bool:
        """Chooses the direction with this key, from 1; False when there is none."""
        if not self._editable or not 1 <= number <= len(self._directions):
            return False
        self.chosen.emit(self._directions[number - 1].id)
        return True

    def focus_first(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Puts the keyboard on the direction that is chosen, or on the first."""
        if self._buttons:
            self._buttons[self._place_of_chosen()].setFocus(reason)

    def _place_of_chosen(self) -> int:
        ids = [direction.id for direction in self._directions]
        return ids.index(self._chosen) if self._chosen in ids else 0

    def _lay_out(self) -> None:
        had_focus = any(segment.hasFocus() for segment in self._buttons)
        for segment in self._buttons:
            self._grid.removeWidget(segment)
            segment.hide()
            segment.deleteLater()
        count = len(self._directions)
        rows = -(-count // _MOST_IN_A_ROW) or 1
        across = -(-count // rows) or 1
        self._buttons = [self._segment(place, direction) for place, direction in enumerate(self._directions)]
        for place, segment in enumerate(self._buttons):
            self._grid.addWidget(segment, place // across, place % across)
            segment.show()
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        if had_focus:
            self.focus_first()

    def _segment(self, place: int, direction: Direction) -> QPushButton:
        segment = QPushButton(unkeyed(self._short(direction)))
        say_kind(segment, "segment")
        segment.setCheckable(True)
        segment.setFixedHeight(_SEGMENT_HEIGHT)
        segment.setAutoDefault(False)
        segment.setAccessibleName(direction.name)
        key = str(place + 1) if place < _MOST_KEYS else ""
        shape = direction_shape(direction.meaning)
        named = f"{shape}  {direction.name}" + (f" ({key})" if key else "")
        segment.setToolTip(plain_tip("\n".join(part for part in (named, direction.definition) if part)))
        segment.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        segment.clicked.connect(lambda: self._clicked(direction.id))
        segment.installEventFilter(self)
        return segment

    def _short(self, direction: Direction) -> str:
        """The usual names that are long have a short form that fits; any other name stands as it is."""
        if direction.meaning is Meaning.NO_DIFFERENCE and direction.name == Meaning.NO_DIFFERENCE.value:
            return self.tr("no diff.")
        return direction.name

    def _clicked(self, direction_id: str) -> None:
        if self._editable:
            self.chosen.emit(None if direction_id == self._chosen else direction_id)
        for direction, segment in zip(self._directions, self._buttons, strict=True):
            segment.setChecked(direction.id == self._chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._follow_focus()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._buttons:
            return self._pressed(self._buttons.index(watched), event)
        return super().eventFilter(watched, event)

    def _follow_focus(self) -> None:
        set_look(self, "active", any(segment.hasFocus() for segment in self._buttons))
        place = self._place_of_chosen()
        for number, segment in enumerate(self._buttons):
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if number == place else Qt.FocusPolicy.ClickFocus)

    def _pressed(self, place: int, event: QKeyEvent) -> bool:
        """What a key does on the segment at ``place``; False leaves it to others."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if key == Qt.Key.Key_R and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._editable:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            reason = Absence.NOT_APPLICABLE if shifted else Absence.NOT_REPORTED
            self.absence_chosen.emit(None if reason is self._absent else reason)
        elif held != Qt.KeyboardModifier.NoModifier:
            return False
        elif event.text().isdecimal() and event.text().isascii() and self.choose_number(int(event.text())):
            self.moved_on.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), self._one_row(Qt.Key(key)))
            self._buttons[max(0, min(place + step, len(self._buttons) - 1))].setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._chosen is None and self._absent is None:
                self.choose_number(place + 1)
            self.moved_on.emit()
        elif key == Qt.Key.Key_Space:
            self.choose_number(place + 1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._wipe()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            return False
        return True

    def _one_row(self, key: Qt.Key) -> int:
        across = max(1, -(-len(self._buttons) // max(1, self._grid.rowCount())))
        return across if key == Qt.Key.Key_Down else -across

    def _wipe(self) -> None:
        if self._absent is not None:
            self.absence_chosen.emit(None)
        elif self._chosen is not None and self._editable:
            self.chosen.emit(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Thin lines between the segments that stand beside each other."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(colours.colour(colours.current().line))
        for before, segment in pairwise(self._buttons):
            if before.y() == segment.y() and not (before.isChecked() or segment.isChecked()):
                left = segment.x()
                painter.drawLine(left, segment.y() + 5, left, segment.y() + segment.height() - 6)

    def sizeHint(self) -> QSize:
        return QSize(200, super().sizeHint().height())
