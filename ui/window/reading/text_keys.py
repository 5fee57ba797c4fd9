"""Which key does what in the text, as one table that can also be shown to people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent

from ui.window.reading.selection import Unit

_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_NONE = Qt.KeyboardModifier.NoModifier


class Deed(Enum):
    """What a key asks of the text."""

    MOVE = auto()
    EXTEND = auto()
    MOVE_LINE = auto()
    EXTEND_LINE = auto()
    MOVE_PAGE = auto()
    EXTEND_PAGE = auto()
    MOVE_LINE_EDGE = auto()
    EXTEND_LINE_EDGE = auto()
    MOVE_TEXT_EDGE = auto()
    EXTEND_TEXT_EDGE = auto()
    GROW = auto()
    MOVE_START = auto()
    MOVE_END = auto()
    SELECT_ALL = auto()
    COPY = auto()
    LET_GO = auto()
    ZOOM = auto()
    ZOOM_BACK = auto()
    CLAIM = auto()
    LABEL = auto()


@dataclass(frozen=True)
class Asked:
    """A deed, by which unit, and whether forwards (down, later, larger)."""

    deed: Deed
    unit: Unit = Unit.CHARACTER
    forward: bool = True


def _both(
    back: Qt.Key, forth: Qt.Key, modifiers: Qt.KeyboardModifier, deed: Deed, unit: Unit = Unit.CHARACTER
) -> dict[tuple[Qt.Key, Qt.KeyboardModifier], Asked]:
    return {(back, modifiers): Asked(deed, unit, forward=False), (forth, modifiers): Asked(deed, unit, forward=True)}


_KEY = Qt.Key
_TABLE: dict[tuple[Qt.Key, Qt.KeyboardModifier], Asked] = {
    **_both(_KEY.Key_Left, _KEY.Key_Right, _NONE, Deed.MOVE),
    **_both(_KEY.Key_Left, _KEY.Key_Right, _CTRL, Deed.MOVE, Unit.WORD),
    **_both(_KEY.Key_Up, _KEY.Key_Down, _CTRL, Deed.MOVE, Unit.PARAGRAPH),
    **_both(_KEY.Key_Left, _KEY.Key_Right, _SHIFT, Deed.EXTEND, Unit.WORD),
    **_both(_KEY.Key_Left, _KEY.Key_Right, _ALT | _SHIFT, Deed.EXTEND),
    **_both(_KEY.Key_Left, _KEY.Key_Right, _CTRL | _SHIFT, Deed.EXTEND, Unit.SENTENCE),
    **_both(_KEY.Key_Up, _KEY.Key_Down, _CTRL | _SHIFT, Deed.EXTEND, Unit.PARAGRAPH),
    **_both(_KEY.Key_Up, _KEY.Key_Down, _NONE, Deed.MOVE_LINE),
    **_both(_KEY.Key_Up, _KEY.Key_Down, _SHIFT, Deed.EXTEND_LINE),
    **_both(_KEY.Key_PageUp, _KEY.Key_PageDown, _NONE, Deed.MOVE_PAGE),
    **_both(_KEY.Key_PageUp, _KEY.Key_PageDown, _SHIFT, Deed.EXTEND_PAGE),
    **_both(_KEY.Key_Home, _KEY.Key_End, _NONE, Deed.MOVE_LINE_EDGE),
    **_both(_KEY.Key_Home, _KEY.Key_End, _SHIFT, Deed.EXTEND_LINE_EDGE),
    **_both(_KEY.Key_Home, _KEY.Key_End, _CTRL, Deed.MOVE_TEXT_EDGE),
    **_both(_KEY.Key_Home, _KEY.Key_End, _CTRL | _SHIFT, Deed.EXTEND_TEXT_EDGE),
    **_both(_KEY.Key_Minus, _KEY.Key_Plus, _CTRL, Deed.ZOOM),
    (_KEY.Key_Equal, _CTRL): Asked(Deed.ZOOM),
    (_KEY.Key_Plus, _CTRL | _SHIFT): Asked(Deed.ZOOM),
    (_KEY.Key_0, _CTRL): Asked(Deed.ZOOM_BACK),
    (_KEY.Key_W, _NONE): Asked(Deed.GROW, Unit.WORD),
    (_KEY.Key_S, _NONE): Asked(Deed.GROW, Unit.SENTENCE),
    (_KEY.Key_S, _SHIFT): Asked(Deed.GROW, Unit.PARAGRAPH),
    (_KEY.Key_A, _CTRL): Asked(Deed.SELECT_ALL),
    (_KEY.Key_C, _CTRL): Asked(Deed.COPY),
    (_KEY.Key_Insert, _CTRL): Asked(Deed.COPY),
    (_KEY.Key_Escape, _NONE): Asked(Deed.LET_GO),
    (_KEY.Key_Return, _NONE): Asked(Deed.CLAIM),
    (_KEY.Key_Enter, _NONE): Asked(Deed.CLAIM),
    (_KEY.Key_L, _NONE): Asked(Deed.LABEL),
}

_BRACKETS = {
    "[": (Deed.MOVE_START, False),
    "{": (Deed.MOVE_START, True),
    "]": (Deed.MOVE_END, True),
    "}": (Deed.MOVE_END, False),
}


_BRACKET_KEYS = {
    _KEY.Key_BracketLeft: "[",
    _KEY.Key_BracketRight: "]",
    _KEY.Key_BraceLeft: "{",
    _KEY.Key_BraceRight: "}",
}


def asked_by(event: QKeyEvent) -> Asked | None:
    """What a key press asks of the text; None when it is not for the text."""
    modifiers = event.modifiers() & (_CTRL | _SHIFT | _ALT)  # the keypad says itself, too, and means nothing by it
    bracket = _bracket(event, modifiers)
    if bracket is not None:
        return bracket
    try:
        key = Qt.Key(event.key())
    except ValueError:
        return None
    return _TABLE.get((key, modifiers))


def _bracket(event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> Asked | None:
    """``[`` and ``]`` move an end outwards, with Shift inwards; with Alt by one character.

    The sign that was typed decides, since keyboards have the brackets in different places.
    """
    sign = event.text() if event.text() in _BRACKETS else ""
    if not sign:
        sign = next((known for key, known in _BRACKET_KEYS.items() if key == event.key()), "")
    if not sign or (modifiers & _CTRL and not modifiers & _ALT):
        return None
    if modifiers & _SHIFT and sign in "[]":
        sign = {"[": "{", "]": "}"}[sign]
    deed, forward = _BRACKETS[sign]
    by_character = bool(modifiers & _ALT) and not modifiers & _CTRL
    return Asked(deed, Unit.CHARACTER if by_character else Unit.WORD, forward)


def keys_in_words() -> list[tuple[str, str]]:
    """What can be done in the text, each with its key, to be shown to people."""
    say = QCoreApplication.translate
    return [
        (say("TextKeys", "Extend by a word"), "Shift+← →"),
        (say("TextKeys", "Extend by an exact character"), "Alt+Shift+← →"),
        (say("TextKeys", "Extend by a sentence"), "Ctrl+Shift+← →"),
        (say("TextKeys", "Extend by a line"), "Shift+↑ ↓"),
        (say("TextKeys", "Extend by a paragraph"), "Ctrl+Shift+↑ ↓"),
        (say("TextKeys", "Go by a word"), "Ctrl+← →"),
        (say("TextKeys", "Go by a paragraph"), "Ctrl+↑ ↓"),
        (say("TextKeys", "Select the word, then the next one"), "W"),
        (say("TextKeys", "Select the sentence, then the next one"), "S"),
        (say("TextKeys", "Select the paragraph, then the next one"), "Shift+S"),
        (say("TextKeys", "Let the selection go"), "Esc"),
        (say("TextKeys", "Make a claim on the selected words"), "Enter"),
        (say("TextKeys", "Choose the claim or mark at the caret"), "Enter"),
        (say("TextKeys", "Add the selected words to the current claim or mark"), "P"),
        (say("TextKeys", "Mark the selected words with a label"), "L"),
        (say("TextKeys", "Mark them with the label of that key"), "1 – 9"),
        (say("TextKeys", "Remove the current mark"), "Del"),
        (say("TextKeys", "Move the beginning of a passage out, or in"), "[   Shift+["),
        (say("TextKeys", "Move the end of a passage out, or in"), "]   Shift+]"),
        (say("TextKeys", "The same by a character"), "Alt+[ ]"),
        (say("TextKeys", "Drag the mouse for whole words; for exact characters hold"), "Alt"),
    ]
