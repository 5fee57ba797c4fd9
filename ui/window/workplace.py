"""One open review in the window: its rooms between two bars, and all that passes between them, in one place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from curator.coding import codings
from curator.coding.progress import settled_on
from curator.exporting.choice import Choice
from curator.exporting.doors import ExportDoor
from curator.records import Claim, ClaimStatus, Query, Report, Review, Reviewer
from ui.window.actions import Actions
from ui.window.claiming.claim_column import ClaimColumn
from ui.window.frame.bottom_bar import BottomBar
from ui.window.frame.remembered import Remembered
from ui.window.frame.search_panel import SearchPanel
from ui.window.frame.top_bar import TopBar
from ui.window.furniture.words import counted
from ui.window.in_and_out import InAndOut
from ui.window.reading.reading_room import ReadingRoom
from ui.window.searching.indexing import index_words
from ui.window.session import Session

if TYPE_CHECKING:
    from curator.finding.finds import Find
    from ui.window.codebook.codebook_room import CodebookRoom
    from ui.window.compare.compare_room import CompareRoom
    from ui.window.evidence.evidence_room import EvidenceRoom
    from ui.window.searching.search_room import SearchRoom
    from ui.window.sources.sources_room import SourcesRoom

READ, EVIDENCE, COMPARE, CODEBOOK, SOURCES = range(5)
_ROOMS = ("reading", "evidence", "compare", "codebook", "sources")


class Workplace(QWidget):
    """The rooms of one review."""

    def __init__(self, session: Session, actions: Actions, remembered: Remembered) -> None:
        super().__init__()
        self.session = session
        self.remembered = remembered
        self._places: dict[int, str] = {}
        self.column = ClaimColumn(session)
        self.reading = ReadingRoom(session, self.column)
        names = (self.tr("Read"), self.tr("Evidence"), self.tr("Compare"), self.tr("Codebook"), self.tr("Sources"))
        self.top_bar = TopBar([(name, f"Ctrl+{number}") for number, name in enumerate(names, start=1)])
        self.bottom_bar = BottomBar()
        self.rooms = QStackedWidget()
        self._made: dict[int, Any] = {}
        self._searching: SearchRoom | None = None
        self.in_and_out = InAndOut(self)
        for number in range(len(names)):
            self.rooms.addWidget(self.reading if number == READ else QWidget())
        self._furnish(READ, self.reading)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self.rooms, 1)
        column.addWidget(self.bottom_bar)
        self.search_panel = SearchPanel(
            self, session, lambda: [action for _, group in actions.groups() for action in group if action.isVisible()]
        )
        self._wire()
        self._deeds = self._what_can_be_done()
        self._suggesting = actions["suggestions"]
        self.reading.suggested.turn(remembered.suggestions())

    # What passes between the rooms --------------------------------------------------------------------------------

    def _wire(self) -> None:
        session, bar = self.session, self.bottom_bar
        session.said.connect(bar.say)
        session.jobs.started.connect(bar.watch)
        session.changed.connect(self._changed)
        session.reviewer_changed.connect(self._show_who)
        self.top_bar.room_chosen.connect(self.go_to)
        self.top_bar.searched.connect(lambda words: self.search_panel.look_for(words, self.top_bar.search))
        self.top_bar.search_entered.connect(self.search_panel.enter)
        self.top_bar.search.installEventFilter(self)
        self.search_panel.left.connect(self.top_bar.search.clear)
        self.search_panel.report_found.connect(self.read_report)
        self.search_panel.claim_found.connect(self.read_claim)
        self.search_panel.term_found.connect(self._open_term)
        self.search_panel.find_found.connect(self.read_find)
        self.search_panel.all_asked.connect(self.search_texts)
        self.reading.import_asked.connect(self.in_and_out.ask_for_texts)
        self.reading.texts_dropped.connect(self.in_and_out.bring_in)
        self.reading.report_shown.connect(self._report_shown)

    def _furnish(self, number: int, room: Any) -> None:
        """Puts a room in its place."""
        self._made[number] = room
        empty = self.rooms.widget(number)
        if empty is not None and empty is not room:
            self.rooms.insertWidget(number, room)
            self.rooms.removeWidget(empty)
            empty.deleteLater()
        room.place_said.connect(partial(self._say_place, number))

    # The rooms besides Read are made when they are first entered: starting waits for none of them.

    @property
    def evidence(self) -> EvidenceRoom:
        """The Evidence room."""
        if EVIDENCE not in self._made:
            from ui.window.evidence.evidence_room import EvidenceRoom

            room = EvidenceRoom(self.session)
            room.claim_opened.connect(self.read_claim)
            room.read_asked.connect(lambda: self.go_to(READ))
            self._furnish(EVIDENCE, room)
        return self._made[EVIDENCE]  # type: ignore[no-any-return]  # one kind of room to each number

    @property
    def compare(self) -> CompareRoom:
        """The Compare room."""
        if COMPARE not in self._made:
            from ui.window.compare.compare_room import CompareRoom

            room = CompareRoom(self.session)
            room.people_asked.connect(lambda: self.do("people"))
            self._furnish(COMPARE, room)
        return self._made[COMPARE]  # type: ignore[no-any-return]  # one kind of room to each number

    @property
    def codebook(self) -> CodebookRoom:
        """The Codebook room."""
        if CODEBOOK not in self._made:
            from ui.window.codebook.codebook_room import CodebookRoom

            self._furnish(CODEBOOK, CodebookRoom(self.session))
        return self._made[CODEBOOK]  # type: ignore[no-any-return]  # one kind of room to each number

    @property
    def sources(self) -> SourcesRoom:
        """The Sources room."""
        if SOURCES not in self._made:
            from ui.window.sources.sources_room import SourcesRoom

            room = SourcesRoom(self.session)
            room.report_opened.connect(self.read_report)
            self._furnish(SOURCES, room)
        return self._made[SOURCES]  # type: ignore[no-any-return]  # one kind of room to each number

    @property
    def searching(self) -> SearchRoom:
        """Where every place of some words is listed; it is no room of the top bar."""
        if self._searching is None:
            from ui.window.searching.search_room import SearchRoom

            self._searching = SearchRoom(self.session)
            self._searching.find_opened.connect(self.read_find)
            self._searching.place_said.connect(self._say_found)
            self.rooms.addWidget(self._searching)
        return self._searching

    def _what_can_be_done(self) -> dict[str, Callable[[], Any]]:
        """What each action of the menus does in this review."""
        return {
            "read": lambda: self.go_to(READ),
            "evidence": lambda: self.go_to(EVIDENCE),
            "compare": lambda: self.go_to(COMPARE),
            "codebook": lambda: self.go_to(CODEBOOK),
            "sources": lambda: self.go_to(SOURCES),
            "undo": self.session.undo,
            "redo": self.session.redo,
            "search": self._start_search,
            "search_texts": self.search_texts,
            "suggestions": self._turn_suggestions,
            "find": self._find,
            "find_next": self.reading.find_next,
            "find_previous": self.reading.find_previous,
            "pages": self.reading.paper.turn,
            "side_by_side": self.reading.paper.put_side_by_side,
            "larger": self.reading.larger,
            "smaller": self.reading.smaller,
            "usual_size": self.reading.usual_size,
            "previous_report": self.reading.previous_report,
            "next_report": self.reading.next_report,
            "import_texts": self.in_and_out.ask_for_texts,
            "import_folder": self.in_and_out.ask_for_folder,
            "paste_text": self.in_and_out.paste,
            "doubles": self.in_and_out.look_for_doubles,
            "export": self.in_and_out.ask_what_to_export,
            "submit": self._submit,
            "reopen": self._reopen,
            "log": self.in_and_out.show_log,
            "correct_text": self.in_and_out.correct_text,
            "people": self.in_and_out.show_people,
            "hand_out": self.in_and_out.hand_out,
            "merge": self.in_and_out.merge,
        }

    def do(self, name: str) -> None:
        """Does what an action of the menus asks for."""
        self._deeds[name]()

    def start(self) -> None:
        """Shows the review as it was left: the report read last, or the place where texts come in."""
        path = self.session.store.path
        review = self.session.review
        self.top_bar.show_review(review.title, path.name if path else "", read_only=self.session.store.read_only)
        self._show_who()
        reports = self.session.store.all(Report, retired=False)
        last = self.remembered.last_report(review.id)
        self.reading.take_places(self.remembered.places(review.id))
        if reports:
            self.reading.show_report(last if last in {report.id for report in reports} else reports[0].id)
        self.go_to(READ)
        index_words(self.session)

    def leave(self) -> None:
        """Puts the rooms to rest before the review is closed."""
        self.column.settle()
        self.remembered.remember_places(self.session.review.id, self.reading.places())

    # Rooms --------------------------------------------------------------------------------------------------------

    def go_to(self, room: int) -> None:
        """Goes to a room; its keys are shown along the bottom."""
        self.column.settle()
        current: Any = getattr(self, _ROOMS[room])
        self.rooms.setCurrentWidget(current)
        self.top_bar.show_room(room)
        self.bottom_bar.show_keys(current.keys)
        self.bottom_bar.show_place(self._places.get(room, ""))
        self.bottom_bar.stand(self._standing())
        current.enter()

    def _say_place(self, room: int, words: str) -> None:
        self._places[room] = words
        current: Any = self.rooms.currentWidget()
        if room == self.rooms.currentIndex():
            self.bottom_bar.show_place(words)
            self.bottom_bar.show_keys(current.keys)

    def read_report(self, report_id: str) -> None:
        """Shows a report in the Read room."""
        self.go_to(READ)
        self.reading.show_report(report_id)

    def read_claim(self, claim_id: str) -> None:
        """Shows a claim at its words."""
        claim = self.session.reader.get(Claim, claim_id)
        self.read_report(claim.report_id)
        self.reading.show_claim(claim_id)

    def _open_term(self, term_id: str) -> None:
        self.go_to(CODEBOOK)
        self.codebook.show_term(term_id)

    def _report_shown(self, report_id: str) -> None:
        self.remembered.remember_report(self.session.review.id, report_id)

    def _changed(self, applied: Any) -> None:
        if applied.touches(Reviewer):
            self._show_who()
        if applied.touches(Review):
            path = self.session.store.path
            self.top_bar.show_review(
                self.session.review.title, path.name if path else "", read_only=self.session.store.read_only
            )

    def _show_who(self) -> None:
        self.top_bar.badge.show_reviewer(self.session.reviewer)
        self.bottom_bar.stand(self._standing())

    def _standing(self) -> str:
        """Who works here, and at what."""
        comparing = self.rooms.currentIndex() == COMPARE
        words = self.tr("Settling as {name} · as extracted is kept") if comparing else self.tr("Coding as {name}")
        return words.format(name=self.session.reviewer.name)

    # Search -------------------------------------------------------------------------------------------------------

    def _start_search(self) -> None:
        self.top_bar.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.search.selectAll()

    def _turn_suggestions(self) -> None:
        on = not self.reading.suggested.is_on
        self.reading.suggested.turn(on)
        self.remembered.remember_suggestions(on)
        self._suggesting.setChecked(on)

    def search_texts(self, words: str = "") -> None:
        """Goes to the list of every place that has some words, and searches for ``words`` there, if any."""
        self.column.settle()
        room = self.searching
        self.rooms.setCurrentWidget(room)
        self.top_bar.show_room(None)
        self.bottom_bar.show_keys(room.keys)
        self.bottom_bar.stand(self._standing())
        if words:
            room.search_for(words)
        room.enter()
        self._say_found(room.head.counts.text())

    def _say_found(self, words: str) -> None:
        if self.rooms.currentWidget() is self._searching:
            self.bottom_bar.show_place(words)

    def read_find(self, find: Find) -> None:
        """Shows where words were found: the words in their text, or the claim, mark or report that says them."""
        asked = self.session.reader.get_many(Query, [find.record_id]) if find.kind is Query else {}
        about = {query.claim_id for query in asked.values()}.pop() if asked else None
        if find.kind is Claim or about is not None:
            self.read_claim(about or find.record_id)
        elif not find.report_id:
            self.go_to(SOURCES)
        else:
            self.read_report(find.report_id)
            if find.field == "text":
                self.reading.select(find.start, find.end)
            else:
                self.reading.show_made(find.record_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.top_bar.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Down:
                    self.search_panel.step(1)
                case Qt.Key.Key_Up:
                    self.search_panel.step(-1)
                case Qt.Key.Key_Escape:
                    self._end_search()
                case _:
                    return False
            return True
        if watched is self.top_bar.search and event.type() == QEvent.Type.FocusOut:
            self.search_panel.hide()
        return False

    def _end_search(self) -> None:
        self.search_panel.hide()
        self.top_bar.search.clear()
        current: Any = self.rooms.currentWidget()
        current.enter()

    def _find(self) -> None:
        current: Any = self.rooms.currentWidget()
        current.find()

    # In and out ---------------------------------------------------------------------------------------------------

    def go_to_sources(self) -> None:
        """Goes to the Sources room."""
        self.go_to(SOURCES)

    def export(self, target: Path, choice: Choice, door: ExportDoor | None = None) -> None:
        """Writes a file beside the window, a workbook unless another format is given; saving goes on meanwhile."""
        self.in_and_out.export(target, choice, door)

    # Codings ------------------------------------------------------------------------------------------------------

    def _submit(self) -> None:
        report_id = self.reading.report_id
        if not self._move_coding(codings.submit) or report_id is None:
            return
        mine = self.session.store.all(Claim, report_id=report_id, reviewer_id=self.session.reviewer.id)
        drafts = sum(claim.status is ClaimStatus.DRAFT for claim in mine)
        if drafts:
            one, many = self.tr("{n} claim went along as a draft."), self.tr("{n} claims went along as drafts.")
            again = self.tr("Ctrl+Shift+R opens the coding again to complete what should be.")
            self.session.complained.emit(f"{counted(drafts, one, many)} {again}")

    def _reopen(self) -> None:
        report_id = self.reading.report_id
        if not self._move_coding(codings.reopen) or report_id is None:
            return
        settled = settled_on(self.session.store, [report_id])
        if settled:
            one, many = self.tr("{n} decision made here is kept."), self.tr("{n} decisions made here are kept.")
            again = self.tr("Where a claim is amended now, the decision about it has to be looked at again.")
            self.session.complained.emit(f"{counted(settled, one, many)} {again}")

    def _move_coding(self, move: Callable[..., Any]) -> bool:
        report_id = self.reading.report_id
        if report_id is None:
            return False
        self.column.settle()
        session = self.session
        change = session.attempt(lambda: move(session.store, report_id, session.reviewer.id))
        return session.apply(change) is not None
