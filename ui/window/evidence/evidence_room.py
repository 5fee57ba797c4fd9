"""The Evidence room: the list of claims and the claim being read, and what one asks of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from curator.adjudication.consensus import consensus_reviewer
from curator.changes import Applied
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.coding.reports import short_name
from curator.evidence.lines import LineWriter
from curator.evidence.question import Column, EvidenceQuestion
from curator.exporting.pictures import PictureKind
from curator.records import Claim, ClaimStatus, Decision, Query, Report, Reviewer, Study
from curator.text.passages import quote
from ui.window.evidence.asking import Asking
from ui.window.evidence.claim_reading import ClaimReading
from ui.window.evidence.claim_table import ClaimTable
from ui.window.evidence.columns import ORDER
from ui.window.evidence.head import EFFECTS, MAP, EvidenceHead
from ui.window.evidence.picture_page import PicturePage
from ui.window.evidence.table_view import ClaimView
from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.room import Room
from ui.window.furniture.uses import Uses
from ui.window.furniture.words import counted, rule, surface
from ui.window.session import Session

_COUNTED_STATUSES = (ClaimStatus.DRAFT, ClaimStatus.COMPLETE)


class EvidenceRoom(Room):
    """Every claim of the review. ``claim_opened`` asks to be shown a claim's words in its report."""

    claim_opened = Signal(str)
    read_asked = Signal()

    def __init__(self, session: Session, settings: QSettings | None = None) -> None:
        super().__init__()
        self._session = session
        self._sort: Column | None = None
        self._descending = False
        self._stale = True
        self._names_stale = False
        self._wanted: str | None = None
        self.uses = Uses.of(session)
        self.asking = Asking(session, self)
        self.table = ClaimTable(
            lambda claim_ids: session.reader.get_many(Claim, claim_ids), LineWriter.read(session.reader), self
        )
        self.view = ClaimView(settings or QSettings("Trial Evidence Curator", "Trial Evidence Curator"))
        self.view.setModel(self.table)
        self.view.arrange_columns()
        self.reading = ClaimReading(session)
        self.head = EvidenceHead()
        self.pictures: dict[PictureKind, PicturePage] = {}
        self.shown_as: PictureKind | None = None
        self._claim_ids: Sequence[str] = ()
        self._lay_out()
        self._connect()

    @property
    def keys(self) -> str:
        """The keys that work here, for the line along the bottom of the window."""
        if self.shown_as is not None:
            return self.tr(
                "←↑→↓ move · Enter open in text · Ctrl+C copy picture · P save picture · T table · M map · D directions"
            )
        return self.tr(
            "↑↓ choose · Enter open in text · S sort · F filter · Ctrl+F search · M map · D directions · Ctrl+E export"
        )

    @property
    def question(self) -> EvidenceQuestion:
        """What is asked at the moment."""
        return EvidenceQuestion(
            words=self.head.search.text().strip(),
            filters=self.view.titles.filters,
            sort=self._sort,
            descending=self._descending,
            statuses=tuple(ClaimStatus) if self.head.with_retracted.isChecked() else _COUNTED_STATUSES,
            source=self.head.whose.source,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether words or filters keep some claims out of the list."""
        return bool(self.question.words or self.question.filters)

    def _lay_out(self) -> None:
        self.none_yet = EmptyRoom(
            self.tr("Every claim of the review will be listed here."),
            self.tr("A claim says which therapy changed which outcome, on words of a report. Mark words and make one."),
            self.tr("Read a report"),
        )
        self.none_found = EmptyRoom(
            self.tr("No claim matches these filters."),
            step=self.tr("Clear filters"),
            key="Ctrl+Backspace",
            primary=False,
        )
        self._over = QStackedWidget(self.view.viewport())
        self._over.addWidget(self.none_found)
        self._over.hide()
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(self.reading)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        paper = surface("paper")
        QVBoxLayout(paper).addWidget(self.none_yet)
        self.pages = QStackedWidget()
        self.pages.addWidget(split)
        self.pages.addWidget(paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule())
        column.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self._session.sight_changed.connect(self._look_anew)
        self.uses.counted.connect(self._say_spread)
        self.asking.answered.connect(self._list)
        self.view.titles.filtered.connect(self.ask)
        self.view.titles.sort_asked.connect(self.sort_by)
        self.view.chosen.connect(self._read_chosen)
        self.view.opened.connect(self.open_chosen)
        self.view.copied.connect(self.copy_quote)
        self.reading.open_asked.connect(self.open_chosen)
        self.reading.copy_asked.connect(self.copy_quote)
        self.head.shown_as.connect(self.show_as)
        self._bind_views(self.view)
        self.head.searched.connect(self.ask)
        self.head.search_left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.head.with_retracted.toggled.connect(lambda _on: self.ask())
        self.head.whose.chosen.connect(self.ask)
        self.head.columns.clicked.connect(
            lambda: self.view.columns_menu().popup(self.head.columns.mapToGlobal(self.head.columns.rect().bottomLeft()))
        )
        self.none_yet.stepped.connect(self.read_asked)
        for signal in (self.head.clearing.clicked, self.none_found.stepped):
            signal.connect(self.clear_filters)
        self.bind("Ctrl+F", self.search_now)
        self.bind("Ctrl+Backspace", self.clear_filters)
        self.bind("Esc", self.enter)

    # What one does here.

    def ask(self) -> None:
        """Asks the review for the claims that words and filters leave, in the order chosen."""
        self._stale = False
        self.head.whose.setVisible(consensus_reviewer(self._session.reader) is not None)
        self.asking.ask(self.question)

    def sort_by(self, column: Column) -> None:
        """Sorts by a column: upwards, then downwards, then in the order of the texts again."""
        if self._sort is not column:
            self._sort, self._descending = column, False
        elif not self._descending:
            self._descending = True
        else:
            self._sort, self._descending = None, False
        section = ORDER.index(self._sort) if self._sort is not None else None
        self.view.titles.show_sort(section, descending=self._descending)
        self.ask()

    def filter_by(self, column: Column, words: str) -> None:
        """Filters a column, shown or not, as if somebody had typed the words."""
        if words:
            self.view.show_column(column, True)
        self.view.titles.filter_line(column).setText(words)
        self.ask()

    def clear_filters(self) -> None:
        """Lists all claims again."""
        self.view.titles.clear_filters()
        self.head.clear()
        self.ask()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        if self.shown_as is not None:
            self.pictures[self.shown_as].enter()
            return
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def search_now(self) -> None:
        """Goes to the search."""
        self.head.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.search.selectAll()

    def show_as(self, kind: PictureKind | None) -> None:
        """Shows the claims that are listed as a picture, or (None) as the table."""
        self.shown_as = kind
        self.head.show_as(kind)
        if kind is not None and kind not in self.pictures:
            self.pictures[kind] = self._picture_page(kind)
        self._say_counts()
        self.enter()

    def _picture_page(self, kind: PictureKind) -> PicturePage:
        page = PicturePage(self._session, kind)
        page.claim_opened.connect(self.claim_opened)
        page.show_claims(self._claim_ids, self._which())
        self._bind_views(page.view)
        self.pages.addWidget(page)
        return page

    def _bind_views(self, widget: QWidget) -> None:
        keys = OwnKeys(widget)
        for key, kind in (("T", None), ("M", MAP), ("D", EFFECTS)):
            keys.bind(key, partial(self.show_as, kind))

    def _which(self) -> str:
        """Which claims are shown, in words for a picture."""
        counts = counted(len(self._claim_ids), self.tr("{n} claim"), self.tr("{n} claims"))
        said = [words for words in (self.question.words, *(words for _, words in self.question.filters)) if words]
        return f"{counts} · {' · '.join(said)}" if said else counts

    def choose(self, claim_id: str) -> None:
        """Chooses a claim in the list, now or as soon as it is listed."""
        self._wanted = claim_id
        row = self.table.row_of(claim_id)
        if row is not None:
            self._wanted = None
            self.view.choose_row(row)

    @property
    def chosen_id(self) -> str | None:
        """The id of the claim that is chosen in the list."""
        row = self.view.currentIndex().row()
        return self.table.claim_ids[row] if 0 <= row < len(self.table.claim_ids) else None

    def open_chosen(self) -> None:
        """Asks for the chosen claim's words in the text."""
        if self.chosen_id is not None:
            self.claim_opened.emit(self.chosen_id)

    def copy_quote(self) -> None:
        """Puts the chosen claim's words and where they are from on the clipboard."""
        line = self.table.line(self.view.currentIndex().row())
        if line is None:
            return
        report = self._session.reader.get(Report, line.claim.report_id)
        QGuiApplication.clipboard().setText(f"“{quote(line.claim.passages)}” ({short_name(report)})")
        self._session.said.emit(self.tr("Copied the quote"))

    # What follows from changes and answers.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.uses.count()
        if self._names_stale:
            self._rewrite()
        if self._stale:
            self.ask()

    def _follow(self, applied: Applied) -> None:
        renamed = applied.touches(*CODEBOOK_TYPES, Report, Reviewer, Study)
        if applied.touches(Claim):
            self.table.refresh(alteration.record().id for alteration in applied.alterations)
        self._names_stale = self._names_stale or renamed
        self._stale = self._stale or renamed or applied.touches(Claim, Decision)
        if not self.isVisible():
            return
        if self._names_stale:
            self._rewrite()
        if self._stale:
            self.ask()
        if renamed or applied.touches(Claim, Query):
            self._read_chosen()

    def _look_anew(self) -> None:
        """Other claims may be seen than before: none is shown until they are known."""
        self.table.show(())
        self._claim_ids = ()
        for page in self.pictures.values():
            page.forget()
        self._read_chosen()
        self._stale = True
        if self.isVisible():
            self.ask()

    def _rewrite(self) -> None:
        self._names_stale = False
        self.table.rewrite(LineWriter.read(self._session.reader, self._session.codebook))

    def _list(self, claim_ids: Sequence[str]) -> None:
        chosen = self._wanted or self.chosen_id
        row_before = max(self.view.currentIndex().row(), 0)
        self.table.show(claim_ids)
        self._claim_ids = claim_ids
        for page in self.pictures.values():
            page.show_claims(claim_ids, self._which())
        self._say_counts()
        if not claim_ids:
            self._read_chosen()
            return
        row = self.table.row_of(chosen) if chosen is not None else None
        self._wanted = None if row is not None else self._wanted
        if row is None:
            row = min(row_before, len(claim_ids) - 1)
        if row != self.view.currentIndex().row():
            self.view.choose_row(row)

    def _say_counts(self) -> None:
        listed = len(self.table.claim_ids)
        counts = counted(listed, self.tr("{n} claim"), self.tr("{n} claims"))
        self.head.clearing.setVisible(self.is_narrowed)
        if not listed and not self.is_narrowed:
            self.pages.setCurrentIndex(1)
        elif self.shown_as is not None:
            self.pages.setCurrentWidget(self.pictures[self.shown_as])
        else:
            self.pages.setCurrentIndex(0)
        self._over.setVisible(not listed and self.is_narrowed)
        self._over.setGeometry(self.view.viewport().rect())
        self.head.counts.setText(counts)
        self.place_said.emit(counts)
        self._say_spread()

    def _say_spread(self) -> None:
        reports = self._session.reader.count(Report, retired=False)
        parts = [counted(reports, self.tr("{n} report"), self.tr("{n} reports"))]
        if self.uses.known:
            codebook = self._session.codebook
            therapies = sum(1 for term_id in codebook.therapies.by_id if self.uses[term_id])
            outcomes = sum(1 for term_id in codebook.outcomes.by_id if self.uses[term_id])
            parts.append(counted(therapies, self.tr("{n} therapy"), self.tr("{n} therapies")))
            parts.append(counted(outcomes, self.tr("{n} outcome"), self.tr("{n} outcomes")))
        words = " · ".join(parts)
        self.head.spread.setText(self.tr("of the review’s {parts}").format(parts=words) if self.is_narrowed else words)

    def _read_chosen(self) -> None:
        self.reading.show_line(self.table.line(self.view.currentIndex().row()))
