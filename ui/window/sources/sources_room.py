"""The Sources room: the reports of the review, and all the ways in which texts and tables come in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QSplitter, QStackedWidget, QVBoxLayout

from curator.changes import Applied
from curator.coding.reports import retire_report
from curator.records import Report, Study
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.panel import Panel
from ui.window.furniture.room import Room
from ui.window.furniture.side import Side
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import Surface, counted, rule
from ui.window.session import Session
from ui.window.sources.claims_panel import ClaimsPanel
from ui.window.sources.drop_sign import DropSign
from ui.window.sources.head import SourcesHead
from ui.window.sources.paste_panel import PastePanel
from ui.window.sources.report_form import ReportForm
from ui.window.sources.report_table import Detail, ReportTable
from ui.window.sources.report_view import ReportView
from ui.window.sources.texts_account import TextsAccount


class SourcesRoom(Room):
    """``report_opened`` asks to read a report."""

    report_opened = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sort: Detail | None = None
        self._descending = False
        self._stale = True
        self.uses = Uses.of(session)
        self.table = ReportTable(self.uses, self)
        self.view = ReportView(self.table)
        self.form = ReportForm(session)
        self.head = SourcesHead()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(not session.store.read_only)

    @property
    def keys(self) -> str:
        return self.tr("Enter open in text · S sort · Del set aside · Ctrl+I bring in texts · Ctrl+F search")

    def _lay_out(self) -> None:
        self.empty = EmptyRoom("", step=self.tr("Bring in texts"), key="Ctrl+I")
        paper = Surface("paper")
        QVBoxLayout(paper).addWidget(self.empty)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(paper)
        self.side = Side(self.form)
        self.side.panel_closed.connect(lambda _panel, had_focus: self.enter() if had_focus else None)
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

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self.uses.counted.connect(self.table.recount)
        self.view.chosen.connect(self._show_chosen)
        self.view.opened.connect(self.open_chosen)
        self.view.set_aside.connect(self.set_aside)
        self.view.titles.sectionClicked.connect(lambda section: self.sort_by(Detail(section)))
        self.form.read_asked.connect(self.open_chosen)
        self.form.set_aside_asked.connect(self.set_aside)
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
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def search_now(self) -> None:
        self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.search.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.uses.count()
        if self._stale:
            self._list()

    def _follow(self, applied: Applied) -> None:
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
        if only_amended and self._sort is None and not self.head.search.text():
            self.table.replace({each.after.id: each.after for each in reports if isinstance(each.after, Report)})
            self._show_chosen()
        else:
            self._list()

    def _list(self) -> None:
        """Lists the reports anew; the chosen one stays, or the one that now stands in its place is chosen."""
        self._stale = False
        store = self._session.store
        reports = store.all(Report) if self.head.with_retired.isChecked() else store.all(Report, retired=False)
        self._keep_chosen(lambda: self.table.show(reports))
        counts = counted(len(reports), self.tr("{n} report"), self.tr("{n} reports"))
        self.head.counts.setText(counts)
        self.place_said.emit(counts)
        self._say_empty()

    def _keep_chosen(self, act: object) -> None:
        chosen = self.view.chosen_report
        row_before = max(self.view.currentIndex().row(), 0)
        if callable(act):
            act()
        row = self.table.row_of(chosen.id) if chosen is not None else None
        if row is None and self.table.reports:
            row = min(row_before, len(self.table.reports) - 1)
        if row is not None:
            self.view.choose_row(row)
        self._show_chosen()

    def _narrow(self, words: str) -> None:
        self._keep_chosen(lambda: self.table.narrow(words))
        self._say_empty()

    def _say_empty(self) -> None:
        self._pages.setCurrentIndex(0 if self.table.reports else 1)
        words = self.head.search.text().strip()
        if words:
            self.empty.say(self.tr("No report has “{words}” in its details.").format(words=words))
        else:
            self.empty.say(
                self.tr("The reports of the review will stand here."),
                self.tr("Bring in plain texts (.txt, .md): files, a folder of them, or drop them here."),
            )

    def sort_by(self, detail: Detail) -> None:
        """Sorts by a column: upwards, then downwards, then as the reports came in again."""
        if self._sort is not detail:
            self._sort, self._descending = detail, False
        elif not self._descending:
            self._descending = True
        else:
            self._sort, self._descending = None, False
        self.view.titles.show_sort(self._sort, descending=self._descending)
        self._keep_chosen(lambda: self.table.sort_by(self._sort, descending=self._descending))

    def choose(self, report_id: str) -> None:
        """Chooses a report."""
        row = self.table.row_of(report_id)
        if row is not None:
            self.view.choose_row(row)

    def _show_chosen(self) -> None:
        self.form.show_report(self.view.chosen_report)

    # What one does here.

    def open_chosen(self) -> None:
        """Asks to read the chosen report."""
        report = self.view.chosen_report
        if report is not None:
            self.report_opened.emit(report.id)

    def set_aside(self) -> None:
        """Sets the chosen report aside, or brings it back; its claims are kept either way."""
        report = self.view.chosen_report
        if report is not None:
            self._session.apply(retire_report(report, self._session.reviewer.id, retired=not report.retired))

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
        """Asks for text files and brings them in."""
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Bring in texts"), "", self.tr("Texts (*.txt *.text *.md *.markdown);;All files (*)")
        )
        if names:
            self.import_paths([Path(name) for name in names])

    def ask_for_folder(self) -> None:
        """Asks for a folder and brings in every text in it."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Bring in a folder of texts"))
        if name:
            self.import_paths([Path(name)])

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Brings in files and folders; one table (.csv, .tsv) alone is taken for a table of claims."""
        if len(paths) == 1 and paths[0].suffix.lower() in (".csv", ".tsv"):
            self.import_claims(paths[0])
            return
        account = self._account()
        if account is not None:
            account.bring_in(paths)

    def _account(self) -> TextsAccount | None:
        account = TextsAccount(self._session)
        account.done.connect(self._came_in)
        if not self.open_panel(account):
            return None
        account.begin(account.leaving)
        return account

    def _bring_in_pasted(self, text: str, title: str) -> None:
        account = self._account()
        if account is not None:
            account.bring_in_pasted(text, title)

    def _came_in(self, report_id: str | None) -> None:
        if report_id is not None:
            self.choose(report_id)

    def start_pasting(self) -> None:
        """Shows what lies on the clipboard, to be brought in."""
        panel = PastePanel()
        panel.pasted.connect(self._bring_in_pasted)
        if self.open_panel(panel):
            panel.begin(panel.title)

    def ask_for_claims(self) -> None:
        """Asks for a table of claims and shows what would come in."""
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Bring in claims"), "", self.tr("Tables (*.csv *.tsv *.txt);;All files (*)")
        )
        if name:
            self.import_claims(Path(name))

    def import_claims(self, path: Path) -> None:
        """Shows what a table of claims would bring in, and brings it in when that is confirmed."""
        panel = ClaimsPanel(self._session, path)
        if self.open_panel(panel):
            panel.begin(panel.add_terms)
            panel.preview()

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
        if paths:
            event.acceptProposedAction()
            self.import_paths(paths)
