"""The people of the review in the Sources room: the roster, and what one does to it and with files for others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from curator.changes import Applied
from curator.coding.assignments import assign, unassign
from curator.desktops.handing_out import handouts
from curator.ports import ReviewFiles
from curator.records import Assignment, Coding, CodingStatus, Handout, Report, Reviewer
from ui.window.frame.places import CAME_BACK, ask_for_files
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.panel import Panel
from ui.window.furniture.side import Side
from ui.window.furniture.words import Surface
from ui.window.session import Session
from ui.window.sources.people.add_panel import AddReviewerPanel
from ui.window.sources.people.hand_out_panel import HandOutPanel
from ui.window.sources.people.returned_panel import ReturnedPanel
from ui.window.sources.people.reviewer_form import ReviewerForm
from ui.window.sources.people.roster import Roster
from ui.window.sources.people.roster_view import RosterView
from ui.window.sources.people.spread_panel import SpreadPanel


class People(QStackedWidget):
    """Who codes what. ``listed`` says how many people there are now; ``report_asked`` asks to read a report."""

    listed = Signal(int)
    report_asked = Signal(str)

    def __init__(self, session: Session, files: ReviewFiles | None, side: Side) -> None:
        super().__init__()
        self._session = session
        self._files = files
        self._side = side
        self.roster = Roster(self)
        self.view = RosterView(self.roster)
        self.form = ReviewerForm(session)
        self.empty = EmptyRoom(
            self.tr("No reports to assign yet."),
            self.tr("Bring in texts first; then assign them, one by one or spread evenly."),
        )
        paper = Surface("paper")
        QVBoxLayout(paper).addWidget(self.empty)
        self.addWidget(self.view)
        self.addWidget(paper)
        self._wire()

    def _wire(self) -> None:
        self._session.changed.connect(self._follow)
        self._session.sight_changed.connect(self._show_chosen)
        self.view.chosen.connect(self._show_chosen)
        self.view.toggled.connect(self.toggle)
        self.view.opened.connect(self._open_report)
        self.form.renamed.connect(self.enter)
        self.form.hand_out_asked.connect(self.hand_out)
        self.form.being_asked.connect(self._be)
        for keys, act in (
            ("Return", self._open_report),
            ("Num+Enter", self._open_report),
            ("F2", self.rename),
            ("E", self.spread),
            ("N", self.add),
            ("H", self.hand_out),
            ("M", self.ask_which_came_back),
        ):
            self.view.bind(keys, act)

    def enter(self) -> None:
        """Gives the keyboard to the roster."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def list_anew(self) -> None:
        """Shows who codes what as the review holds it now; where one stands stays."""
        person, report = self.view.person, self.view.report
        self.roster.read(self._session.reader)
        self.setCurrentIndex(0 if self.roster.reports else 1)
        if self.roster.reports and not self.view.currentIndex().isValid():
            wanted = person.id if person is not None else self._session.reviewer.id
            rows = [row for row, one in enumerate(self.roster.reports) if report is not None and one.id == report.id]
            column = self.roster.column_of(wanted) or 1
            self.view.setCurrentIndex(self.roster.index(rows[0] if rows else 0, column))
        self.listed.emit(len(self.roster.people))
        self._show_chosen()

    def _follow(self, applied: Applied) -> None:
        if applied.touches(Reviewer, Assignment, Coding, Report, Handout):
            self.list_anew()

    @property
    def chosen(self) -> Reviewer:
        """The person in whose column one stands; else whoever works here."""
        return self.view.person or self._session.reviewer

    def choose(self, reviewer_id: str) -> None:
        """Goes to a person's column."""
        column = self.roster.column_of(reviewer_id)
        if column is not None:
            self.view.choose_column(column)

    def _show_chosen(self) -> None:
        known = {person.id: person for person in self.roster.people}
        person = known.get(self.chosen.id)
        if person is None:
            self.form.show_reviewer(None, "", ())
            return
        # When files went out and came back is nobody's work: it is read from the review itself.
        given = handouts(self._session.store).get(person.id, [])
        self.form.show_reviewer(person, self.roster.progress_in_words(person.id), given, self._hidden_of(person))

    def _hidden_of(self, person: Reviewer) -> int:
        """On how many reports this person's work is not open yet to whoever works here."""
        sight, begun = self._session.reader.sight(), (CodingStatus.IN_PROGRESS, CodingStatus.SUBMITTED)
        return sum(
            self.roster.seat(report, person).status in begun and not sight.is_open(report.id, person.id)
            for report in self.roster.reports
        )

    # What one does here -------------------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Assigns the chosen reports to the chosen people, or takes them back where all of them are assigned."""
        places, session = self.view.places, self._session
        if not places or not session.may_change():
            return
        reports = list(dict.fromkeys(report.id for report, _ in places))
        persons = list(dict.fromkeys(person.id for _, person in places))
        me = session.reviewer.id
        if self.roster.all_assigned(places):
            session.apply(session.attempt(lambda: unassign(session.store, reports, persons, me)))
        else:
            rounds = {self.roster.rounds_of(report) for report, _ in places} - {""}
            named = rounds.pop() if len(rounds) == 1 else ""
            session.apply(session.attempt(lambda: assign(session.store, reports, persons, me, named)))

    def _open_report(self) -> None:
        if self.view.report is not None:
            self.report_asked.emit(self.view.report.id)

    def rename(self) -> None:
        """Goes to the chosen person's name."""
        if self._session.may_change():
            self._side.close_panel()
            self.form.start_renaming()

    def _be(self, reviewer_id: str) -> None:
        self._session.being_asked.emit(reviewer_id)

    def add(self) -> None:
        """Asks for the name of a new person."""
        if not self._session.may_change():
            return
        panel = AddReviewerPanel(self._session)
        panel.added.connect(self.choose)
        if self._open(panel):
            panel.begin(panel.name)

    def spread(self) -> None:
        """Asks how the reports shall be spread over the people."""
        if not self._session.may_change():
            return
        panel = SpreadPanel(self._session, self.roster.rounds[-1] if self.roster.rounds else "")
        if self._open(panel):
            panel.begin(panel.coders)

    def hand_out(self) -> None:
        """Asks to whom a file shall be handed out."""
        if self._files is None or not self._session.may_change():
            return
        panel = HandOutPanel(self._session, self._files, self.view.person)
        if self._open(panel):
            panel.begin(panel.to)

    def ask_which_came_back(self) -> None:
        """Asks for files that came back, and shows what they would bring."""
        if self._files is None or not self._session.may_change():
            return
        own = self._session.store.path
        title, kinds = self.tr("Merge files that came back"), self.tr("Reviews (*.curator);;All files (*)")
        paths = ask_for_files(self, title, kinds, CAME_BACK, own.parent if own is not None else None)
        if paths:
            self.merge(paths)

    def merge(self, paths: Sequence[Path]) -> None:
        """Shows what files that came back would bring."""
        if self._files is None or not self._session.may_change():
            return
        panel = ReturnedPanel(self._session, self._files, paths)
        if self._open(panel):
            panel.begin(panel.leaving)
            panel.preview()

    def _open(self, panel: Panel) -> bool:
        opened = self._side.open(panel)
        if not opened:
            self._session.complained.emit(self.tr("Something is still coming in. Wait for it, or cancel it with Esc."))
        return opened
