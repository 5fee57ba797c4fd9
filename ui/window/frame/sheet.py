"""A sheet: a card over the dimmed window, for what needs a moment's attention. Escape puts it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenuBar, QVBoxLayout, QWidget

from ui.window.furniture.pane import Card
from ui.window.furniture.words import button, plain_label
from ui.window.look import palette as colours

_TOP = 96


class Sheet(QWidget):
    """A card over ``over``. Subclasses, or their makers, fill ``body`` and add buttons to ``foot``.

    While it is open the window's own keys rest, save for quitting. Whatever takes the keyboard elsewhere, such as
    the next sheet or a room chosen from the menu, puts it away.
    """

    put_away = Signal()

    def __init__(self, over: QWidget, title: str, words: str = "", width: int = 520) -> None:
        super().__init__(over)
        self._over = over
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._before: QWidget | None = over.window().focusWidget()
        self.first: QWidget | None = None
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
        """Shows the sheet and puts the focus on ``first``, or on what the sheet names so itself.

        Another sheet that is open is put away.
        """
        for other in self.window().findChildren(Sheet):
            if other is not self and other.isVisible():
                other.leave()
                self._before = self.window().focusWidget()
        self.setGeometry(self._over.rect())
        self.show()
        self.raise_()
        (first or self.first or self).setFocus(Qt.FocusReason.OtherFocusReason)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    def leave(self) -> None:
        """Puts the sheet away; the focus goes back to where it was."""
        self._put_away()
        try:
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        except RuntimeError:  # the widget that had the focus is gone by now
            self._before = None

    def _put_away(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.disconnect(self._follow_focus)
        self._over.removeEventFilter(self)
        self.put_away.emit()
        self.close()

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Gives way when something under the sheet is worked with."""
        elsewhere = now is not None and now.window() is self.window() and now is not self and not self.isAncestorOf(now)
        if elsewhere and not isinstance(now, QMenuBar):
            self._put_away()

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

    def event(self, event: QEvent) -> bool:
        """Keeps the keys of the window's actions, which would act on what lies under the sheet."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if not event.matches(QKeySequence.StandardKey.Quit):
                event.accept()
            return True
        return super().event(event)

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
