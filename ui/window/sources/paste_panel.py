"""A text taken from the clipboard, exactly as it lies there, to become a report."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from ui.window.furniture.fields import LabelledField, OneLine
from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.panel import Panel
from ui.window.furniture.words import counted, link, plain_label
from ui.window.look.style import say_kind

_LONGEST_SHOWN = 20_000


class PastePanel(Panel):
    """Shows what lies on the clipboard. ``pasted`` carries the text and its title.

    The text is taken from the clipboard itself and never from the widget that shows it, which alters some characters.
    """

    pasted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(self.tr("Paste a text"), self.tr("Bring in"))
        self.text = ""
        self.title = OneLine(self.tr("Title"), self.tr("without one, the text’s first line"))
        self.title.returnPressed.connect(self._confirm)
        self.body.addWidget(LabelledField(self.tr("Title"), self.title))
        self.shown = QPlainTextEdit()
        say_kind(self.shown, "field")
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName(self.tr("The text on the clipboard"))
        self.shown.setTabChangesFocus(True)
        self.shown.setMinimumHeight(260)
        self.body.addWidget(LabelledField(self.tr("The text on the clipboard"), self.shown, key="Ctrl+V"))
        self.length = plain_label("", "hint", wraps=True)
        self.body.addWidget(self.length)
        self.again = link(self.tr("Take the clipboard again"), tip=self.tr("Take the clipboard again (Ctrl+V)"))
        self.again.clicked.connect(self.take_clipboard)
        self.body.addWidget(self.again)
        OwnKeys(self.shown).bind("Ctrl+V", self.take_clipboard)
        OwnKeys(self).bind("Ctrl+V", self.take_clipboard)
        self.confirmed.connect(lambda: self.pasted.emit(self.text, self.title.text()))
        self.finish()
        self.take_clipboard()

    def take_clipboard(self) -> None:
        """Takes the text that lies on the clipboard now."""
        self.text = QGuiApplication.clipboard().text()
        self.shown.setPlainText(self.text[:_LONGEST_SHOWN])
        self.confirming.setEnabled(bool(self.text.strip()))
        if not self.text.strip():
            self.length.setText(self.tr("There is no text on the clipboard. Copy one, then press Ctrl+V here."))
            return
        words = counted(len(self.text), self.tr("{n} character"), self.tr("{n} characters"))
        if len(self.text) > _LONGEST_SHOWN:
            words = self.tr("{length}; the beginning is shown, all of it comes in").format(length=words)
        self.length.setText(words)
