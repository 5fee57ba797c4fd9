"""A reviewer as a form: name, initials and colour, how far they have come, and the files that they have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.changes import Change
from curator.coding.reviewers import amend_reviewer
from curator.records import Handout, Reviewer
from ui.window.codebook.swatches import Swatches
from ui.window.furniture.details import Details
from ui.window.furniture.field_column import FieldColumn
from ui.window.furniture.fields import OneLine, let_edit
from ui.window.furniture.pane import Card, SidePane, take_away_all
from ui.window.furniture.renaming import Renaming
from ui.window.furniture.words import link, plain_label, rule, translated
from ui.window.session import Session


class ReviewerForm(SidePane):
    """Shows one reviewer. ``renamed`` says that a new name is stored; the rest is asked of the room."""

    renamed = Signal()
    hand_out_asked = Signal()
    being_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(translated("ReviewerForm", "The reviewer"))
        self._session = session
        self.reviewer: Reviewer | None = None
        self.heading = plain_label("", "heading", wraps=True)
        self.state = plain_label("", "muted", wraps=True)
        self.hidden = plain_label("", "hint", wraps=True)
        self._nothing = plain_label(self.tr("Choose a person to see their details here."), "muted", wraps=True)
        self._host = QWidget()
        for widget in (self._nothing, self.heading, self.state, self.hidden, self._host):
            self.body.addWidget(widget)
        self.details = Details(session, self._change, self)
        self._add_fields()
        self._files = QVBoxLayout()
        self._files.setSpacing(6)
        self.body.addLayout(self._files)
        self._rule = rule()
        self._acts = self._made_acts()
        for widget in (self._rule, self._acts):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.show_reviewer(None, "", ())

    def _add_fields(self) -> None:
        column = FieldColumn(self._host)
        self.name = OneLine(self.tr("Name"), key="F2")
        self.initials = OneLine(self.tr("Initials"))
        self.colour = Swatches(self.tr("Colour"))
        self.name_field = column.add(self.tr("Name"), self.name, key="F2")
        self.initials_field = column.add(self.tr("Initials"), self.initials)
        self.colour_field = column.add(self.tr("Colour"), self.colour)
        self.details.add("name", self.name_field)
        self.details.add("initials", self.initials_field)
        self.colour.chosen.connect(lambda hue: self.details.amend(self.colour_field, colour=hue))
        self._renaming = Renaming(self.name_field)
        self._renaming.done.connect(self.renamed)

    def _made_acts(self) -> QWidget:
        self.handing_out = link(self.tr("Hand out …"), key="H", tip=self.tr("Make a review file for this person"))
        self.being = link(self.tr("This is me"), tip=self.tr("Go on working as this person"))
        self.handing_out.clicked.connect(self.hand_out_asked)
        self.being.clicked.connect(self._ask_to_be)
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.handing_out)
        row.addWidget(self.being)
        row.addStretch()
        return acts

    def _ask_to_be(self) -> None:
        if self.reviewer is not None:
            self.being_asked.emit(self.reviewer.id)

    def _change(self, reviewer: Reviewer, values: Mapping[str, object]) -> Change | None:
        said = {name: str(value) for name, value in values.items()}
        return amend_reviewer(self._session.store, reviewer, self._session.reviewer.id, **said)

    def show_reviewer(
        self, reviewer: Reviewer | None, progress: str, files: Sequence[Handout], hidden: int = 0
    ) -> None:
        """Shows a reviewer, how far they have come in words, and the files that were handed out to them.

        ``hidden`` is the number of reports on which their work is not open yet to whoever works here.
        """
        another = reviewer is None or self.reviewer is None or reviewer.id != self.reviewer.id
        self.details.show(reviewer)
        self.reviewer = reviewer
        for widget in (self.heading, self.state, self._host, self._rule, self._acts):
            widget.setVisible(reviewer is not None)
        self._nothing.setVisible(reviewer is None)
        self.hidden.setVisible(reviewer is not None and hidden > 0)
        take_away_all(self._files)
        if reviewer is None:
            return
        if another:
            self.to_top()
        is_me = reviewer.id == self._session.reviewer.id
        self.heading.setText(self.tr("{name} (you)").format(name=reviewer.name) if is_me else reviewer.name)
        self.state.setText(progress)
        self.hidden.setText(
            self.tr("What {name} did on 1 report stays hidden until you have both submitted it.").format(
                name=reviewer.name
            )
            if hidden == 1
            else self.tr("What {name} did on {n} reports stays hidden until you have both submitted them.").format(
                name=reviewer.name, n=f"{hidden:,}"
            )
        )
        self.colour.settle(reviewer.colour)
        editable = not self._session.store.read_only
        let_edit(self._host, editable)
        self.handing_out.setEnabled(editable)
        self.being.setVisible(not is_me)
        self._list_files(files)

    def _list_files(self, files: Sequence[Handout]) -> None:
        if not files:
            return
        self._files.addWidget(plain_label(self.tr("FILES HANDED OUT"), "section"))
        for file in files:
            card = Card()
            card.body.setContentsMargins(14, 8, 14, 8)
            card.body.setSpacing(2)
            card.body.addWidget(plain_label(file.file_name, "strong", wraps=True))
            out = self.tr("Out since {day}").format(day=_day(file.made_at))
            back = file.merged_at
            words = self.tr("Out since {out}, merged last on {back}") if back is not None else out
            said = words.format(out=_day(file.made_at), back=_day(back) if back is not None else "")
            card.body.addWidget(plain_label(said, "fine" if back is not None else "muted", wraps=True))
            self._files.addWidget(card)

    def start_renaming(self) -> None:
        """Goes to the name, all of it selected. Enter stores it and says ``renamed``, to go back from there."""
        self._renaming.begin()


def _day(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d")
