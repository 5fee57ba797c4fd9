"""The studies of the review, beside its reports: listed, renamed, merged and removed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from curator.coding.reports import remove_study
from curator.records import Report, Study
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.panel import Panel
from ui.window.furniture.record_view import RecordView
from ui.window.furniture.side import Side
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import Surface, translated
from ui.window.session import Session
from ui.window.sources.merge_study import MergeStudyPanel
from ui.window.sources.study_form import StudyForm
from ui.window.sources.study_table import WIDTHS, StudyTable


class Studies(QStackedWidget):
    """The list of studies, and what one does to them. ``listed`` says how many there are now."""

    listed = Signal(int)
    report_asked = Signal(str)

    def __init__(self, session: Session, uses: Uses, side: Side) -> None:
        super().__init__()
        self._session = session
        self._side = side
        self._reports: list[Report] = []
        self.table = StudyTable(uses, self)
        self.view = RecordView(translated("Studies", "Studies"), self.table, WIDTHS)
        self.form = StudyForm(session, uses)
        self.empty = EmptyRoom("")
        paper = Surface("paper")
        QVBoxLayout(paper).addWidget(self.empty)
        self.addWidget(self.view)
        self.addWidget(paper)
        self.view.chosen.connect(self._show_chosen)
        self.view.opened.connect(self.rename)
        self.form.renamed.connect(self.enter)
        self.form.merge_asked.connect(self.merge)
        self.form.remove_asked.connect(self.remove)
        self.form.report_asked.connect(self.report_asked)
        for keys, act in (
            ("Return", self.rename),
            ("Num+Enter", self.rename),
            ("F2", self.rename),
            ("M", self.merge),
            ("Del", self.remove),
        ):
            self.view.bind(keys, act)

    @property
    def chosen(self) -> Study | None:
        """The study that is chosen."""
        study = self.view.chosen_record
        return study if isinstance(study, Study) else None

    def enter(self) -> None:
        """Gives the keyboard to the list."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def list_anew(self) -> None:
        """Lists the studies as the review holds them now; the chosen one stays."""
        self._reports = self._session.reader.all(Report)
        studies = self._session.reader.all(Study)
        self.view.keep_chosen(lambda: self.table.show_with(studies, self._reports))
        self._say_empty()
        self.listed.emit(len(studies))

    def narrow(self, words: str) -> None:
        """Lists only studies that have these words in their details."""
        self.view.keep_chosen(lambda: self.table.narrow(words))
        self._say_empty(words.strip())

    def _say_empty(self, words: str = "") -> None:
        self.setCurrentIndex(0 if self.table.records else 1)
        if words:
            self.empty.say(self.tr("No study has “{words}” in its details.").format(words=words))
        else:
            self.empty.say(
                self.tr("No studies yet."),
                self.tr("A study is the trial itself. Name it in the details of a report, or in a claim."),
            )

    def _show_chosen(self) -> None:
        study = self.chosen
        about = [report for report in self._reports if study is not None and study.id in report.study_ids]
        self.form.show_study(study, about)

    # What one does to a study.

    def rename(self) -> None:
        """Goes to the chosen study's name."""
        if not self._session.may_change():
            return
        if self.chosen is not None:
            self._side.close_panel()
            self.form.start_renaming()

    def merge(self) -> None:
        """Asks which study the chosen one is to be merged into."""
        if not self._session.may_change():
            return
        study = self.chosen
        if study is None:
            return
        panel = MergeStudyPanel(self._session, study, sum(study.id in report.study_ids for report in self._reports))
        if self._side.open(panel):
            panel.begin(panel.finder)

    def remove(self) -> None:
        """Takes the chosen study away; one that something is about stays, and why is said."""
        if not self._session.may_change():
            return
        study, session = self.chosen, self._session
        if study is not None:
            session.apply(session.attempt(lambda: remove_study(session.store, study, session.reviewer.id)))

    def follow_panel(self, panel: Panel) -> None:
        """Chooses what was merged into, once the panel that did it is closed."""
        if isinstance(panel, MergeStudyPanel) and panel.merged_into is not None:
            self.view.choose(panel.merged_into)
