"""Files of any kind being brought in, one kind after the other: shown before they come in, and then accounted for.

Texts come in at once, unless somebody wants to see them first, or one may be the full text of a reference. Everything
else is shown first: what would come in, what is there, what waits for an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from shiboken6 import isValid

from curator.changes import Applied
from curator.importing.accounts import Answers, Fate, ImportAccount, ImportLine
from curator.importing.doors import Door, in_order
from ui.window.furniture.pane import take_away_all
from ui.window.furniture.words import counted
from ui.window.session import Session
from ui.window.sources.coming_in.waiting import EditedCells, WaitingRecords, ticks_in_words
from ui.window.sources.texts_account import TextsAccount

_COMES_IN_AT_ONCE = "texts"


class FilesPanel(TextsAccount):
    """Reads and applies beside the window. ``previewed`` when something is shown that waits to be confirmed."""

    previewed = Signal()

    def __init__(self, session: Session, *, shows_texts: bool = False) -> None:
        super().__init__(session, self.tr("Bring in"))
        self._shows_texts = shows_texts
        self._columns: Mapping[str, str] = {}
        self._steps: list[tuple[Door, list[Path]]] = []
        self._now: tuple[Door, list[Path], ImportAccount] | None = None
        self._lines: list[ImportLine] = []
        self.waiting: WaitingRecords | None = None
        self.edited: EditedCells | None = None
        self.confirming.hide()
        self.confirmed.connect(self._go_on)

    def bring_in(self, paths: Sequence[Path], columns: Mapping[str, str] | None = None) -> None:
        """Brings in files, and folders of them; ``columns`` says of a table's columns which of ours they are."""
        self._columns = columns or {}
        self._run(lambda _progress: in_order(paths, self._columns), self._ordered, self.tr("Looking at the files"))

    def _ordered(self, steps: list[tuple[Door, list[Path]]]) -> None:
        self._steps = steps
        self._next()

    def _next(self, _applied: Applied | None = None) -> None:
        """Reads the files of the next kind; tells of all when there are no more."""
        self.saving = False
        if self._steps and not self.cancelled:
            door, files = self._steps.pop(0)
            shows = self._shows_texts or door.name != _COMES_IN_AT_ONCE
            self._read_step(door, files, Answers(columns=self._columns), shows=shows, asks=True)
        else:
            self._tell_all(ImportAccount(change=None, lines=tuple(self._lines), cancelled=self.cancelled))

    def _read_step(self, door: Door, files: list[Path], answers: Answers, *, shows: bool, asks: bool) -> None:
        store, reviewer_id = self._session.store, self._session.reviewer.id

        def read(account: ImportAccount) -> None:
            if account.cancelled or self.cancelled:
                self.cancelled = True
                self._next()
            elif (shows and account.change is not None) or (asks and account.with_fate(Fate.TO_DECIDE)):
                self._show(door, files, account)
            else:
                self._apply(account)

        self._run(
            lambda progress: (
                door.decide(files, store, reviewer_id, progress, answers)
                if door.decide is not None
                else door.read(files, store, reviewer_id, progress)
            ),
            read,
            self.tr("Reading files"),
        )

    def _cancel(self) -> None:
        if self._lines:
            self.cancelled = True
            self._next()
        else:
            super()._cancel()

    def _apply(self, account: ImportAccount) -> None:
        self._lines += account.lines
        if account.change is None:
            self._next()
            return
        self._session.apply_beside(
            account.change,
            lambda applied: self._next(applied) if isValid(self) else None,
            self.tr("Saving what came in"),
            lambda sentence: self._refuse(sentence) if isValid(self) else None,
            watch=self.watch_saving,
        )

    # What is shown before it comes in.

    def _show(self, door: Door, files: list[Path], account: ImportAccount) -> None:
        self._now = door, files, account
        self.clear()
        self.confirming.show()
        self.confirming.setEnabled(account.change is not None and not self._session.store.read_only)
        self.call_leaving(self.tr("Cancel"))
        self._show_what_waits(account)
        rest = [line for line in account.lines if line not in self._shown_to_tick(account)]
        self._add_groups([line for line in rest if line.fate is not Fate.TO_DECIDE], would=True)
        self._say_what_would_come()
        first = self.waiting or (self.edited.list if self.edited is not None else self.confirming)
        self.begin(first if first.isEnabled() else self.leaving)
        self.previewed.emit()

    def _show_what_waits(self, account: ImportAccount) -> None:
        self.waiting = self.edited = None
        ticks = self._shown_to_tick(account)
        records = [line for line in account.with_fate(Fate.TO_DECIDE) if line.difference is None]
        if records:
            self.waiting = WaitingRecords(records)
            self.waiting.decided.connect(self._say_what_would_come)
            self.add_choice(self.waiting)
        if ticks:
            self.edited = EditedCells(ticks)
            self.edited.decided.connect(self._say_what_would_come)
            self.add_choice(self.edited)

    def _shown_to_tick(self, account: ImportAccount) -> list[ImportLine]:
        """The edited cells and new rows of a workbook that can be taken."""
        if not any(line.difference is not None for line in account.lines):
            return []
        takeable = (Fate.AMENDED, Fate.TO_DECIDE, Fate.CAME_IN)
        return [line for line in account.lines if line.fate in takeable]

    def _say_what_would_come(self) -> None:
        if self._now is None:
            return
        account = self._now[2]
        waits = len(account.with_fate(Fate.TO_DECIDE))
        answered = len(self.waiting.answers) if self.waiting is not None else 0
        said = [self._counts(account.lines, would=True)]
        if self.edited is not None:
            said = [
                counted(self.edited.list.count(), self.tr("{n} edit"), self.tr("{n} edits")),
                ticks_in_words(self.edited.ticked),
            ]
        elif waits:
            said.append(self.tr("{n} of {all} answered").format(n=f"{answered:,}", all=f"{waits:,}"))
        self.tell(self.tr("{what}. Nothing came in yet.").format(what="; ".join(filter(None, said))))
        decided = answered > 0 or (self.edited is not None and self.edited.ticked > 0)
        comes = account.change is not None and self.edited is None
        self.confirming.setEnabled((decided or comes) and not self._session.store.read_only)

    def _go_on(self) -> None:
        """Brings in what is shown, with the answers that were given."""
        if self._now is None or self.is_busy:
            return
        door, files, account = self._now
        self._now = None
        answers = {
            **(self.waiting.answers if self.waiting is not None else {}),
            **(self.edited.answers if self.edited is not None else {}),
        }
        self.leaving.setFocus(Qt.FocusReason.OtherFocusReason)  # or the keyboard would go astray with the button
        self.confirming.hide()
        take_away_all(self.between)
        self.waiting = self.edited = None
        self.clear()
        self.tell("")
        if answers:
            self._read_step(door, files, Answers(by_name=answers, columns=self._columns), shows=False, asks=False)
        else:
            self._apply(account)
