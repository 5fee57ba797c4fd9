"""The details of a report as a form. Each is stored as it is left; a year or DOI without its form is said to be so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.changes import Change
from curator.codebook.names import fold
from curator.coding.reports import add_study, amend_report, doi_from, pmid_from, short_name, year_from
from curator.errors import CuratorError
from curator.records import Report, ReportKind, Study
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.chips import Chips
from ui.window.furniture.fields import Choice, LabelledField, OneLine, SomeLines
from ui.window.furniture.pane import SidePane
from ui.window.furniture.words import link, plain_label, rule, translated
from ui.window.session import Session


class ReportForm(SidePane):
    """Shows one report."""

    read_asked = Signal()
    set_aside_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(translated("ReportForm", "Details of the report"))
        self._session = session
        self.report: Report | None = None
        self.heading = plain_label("", "heading", wraps=True)
        self.source = plain_label("", "muted", wraps=True)
        self.replaced = plain_label("", "warning", wraps=True)
        self._nothing = plain_label(self.tr("Choose a report to see its details here."), "muted", wraps=True)
        for widget in (self._nothing, self.heading, self.source, self.replaced):
            self.body.addWidget(widget)
        self._host = QWidget()
        self.body.addWidget(self._host)
        self._fields = _Fields(self._host)
        self._add_fields()
        self.reading = link(self.tr("Open in text"), key="Enter")
        self.reading.clicked.connect(self.read_asked)
        self.setting_aside = link(self.tr("Set aside"), key="Del")
        self.setting_aside.clicked.connect(self.set_aside_asked)
        self._acts = QWidget()
        row = QHBoxLayout(self._acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.reading)
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
        title_field = add(self.tr("Title"), self.title)
        authors_field = add(self.tr("Authors"), self.authors)
        self.year_field, kind_field = self._fields.add_pair(
            (self.tr("Year"), self.year), (self.tr("Kind"), self.kind), shares=(1, 2)
        )
        journal_field = add(self.tr("Journal"), self.journal)
        self.doi_field, self.pmid_field = self._fields.add_pair(
            (self.tr("DOI"), self.doi), (self.tr("PubMed id"), self.pmid), shares=(3, 2)
        )
        licence_field = add(self.tr("Licence"), self.licence)
        self.studies_field = add(self.tr("Study or studies"), self.studies)
        note_field = add(self.tr("Note"), self.note)
        for entry, field, name in (
            (self.title, title_field, "title"),
            (self.authors, authors_field, "authors"),
            (self.journal, journal_field, "journal"),
            (self.licence, licence_field, "licence"),
            (self.note, note_field, "note"),
        ):
            entry.entered.connect(lambda words, field=field, name=name: self._take(field, name, words, str.strip))
        self.year.entered.connect(lambda words: self._take(self.year_field, "year", words, year_from))
        self.doi.entered.connect(lambda words: self._take(self.doi_field, "doi", words, doi_from))
        self.pmid.entered.connect(lambda words: self._take(self.pmid_field, "pmid", words, pmid_from))
        self.kind.chosen.connect(lambda kind: self._amend(kind_field, kind=kind))
        self.studies.altered.connect(self._take_studies)

    def show_report(self, report: Report | None) -> None:
        """Shows a report; what is being typed in a field of the same report stays."""
        another = report is None or self.report is None or report.id != self.report.id
        self.report = report
        for widget in (self.heading, self.source, self._host, self._rule, self._acts):
            widget.setVisible(report is not None)
        self._nothing.setVisible(report is None)
        self.replaced.setVisible(report is not None and bool(report.import_note))
        if report is None:
            return
        if another:
            self._fields.forget_faults()
            self.to_top()
        name = short_name(report)
        self.heading.setText(name if report.authors else self.tr("Details of the report"))
        self.source.setText(self._source_in_words(report))
        self.replaced.setText(report.import_note)
        for entry, words in (
            (self.title, report.title),
            (self.authors, report.authors),
            (self.year, str(report.year or "")),
            (self.journal, report.journal),
            (self.doi, report.doi),
            (self.pmid, report.pmid),
            (self.licence, report.licence),
            (self.note, report.note),
        ):
            if another:
                entry.replace(words)
            else:
                entry.settle(words)
        self.kind.settle(report.kind)
        names = self._session.store.get_many(Study, report.study_ids)
        self.studies.show_values(names[study_id].name for study_id in report.study_ids if study_id in names)
        self._host.setEnabled(not self._session.store.read_only)
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

    def _take(self, field: LabelledField, name: str, words: str, read: Callable[[str], object]) -> None:
        try:
            value = read(words)
        except CuratorError as problem:
            field.say_fault(sentence_of(problem))
            return
        self._amend(field, **{name: value})

    def _amend(self, field: LabelledField, **values: object) -> None:
        if self.report is None:
            return
        field.say_fault("")
        change = amend_report(self.report, self._session.reviewer.id, **values)
        if change is None:
            self.show_report(self.report)
        else:
            self._session.apply(change)

    def _take_studies(self, names: tuple[str, ...]) -> None:
        """Studies that the review has are taken by name; others are made, in the same change as the report's."""
        if self.report is None:
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
        change = amend_report(self.report, session.reviewer.id, study_ids=tuple(dict.fromkeys(ids)))
        if change is None:
            return
        both = Change(title=change.title, reviewer_id=change.reviewer_id, alterations=(*made, *change.alterations))
        if session.apply(both) is None:
            self.show_report(self.report)


class _Fields:
    """The fields of the form, one under the other."""

    def __init__(self, host: QWidget) -> None:
        self._column = QVBoxLayout(host)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._all: list[LabelledField] = []

    def _made(self, name: str, control: QWidget) -> LabelledField:
        field = LabelledField(name, control)
        self._all.append(field)
        return field

    def add(self, name: str, control: QWidget) -> LabelledField:
        """A field across the whole width."""
        field = self._made(name, control)
        self._column.addWidget(field)
        return field

    def add_pair(
        self, left: tuple[str, QWidget], right: tuple[str, QWidget], shares: tuple[int, int]
    ) -> tuple[LabelledField, LabelledField]:
        """Two fields side by side."""
        fields = self._made(*left), self._made(*right)
        row = QHBoxLayout()
        row.setSpacing(12)
        for field, share in zip(fields, shares, strict=True):
            row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)
        return fields

    def forget_faults(self) -> None:
        """Takes all marks away."""
        for field in self._all:
            field.say_fault("")
