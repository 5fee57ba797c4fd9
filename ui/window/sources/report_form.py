"""The details of a report as a form. Each is stored as it is left; a year or DOI without its form is said to be so."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from curator.changes import Change
from curator.codebook.names import fold
from curator.coding.reports import add_study, amend_report, doi_from, pmid_from, short_name, year_from
from curator.records import Report, ReportKind, Study
from ui.window.furniture.chips import Chips
from ui.window.furniture.details import Details
from ui.window.furniture.field_column import FieldColumn
from ui.window.furniture.fields import Choice, LabelledField, OneLine, SomeLines, let_edit
from ui.window.furniture.pane import SidePane
from ui.window.furniture.words import link, plain_label, rule, translated
from ui.window.session import Session


class ReportForm(SidePane):
    """Shows one report."""

    read_asked = Signal()
    set_aside_asked = Signal()
    correcting_asked = Signal()
    studies_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(translated("ReportForm", "Details of the report"))
        self._session = session
        self.report: Report | None = None
        self._leaving = False
        self.heading = plain_label("", "heading", wraps=True)
        self.source = plain_label("", "muted", wraps=True)
        self.replaced = plain_label("", "warning", wraps=True)
        self._nothing = plain_label(self.tr("Choose a report to see its details here."), "muted", wraps=True)
        self.retracted = plain_label("", "warning", wraps=True)
        for widget in (self._nothing, self.heading, self.retracted, self.source, self.replaced):
            self.body.addWidget(widget)
        self._host = QWidget()
        self.body.addWidget(self._host)
        self._fields = FieldColumn(self._host)
        self.details = Details(session, self._change, self)
        self._add_fields()
        self.reading = link(self.tr("Open in text"), key="Enter")
        self.reading.clicked.connect(self.read_asked)
        self.setting_aside = link(self.tr("Set aside"), key="Del")
        self.setting_aside.clicked.connect(self.set_aside_asked)
        self.correcting = link(self.tr("Correct the text"), key="C")
        self.correcting.clicked.connect(self.correcting_asked)
        self._acts = QWidget()
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.reading)
        row.addWidget(self.correcting)
        row.addWidget(self.setting_aside)
        row.addStretch()
        self._rule = rule()
        self.body.addWidget(self._rule)
        self.body.addWidget(self._acts)
        self.body.addStretch()
        self.show_report(None)

    def _add_fields(self) -> None:
        add = self._fields.add
        self.title = SomeLines(self.tr("Title"), lines=3)
        self.authors = OneLine(self.tr("Authors"), self.tr("Carl N; Sun L"))
        self.year = OneLine(self.tr("Year"))
        self.kind = Choice(self.tr("Kind"), [(translated("ReportKind", kind.value), kind) for kind in ReportKind])
        self.journal = OneLine(self.tr("Journal"))
        self.doi = OneLine(self.tr("DOI"), "10.1234/abcd.5678")
        self.pmid = OneLine(self.tr("PubMed id"))
        self.licence = OneLine(self.tr("Licence"), "CC BY 4.0")
        self.studies = Chips(self.tr("Studies"), self.tr("a trial’s name, or a new one"))
        self.studies.offer(lambda: [study.name for study in self._session.store.all(Study)])
        self.note = SomeLines(self.tr("Note"), lines=3)
        details = self.details
        details.add("title", add(self.tr("Title"), self.title))
        details.add("authors", add(self.tr("Authors"), self.authors))
        self.year_field, kind_field = self._fields.add_pair(
            (self.tr("Year"), self.year), (self.tr("Kind"), self.kind), shares=(1, 2)
        )
        details.add("year", self.year_field, year_from)
        details.add("journal", add(self.tr("Journal"), self.journal))
        self.doi_field, self.pmid_field = self._fields.add_pair(
            (self.tr("DOI"), self.doi), (self.tr("PubMed id"), self.pmid), shares=(3, 2)
        )
        details.add("doi", self.doi_field, doi_from)
        details.add("pmid", self.pmid_field, pmid_from)
        details.add("licence", add(self.tr("Licence"), self.licence))
        self.studies_field = add(self.tr("Study or studies"), self.studies)
        self.leading = link(self.tr("Details of the studies"), key="Y", tip=self.tr("Registration, year, design …"))
        self.leading.clicked.connect(self.studies_asked)
        self._fields.add_widget(self.leading)
        details.add("note", add(self.tr("Note"), self.note))
        self.kind.chosen.connect(lambda kind: self._choose_kind(kind_field, kind))
        self.studies.altered.connect(self._take_studies)

    def show_report(self, report: Report | None) -> None:
        """Shows a report; what is being typed in a field of the same report stays."""
        if self._leaving:
            return
        another = report is None or self.report is None or report.id != self.report.id
        if another:
            self._leave()
        self.report = report
        self.details.show(report)
        for widget in (self.heading, self.source, self._host, self._rule, self._acts):
            widget.setVisible(report is not None)
        self._nothing.setVisible(report is None)
        self.replaced.setVisible(report is not None and bool(report.import_note))
        self.retracted.setVisible(report is not None and bool(report.retraction))
        if report is None:
            return
        if another:
            self.to_top()
        name = short_name(report)
        self.heading.setText(name if report.authors else self.tr("Details of the report"))
        self.source.setText(self._source_in_words(report))
        self.replaced.setText(report.import_note)
        self.retracted.setText(self.tr("Retracted: {words}").format(words=report.retraction))
        self.kind.settle(report.kind)
        names = self._session.store.get_many(Study, report.study_ids)
        self.studies.show_values(names[study_id].name for study_id in report.study_ids if study_id in names)
        self.leading.setVisible(bool(report.study_ids))
        editable = not self._session.store.read_only
        let_edit(self._host, editable)
        self.setting_aside.setEnabled(editable)
        self.correcting.setEnabled(editable)
        words = self.tr("Bring back") if report.retired else self.tr("Set aside")
        self.setting_aside.setText(f"{words}  Del")
        self.setting_aside.setAccessibleName(words)
        tip = self.tr("List it again (Del)") if report.retired else self.tr("No longer list it; claims are kept (Del)")
        self.setting_aside.setToolTip(tip)

    def _source_in_words(self, report: Report) -> str:
        parts = [report.file_name or self.tr("pasted")]
        parts.append(self.tr("{n} characters").format(n=f"{report.characters:,}"))
        parts.append(self.tr("read as {encoding}").format(encoding=report.encoding))
        if report.retired:
            parts.append(self.tr("set aside"))
        return " · ".join(parts)

    def _change(self, report: Report, values: Mapping[str, object]) -> Change | None:
        return amend_report(report, self._session.reviewer.id, **values)

    def _choose_kind(self, field: LabelledField, kind: object) -> None:
        if not self.details.amend(field, kind=kind) and self.report is not None:
            self.kind.settle(self.report.kind)

    def _leave(self) -> None:
        """Stores what is being typed about the report that is left; of one that is there no more it is forgotten."""
        if self.report is None or not self._session.store.get_many(Report, [self.report.id]):
            self.studies.clear_typed()
            return
        self._leaving = True
        self.details.leave()
        self.studies.take_in()
        self._leaving = False

    def _take_studies(self, names: tuple[str, ...]) -> None:
        """Studies that the review has are taken by name; others are made, in the same change as the report's."""
        report: Report | None = self.details.record
        if report is None:
            return
        session, known = self._session, {fold(study.name): study.id for study in self._session.store.all(Study)}
        ids, made = [], []
        for name in names:
            study_id = known.get(fold(name))
            if study_id is None:
                study, change = add_study(session.store, name, session.reviewer.id)
                study_id = study.id
                made += list(change.alterations) if change is not None else []
            ids.append(study_id)
        change = amend_report(report, session.reviewer.id, study_ids=tuple(dict.fromkeys(ids)))
        if change is None:
            return
        both = Change(title=change.title, reviewer_id=change.reviewer_id, alterations=(*made, *change.alterations))
        if session.apply(both) is None:
            self.show_report(report)
