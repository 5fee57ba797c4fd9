"""The Sources room: the reports of the review and its studies, and all the ways in which texts and tables come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout

from curator.changes import Applied
from curator.coding.reports import retire_report
from curator.records import Assignment, Coding, Report, Reviewer, Study
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.panel import Panel
from ui.window.furniture.record_view import RecordView
from ui.window.furniture.room import Room
from ui.window.furniture.side import Side
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import Surface, rule
from ui.window.session import Session
from ui.window.sources.coming_in.coming_in import ComingIn
from ui.window.sources.correct_panel import CorrectPanel
from ui.window.sources.doubles.doubles_panel import DoublesPanel
from ui.window.sources.drop_sign import DropSign
from ui.window.sources.head import Listed, SourcesHead
from ui.window.sources.people.people import People
from ui.window.sources.report_form import ReportForm
from ui.window.sources.report_table import WIDTHS, ReportTable
from ui.window.sources.studies import Studies


class SourcesRoom(Room):
    """``report_opened`` asks to read a report."""

    report_opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._listed = Listed.REPORTS
        self._stale = True
        self.uses = Uses.of(session)
        self.table = ReportTable(self.uses, self)
        self.view = RecordView(self.tr("Reports"), self.table, WIDTHS)
        self.form = ReportForm(session)
        self.side = Side(self.form)
        self.studies = Studies(session, self.uses, self.side)
        self.people = People(session, session.files, self.side)
        self.head = SourcesHead()
        self.coming_in = ComingIn(session, self, self.open_panel, self.choose)
        self.head.showing_first.toggled.connect(self.coming_in.show_texts_first)
        self._lay_out()
        self._connect()
        self.setAcceptDrops(not session.store.read_only)
        for way_in in (*self.head.ways_in, self.head.showing_first, *self.head.with_people, self.empty.step_button):
            way_in.setEnabled(not session.store.read_only)

    @property
    def keys(self) -> str:
        if self._listed is Listed.STUDIES:
            return self.tr("F2 rename · M merge · Del remove · S sort · Y reports · Ctrl+F search · Ctrl+Z undo")
        if self._listed is Listed.PEOPLE:
            return self.tr("Space assign · E spread · N new · F2 rename · H hand out · M merge · Y reports")
        return self.tr(
            "Enter open in text · S sort · C correct text · D doubles · Del set aside · Y studies · P reviewers"
            " · Ctrl+I bring in"
        )

    def _lay_out(self) -> None:
        self.empty = EmptyRoom("", step=self.tr("Bring in files"), key="Ctrl+I")
        paper = Surface("paper")
        QVBoxLayout(paper).addWidget(self.empty)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(paper)
        self._pages.addWidget(self.studies)
        self._pages.addWidget(self.people)
        self.side.panel_closed.connect(self._panel_closed)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for place, widget in enumerate((self._pages, self.side)):
            split.addWidget(widget)
            split.setStretchFactor(place, 1 - place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule())
        column.addWidget(split, 1)
        self.drop_sign = DropSign(self)
        self.head.show_list(self._listed)

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.view.chosen.connect(self._show_chosen)
        self.view.opened.connect(self.open_chosen)
        for keys, act in (
            ("Return", self.open_chosen),
            ("Num+Enter", self.open_chosen),
            ("Del", self.set_aside),
            ("C", self.correct_text),
            ("D", self.look_for_doubles),
            ("Y", self.show_studies),
            ("P", self.show_people),
        ):
            self.view.bind(keys, act)
        self.studies.view.bind("Y", lambda: self.show_list(Listed.REPORTS))
        self.studies.view.bind("P", self.show_people)
        for keys in ("Y", "P"):
            self.people.view.bind(keys, lambda: self.show_list(Listed.REPORTS))
        self.people.listed.connect(self._say_people)
        self.people.report_asked.connect(self.report_opened)
        self.head.adding_asked.connect(self.people.add)
        self.head.spreading_asked.connect(self.people.spread)
        self.head.handing_out_asked.connect(self.people.hand_out)
        self.head.merging_asked.connect(self.people.ask_which_came_back)
        self.studies.report_asked.connect(self._go_to_report)
        self.studies.listed.connect(self._say_studies)
        self.form.studies_asked.connect(self.show_studies)
        self.head.list_chosen.connect(self.show_list)
        self.form.read_asked.connect(self.open_chosen)
        self.form.set_aside_asked.connect(self.set_aside)
        self.form.correcting_asked.connect(self.correct_text)
        self.head.files_asked.connect(self.ask_for_files)
        self.head.folder_asked.connect(self.ask_for_folder)
        self.head.paste_asked.connect(self.start_pasting)
        self.head.claims_asked.connect(self.ask_for_claims)
        self.head.narrowed.connect(self._narrow)
        self.head.search_left.connect(self.enter)
        self.head.with_retired.toggled.connect(lambda _on: self._list())
        self.empty.stepped.connect(self.ask_for_files)
        for keys, act in (
            ("Ctrl+F", self.search_now),
            ("Ctrl+I", self.ask_for_files),
            ("Ctrl+Shift+I", self.ask_for_folder),
            ("Ctrl+Shift+V", self.start_pasting),
            ("Esc", self.enter),
        ):
            self.bind(keys, act)

    # What is shown.

    def enter(self) -> None:
        if self._listed is Listed.STUDIES:
            self.studies.enter()
        elif self._listed is Listed.PEOPLE:
            self.people.enter()
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_list(self, listed: Listed) -> None:
        """Lists reports, studies or people; a panel gives way, unless it is in the middle of something."""
        self.close_panel()
        self._switch_to(listed)
        self.enter()

    def _switch_to(self, listed: Listed) -> None:
        self._listed = listed
        self.head.show_list(listed)
        forms = {Listed.REPORTS: self.form, Listed.STUDIES: self.studies.form, Listed.PEOPLE: self.people.form}
        self.side.show_form(forms[listed])
        self.table.narrow("")
        self.studies.table.narrow("")
        self._list()

    def show_studies(self) -> None:
        """Lists the studies, those of the chosen report among them, with its first one chosen."""
        report = self.view.chosen_record
        self.show_list(Listed.STUDIES)
        if report is not None and report.study_ids:
            self.studies.view.choose(report.study_ids[0])

    def show_people(self) -> None:
        """Lists the people: who codes what, and how far everybody has come."""
        self.show_list(Listed.PEOPLE)

    def search_now(self) -> None:
        if self._listed is Listed.PEOPLE:
            return
        self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.uses.count()
        if self._stale:
            self._list()

    def _follow(self, applied: Applied) -> None:
        if applied.touches(Reviewer, Assignment, Coding):
            self.table.read_coders(self._session.reader)
        if not applied.touches(Report, Study):
            return
        if not self.isVisible():
            self._stale = True
            return
        reports = [alteration for alteration in applied.alterations if isinstance(alteration.record(), Report)]
        only_amended = all(
            isinstance(each.before, Report)
            and isinstance(each.after, Report)
            and each.before.retired == each.after.retired
            for each in reports
        )
        if only_amended and self.table.sorted_by is None and not self.table.is_narrowed:
            self.table.replace({each.after.id: each.after for each in reports if isinstance(each.after, Report)})
            self._show_chosen()
            self.studies.list_anew()
        else:
            self._list()

    def _list(self) -> None:
        """Lists reports and studies anew; the chosen ones stay, or those that now stand in their places are chosen."""
        self._stale = False
        store = self._session.store
        reports = store.all(Report) if self.head.with_retired.isChecked() else store.all(Report, retired=False)
        self.table.read_coders(store)
        self.view.keep_chosen(lambda: self.table.show(reports))
        words = self.head.say_count(Listed.REPORTS, len(reports))
        if self._listed is Listed.REPORTS:
            self.place_said.emit(words)
        self._show_page()
        self.studies.list_anew()
        self.people.list_anew()

    def _say_people(self, number: int) -> None:
        words = self.head.say_count(Listed.PEOPLE, number)
        if self._listed is Listed.PEOPLE:
            self.place_said.emit(words)

    def _say_studies(self, number: int) -> None:
        words = self.head.say_count(Listed.STUDIES, number)
        if self._listed is Listed.STUDIES:
            self.place_said.emit(words)

    def _narrow(self, words: str) -> None:
        if self._listed is Listed.STUDIES:
            self.studies.narrow(words)
            return
        self.view.keep_chosen(lambda: self.table.narrow(words))
        self._show_page()

    def _show_page(self) -> None:
        if self._listed is not Listed.REPORTS:
            self._pages.setCurrentWidget(self.studies if self._listed is Listed.STUDIES else self.people)
            return
        self._pages.setCurrentIndex(0 if self.table.records else 1)
        words = self.head.search.text().strip()
        if words:
            self.empty.say(self.tr("No report has “{words}” in its details.").format(words=words))
        else:
            self.empty.say(
                self.tr("No reports yet."),
                self.tr("Bring in texts, PDFs, lists of references or projects: choose the files, or drop them here."),
            )

    def choose(self, report_id: str) -> None:
        """Chooses a report, and lists the reports for it."""
        if self._listed is not Listed.REPORTS:
            self._switch_to(Listed.REPORTS)
        self.view.choose(report_id)

    def _go_to_report(self, report_id: str) -> None:
        self.head.with_retired.setChecked(self.head.with_retired.isChecked() or self._is_set_aside(report_id))
        self.choose(report_id)
        self.enter()

    def _is_set_aside(self, report_id: str) -> bool:
        return self._session.store.get(Report, report_id).retired

    def _show_chosen(self) -> None:
        self.form.show_report(self.view.chosen_record)

    def _panel_closed(self, panel: Panel, had_focus: bool) -> None:
        self.studies.follow_panel(panel)
        if had_focus:
            self.enter()

    # What one does here.

    def open_chosen(self) -> None:
        """Asks to read the chosen report."""
        report = self.view.chosen_record
        if report is not None:
            self.report_opened.emit(report.id)

    def set_aside(self) -> None:
        """Sets the chosen report aside, or brings it back; its claims are kept either way."""
        if not self._session.may_change():
            return
        report = self.view.chosen_record
        if report is not None:
            self._session.apply(retire_report(report, self._session.reviewer.id, retired=not report.retired))

    def correct_text(self) -> None:
        """Asks for a better text of the chosen report; claims and marks follow by their words."""
        report = self.view.chosen_record
        if report is None or not self._session.may_change():
            return
        panel = CorrectPanel(self._session, report)
        if self.open_panel(panel):
            panel.begin(panel.again)

    def look_for_doubles(self) -> None:
        """Shows reports that may be here twice, to be joined or kept apart."""
        if not self._session.may_change():
            return
        if self._listed is not Listed.REPORTS:
            self.show_list(Listed.REPORTS)
        panel = DoublesPanel(self._session)
        panel.read_asked.connect(self.report_opened)
        if self.open_panel(panel):
            panel.begin(panel.leaving)
            panel.search()

    @property
    def panel(self) -> Panel | None:
        """The panel that is shown in the place of the form."""
        return self.side.panel

    def open_panel(self, panel: Panel) -> bool:
        """Shows a panel in the place of the form, unless something is still being brought in there."""
        opened = self.side.open(panel)
        if not opened:
            self._session.complained.emit(self.tr("Something is still coming in. Wait for it, or cancel it with Esc."))
        return opened

    def close_panel(self) -> None:
        """Shows the form again."""
        self.side.close_panel()

    # What comes in.

    def ask_for_files(self) -> None:
        """Asks for files of any kind and brings them in."""
        self.coming_in.ask_for_files()

    def ask_for_folder(self) -> None:
        """Asks for a folder and brings in what lies in it."""
        self.coming_in.ask_for_folder()

    def ask_for_claims(self) -> None:
        """Asks for a table of claims and shows what would come in."""
        self.coming_in.ask_for_claims()

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Brings in files and folders of any kind."""
        self.coming_in.bring_in(paths)

    def start_pasting(self) -> None:
        """Shows what lies on the clipboard, to be brought in."""
        self.coming_in.start_pasting()

    # Dropped on the room.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.drop_sign.appear()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.drop_sign.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop_sign.hide()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if not paths:
            return
        event.acceptProposedAction()
        if all(path.suffix.lower() == ".curator" for path in paths):
            self.show_people()
            self.people.merge(paths)
        else:
            self.import_paths(paths)
