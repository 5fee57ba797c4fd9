"""Something being brought in, and then the account of it: what came in, what was there already, what was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from shiboken6 import isValid

from curator.importing.accounts import Fate, ImportAccount, ImportLine
from curator.importing.texts import read_pasted
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.account import AccountPanel
from ui.window.furniture.words import counted, translated
from ui.window.jobs import Job, Progress
from ui.window.session import Session
from ui.window.sources.edits import in_words


class TextsAccount(AccountPanel):
    """Reads and applies beside the window. ``done`` carries the id of the first report that came in, or None."""

    done = Signal(object)

    def __init__(self, session: Session, does: str = "") -> None:
        super().__init__(translated("TextsAccount", "What comes in"), does)
        self._session = session

    def bring_in_pasted(self, text: str, title: str) -> None:
        """Brings in a text that was pasted."""
        reviewer_id = self._session.reviewer.id
        self._run(
            lambda _progress: read_pasted(text, title, self._session.store, reviewer_id),
            self._read,
            self.tr("Reading the text"),
        )

    def _run(self, work: Callable[[Progress], Any], on_done: Callable[[Any], None], title: str) -> None:
        self._session.run(
            work, lambda found: on_done(found) if isValid(self) else None, title, self._refuse, watch=self.watch
        )

    def watch(self, job: Job) -> None:
        job.cancelled.connect(self._cancel)
        super().watch(job)

    def _refuse(self, sentence: str) -> None:
        self.say_problem(sentence)
        self._end(self.tr("Nothing came in."), None)

    def _end(self, summary: str, report_id: str | None) -> None:
        self.saving = False
        if not self.confirming.isVisibleTo(self):
            self.call_leaving(self.tr("Close"))
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
        """Says what became of every line, and how it stands as a whole."""
        self._add_groups(account.lines)
        first = next((line.report for line in account.with_fate(Fate.CAME_IN) if line.report is not None), None)
        counts = self._counts(account.lines)
        summary = f"{counts}." if counts else self.tr("There was nothing there that could come in.")
        if account.cancelled:
            cancelled = self.tr("Cancelled; {what} before that.")
            summary = cancelled.format(what=counts) if counts else self.tr("Cancelled. Nothing came in.")
        self._end(summary, first.id if first is not None else None)

    def _counts(self, lines: Sequence[ImportLine], *, would: bool = False) -> str:
        """How many lines became of each sort, in words."""
        came_in = (self.tr("{n} came in"), self.tr("{n} came in"))
        waits = (self.tr("{n} waits for your answer"), self.tr("{n} wait for your answer"))
        left_out = (self.tr("{n} was left out without an answer"), self.tr("{n} were left out without an answer"))
        wordings = {
            Fate.CAME_IN: (self.tr("{n} would come in"), self.tr("{n} would come in")) if would else came_in,
            Fate.AMENDED: (self.tr("{n} amended"), self.tr("{n} amended")),
            Fate.ALREADY_THERE: (self.tr("{n} was there already"), self.tr("{n} were there already")),
            Fate.TO_DECIDE: waits if would else left_out,
            Fate.REFUSED: (self.tr("{n} was refused"), self.tr("{n} were refused")),
            Fate.PASSED_OVER: (self.tr("{n} other passed over"), self.tr("{n} others passed over")),
        }
        numbers = Counter(line.fate for line in lines)
        return ", ".join(counted(numbers[fate], *words) for fate, words in wordings.items() if numbers[fate])

    def _add_groups(self, lines: Sequence[ImportLine], *, would: bool = False) -> None:
        """Tells the lines under what became of them, or would."""
        groups: tuple[tuple[Fate, str, Callable[[ImportLine], str]], ...] = (
            (Fate.REFUSED, self.tr("REFUSED"), self._with_reason),
            (Fate.TO_DECIDE, self._not_answered(would=would), self._with_notes),
            (Fate.ALREADY_THERE, self.tr("ALREADY THERE"), self._with_reason),
            (Fate.CAME_IN, self.tr("WOULD COME IN") if would else self.tr("CAME IN"), self._with_notes),
            (Fate.AMENDED, self.tr("WOULD BE AMENDED") if would else self.tr("AMENDED"), self._with_notes),
            (Fate.PASSED_OVER, self.tr("PASSED OVER"), self._passed_over),
        )
        for fate, title, words in groups:
            told = [words(line) for line in lines if line.fate is fate]
            self.add_group(title, told, "warning" if fate in (Fate.REFUSED, Fate.TO_DECIDE) else "muted")

    def _not_answered(self, *, would: bool) -> str:
        return self.tr("WAIT FOR YOUR ANSWER") if would else self.tr("LEFT OUT: BRING THEM IN AGAIN TO ANSWER")

    def _passed_over(self, line: ImportLine) -> str:
        return f"{line.name}: {' '.join(line.notes)}" if line.notes else line.name

    def _with_reason(self, line: ImportLine) -> str:
        said = f"{line.name}: {sentence_of(line.problem)}" if line.problem is not None else line.name
        return "\n".join((said, *line.notes))

    def _with_notes(self, line: ImportLine) -> str:
        said = [line.name]
        if line.difference is not None:
            said = [in_words(line.difference)]
        elif line.report is not None and line.fate is Fate.CAME_IN:
            length = self.tr("{n} characters, {encoding}").format(
                n=f"{line.report.characters:,}", encoding=line.report.encoding
            )
            said = [f"{line.name} · {length}"]
            if line.report.file_name and line.name != line.report.file_name:  # one of several in its file
                said = [line.report.title, *said]
        return "\n".join(filter(None, (*said, " ".join(line.notes))))
