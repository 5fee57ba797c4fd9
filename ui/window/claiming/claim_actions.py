"""What can be done with a claim by key, each as an action that the window can put on the text and into a menu."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from ui.window.claiming.claim_fields import KEYS


class _Column(Protocol):
    """What the actions ask of the column."""

    def focus_field(self, name: str) -> None: ...
    def choose_direction(self, number: int) -> None: ...
    def ask_for_passage(self) -> None: ...
    def save(self) -> None: ...
    def make_draft(self) -> None: ...
    def retract(self) -> None: ...
    def duplicate(self) -> None: ...
    def step(self, rows: int) -> None: ...


_MOST_DIRECTIONS = 9


class ClaimActions(QObject):
    """Actions for the text (single letters, which only count while the text has the keyboard) and for anywhere."""

    def __init__(self, column: _Column, owner: QObject) -> None:
        super().__init__(owner)
        self._column = column
        self.on_text = self._for_text()
        self.anywhere = self._for_anywhere()

    def _for_text(self) -> list[QAction]:
        names = {
            "therapies": self.tr("Therapy of the claim"),
            "comparators": self.tr("Comparator of the claim"),
            "outcome_id": self.tr("Outcome of the claim"),
            "population": self.tr("Population of the claim"),
            "time_point": self.tr("Time point of the claim"),
            "study_id": self.tr("Study of the claim"),
            "attribution": self.tr("Attribution of the claim"),
            "design": self.tr("Design of the claim"),
            "statement": self.tr("Statement of the claim"),
            "estimates": self.tr("Add an estimate"),
            "note": self.tr("Note on the claim"),
            "queries": self.tr("Ask a query"),
        }
        keys = {name: key for name, key in KEYS.items() if name in names}
        keys |= {"estimates": "E", "note": "N", "queries": "Q"}
        column = self._column
        actions = [
            self._made(f"claim_{name}", words, partial(column.focus_field, name), keys[name])
            for name, words in names.items()
        ]
        actions.append(self._made("claim_passage", self.tr("Add the selected words"), column.ask_for_passage, "P"))
        for number in range(1, _MOST_DIRECTIONS + 1):
            words = self.tr("Direction {number}").format(number=number)
            choose = partial(column.choose_direction, number)
            actions.append(self._made(f"claim_direction_{number}", words, choose, str(number)))
        for action in actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return actions

    def _for_anywhere(self) -> list[QAction]:
        column = self._column
        actions = [
            self._made("claim_save", self.tr("Save the claim"), column.save, "Ctrl+Return", "Ctrl+Enter"),
            self._made("claim_draft", self.tr("Make the claim a draft again"), column.make_draft, "Ctrl+Shift+D"),
            self._made("claim_duplicate", self.tr("Same words, another outcome"), column.duplicate, "Ctrl+D"),
            self._made("claim_retract", self.tr("Retract the claim"), column.retract, "Ctrl+Shift+Del"),
            self._made("claim_previous", self.tr("Previous claim"), partial(column.step, -1), "Ctrl+PgUp"),
            self._made("claim_next", self.tr("Next claim of the report"), partial(column.step, 1), "Ctrl+PgDown"),
        ]
        for action in actions:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return actions

    def _made(self, name: str, words: str, act: Callable[[], object], *keys: str) -> QAction:
        action = QAction(words, self)
        action.setObjectName(name)
        action.setShortcuts([QKeySequence(key) for key in keys])
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{words} ({shown})")
        action.triggered.connect(lambda _checked=False: act())
        return action

    def enable(self, *, claim: bool, editable: bool) -> None:
        """Lets those actions work that make sense now; stepping through the claims always does."""
        for action in [*self.on_text, *self.anywhere]:
            name = action.objectName()
            steps = name in ("claim_previous", "claim_next")
            action.setEnabled(steps or (editable if name != "claim_passage" else claim and editable))
