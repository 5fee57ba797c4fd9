"""The details of a study as a form: its name, registration, year, design and note, and the reports about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from curator.changes import Change
from curator.coding.offered import DESIGNS
from curator.coding.reports import amend_study, short_name, year_from
from curator.records import Report, Study
from ui.window.furniture.details import Details
from ui.window.furniture.field_column import FieldColumn
from ui.window.furniture.fields import OneLine, SomeLines, let_edit
from ui.window.furniture.pane import SidePane, take_away_all
from ui.window.furniture.renaming import Renaming
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import counted, link, plain_label, rule, shortened, translated
from ui.window.look.style import say_kind
from ui.window.session import Session

_LONGEST_LINK = 44


class StudyForm(SidePane):
    """Shows one study. ``renamed`` says that a new name is stored; the rest is asked of the room."""

    renamed = Signal()
    merge_asked = Signal()
    remove_asked = Signal()
    report_asked = Signal(str)

    def __init__(self, session: Session, uses: Uses) -> None:
        super().__init__(translated("StudyForm", "Details of the study"))
        self._session = session
        self._uses = uses
        self.study: Study | None = None
        self._reports: Sequence[Report] = ()
        self.heading = plain_label("", "heading", wraps=True)
        self.state = plain_label("", "muted", wraps=True)
        self._nothing = plain_label(self.tr("Choose a study to see its details here."), "muted", wraps=True)
        self._host = QWidget()
        for widget in (self._nothing, self.heading, self.state, self._host):
            self.body.addWidget(widget)
        self.details = Details(session, self._change, self)
        self._add_fields()
        self._about = QWidget()
        self._links = QVBoxLayout(self._about)
        self._links.setContentsMargins(0, 0, 0, 0)
        self._links.setSpacing(4)
        self._rule = rule()
        self._acts = self._made_acts()
        for widget in (self._about, self._rule, self._acts):
            self.body.addWidget(widget)
        self.body.addStretch()
        uses.counted.connect(self._say_state)
        self.show_study(None, ())

    def _add_fields(self) -> None:
        column, details = FieldColumn(self._host), self.details
        self.name = OneLine(self.tr("Name"), self.tr("the trial’s acronym, or author and year"), key="F2")
        self.registration = OneLine(self.tr("Registration"), "NCT01234567")
        self.year = OneLine(self.tr("Year"))
        self.design = OneLine(self.tr("Design"))
        self.design.setCompleter(self._designs())
        self.note = SomeLines(self.tr("Note"), lines=4)
        self.name_field = column.add(self.tr("Name"), self.name, key="F2")
        registration_field, self.year_field = column.add_pair(
            (self.tr("Registration"), self.registration), (self.tr("Year"), self.year), shares=(2, 1)
        )
        details.add("name", self.name_field)
        details.add("registration", registration_field)
        details.add("year", self.year_field, year_from)
        details.add("design", column.add(self.tr("Design"), self.design))
        details.add("note", column.add(self.tr("Note"), self.note))
        self._renaming = Renaming(self.name_field)
        self._renaming.done.connect(self.renamed)

    def _designs(self) -> QCompleter:
        completer = QCompleter(list(DESIGNS), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = completer.popup()
        if popup is not None:
            say_kind(popup, "popup")
        return completer

    def _made_acts(self) -> QWidget:
        self.merging = link(self.tr("Merge into …"), key="M", tip=self.tr("Let another study take over all of its"))
        self.removing = link(self.tr("Remove"), key="Del", tip=self.tr("Take away a study that nothing is about"))
        self.merging.clicked.connect(self.merge_asked)
        self.removing.clicked.connect(self.remove_asked)
        acts = QWidget()
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.merging)
        row.addWidget(self.removing)
        row.addStretch()
        return acts

    def _change(self, study: Study, values: Mapping[str, object]) -> Change | None:
        return amend_study(self._session.store, study, self._session.reviewer.id, **values)

    def show_study(self, study: Study | None, reports: Sequence[Report]) -> None:
        """Shows a study and the reports about it; what is being typed about the same study stays."""
        another = study is None or self.study is None or study.id != self.study.id
        self.details.show(study)
        self.study, self._reports = study, reports
        for widget in (self.heading, self.state, self._host, self._about, self._rule, self._acts):
            widget.setVisible(study is not None)
        self._nothing.setVisible(study is None)
        if study is None:
            return
        if another:
            self.to_top()
        self.heading.setText(study.name)
        editable = not self._session.store.read_only
        let_edit(self._host, editable)
        for asking in (self.merging, self.removing):
            asking.setEnabled(editable)
        self._say_state()
        self._list_reports()

    def start_renaming(self) -> None:
        """Goes to the name, all of it selected. Enter stores it and says ``renamed``, to go back from there."""
        self._renaming.begin()

    def _say_state(self) -> None:
        if self.study is None:
            return
        parts = [counted(len(self._reports), self.tr("{n} report"), self.tr("{n} reports"))]
        if self._uses.known:
            parts.append(counted(self._uses[self.study.id], self.tr("{n} claim"), self.tr("{n} claims")))
            retracted = self._uses.retracted(self.study.id)
            if retracted:
                parts.append(counted(retracted, self.tr("{n} retracted"), self.tr("{n} retracted")))
        self.state.setText(" · ".join(parts))

    def _list_reports(self) -> None:
        take_away_all(self._links)
        if self._reports:
            self._links.addWidget(plain_label(self.tr("REPORTS ABOUT IT"), "section"))
        for report in self._reports:
            leading = link(shortened(short_name(report), _LONGEST_LINK), tip=report.title)
            leading.clicked.connect(lambda _on=False, report_id=report.id: self.report_asked.emit(report_id))
            self._links.addWidget(leading)
