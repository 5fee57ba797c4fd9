"""What a table of claims would bring in, seen before it does; then brought in as one change."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox
from shiboken6 import isValid

from curator.importing.claims import ClaimImport, read_claims
from curator.records import Direction, Label, Outcome, Record, Reviewer, Study, Therapy
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.account import AccountPanel
from ui.window.furniture.words import counted, plain_label, translated
from ui.window.jobs import Job
from ui.window.session import Session


class ClaimsPanel(AccountPanel):
    """Reads the table anew with every choice. ``previewed`` when that is told, ``done`` when the claims are in."""

    previewed = Signal()
    done = Signal()

    def __init__(self, session: Session, path: Path, columns: Mapping[str, str] | None = None) -> None:
        super().__init__(
            translated("ClaimsPanel", "Claims from {file}").format(file=path.name),
            translated("ClaimsPanel", "Bring in"),
        )
        self._session = session
        self._path = path
        self._columns = columns or {}
        self._account: ClaimImport | None = None
        self._reading = False
        self._again = False
        self.add_terms = QCheckBox(self.tr("Add terms that the codebook lacks"))
        self.skip_bad = QCheckBox(self.tr("Leave out what cannot be used"))
        self.choices = plain_label(
            self.tr("Therapies, comparators, outcomes, directions and labels; nothing comes in until you say so."),
            "hint",
            wraps=True,
        )
        self.finished = QCheckBox(self.tr("Finished work: submit the codings"))
        self.finished.setChecked(True)
        for choice in (self.add_terms, self.choices, self.skip_bad, self.finished):
            self.add_choice(choice)
        self.add_terms.toggled.connect(lambda _on: self.preview())
        self.skip_bad.toggled.connect(lambda _on: self.preview())
        self.finished.toggled.connect(lambda _on: self.preview())
        self.confirmed.connect(self._bring_in)
        self.confirming.setEnabled(False)

    @property
    def account(self) -> ClaimImport | None:
        """What would come in, as read last."""
        return self._account

    def preview(self) -> None:
        """Reads the table with the choices as they are, and tells what would come in."""
        self.confirming.setEnabled(False)
        if self._reading:
            self._again = True
            return
        self._reading = True
        session, path, columns = self._session, self._path, self._columns
        add_terms, skip_bad, submit = (one.isChecked() for one in (self.add_terms, self.skip_bad, self.finished))
        session.run(
            lambda progress: read_claims(
                path, session.store, session.reviewer.id, add_terms, skip_bad, progress, submit=submit, renamed=columns
            ),
            self._read,
            self.tr("Reading claims"),
            self._refuse,
            watch=self.watch,
        )

    def watch(self, job: Job) -> None:
        job.cancelled.connect(self._cancelled)
        super().watch(job)

    def _cancelled(self) -> None:
        self._reading = self._again = False
        self.tell(self.tr("Cancelled. Nothing came in."))

    def _refuse(self, sentence: str) -> None:
        self._reading = False
        self.saving = False
        self.clear()
        self.say_problem(sentence)
        self.tell(self.tr("Nothing came in."))
        self.previewed.emit()

    def _read(self, account: ClaimImport) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.preview()
            return
        self._account = account
        self.say_problem("")
        self.confirming.setEnabled(account.change is not None and not self._session.store.read_only)
        self._tell_all(account)
        self.previewed.emit()

    def _tell_all(self, account: ClaimImport) -> None:
        self.clear()
        self.tell(self._in_words(account))
        row = self.tr("Row {row}: {why}")
        refused = [row.format(row=each.row, why=sentence_of(each.problem)) for each in account.refused]
        self.add_group(self.tr("CANNOT BE USED AS THEY ARE"), refused, "warning")
        self.add_group(self.tr("FOUND ELSEWHERE THAN THEY SAY"), [each.sentence for each in account.moved])
        notes = [row.format(row=each.row, why=each.words) for each in account.notes]
        self.add_group(self.tr("SAID, BUT NOT KEPT"), notes)
        self.add_group(self.tr("NEW IN THE REVIEW"), [_named(record) for record in account.added if _named(record)])
        there = [row.format(row=each.row, why=each.words) for each in account.already_there]
        self.add_group(self.tr("THERE ALREADY"), there)
        self.add_group(self.tr("COLUMNS THAT SAY NOTHING TO US"), account.ignored_columns)

    def _in_words(self, account: ClaimImport) -> str:
        rows = counted(account.rows, self.tr("{n} row"), self.tr("{n} rows"))
        claims = counted(len(account.claims), self.tr("{n} claim"), self.tr("{n} claims"))
        marks = counted(len(account.marks), self.tr("{n} mark"), self.tr("{n} marks"))
        what = self.tr("{claims} and {marks}").format(claims=claims, marks=marks) if account.marks else claims
        said = [self.tr("{what} from {rows}.").format(what=what, rows=rows)]
        if account.refused:
            bad = counted(
                len({each.row for each in account.refused}),
                self.tr("{n} row cannot be used as it is"),
                self.tr("{n} rows cannot be used as they are"),
            )
            means = (
                self.tr("{bad}: left out where need be, and told below.")
                if self.skip_bad.isChecked()
                else self.tr("{bad}, so nothing comes in: mend the table, or leave out what cannot be used.")
            )
            said.append(means.format(bad=bad))
        elif account.change is None:
            said.append(self.tr("The review has all of it already."))
        if account.queries:
            said.append(
                counted(
                    len(account.queries),
                    self.tr("{n} claim without its words comes in as a draft with a query."),
                    self.tr("{n} claims without their words come in as drafts with a query."),
                )
            )
        if account.change is not None and account.submitted:
            submits = (self.tr("{n} coding is submitted with it."), self.tr("{n} codings are submitted with it."))
            said.append(counted(account.submitted, *submits))
        return " ".join(said)

    def _bring_in(self) -> None:
        account = self._account
        if account is None or account.change is None or self.saving:
            return
        self.leaving.setFocus(Qt.FocusReason.OtherFocusReason)  # or the keyboard would go astray with the button
        self.confirming.setEnabled(False)
        self._session.apply_beside(
            account.change,
            lambda _applied: self._came_in(account) if isValid(self) else None,
            self.tr("Saving claims"),
            lambda sentence: self._refuse(sentence) if isValid(self) else None,
            watch=self.watch_saving,
        )

    def _came_in(self, account: ClaimImport) -> None:
        self.saving = False
        for widget in (self.add_terms, self.skip_bad, self.finished, self.choices, self.confirming):
            widget.hide()
        self.call_leaving(self.tr("Close"))
        self.tell(self.tr("Came in: {what} Ctrl+Z takes it back.").format(what=self._in_words(account)))
        self.done.emit()


def _named(record: Record) -> str:
    """A record that comes in besides claims, by its type and name."""
    if isinstance(record, Therapy | Outcome | Direction | Label | Study | Reviewer):
        return f"{translated('records', record.name_in_log)}: {record.name}"
    return ""
