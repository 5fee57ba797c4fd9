"""The Compare room: the figures at the left, the words and the queue in the middle, and at the right what is settled.

This is where the three meet: all their signals are wired in ``_wire``.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from curator.adjudication.queue import Disagreement, Queue
from curator.changes import Applied, ChangeKind
from curator.coding.reports import short_name
from curator.coding.reviews import people
from curator.records import Claim, Decision, Query, Report, Review, Study
from ui.window.compare.agreement_pane import AGREEMENT_WIDTH, AgreementPane
from ui.window.compare.centre import Centre
from ui.window.compare.comparing import Compared, Comparing, FieldDetails
from ui.window.compare.desk import Desk
from ui.window.compare.hands import Hands
from ui.window.compare.intent import Intent, intent_of
from ui.window.compare.narrower import Narrower
from ui.window.compare.opening import Opening
from ui.window.compare.pair_reasons import PairReasons
from ui.window.compare.queue_rows import Group, Row
from ui.window.compare.room_keys import bind_keys
from ui.window.compare.settings import Settings
from ui.window.compare.settle_pane import SETTLE_WIDTH, SettlePane
from ui.window.compare.settler import Settler
from ui.window.compare.what_is_missing import what_is_missing
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.room import Room
from ui.window.furniture.side import Side
from ui.window.furniture.words import counted, surface
from ui.window.session import Session

_FEWEST = 2
"""Reviewers, without whom there is nothing to compare."""


class CompareRoom(Room):
    """Comparing and settling. ``people_asked`` asks for the place where reviewers and assignments are seen to."""

    people_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.comparing = Comparing(session, self)
        self.settings = Settings()
        self.hands = Hands()
        self.left = AgreementPane()
        self.centre = Centre()
        self.pane = SettlePane()
        self.side = Side(self.pane)
        self.desk = Desk(session, self.pane.desk)
        self.settler = Settler(session, self.pane, self.desk)
        self.opening = Opening(self)
        self.narrower = Narrower(self)
        self.titles: Mapping[str, str] = {}
        self._studies: Mapping[str, str] = {}
        self._reasons = PairReasons()
        self._wanted: tuple[str, ...] | None = None
        self._was_sized = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._wire()
        bind_keys(self)

    def _lay_out(self) -> None:
        self.empty = EmptyRoom("", "", self.tr("Reviewers and reports"))
        paper = surface("paper")
        QVBoxLayout(paper).addWidget(self.empty)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        for place, widget in enumerate((self.left, self.centre, self.side)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(place, int(widget is self.centre))
        self.pages = QStackedWidget()
        self.pages.addWidget(self.splitter)
        self.pages.addWidget(paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        QWidget.setTabOrder(self.centre.queue, self.pane.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._was_sized and self.width() > 0:
            middle = max(1, self.width() - AGREEMENT_WIDTH - SETTLE_WIDTH)
            self.splitter.setSizes([AGREEMENT_WIDTH, middle, SETTLE_WIDTH])
            self._was_sized = True

    def _wire(self) -> None:
        session, comparing, left, centre, pane = self.session, self.comparing, self.left, self.centre, self.pane
        session.changed.connect(self._heed)
        session.sight_changed.connect(self._sight_changed)
        comparing.began.connect(left.watch)
        comparing.ended.connect(self._comparing_ended)
        comparing.compared.connect(self._show_compared)
        comparing.queue_read.connect(lambda _compared: self._show_queue())
        comparing.detailed.connect(self._show_details)
        left.cancelling.clicked.connect(comparing.cancel)
        left.field_chosen.connect(comparing.detail)
        left.cell_chosen.connect(self.narrower.by_cell)
        left.report_chosen.connect(self.narrower.by_report)
        left.differing_asked.connect(self.narrower.by_field)
        left.reviewers_asked.connect(self.opening.choose_reviewers)
        left.table_asked.connect(self.opening.show_table)
        left.export_asked.connect(self.opening.export_figures)
        left.settings_asked.connect(self.opening.open_rules)
        centre.queue.chosen.connect(self._show_chosen)
        centre.searched.connect(self.narrower.by_words)
        centre.search_left.connect(self.to_queue)
        centre.cleared.connect(self.narrower.list_all)
        centre.alike_asked.connect(self.take_over_alike)
        centre.legend.naming.clicked.connect(self.turn_names)
        pane.settled.connect(self.settler.settle)
        pane.asked.connect(self.settler.ask)
        pane.withdrawn.connect(self.settler.withdraw)
        self.settler.settled.connect(self._settled)
        self.settler.withdrawn.connect(self._withdrawn)
        pane.pairing_asked.connect(self.opening.open_pairing)
        pane.desk_asked.connect(self.desk.choose)
        pane.escaped.connect(self.to_queue)
        self.desk.altered.connect(self._show_desk)
        self.empty.stepped.connect(self.people_asked)
        self.side.panel_closed.connect(lambda _panel, had_focus: self.to_queue() if had_focus else None)

    # What the window asks -----------------------------------------------------------------------------------------

    @property
    def keys(self) -> str:
        """The keys that work here, for the line along the bottom of the window."""
        return self.tr("1 first · 2 second · M merge · X neither · Enter settle and next · F1 all keys")

    @property
    def is_working(self) -> bool:
        """Whether neither a panel nor the table of all figures is open."""
        return self.side.panel is None and self.pages.currentIndex() == 0

    def enter(self) -> None:
        """The room is entered: the queue has the keyboard."""
        if self.pages.currentWidget() is self.splitter:
            self.to_queue()
        elif self.empty.step_button.isVisible():
            self.empty.step_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def search_now(self) -> None:
        """Goes to the search of the queue."""
        self.centre.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.centre.search.selectAll()

    def to_queue(self) -> None:
        """Puts the keyboard into the queue."""
        self.centre.queue.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.comparing.catch_up()
        self._say_what_is_missing()

    def _heed(self, applied: Applied) -> None:
        if applied.touches(Review):
            self._show_rule()
        if applied.touches(Query) and self.pane.disagreement is not None:
            self._show_queries(self.pane.disagreement)
        if applied.entry.kind is not ChangeKind.DO:
            for alteration in applied.alterations:
                record = alteration.record()
                if isinstance(record, Decision):
                    self._wanted = record.claim_ids
        if self.comparing.heed(applied) and self.isVisible():
            self.comparing.catch_up()

    def _sight_changed(self) -> None:
        """Something else may be seen than before, or somebody else works here: what was shown gives way at once."""
        self.comparing.forget()
        self.desk.forget()
        self.opening.close_table()
        self.side.close_panel()
        if self.isVisible():
            self.comparing.catch_up()
        self._say_what_is_missing()

    # What is shown ------------------------------------------------------------------------------------------------

    def _show_compared(self, compared: Compared) -> None:
        reader = self.session.reader
        coding = compared.coded.reviewers
        in_order = sorted(compared.people, key=lambda person: person.id not in coding)
        self.hands = Hands(in_order, named=self.hands.named)
        self.titles = {report.id: short_name(report) for report in reader.all(Report)}
        self._studies = {study.id: study.name for study in reader.all(Study)}
        self._reasons = PairReasons(compared.units)
        if not set(self.settings.between) <= set(compared.found.coded.reviewers):
            self.settings = replace(self.settings, between=())
        self._say_what_is_missing()
        self._show_rule()
        self._show_desk()
        self.left.show_compared(compared, self.settings, self.hands)
        self._show_queue()

    def _comparing_ended(self) -> None:
        cancelled = self.comparing.was_cancelled
        self.left.rest(self.tr("Stopped. The figures are not those of now; Esc compares again.") if cancelled else "")
        self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        """Shows the work, or says what has to come first. What was found for other eyes is never left standing."""
        compared = self.comparing.known
        queue = compared.queue if compared is not None else Queue()
        if bool(compared and compared.coded.reports) or any((queue.open, queue.settled, queue.identical)):
            self._show_work()
            return
        alone = len(people(self.session.reader)) < _FEWEST
        busy = compared is None and self.comparing.is_busy and not alone
        self.empty.say(*what_is_missing(compared, alone=alone, busy=busy))
        self.empty.step_button.setHidden(busy)
        self.pages.setCurrentIndex(1)
        self.place_said.emit("")

    def _show_work(self) -> None:
        if self.pages.currentIndex() != 1:
            return
        focused = QApplication.focusWidget()
        self.pages.setCurrentIndex(0)
        if focused in (self, self.empty.step_button):
            self.to_queue()

    def _show_queue(self) -> None:
        current = self.centre.queue.current_row
        key = self._wanted or (current.disagreement.key if current is not None and current.disagreement else None)
        before = max(0, self.centre.queue.currentIndex().row())
        self._wanted = None
        self.list_queue(key, before)

    def list_queue(self, key: tuple[str, ...] | None, before: int = 0) -> None:
        """Lists the queue anew and chooses a disagreement: that of a key, else what stands where one stood."""
        compared = self.comparing.known
        if compared is None:
            return
        rows = self.centre.rows
        rows.show(compared.queue, compared.coded.codebook, self.titles)
        place = rows.row_of(key) if key is not None else None
        if place is None:
            later = [n for n, row in enumerate(rows.rows) if row.disagreement is not None]
            place = next((n for n in later if n >= before), later[-1] if later else None)
        if place is not None:
            self.centre.queue.choose(place, quietly=True)
        self._show_chosen()
        self._say_progress(compared)

    def _say_progress(self, compared: Compared) -> None:
        queue = compared.queue
        alike = sum(one.decision is None for one in queue.identical)
        left, every = len(queue.open), len(queue.open) + len(queue.settled)
        self.place_said.emit(self.tr("{n} of {m} open").format(n=left, m=every))
        words = ""
        if not left and every:
            words = (
                self.tr("Everything is settled. Ctrl+E exports the workbook.")
                if not alike
                else self.tr("Every disagreement is settled.")
            )
        elif not every and queue.identical:
            words = self.tr("There is no disagreement at all.")
        self.centre.say_ended(words)
        self.centre.say_alike(
            counted(alike, self.tr("Take over {n} made alike"), self.tr("Take over {n} made alike")) if alike else ""
        )

    def _show_chosen(self) -> None:
        row = self.centre.queue.current_row
        if row is None or row.disagreement is None:
            self.side.setVisible(False)
            return
        self.side.setVisible(True)
        one = row.disagreement
        reader = self.session.reader
        report = reader.get(Report, one.report_id)
        self.centre.report.say(self.titles.get(one.report_id, ""))
        self.centre.place.setText(self._place_of(row))
        text = self.session.attempt(lambda: reader.text(report.text_sha256))
        if text is not None:
            self.centre.text.show_report(report.text_sha256, text)
        self.centre.text.show_claims(one.claims, self.hands)
        self._show_claims(one)

    def _place_of(self, row: Row) -> str:
        rows = [each for each in self.centre.rows.rows if each.group is row.group and each.disagreement is not None]
        place = next((n for n, each in enumerate(rows, start=1) if each is row), 0)
        words = {
            Group.OPEN: self.tr("disagreement {n} of {m}"),
            Group.SETTLED: self.tr("settled {n} of {m}"),
            Group.IDENTICAL: self.tr("made alike {n} of {m}"),
        }[row.group]
        return words.format(n=place, m=len(rows))

    def _show_claims(self, one: Disagreement) -> None:
        stored = Intent()
        if one.decision is not None:
            consensus = self.session.reader.get_many(Claim, one.decision.consensus_claim_ids)
            stored = intent_of(one, one.decision, list(consensus.values()))
        self.centre.legend.show_hands(self.hands, [claim.reviewer_id for claim in one.claims])
        self.pane.show_disagreement(one, self.hands, self.session.codebook, self._studies, stored)
        self.pane.show_reason(self._reasons.in_words(one))
        self._show_queries(one)

    def _show_queries(self, one: Disagreement) -> None:
        found = [
            query for claim in one.claims for query in self.session.reader.all(Query, claim_id=claim.id, resolved=False)
        ]
        self.pane.show_queries(found)

    def _show_rule(self) -> None:
        self.pane.show_rule(
            why_needed=self.session.review.rationale_required, may_change=not self.session.store.read_only
        )

    def _show_desk(self) -> None:
        self.pane.show_desk(*self.desk.in_words())

    def _show_details(self, details: FieldDetails) -> None:
        self.left.show_details(details, self.titles)

    def turn_names(self) -> None:
        """Shows the reviewers' names, or hides them again."""
        self.hands = self.hands.other_way()
        if self.comparing.known is not None:
            self.left.show_compared(self.comparing.known, self.settings, self.hands)
            self._show_chosen()

    # What is settled ----------------------------------------------------------------------------------------------

    def _settled(self, one: Disagreement, decision: Decision) -> None:
        """Goes on to the next disagreement; the queue is read beside the window meanwhile."""
        following = self.centre.rows.open_after(one.key)
        self.comparing.settled_now(one, decision)
        self.pane.forget(one.key)
        self.list_queue(following or one.key)
        self.to_queue()

    def _withdrawn(self, one: Disagreement) -> None:
        self._wanted = one.key
        self.pane.forget(one.key)

    def take_over_alike(self) -> None:
        """Takes over what all readers of a report made alike."""
        if not self.centre.alike.isHidden():
            self.settler.take_over_alike()

    # Keys that mean what they do where the keyboard is --------------------------------------------------------------

    def enter_here(self) -> None:
        """Enter settles; at the figures it lists what stands behind one of them."""
        focused = QApplication.focusWidget()
        if focused is self.left.fields:
            self.left.fields.enter_chosen()
        elif focused is not None and self.left.details.isAncestorOf(focused):
            self.left.details.choose_current()
        else:
            self.pane.settle()

    def choose_here(self) -> None:
        """Space does at the figures what Enter does."""
        focused = QApplication.focusWidget()
        if focused is not None and self.left.isAncestorOf(focused):
            self.enter_here()

    def escape(self) -> None:
        """Stops comparing, or begins again; then the queue has the keyboard."""
        if self.comparing.is_busy:
            self.comparing.cancel()
        elif self.comparing.was_cancelled:
            self.comparing.compare()
        self.to_queue()

    # Which figures are shown ----------------------------------------------------------------------------------------

    def compare_between(self, reviewer_ids: tuple[str, ...]) -> None:
        """Shows the figures of two reviewers; of all, without any named."""
        self.use(replace(self.settings, between=reviewer_ids))

    def use(self, settings: Settings) -> None:
        """Takes over other choices about the figures; what has to be computed anew is."""
        before, self.settings = self.settings, settings
        if (settings.comparison, settings.selection) != (before.comparison, before.selection):
            self.comparing.compare(settings.comparison, settings.selection)
        elif self.comparing.known is not None:
            self.left.show_compared(self.comparing.known, settings, self.hands)
