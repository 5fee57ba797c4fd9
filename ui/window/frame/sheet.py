"""A sheet: a card over the dimmed window, for what needs a moment's attention. Escape puts it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.window.furniture.pane import Card
from ui.window.furniture.words import button, plain_label
from ui.window.look import palette as colours

_TOP = 96


class Sheet(QWidget):
    """A card over ``over``. Subclasses, or their makers, fill ``body`` and add buttons to ``foot``."""

    put_away = Signal()

    def __init__(self, over: QWidget, title: str, words: str = "", width: int = 520) -> None:
        super().__init__(over)
        self._over = over
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before: QWidget | None = over.window().focusWidget()
        self.card = Card()
        self.card.setFixedWidth(width)
        self.card.body.setContentsMargins(24, 20, 24, 20)
        self.card.body.setSpacing(12)
        self.card.body.addWidget(plain_label(title, "heading"))
        if words:
            self.card.body.addWidget(plain_label(words, "muted", wraps=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.card.body.addLayout(self.body)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.card.body.addSpacing(4)
        self.card.body.addLayout(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _TOP, 0, 24)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        over.installEventFilter(self)

    def add_cancel(self, words: str = "") -> None:
        """Adds the button that puts the sheet away."""
        cancel = button(words or self.tr("Cancel"), key="Esc")
        cancel.clicked.connect(self.leave)
        self.foot.addWidget(cancel)

    def open(self, first: QWidget | None = None) -> None:
        """Shows the sheet and puts the focus where typing begins."""
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        (first or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Puts the sheet away; the focus goes back to where it was."""
        self._over.removeEventFilter(self)
        self.put_away.emit()
        self.close()
        try:
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        except RuntimeError:  # the widget that had the focus is gone by now
            self._before = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keeps Tab inside the sheet."""
        inside = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
        ]
        if not inside:
            return True
        now = self.window().focusWidget()
        place = inside.index(now) if now in inside else -1
        inside[(place + (1 if forward else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        dim = "#000000" if colours.current().is_dark else "#3A3F47"
        painter.fillRect(self.rect(), colours.colour(dim, 0.35))
