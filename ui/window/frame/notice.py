"""A sentence about what did not go well, over the room until it is read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from ui.window.furniture.words import button, plain_label
from ui.window.look.style import say_kind

_WIDTH = 560
_FROM_THE_BOTTOM = 44


class Notice(QFrame):
    """A card near the bottom of ``over``. It stays until it is dismissed or the next thing goes well.

    Escape dismisses it wherever the keyboard is: it goes before whatever else Escape would do there.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        say_kind(self, "warning-card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Something needs your attention"))
        self.words = plain_label("", "", wraps=True)
        self.dismiss = button(self.tr("Understood"), key="Esc")
        self.dismiss.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        self._row = row
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(16)
        row.addWidget(self.words, 1)
        row.addWidget(self.dismiss)
        over.installEventFilter(self)
        self.hide()

    def say(self, words: str) -> None:
        """Shows a sentence."""
        self.words.setText(words)
        self.setAccessibleDescription(words)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        over = self._over
        width = min(_WIDTH, over.width() - 48)
        self.setFixedWidth(width)
        self._row.activate()
        height = self.heightForWidth(width)  # the size hint is that of a far narrower card
        self.setGeometry((over.width() - width) // 2, over.height() - height - _FROM_THE_BOTTOM, width, height)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if isinstance(event, QKeyEvent) and isinstance(watched, QWidget) and self._is_dismissed_by(event, watched):
            if event.type() == QEvent.Type.KeyPress:
                self.hide()
            event.accept()
            return True
        return False

    def _is_dismissed_by(self, event: QKeyEvent, watched: QWidget) -> bool:
        is_pressed = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        is_here = self.isVisible() and watched.window() is self.window() and QApplication.activePopupWidget() is None
        return is_here and is_pressed and event.key() == Qt.Key.Key_Escape
