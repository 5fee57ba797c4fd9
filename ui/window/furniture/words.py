"""Words on the screen: plain labels, links and buttons. Text is never read as markup, wherever it came from."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from ui.window.look.style import say_kind

_WORDS_BEFORE_A_TIP_IS_CUT = 600


def plain_label(text: str = "", kind: str = "", *, wraps: bool = False) -> QLabel:
    """A label of one of the style sheet's kinds that shows ``text`` exactly as it is."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if kind:
        say_kind(label, kind)
    if wraps:
        label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
        label.setMinimumWidth(1)  # or its longest word would widen whatever it stands in
    return label


def plain_tip(text: str) -> str:
    """``text`` as a tooltip that Qt cannot take for markup, cut where a tip would cover the window."""
    if not text:
        return ""
    shown = text if len(text) <= _WORDS_BEFORE_A_TIP_IS_CUT else text[:_WORDS_BEFORE_A_TIP_IS_CUT] + " …"
    return "<qt>" + escape(shown).replace("\n", "<br>") + "</qt>"


def with_key(text: str, key: str) -> str:
    """A tooltip that names the key which does the same."""
    return f"{text} ({key})" if key else text


def unkeyed(text: str) -> str:
    """``text`` for a button or a menu, where Qt would take ``&`` for the sign of a key and a tab for its beginning."""
    return text.replace("&", "&&").replace("\t", " ").replace("\n", " ")


def shortened(text: str, longest: int) -> str:
    """``text``, cut to ``longest`` signs where it is longer."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


class Button(QPushButton):
    """A button that Enter presses as well as Space."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, kind: str = "", *, key: str = "", tip: str = "") -> QPushButton:
    """A button; ``key`` is the key that does the same, named in the tooltip. The key itself is bound elsewhere."""
    made = Button(unkeyed(text))
    if kind:
        say_kind(made, kind)
    made.setAutoDefault(False)
    made.setAccessibleName(text)
    made.setToolTip(plain_tip(with_key(tip or text, key)))
    return made


def link(text: str, *, key: str = "", tip: str = "") -> QPushButton:
    """A link in the accent colour, with its key written beside it."""
    made = button(text, "link", key=key, tip=tip)
    if key:
        made.setText(f"{unkeyed(text)}  {key}")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def rule() -> QFrame:
    """A thin line across."""
    line = QFrame()
    say_kind(line, "rule")
    return line


def upright_rule() -> QFrame:
    """A thin line from top to bottom."""
    line = QFrame()
    say_kind(line, "upright-rule")
    return line


class Surface(QWidget):
    """A plain widget whose ground is painted as the style sheet says for ``kind``."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        say_kind(self, kind)


def surface(kind: str) -> Surface:
    """A plain widget of one of the style sheet's kinds."""
    return Surface(kind)


def translated(context: str, text: str) -> str:
    """``text`` in the language of the window, for words that no widget owns."""
    return QCoreApplication.translate(context, text)


def counted(number: int, one: str, many: str, **gaps: str) -> str:
    """``one`` or ``many``, with the number in its gap ``{n}`` and other words in theirs."""
    return (one if number == 1 else many).format(n=f"{number:,}", **gaps)
