"""The reading room: reports at the left, the text in the middle, and at the right whatever is made of it.

This is where the text, the claims and the marks meet: all their signals are wired in ``_wire``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from curator.changes import Applied
from curator.records import Mark, Record, Report
from ui.window.claiming.claim_column import ClaimColumn
from ui.window.furniture.pane import EmptyRoom
from ui.window.reading.find_bar import FindBar
from ui.window.reading.laid_text import LaidText
from ui.window.reading.published.paper import Paper
from ui.window.reading.report_list import LIST_WIDTH, ReportList
from ui.window.reading.reports_model import kind_in_words
from ui.window.reading.selected_words import SelectedWords
from ui.window.reading.selection_bar import SelectionBar
from ui.window.reading.suggested_text import SuggestedText
from ui.window.reading.text_keys import Asked, Deed
from ui.window.reading.text_menu import TextMenu
from ui.window.reading.text_view import TextView
from ui.window.session import Session


class ReadingRoom(QWidget):
    """Reading, selecting, claiming. ``report_id`` is the report that is being read."""

    import_asked = Signal()
    texts_dropped = Signal(list)
    place_said = Signal(str)
    report_shown = Signal(str)

    def __init__(self, session: Session, column: ClaimColumn) -> None:
        super().__init__()
        self.session = session
        self.column = column
        self._report: Report | None = None
        self._left_at: dict[str, tuple[int, int]] = {}
        self.setAcceptDrops(True)
        self.reports = ReportList(session)
        self.view = TextView()
        self.view.setMinimumWidth(320)
        self._laid = LaidText(session, self.view, column)
        column.marks_here = self._marks_here
        self.view.addActions([*column.actions_on_text(), *column.actions_anywhere()])
        self._removing = QAction(self.tr("Remove the current mark"), self)
        self._removing.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        self._removing.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.view.addAction(self._removing)
        self.paper = Paper(session, self.view)
        self.paper.pages.addActions(self.view.actions())
        self.suggested = SuggestedText(session, self.view)
        self.find_bar = FindBar(self.view)
        self.selection_bar = SelectionBar(self.view)
        self.page_bar = SelectionBar(self.paper.pages)
        self.empty = EmptyRoom(
            self.tr("Nothing to read yet"),
            self.tr("Bring in the texts of trial reports, reviews or registry records; files may be dropped here."),
            self.tr("Bring in texts"),
            "Ctrl+I",
        )
        self._middle = QStackedWidget()
        self._middle.addWidget(self.empty)
        self._middle.addWidget(self.paper)
        self.selected = SelectedWords(session, self.paper, self._laid, column)
        self.menu = TextMenu(self.view, self.selected)
        self.menu.addSeparator()
        self.menu.addActions(self.suggested.actions)
        for shown in (self.view, self.paper.pages):
            shown.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._arrange()
        self._wire()

    def _marks_here(self) -> Iterable[Mark]:
        return self._laid.marks.marks.values()

    def _arrange(self) -> None:
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        for place, widget in enumerate((self.reports, self._middle, self.column)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(place, int(widget is self._middle))
            self.splitter.setCollapsible(place, widget is self.reports)
        room = QVBoxLayout(self)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.splitter)
        self._was_sized = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._was_sized and self.width() > 0:
            right = self.column.sizeHint().width()
            self.splitter.setSizes([LIST_WIDTH, max(1, self.width() - LIST_WIDTH - right), right])
            self._was_sized = True

    def _wire(self) -> None:
        session, view, column, selected = self.session, self.view, self.column, self.selected
        session.changed.connect(self._heed)
        session.sight_changed.connect(self._laid.read_anew)
        self.reports.report_chosen.connect(self._read)
        self.reports.import_asked.connect(self.import_asked)
        self.reports.model.counted.connect(lambda: self._begin() if self.isVisible() else None)
        self.empty.stepped.connect(self.import_asked)
        view.claim_asked.connect(selected.start_claim)
        view.label_choice_asked.connect(selected.choose_label)
        view.label_asked.connect(selected.mark)
        view.words_clicked.connect(self._choose_among)
        view.customContextMenuRequested.connect(self.menu.show_at)
        pages = self.paper.pages
        pages.customContextMenuRequested.connect(lambda point: self.menu.show_at(point, pages))
        view.note_clicked.connect(self.show_claim)
        self._removing.triggered.connect(self._remove_mark)
        view.passage_moved.connect(selected.move_passage)
        view.verticalScrollBar().valueChanged.connect(self._say_place)
        for bar in (self.selection_bar, self.page_bar):
            bar.claim_asked.connect(selected.start_claim)
            bar.passage_asked.connect(selected.add_passage)
            bar.label_asked.connect(selected.choose_label)
        self.paper.way_chosen.connect(lambda _way: self.find_bar.stand_on(self.paper.front))
        column.passage_wanted.connect(selected.add_passage)
        column.replacement_wanted.connect(selected.replace_passage)
        column.reveal_asked.connect(self.reveal)
        column.text_wanted.connect(lambda: view.setFocus(Qt.FocusReason.OtherFocusReason))
        column.claim_shown.connect(self._laid.stand_out)
        self.suggested.taken.connect(column.show_claim)
        column.mark_shown.connect(self._laid.stand_out)

    # What the window asks -----------------------------------------------------------------------------------------

    @property
    def keys(self) -> str:
        """The keys that work here, for the line along the bottom of the window."""
        return self.tr("Shift+→ extend by word  ·  Enter claim  ·  P add passage  ·  L label  ·  F1 all keys")

    @property
    def report_id(self) -> str | None:
        """The report that is being read."""
        return self._report.id if self._report is not None else None

    def enter(self) -> None:
        """The room is entered: the text has the keyboard."""
        self._begin()
        (self.view if self._report is not None else self.reports.bring_in).setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_place()

    def _begin(self) -> None:
        """Shows the first report where none is shown."""
        if self._report is None and self.reports.model.reports:
            self.show_report(self.reports.model.reports[0].id)

    def show_report(self, report_id: str) -> None:
        """Shows a report where it was left; nothing happens when it is shown already."""
        if report_id == self.report_id:
            return
        report = self.reports.model.report(report_id) or self.session.store.get(Report, report_id)
        text = self.session.attempt(lambda: self.session.store.text(report.text_sha256))
        if text is not None:
            self._show(report, text)

    def _show_anew(self, report: Report) -> None:
        """The report that is read has another text: it was corrected, or that was undone."""
        text = self.session.attempt(lambda: self.session.store.text(report.text_sha256))
        if text is not None:
            self._show(report, text)

    def _show(self, report: Report, text: str) -> None:
        self._remember_place()
        self._report = report
        self._middle.setCurrentWidget(self.paper)
        self.column.show_report(report)
        self.view.show_text(report.title or report.file_name, _byline(report), text, _warning(report))
        self._laid.show_report(report)
        self.suggested.show_report(report)
        self.paper.show_report(report)
        self.find_bar.stand_on(self.paper.front)
        self.find_bar.text_changed()
        self.reports.show_open(report.id)
        caret, top = self._left_at.get(report.id, (0, 0))
        self.view.show_at_top(min(top, len(text)))
        self.view.picked.move_to(min(caret, len(text)))
        self.report_shown.emit(report.id)
        self._say_place()

    def _show_nothing(self) -> None:
        self._report = None
        self.column.show_report(None)
        self.view.show_text("", "", "")
        self._laid.show_report(None)
        self.suggested.show_report(None)
        self.paper.show_report(None)
        self._middle.setCurrentWidget(self.empty)
        self.reports.show_open(None)
        self._say_place()

    def _remember_place(self) -> None:
        if self._report is not None:
            self._left_at[self._report.id] = (self.view.caret, self.view.top_place)

    def places(self) -> dict[str, tuple[int, int]]:
        """Where each report was left: the caret, and the place at the top of what was seen, in code points."""
        self._remember_place()
        return dict(self._left_at)

    def take_places(self, places: Mapping[str, tuple[int, int]]) -> None:
        """Takes over where reports were left when the review was open the last time."""
        self._left_at = {**places, **self._left_at}

    def _read(self, report_id: str) -> None:
        self.show_report(report_id)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def previous_report(self) -> None:
        """Goes to the report above in the list."""
        self._go(-1)

    def next_report(self) -> None:
        """Goes to the report below in the list."""
        self._go(1)

    def _go(self, step: int) -> None:
        report_id = self.reports.beside(self.report_id, step)
        if report_id is not None:
            self._read(report_id)

    def show_claim(self, claim_id: str) -> None:
        """Takes a claim of this report in hand and shows its words."""
        self.column.show_claim(claim_id)
        stretches = self.view.painted.index.of(claim_id)
        if stretches:
            self.reveal(stretches[0].start, stretches[0].end)

    def reveal(self, start: int, end: int) -> None:
        """Shows the words at ``[start, end)`` and puts the caret there."""
        self.view.reveal_place(start, end)
        self.view.put_caret(start)

    def select(self, start: int, end: int) -> None:
        """Shows the words at ``[start, end)``, selected: a claim or a mark can be made on them at once."""
        self.view.select(start, end)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_made(self, record_id: str) -> None:
        """Shows the words of a mark of this report; nothing happens for anything else."""
        stretches = self.view.painted.index.of(record_id)
        if stretches:
            self.column.show_mark(record_id)
            self.reveal(stretches[0].start, stretches[0].end)

    def find(self) -> None:  # type: ignore[override]  # every room is asked so; Qt's own is for window numbers
        """Opens the search in the text."""
        if self._report is not None:
            self.find_bar.open()

    def find_next(self) -> None:
        """Goes to the next place found."""
        if self._report is not None:
            self.find_bar.find_next()

    def find_previous(self) -> None:
        """Goes to the place found before."""
        if self._report is not None:
            self.find_bar.find_previous()

    def larger(self) -> None:
        """Shows the text, or the pages, larger."""
        self.paper.zoom(Asked(Deed.ZOOM))

    def smaller(self) -> None:
        """Shows the text, or the pages, smaller."""
        self.paper.zoom(Asked(Deed.ZOOM, forward=False))

    def usual_size(self) -> None:
        """Shows the text, or the pages, in their usual size."""
        self.paper.zoom(Asked(Deed.ZOOM_BACK))

    # Claims and marks that are there ------------------------------------------------------------------------------

    def _remove_mark(self) -> None:
        if self.column.mark_card.mark is not None:
            self.column.mark_card.remove()
        elif self.column.hand.claim is not None:
            self.session.said.emit(self.tr("Del removes a mark. A claim is retracted with Ctrl+Shift+Del."))

    def _choose_among(self, owner_ids: Sequence[str]) -> None:
        """Takes in hand what lies under a click: the innermost first, and at the next click the one around it."""
        if not owner_ids:
            return
        current = self.view.current_id
        number = (owner_ids.index(current) + 1) % len(owner_ids) if current in owner_ids else 0
        chosen = owner_ids[number]
        if chosen in self._laid.marks.marks:
            self.column.show_mark(chosen)
        else:
            self.column.show_claim(chosen)

    # What is altered elsewhere ------------------------------------------------------------------------------------

    def _heed(self, applied: Applied) -> None:
        """Follows what was altered, as far as it is on the screen."""
        for alteration in applied.alterations:
            if self._report is not None and alteration.record().id == self._report.id:
                self._follow(alteration.after)
        for mark in self._laid.heed(applied):
            if self.view.selection in {(passage.start, passage.end) for passage in mark.passages}:
                self.view.let_go()

    def _follow(self, after: Record | None) -> None:
        """The report that is read was amended, or is no longer there."""
        if isinstance(after, Report):
            before, self._report = self._report, after
            self.view.put_heading(after.title or after.file_name, _byline(after), _warning(after))
            if before is not None and before.text_sha256 != after.text_sha256:
                self._show_anew(after)
        else:
            self._show_nothing()
            self._begin()

    # Where one is -------------------------------------------------------------------------------------------------

    def _say_place(self) -> None:
        row = self.reports.model.row_of(self.report_id)
        if row is None:
            self.place_said.emit("")
            return
        bar = self.view.verticalScrollBar()
        share = round(100 * bar.value() / bar.maximum()) if bar.maximum() else 100
        self.place_said.emit(
            self.tr("Report {n} of {m} · {share} %").format(n=row + 1, m=len(self.reports.model.reports), share=share)
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and hasattr(self, "_was_sized"):
            self._laid.show_looks()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.find_bar.isHidden():
            self.find_bar.close_bar()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.texts_dropped.emit(paths)


def _byline(report: Report) -> str:
    """Who wrote a report, where it stood, and what kind it is."""
    journal = " ".join(part for part in (report.journal, str(report.year) if report.year else "") if part)
    return " · ".join(part for part in (report.authors, journal, kind_in_words(report.kind).lower()) if part)


def _warning(report: Report) -> str:
    """That a report was retracted, where its record says so."""
    if not report.retraction:
        return ""
    return QCoreApplication.translate("ReadingRoom", "Retracted: {words}").format(words=report.retraction)
