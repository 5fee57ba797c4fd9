"""Where everything can be searched: a line to type in, and every place found with the words around it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout

from curator.changes import Applied
from curator.coding.reports import short_name
from curator.errors import BadInput
from curator.finding.finds import Find
from curator.finding.language import read_question
from curator.finding.marking import Marking, mark_finds
from curator.finding.question import Asked
from curator.finding.wording import SEARCHED_KINDS
from curator.records import Label, Mark, Report, Study
from ui.window.claiming.label_chooser import LabelChooser
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.room import Room
from ui.window.furniture.words import Surface, button, counted, link, plain_label, rule, surface
from ui.window.searching.find_rows import FindRows
from ui.window.searching.finds_model import FIND_ROLE, FindsModel
from ui.window.searching.looking import MOST_SHOWN, Looking
from ui.window.searching.search_head import SearchHead
from ui.window.session import Session


class SearchRoom(Room):
    """``find_opened`` asks to be shown the place of a find."""

    find_opened = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked: Asked | None = None
        self._stale = False
        self.head = SearchHead()
        self.finds = FindsModel(self)
        self.looking = Looking(session, self)
        self.view = QListView()
        self.view.setAccessibleName(self.tr("Places found"))
        self.view.setModel(self.finds)
        self.view.setItemDelegate(FindRows(self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.chooser = LabelChooser(self)
        self.nothing = EmptyRoom("")
        self._lay_out()
        self._connect()
        self._say_counts()

    @property
    def keys(self) -> str:
        """The keys that work here, for the line along the bottom of the window."""
        return self.tr("↑↓ choose · Enter go there · Space tick · Ctrl+A tick all · L mark ticked · Ctrl+F search line")

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self._paper = surface("paper")
        QVBoxLayout(self._paper).addWidget(self.nothing)
        self.pages.addWidget(self._paper)
        self.pages.addWidget(self.view)
        self.ticked = plain_label("", "muted")
        self.ticked.setAccessibleName(self.tr("How many places are ticked"))
        self.tick_all = link(self.tr("Tick all"), key="Ctrl+A", tip=self.tr("Tick every place in a text"))
        self.marking = button(self.tr("Mark them with a label …"), key="L")
        self.foot = Surface("surround")
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(16)
        row.addWidget(self.tick_all)
        row.addWidget(self.ticked)
        row.addStretch(1)
        row.addWidget(self.marking)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, rule(), self.pages, rule(), self.foot):
            column.addWidget(widget, int(widget is self.pages))

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._follow)
        session.sight_changed.connect(self._look_anew)
        self.head.searched.connect(self.ask)
        self.head.left.connect(self._go_to_finds)
        self.head.line.installEventFilter(self)
        self.looking.found.connect(self._add)
        self.looking.ended.connect(self._end)
        self.finds.ticked_changed.connect(self._say_ticked)
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(self._open)
        self.tick_all.clicked.connect(self.finds.toggle_all)
        self.marking.clicked.connect(self.choose_label)
        self.chooser.chosen.connect(self.mark)
        self.chooser.closed.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.bind("Ctrl+F", self.search_now)

    # What one does here

    def enter(self) -> None:
        if self._stale:
            self.ask()
        (self.view if self.finds.finds else self.head.line).setFocus(Qt.FocusReason.OtherFocusReason)

    def search_now(self) -> None:
        """Goes to the line that one types in."""
        self.head.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.line.selectAll()

    def search_for(self, words: str) -> None:
        """Searches for these words, as if somebody had typed them."""
        self.head.search_for(words)

    def ask(self) -> None:
        """Asks what was typed; what cannot be read yet is asked as far as it goes, and that is said."""
        self._stale = False
        typed = self.head.line.text().strip()
        self._asked, fault = None, ""
        if typed:
            try:
                self._asked = read_question(typed)
            except BadInput as refusal:
                fault = sentence_of(refusal)
                self._asked = self._as_far_as_it_goes(typed)
        self.head.say(fault, faulty=bool(fault))
        self.finds.begin(self._names())
        if self._asked is None or not self.head.where:
            self.looking.give_up()
            self._say_counts()
            return
        self.looking.ask(self._asked, self.head.where)
        self._say_counts()

    @staticmethod
    def _as_far_as_it_goes(typed: str) -> Asked | None:
        try:
            return read_question(typed, unfinished=True)
        except BadInput:
            return None

    def _names(self) -> dict[str, str]:
        reader = self._session.reader
        studies = {study.id: study.name for study in reader.all(Study)}
        return {**studies, **{report.id: short_name(report) for report in reader.all(Report)}}

    @property
    def chosen(self) -> Find | None:
        """The find that is chosen."""
        found = self.view.currentIndex().data(FIND_ROLE)
        return found if isinstance(found, Find) else None

    def open_chosen(self) -> None:
        """Asks to be shown the place of the find that is chosen."""
        if self.chosen is not None:
            self.find_opened.emit(self.chosen)

    def _open(self, _index: QModelIndex) -> None:
        self.open_chosen()

    def choose_label(self) -> None:
        """Asks which label the ticked places shall have; the chosen one where none is ticked."""
        if not self.finds.ticked:
            self.finds.toggle(self.view.currentIndex().row())
        if self.finds.ticked and self._session.may_change():
            corner = self.marking.mapTo(self, QPoint(0, -4))
            labels = self._session.codebook.labels.values()
            self.chooser.ask(labels, QPoint(corner.x(), corner.y() - 30 * (len(labels) + 1)))

    def mark(self, label_id: str) -> None:
        """Marks the ticked places with a label: one change, made beside the window."""
        session, finds = self._session, self.finds.ticked
        by, reader = session.reviewer.id, session.reader

        def made(marking: Marking) -> None:
            if marking.locked_report_ids:
                locked = counted(len(marking.locked_report_ids), self.tr("{n} report is"), self.tr("{n} reports are"))
                session.complained.emit(
                    self.tr("{reports} locked, because you submitted your coding: nothing was marked there.").format(
                        reports=locked
                    )
                )
            if marking.change is None:
                session.said.emit(self.tr("Nothing to mark: all of them have the label already."))
            else:
                session.apply_beside(marking.change, lambda _applied: self._say_marked(marking), self.tr("Marking"))

        session.run(lambda _progress: mark_finds(reader, finds, label_id, by), made, self.tr("Marking"))

    def _say_marked(self, marking: Marking) -> None:
        words = counted(marking.marked, self.tr("{n} place marked."), self.tr("{n} places marked."))
        if marking.marked_before:
            words += " " + self.tr("{n} had the label already.").format(n=f"{marking.marked_before:,}")
        self._session.said.emit(f"{words} {self.tr('Ctrl+Z takes it back.')}")

    # What is found

    def _add(self, finds: list[Find]) -> None:
        first = not self.finds.finds and bool(finds)
        self.finds.add(finds)
        if first:
            self.view.setCurrentIndex(self.finds.index(0))
        self._say_counts()

    def _end(self, more: bool) -> None:
        self._say_counts()
        if more:
            self.head.say(
                self.tr("The first {n} places are listed; there are more. Add a word to find fewer.").format(
                    n=f"{min(MOST_SHOWN, len(self.finds.finds)):,}"
                )
            )

    def _say_counts(self) -> None:
        found = self.finds.finds
        self.pages.setCurrentWidget(self.view if found else self._paper)
        self.foot.setVisible(bool(found))
        if found:
            reports = len({find.report_id for find in found if find.report_id})
            places = counted(len(found), self.tr("{n} place"), self.tr("{n} places"))
            words = counted(
                reports, self.tr("{places} in {n} report"), self.tr("{places} in {n} reports"), places=places
            )
            self.head.counts.setText(words + (" …" if self.looking.is_looking else ""))
            self.place_said.emit(words)
        else:
            self.head.counts.setText("")
            self.place_said.emit("")
            self._say_nothing()
        self._say_ticked()

    def _say_nothing(self) -> None:
        if self.looking.is_looking:
            self.nothing.say(self.tr("Looking …"))
        elif self._asked is None:
            self.nothing.say(
                self.tr("Search all texts, claims, notes and references"),
                self.tr(
                    "Words must all be there. “fewer relapses” is a phrase, relaps* a beginning, cells NEAR/5 relapse "
                    "says how near; OR and -not work, too. IL-6, 0.75 and p<0.001 are found as typed."
                ),
            )
        else:
            self.nothing.say(
                self.tr("Nothing has these words."),
                self.tr("Try fewer or other words, or a beginning: relaps* finds relapse, relapses and relapsing."),
            )

    def _say_ticked(self) -> None:
        ticked = len(self.finds.ticked)
        self.ticked.setText(counted(ticked, self.tr("{n} ticked"), self.tr("{n} ticked")) if ticked else "")
        self.marking.setEnabled(bool(self.finds.finds) and not self._session.store.read_only)

    def _go_to_finds(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is altered elsewhere

    def _follow(self, applied: Applied) -> None:
        """Asks again when one comes back: marks that were made of the finds alter nothing of them."""
        kinds = tuple(kind for kind in SEARCHED_KINDS if kind is not Mark)
        self._stale = self._stale or applied.touches(*kinds)
        if applied.touches(Label):
            self._say_ticked()

    def _look_anew(self) -> None:
        """Other work may be seen than before: nothing of what was found is shown any longer."""
        self.ask()

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.head.line:
                return self._key_in_line(event)
            if watched is self.view:
                return self._key_in_finds(event)
        return super().eventFilter(watched, event)

    def _key_in_line(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and self.finds.finds:
            self._go_to_finds()
            return True
        return False

    def _key_in_finds(self, event: QKeyEvent) -> bool:
        deeds: dict[Any, Any] = {
            Qt.Key.Key_Return: self.open_chosen,
            Qt.Key.Key_Enter: self.open_chosen,
            Qt.Key.Key_Space: lambda: self.finds.toggle(self.view.currentIndex().row()),
            Qt.Key.Key_L: self.choose_label,
            Qt.Key.Key_Escape: self.search_now,
        }
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_A:
            self.finds.toggle_all()
            return True
        if modifiers != Qt.KeyboardModifier.NoModifier or event.key() not in deeds:
            return False
        deeds[event.key()]()
        return True
