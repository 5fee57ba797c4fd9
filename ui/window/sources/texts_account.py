"""Texts being brought in, and then the account of them: what came in, what was there already, what was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from shiboken6 import isValid

from curator.coding.reports import short_name
from curator.importing.accounts import Fate, ImportAccount, ImportLine
from curator.importing.texts import read_pasted, read_texts
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.account import AccountPanel
from ui.window.furniture.words import counted
from ui.window.jobs import Job, Progress
from ui.window.session import Session


class TextsAccount(AccountPanel):
    """Reads and applies beside the window. ``done`` carries the id of the first report that came in, or None."""

    done = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(self.tr("Texts brought in"))
        self._session = session

    def bring_in(self, paths: Sequence[Path]) -> None:
        """Brings in files, and folders of them."""
        reviewer_id = self._session.reviewer.id
        self._run(lambda progress: read_texts(paths, self._session.store, reviewer_id, progress))

    def bring_in_pasted(self, text: str, title: str) -> None:
        """Brings in a text that was pasted."""
        reviewer_id = self._session.reviewer.id
        self._run(lambda _progress: read_pasted(text, title, self._session.store, reviewer_id))

    def _run(self, read: Callable[[Progress], ImportAccount]) -> None:
        self._session.run(read, self._read, self.tr("Reading texts"), self._refuse, watch=self.watch)

    def watch(self, job: Job) -> None:
        job.cancelled.connect(self._cancel)
        super().watch(job)

    def _refuse(self, sentence: str) -> None:
        self.say_problem(sentence)
        self._end(self.tr("Nothing came in."), None)

    def _end(self, summary: str, report_id: str | None) -> None:
        self.saving = False
        self.tell(summary)
        self.done.emit(report_id)

    def _cancel(self) -> None:
        self._end(self.tr("Cancelled. Nothing came in."), None)

    def _read(self, account: ImportAccount) -> None:
        if self.cancelled:
            self._cancel()
        elif account.change is None:
            self._tell_all(account)
        else:
            self._session.apply_beside(
                account.change,
                lambda _applied: self._tell_all(account) if isValid(self) else None,
                self.tr("Saving texts"),
                lambda sentence: self._refuse(sentence) if isValid(self) else None,
                watch=self.watch_saving,
            )

    def _tell_all(self, account: ImportAccount) -> None:
        came_in = account.with_fate(Fate.CAME_IN)
        there = account.with_fate(Fate.ALREADY_THERE)
        refused = account.with_fate(Fate.REFUSED)
        passed_over = account.with_fate(Fate.PASSED_OVER)
        parts = [
            counted(len(lines), one, many)
            for lines, one, many in (
                (came_in, self.tr("{n} came in"), self.tr("{n} came in")),
                (there, self.tr("{n} was there already"), self.tr("{n} were there already")),
                (refused, self.tr("{n} was refused"), self.tr("{n} were refused")),
                (passed_over, self.tr("{n} other file passed over"), self.tr("{n} other files passed over")),
            )
            if lines
        ]
        self.add_group(self.tr("REFUSED"), [self._with_reason(line) for line in refused], "warning")
        self.add_group(self.tr("ALREADY THERE"), [self._already_there(line) for line in there])
        self.add_group(self.tr("CAME IN"), [self._with_notes(line) for line in came_in])
        self.add_group(self.tr("PASSED OVER"), [line.name for line in passed_over])
        first = came_in[0].report if came_in else None
        summary = ", ".join(parts) + "." if parts else self.tr("There was no text there.")
        self._end(summary, first.id if first is not None else None)

    def _with_reason(self, line: ImportLine) -> str:
        return f"{line.name}: {sentence_of(line.problem)}" if line.problem is not None else line.name

    def _already_there(self, line: ImportLine) -> str:
        if line.report is None:
            return line.name
        return self.tr("{file}: the same text is there as {report}").format(
            file=line.name, report=short_name(line.report)
        )

    def _with_notes(self, line: ImportLine) -> str:
        if line.report is None:
            return line.name
        length = self.tr("{n} characters, {encoding}").format(
            n=f"{line.report.characters:,}", encoding=line.report.encoding
        )
        notes = " ".join(line.notes)
        return f"{line.name} · {length}" + (f"\n{notes}" if notes else "")
