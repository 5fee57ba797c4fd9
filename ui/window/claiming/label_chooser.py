"""Chooses a label where the words are: the labels with their line and key, over the text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from curator.records import Label
from ui.window.furniture.label_sample import paint_sample
from ui.window.furniture.words import plain_tip
from ui.window.look import palette as colours
from ui.window.look.style import say_kind
from ui.window.look.typefaces import sans

_WIDTH = 220
_ROW = 30


class LabelRow(QPushButton):
    """One label: a sample of its wash and line, its name, and its key."""

    def __init__(self, label: Label) -> None:
        super().__init__()
        self.label = label
        say_kind(self, "row")
        self.setAutoDefault(False)
        self.setAccessibleName(label.name)
        self.setToolTip(plain_tip("\n".join(part for part in (label.name, label.definition) if part)))
        self.setFixedHeight(_ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        palette, painter = colours.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_sample(painter, QRectF(10, 7, 24, 15), self.label, palette)
        painter.setPen(colours.colour(palette.ink))
        painter.setFont(sans(14))
        area = self.rect().adjusted(44, 0, -28, 0)
        name = painter.fontMetrics().elidedText(self.label.name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(colours.colour(palette.faint))
        painter.setFont(sans(12))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(self.rect().adjusted(0, 0, -12, 0), right, self.label.key.upper())

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 10, _ROW)


class LabelChooser(QFrame):
    """A small list over the text: a label's key, Enter or a click chooses; Escape or a click elsewhere closes.

    ``chosen`` carries the label's id. ``closed`` comes whenever the chooser goes away, before ``chosen``.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        say_kind(self, "popup")
        self.setAccessibleName(self.tr("Labels"))
        self.setFixedWidth(_WIDTH)
        self.rows: list[LabelRow] = []
        self._empty = QLabel(self.tr("The codebook has no labels yet."))
        say_kind(self._empty, "hint")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 4, 4, 4)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self.hide()

    def ask(self, labels: Iterable[Label], place: QPoint) -> None:
        """Shows the labels at ``place``, in coordinates of the widget that it lies over, with the keyboard on it."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [LabelRow(label) for label in labels if not label.retired]
        for row in self.rows:
            row.clicked.connect(partial(self._choose, row.label.id))
            row.installEventFilter(self)
            self._column.addWidget(row)
        self._empty.setVisible(not self.rows)
        self.adjustSize()
        over = self.parentWidget()
        if over is not None:
            left = max(4, min(place.x(), over.width() - self.width() - 4))
            top = max(4, min(place.y(), over.height() - self.height() - 4))
            self.move(left, top)
        self.show()
        self.raise_()
        (self.rows[0] if self.rows else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_quietly(self) -> None:
        """Goes away without a label."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _choose(self, label_id: str) -> None:
        self.close_quietly()
        self.chosen.emit(label_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.press(event):
            super().keyPressEvent(event)

    def press(self, event: QKeyEvent) -> bool:
        """What a key does: a label's own key chooses it, the arrows go along, Escape closes."""
        typed = event.text().casefold()
        own = next((row for row in self.rows if typed and row.label.key.casefold() == typed), None)
        focused = next((place for place, row in enumerate(self.rows) if row.hasFocus()), -1)
        if own is not None:
            self._choose(own.label.id)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_quietly()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.rows:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.rows[(focused + step) % len(self.rows)].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused >= 0:
            self._choose(self.rows[focused].label.id)
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self.press(event)
        if isinstance(event, QFocusEvent) and event.type() == QFocusEvent.Type.FocusOut and self.isVisible():
            focused = self.window().focusWidget()
            if focused is None or (focused is not self and focused not in self.rows):
                self.close_quietly()
        return super().eventFilter(watched, event)
