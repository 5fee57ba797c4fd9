"""The quiet pane at the side of a room, and what a room says when it is empty."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.window.furniture.fitted import Fitted
from ui.window.furniture.words import Surface, button, link, plain_label, surface

PANE_WIDTH = 404
_EMPTY_WIDTH = 520


class SidePane(Surface):
    """A pane on the warm ground whose content scrolls. ``body`` is the column that content is added to."""

    def __init__(self, name: str, width: int = PANE_WIDTH) -> None:
        super().__init__("surround")
        self.setAccessibleName(name)
        self.setMinimumWidth(min(width, 320))
        self._width = width
        self.inside = surface("surround")
        self.body = QVBoxLayout(self.inside)
        self.body.setContentsMargins(20, 16, 20, 20)
        self.body.setSpacing(12)
        self._scroll = Fitted(self.inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def sizeHint(self) -> QSize:
        return QSize(self._width, super().sizeHint().height())

    def to_top(self) -> None:
        """Scrolls back to the beginning."""
        self._scroll.verticalScrollBar().setValue(0)

    def show_widget(self, widget: QWidget) -> None:
        """Scrolls until ``widget`` can be seen."""
        self._scroll.ensureWidgetVisible(widget, 0, 24)


class Card(QFrame):
    """A white card with a column of its own."""

    def __init__(self, kind: str = "card") -> None:
        super().__init__()
        self.setProperty("kind", kind)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


class EmptyRoom(QWidget):
    """What belongs here, and the one next step."""

    stepped = Signal()

    def __init__(self, what: str, more: str = "", step: str = "", key: str = "", *, primary: bool = True) -> None:
        super().__init__()
        self._what = plain_label(what, "title", wraps=True)
        self._more = plain_label(more, "empty", wraps=True)
        for label in (self._what, self._more):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMaximumWidth(_EMPTY_WIDTH)
            label.setMinimumWidth(_EMPTY_WIDTH - 60)
        self.step_button = button(step, "primary", key=key) if primary else link(step, key=key)
        self.step_button.clicked.connect(self.stepped)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addStretch(2)
        for widget in (self._what, self._more, self.step_button):
            line = QHBoxLayout()
            line.addStretch()
            line.addWidget(widget)
            line.addStretch()
            column.addLayout(line)
        column.addStretch(3)
        if not step:  # said once it has its place here: a widget of its own would show up as a window
            self.step_button.hide()

    def say(self, what: str, more: str = "") -> None:
        """Says something else."""
        self._what.setText(what)
        self._more.setText(more)

    @property
    def words(self) -> str:
        """What is said, as one line."""
        return " ".join(label.text() for label in (self._what, self._more) if label.text())


def take_away_all(layout: QLayout) -> None:
    """Takes everything out of a layout, at once."""
    while (placed := layout.takeAt(0)) is not None:
        widget, inner = placed.widget(), placed.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            take_away_all(inner)


def named_value(name: str, value: str, *, absent: bool = False) -> QWidget:
    """A value under its name, to be read and not altered; in italics when it says why there is none."""
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    column.addWidget(plain_label(name, "muted"))
    shown: QLabel = plain_label(value, "muted" if absent else "", wraps=True)
    if absent:
        shown.setStyleSheet("font-style: italic;")
    shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    shown.setAccessibleName(f"{name}: {value}")
    column.addWidget(shown)
    return widget
