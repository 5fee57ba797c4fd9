"""The account of a codebook that was brought in from a table: what was added, amended, the same, and refused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal

from curator.importing.codebooks import CodebookImport, read_codebook
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.account import AccountPanel
from ui.window.furniture.words import counted
from ui.window.session import Session


class CodebookAccount(AccountPanel):
    """Reads the table beside the window, applies what it says, and tells of every row. ``done`` when all is told."""

    done = Signal()

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__(self.tr("Codebook from {file}").format(file=path.name))
        self._session = session
        self._path = path

    def start(self) -> None:
        """Begins to read."""
        session = self._session
        session.run(
            lambda _progress: read_codebook(self._path, session.store, session.reviewer.id),
            self._read,
            self.tr("Reading the codebook"),
            self._refuse,
            watch=self.watch,
        )

    def _refuse(self, sentence: str) -> None:
        self.say_problem(sentence)
        self.tell(self.tr("Nothing came in."))
        self.done.emit()

    def _read(self, account: CodebookImport) -> None:
        applied = self._session.apply(account.change)
        if account.refused:
            self.tell(self.tr("Nothing came in: some rows cannot be used. Mend them and bring the file in again."))
        elif account.change is None:
            self.tell(self.tr("The codebook says all of this already."))
        elif applied is not None:
            added = counted(len(account.added), self.tr("{n} term added"), self.tr("{n} terms added"))
            amended = counted(len(account.amended), self.tr("{n} amended"), self.tr("{n} amended"))
            self.tell(self.tr("{added}, {amended}. Ctrl+Z takes it back.").format(added=added, amended=amended))
        row = self.tr("Row {row}: {why}")
        refused = [row.format(row=each.row, why=sentence_of(each.problem)) for each in account.refused]
        self.add_group(self.tr("REFUSED"), refused, "warning")
        self.add_group(self.tr("TO LOOK AT"), account.notes)
        if applied is not None:
            self.add_group(self.tr("ADDED"), account.added)
            self.add_group(self.tr("AMENDED"), account.amended)
        self.add_group(self.tr("THE SAME ALREADY"), account.unchanged)
        self.add_group(self.tr("COLUMNS THAT SAY NOTHING TO US"), account.ignored_columns)
        self.done.emit()
