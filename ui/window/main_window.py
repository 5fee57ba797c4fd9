"""The window: the start page or one open review, the menus, and the bars around the rooms."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget

from curator.coding.reviews import people
from curator.errors import CuratorError, ReadOnlyReview, ReviewInUse
from curator.records import Review, Reviewer
from ui.window.actions import Actions
from ui.window.frame.crash import show_surprise
from ui.window.frame.notice import Notice
from ui.window.frame.places import ask_where, documents
from ui.window.frame.remembered import Remembered
from ui.window.frame.sentences import sentence_of
from ui.window.frame.start_page import StartPage
from ui.window.furniture.pane import EmptyRoom
from ui.window.furniture.words import shortened, unkeyed
from ui.window.look import palette as colours
from ui.window.look.style import style_sheet
from ui.window.menus import CHANGE_THE_REVIEW, NEED_A_REVIEW, fill_menus, room_keys

if TYPE_CHECKING:
    from curator.ports import ReviewFiles, ReviewStore
    from ui.window.jobs import Job
    from ui.window.session import Session
    from ui.window.workplace import Workplace

SMALLEST = (1000, 640)
USUAL = (1280, 800)
_LONGEST_FILE_NAME = 80
_LONGEST_IN_A_MENU = 60


class MainWindow(QMainWindow):
    """One window, at most one review."""

    review_opened = Signal(object)

    def __init__(
        self,
        files: ReviewFiles,
        remembered: Remembered | None = None,
        make_demo: Callable[[], Path] | None = None,
    ) -> None:
        super().__init__()
        self.files = files
        self.remembered = remembered or Remembered()
        self.make_demo = make_demo
        self.demo_path: Path | None = None
        self._told_of: Job | None = None
        self._waiting: ReviewStore | None = None
        self.session: Session | None = None
        self.workplace: Workplace | None = None
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.pages = QStackedWidget()
        self.start_page = StartPage()
        self.start_page.demo_link.setVisible(make_demo is not None)
        self.pages.addWidget(self.start_page)
        self.opening_page = EmptyRoom("")
        self.pages.addWidget(self.opening_page)
        self.setCentralWidget(self.pages)
        self.notice = Notice(self.pages)
        self.actions_by_name = Actions(self, self.menuBar())
        fill_menus(self.actions_by_name, self)
        self._wire_start_page()
        self._show_start_page()
        shape = self.remembered.window_shape()
        if shape is not None:
            self.restoreGeometry(shape)

    def _wire_start_page(self) -> None:
        self.start_page.new_asked.connect(self.ask_where_to_start)
        self.start_page.open_asked.connect(self.ask_which_to_open)
        self.start_page.demo_asked.connect(self.open_demo)
        self.start_page.file_chosen.connect(self.open_review)

    # Opening and closing ------------------------------------------------------------------------------------------

    def ask_where_to_start(self, title: str, reviewer_name: str) -> None:
        """Asks where a new review shall be saved, once its title and its reviewer are right."""
        from curator.coding.reviews import new_review

        try:
            new_review(title, reviewer_name)
        except CuratorError as problem:
            self.complain(sentence_of(problem))
            return
        self.notice.hide()
        plain = "".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title)[:_LONGEST_FILE_NAME].strip()
        path = ask_where(
            self,
            self.tr("Where shall the review be saved?"),
            documents() / f"{plain or self.tr('review')}.curator",
            self.tr("Reviews (*.curator)"),
            ".curator",
            may_cover=False,
        )
        if path is not None:
            self.start_review(path, title, reviewer_name)

    def start_review(self, path: Path, title: str, reviewer_name: str) -> None:
        """Makes a new review at ``path`` and opens it."""
        from curator.coding.reviews import new_review

        try:
            change = new_review(title, reviewer_name)
            store = self.files.create(path)
            store.apply(change)
        except CuratorError as problem:
            self.complain(sentence_of(problem))
            return
        self._show_review(store, people(store)[0])

    def ask_which_to_open(self) -> None:
        """Asks for a review file and opens it."""
        recent = self.remembered.recent_files()
        folder = recent[0].parent if recent else documents()
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("Open a review"), str(folder), self.tr("Reviews (*.curator);;All files (*)")
        )
        if chosen:
            self.open_review(Path(chosen))

    def open_review(self, path: Path, *, read_only: bool = False) -> None:
        """Opens a review file; what stands in the way is said, and what cannot be altered is offered for reading."""
        if (self.session is not None and self.session.store.path == path) or not self._may_leave():
            return
        self._drop_waiting()
        try:
            store = self.files.open(path, read_only=read_only)
        except CuratorError as problem:
            if isinstance(problem, ReviewInUse | ReadOnlyReview) and not read_only:
                self._offer_reading(path, problem)
            else:
                self.complain(sentence_of(problem))
            return
        reviewer = self._known_reviewer(store)
        if reviewer is None and len(people(store)) != 1:
            self._ask_who_first(store)
        else:
            self._show_review(store, reviewer)

    def _ask_who_first(self, store: ReviewStore) -> None:
        """Asks who opens a review of several people before anything of it is shown: each sees what is theirs."""
        from ui.window.frame.who_sheet import WhoSheet

        self._leave_review()
        self._waiting = store
        sheet = WhoSheet(self.pages, people(store))
        sheet.chosen.connect(lambda reviewer_id: self._show_review(store, store.get(Reviewer, reviewer_id)))
        sheet.named.connect(lambda name: self._show_to_somebody_new(store, name))
        sheet.put_away.connect(lambda: None if sheet.answered else self._drop_waiting())
        sheet.open(sheet.choices[0] if sheet.choices else sheet.name)

    def _show_to_somebody_new(self, store: ReviewStore, name: str) -> None:
        from curator.coding.reviews import add_reviewer

        try:
            reviewer, change = add_reviewer(store, name)
            if change is not None:
                store.apply(change)
        except CuratorError as problem:
            self._drop_waiting()
            self.complain(sentence_of(problem))
            return
        self._show_review(store, reviewer)

    def _drop_waiting(self) -> None:
        """Closes a review that was opened and not shown, because nobody said who they are."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting.close()

    def _offer_reading(self, path: Path, problem: ReviewInUse | ReadOnlyReview) -> None:
        from ui.window.frame.in_use_sheet import InUseSheet

        sheet = InUseSheet(self.pages, problem)
        sheet.read_only_asked.connect(lambda: self.open_review(path, read_only=True))
        sheet.open(sheet.go)

    def open_soon(self, path: Path) -> None:
        """Opens a review once the window has been painted, so that something is there at once."""
        self.opening_page.say(self.tr("Opening {file} …").format(file=path.name))
        self.pages.setCurrentWidget(self.opening_page)
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, lambda: self._open_now(path)))

    def _open_now(self, path: Path) -> None:
        self.pages.setCurrentWidget(self.start_page)  # first: it would cover what is said about the file
        self.open_review(path)

    def open_demo(self) -> None:
        """Opens the demo review, made on the first occasion."""
        if self.make_demo is None:
            return
        try:
            path = self.make_demo()
        except CuratorError as problem:
            self.complain(sentence_of(problem))
            return
        self.demo_path = path
        self.open_review(path)

    def _known_reviewer(self, store: ReviewStore) -> Reviewer | None:
        """Who works here, as this machine remembers it; in the demo, one looks around as its first reviewer."""
        reviewers = {reviewer.id: reviewer for reviewer in people(store)}
        remembered = reviewers.get(self.remembered.reviewer_in(store.all(Review)[0].id) or "")
        if remembered is None and store.path is not None and store.path == self.demo_path:
            return next(iter(reviewers.values()))
        return remembered

    def _show_review(self, store: ReviewStore, reviewer: Reviewer | None) -> None:
        from ui.window.session import Session
        from ui.window.workplace import Workplace

        self._leave_review()
        self._waiting = None
        self.notice.hide()
        session = Session(store, reviewer or people(store)[0], self, self.files)
        session.complained.connect(self.complain)
        session.surprised.connect(partial(show_surprise, self.pages))
        session.said.connect(lambda _words: self.notice.hide())
        session.being_asked.connect(self._be)
        self.session = session
        self.workplace = Workplace(session, self.actions_by_name, self.remembered)
        self.workplace.top_bar.who_asked.connect(self.ask_who)
        self.pages.addWidget(self.workplace)
        self.pages.setCurrentWidget(self.workplace)
        if store.path is not None:
            self.remembered.remember_file(store.path)
            self.setWindowTitle(f"{session.review.title} — {store.path.name}")
        self.workplace.start()
        self._enable_actions()
        session.changed.connect(lambda _applied: self._enable_undo())
        session.sight_changed.connect(self._enable_undo)
        if reviewer is None:
            self.ask_who()
        else:
            self.remembered.remember_reviewer(session.review.id, reviewer.id)
        self.review_opened.emit(session)

    def close_review(self) -> None:
        """Closes the open review; the start page comes back. What somebody waits for is not given up without a word."""
        if self._may_leave():
            self._leave_review()

    def _may_leave(self) -> bool:
        """Whether the review may be closed: an export that runs is told of, and given up only when asked once more."""
        running = self.session.jobs.running if self.session is not None else ()
        awaited = next((job for job in running if job.awaited), None)
        if awaited is None or awaited is self._told_of:
            return True
        self._told_of = awaited
        words = self.tr("{work} … Close once more to give it up, or wait until it is done.")
        self.complain(words.format(work=awaited.title))
        return False

    def _leave_review(self) -> None:
        if self.session is None or self.workplace is None:
            return
        self.workplace.leave()
        self.session.close()
        self.pages.removeWidget(self.workplace)
        self.workplace.deleteLater()
        self.session.deleteLater()
        self.session, self.workplace = None, None
        self._show_start_page()

    def start_anew(self) -> None:
        """Closes the open review and asks for the title of a new one."""
        self.close_review()
        if self.session is None:
            self.start_page.review_title.setFocus()

    def _show_start_page(self) -> None:
        self.setWindowTitle(self.tr("Trial Evidence Curator"))
        self.start_page.show_recent(self.remembered.recent_files())
        self.pages.setCurrentWidget(self.start_page)
        self._enable_actions()

    # Who, what, how it looks --------------------------------------------------------------------------------------

    def ask_who(self) -> None:
        """Asks who works here, and remembers it on this machine."""
        from ui.window.frame.who_sheet import WhoSheet

        if self.session is None:
            return
        session = self.session
        sheet = WhoSheet(self.pages, people(session.store))
        sheet.chosen.connect(self._be)
        sheet.named.connect(self._be_new)
        sheet.open(sheet.choices[0] if sheet.choices else sheet.name)

    def _be(self, reviewer_id: str) -> None:
        if self.session is None:
            return
        self.remembered.remember_reviewer(self.session.review.id, reviewer_id)
        self.session.work_as(self.session.store.get(Reviewer, reviewer_id))

    def _be_new(self, name: str) -> None:
        session = self.session
        if session is None:
            return
        from curator.coding.reviews import add_reviewer

        made = session.attempt(lambda: add_reviewer(session.store, name))
        if made is None:
            return
        reviewer, change = made
        if change is None or session.apply(change) is not None:
            self._be(reviewer.id)

    def complain(self, sentence: str) -> None:
        """Says what did not go well."""
        self.notice.say(sentence)

    def wear(self, look: str) -> None:
        """Light, dark, or (empty) as the desktop is."""
        self.remembered.remember_look(look)
        wear(look)

    def show_keys(self) -> None:
        """Shows every key."""
        from ui.window.frame.keys_sheet import KeysSheet, keys_of

        groups = [(title, keys_of(actions)) for title, actions in self.actions_by_name.groups()]
        KeysSheet(self.pages, [group for group in [*groups, *room_keys(self.workplace)] if group[1]]).open()

    def show_about(self) -> None:
        """Shows name, version and licence."""
        from ui.window.frame.about_sheet import AboutSheet

        AboutSheet(self.pages).open()

    def _enable_actions(self) -> None:
        self.actions_by_name.enable(self.session is not None, *NEED_A_REVIEW)
        if self.session is not None and self.session.store.read_only:
            self.actions_by_name.enable(False, *CHANGE_THE_REVIEW)
        self._enable_undo()

    def _enable_undo(self) -> None:
        from curator import history

        session = self.session
        for name, words, entry in (
            ("undo", self.tr("Undo"), history.next_undo(session.store) if session else None),
            ("redo", self.tr("Redo"), session.store.next_redo() if session else None),
        ):
            action = self.actions_by_name[name]
            title = session.title_of(entry) if session is not None and entry is not None else ""
            action.setText(f"{words}: {unkeyed(shortened(title, _LONGEST_IN_A_MENU))}" if title else words)
            action.setEnabled(entry is not None and session is not None and not session.store.read_only)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self.remembered.remember_window_shape(self.saveGeometry())
        self.hide()  # what is given up may take a moment to end
        self._drop_waiting()
        self._leave_review()
        super().closeEvent(event)


def wear(look: str) -> None:
    """Dresses the whole program in a look: ``light``, ``dark``, or empty for the desktop's."""
    colours.choose({"light": colours.LIGHT, "dark": colours.DARK}.get(look))
    dress()


def dress() -> None:
    """Puts the palette in force on everything that is shown."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    palette = colours.current()
    application.setPalette(colours.qt_palette(palette))
    application.setStyleSheet(style_sheet(palette))
    for widget in application.allWidgets():
        widget.update()
