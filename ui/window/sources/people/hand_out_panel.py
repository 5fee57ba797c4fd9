"""A review file for somebody: to whom, what goes along, and then where it shall lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from shiboken6 import isValid

from curator.coding.reviews import people
from curator.desktops.handing_out import HandedOut, WhatGoesAlong, hand_out, what_goes_along
from curator.errors import CuratorError
from curator.ports import ReviewFiles
from curator.records import Reviewer
from ui.window.frame.places import HANDED_OUT, ask_where, documents
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.account import AccountPanel
from ui.window.furniture.fields import Choice, LabelledField, OneLine
from ui.window.furniture.words import counted, plain_label, translated
from ui.window.session import Session


class HandOutPanel(AccountPanel):
    """Makes the file beside the window, and notes it in the log."""

    def __init__(self, session: Session, files: ReviewFiles, reviewer: Reviewer | None) -> None:
        super().__init__(translated("HandOutPanel", "Hand out"), translated("HandOutPanel", "Choose a place …"))
        self._session = session
        self._files = files
        others = [one for one in people(session.reader) if one.id != session.reviewer.id]
        self._names: dict[object, str] = {one.id: one.name for one in others}
        options: list[tuple[str, object]] = [(one.name, one.id) for one in others]
        options.append((self.tr("Somebody new …"), ""))
        self.to = Choice(self.tr("To"), options)
        self.to.settle(reviewer.id if reviewer is not None and reviewer.id in self._names else options[0][1])
        self.to.chosen.connect(lambda _value: self._show_what())
        self.name = OneLine(self.tr("Their name"), self.tr("such as Cleo Park"))
        self.name.textChanged.connect(self._show_what)
        self.name_field = LabelledField(self.tr("Their name"), self.name)
        self.choosing = LabelledField(self.tr("To"), self.to)
        self.never = plain_label(
            self.tr("Nothing that anybody else did goes along: no claim, no mark, no query, no line of the log."),
            "hint",
            wraps=True,
        )
        for widget in (self.choosing, self.name_field, self.never):
            self.add_choice(widget)
        self.confirmed.connect(self.ask_where)
        self._show_what()

    @property
    def chosen_name(self) -> str:
        """The name of whoever it is for; empty while nobody is named."""
        return self._names.get(self.to.value) or self.name.text().strip()

    def _show_what(self) -> None:
        """Says what would go along, or why nothing can."""
        self.name_field.setVisible(not self.to.value)
        self.clear()
        self.say_problem("")
        self.tell("")
        self.confirming.setEnabled(False)
        if not self.chosen_name:
            self.tell(self.tr("Type the name of whoever the file is for."))
            return
        try:
            goes = what_goes_along(self._session.store, self.chosen_name)
        except CuratorError as problem:
            self.say_problem(sentence_of(problem))
            return
        self._tell_what(goes)
        self.confirming.setEnabled(not self._session.store.read_only)

    def _tell_what(self, goes: WhatGoesAlong) -> None:
        number = counted(len(goes.reports), self.tr("{n} report"), self.tr("{n} reports"))
        which = (
            self.tr("{reports}, those that are assigned to {name}.")
            if goes.is_assigned
            else self.tr("{reports}, all there are: nothing is assigned to anyone.")
        )
        self.tell(which.format(reports=number, name=self.chosen_name))
        along = [self.tr("The codebook, the question and the guidance")]
        if goes.begun:
            begun = counted(goes.begun, self.tr("{n} report"), self.tr("{n} reports"))
            along.append(self.tr("Their own work so far, on {reports}").format(reports=begun))
        self.add_group(self.tr("REPORTS"), [report.title or report.file_name for report in goes.reports])
        self.add_group(self.tr("AND"), along)

    def ask_where(self) -> None:
        """Asks where the file shall lie, and makes it there."""
        own = self._session.store.path
        folder = own.parent if own is not None else documents()
        plain = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in self.chosen_name).strip()
        stem = f"{own.stem} " if own is not None else ""
        path = ask_where(
            self,
            self.tr("Where shall the file for {name} lie?").format(name=self.chosen_name),
            folder / f"{stem}{plain or self.tr('review')}.curator",
            self.tr("Reviews (*.curator)"),
            ".curator",
            may_cover=False,
            purpose=HANDED_OUT,
        )
        if path is not None:
            self.hand_out_to(path)

    def hand_out_to(self, path: Path) -> None:
        """Makes the file at ``path``."""
        if self.saving or not self.chosen_name:
            return
        session, files, name = self._session, self._files, self.chosen_name
        self.leaving.setFocus(Qt.FocusReason.OtherFocusReason)
        self.confirming.setEnabled(False)
        session.run(
            lambda _progress: hand_out(session.store, files, path, name, session.reviewer.id),
            self._done,
            self.tr("Handing out"),
            lambda sentence: self._refuse(sentence) if isValid(self) else None,
            watch=self.watch_saving,
        )

    def _refuse(self, sentence: str) -> None:
        self.saving = False
        self.tell("")
        self.say_problem(sentence)
        self.confirming.setEnabled(True)

    def _done(self, handed: HandedOut) -> None:
        self._session.heed(handed.applied)
        if not isValid(self):
            return
        self.saving = False
        for widget in (self.choosing, self.name_field, self.never, self.confirming):
            widget.hide()
        self.call_leaving(self.tr("Close"))
        self.clear()
        number = counted(len(handed.reports), self.tr("{n} report"), self.tr("{n} reports"))
        self.tell(
            self.tr(
                "{file} is ready, with {reports}. Send it to {name}. When it comes back, merge it: what is new in it "
                "comes in then."
            ).format(file=handed.path.name, reports=number, name=handed.reviewer.name)
        )
        self.add_group(self.tr("IT LIES AT"), [str(handed.path)])
