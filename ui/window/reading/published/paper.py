"""The paper of the reading room: the text, the pages as published, or both side by side, and what switches them."""

from __future__ import annotations

from enum import Enum
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from curator.importing.formats.pdf import ENCODING
from curator.records import Page, Report, Structure
from ui.window.furniture.segments import Segments
from ui.window.furniture.words import plain_label, plain_tip
from ui.window.look.style import say_kind
from ui.window.reading.published.page_view import PageView
from ui.window.reading.text_keys import Asked
from ui.window.reading.text_view import TextView
from ui.window.session import Session


class Way(Enum):
    """How a report is read."""

    TEXT = "text"
    PAGES = "pages"
    BOTH = "both"


class Paper(QWidget):
    """Shows a report's text, and its pages where there are any."""

    way_chosen = Signal(object)

    def __init__(self, session: Session, view: TextView) -> None:
        super().__init__()
        self._session = session
        self.view = view
        self.pages = PageView(session, view)
        self.way = Way.TEXT
        self._report: Report | None = None
        self._shown: tuple[Page, ...] = ()
        self._loaded = False
        self.switch = Segments(
            self.tr("Read as"),
            ((self.tr("Text"), Way.TEXT), (self.tr("Pages"), Way.PAGES), (self.tr("Both"), Way.BOTH)),
        )
        for way, tip in (
            (Way.TEXT, self.tr("The text alone (F8)")),
            (Way.PAGES, self.tr("The pages as they were published (F8)")),
            (Way.BOTH, self.tr("The text and the pages side by side (Shift+F8)")),
        ):
            self.switch.button_for(way).setToolTip(plain_tip(tip))
            self.switch.button_for(way).setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.switch.setFixedWidth(220)
        self.place = plain_label("", "hint")
        self.strip = QWidget()
        self._arrange()
        self._wire()
        self._show_way()

    def _arrange(self) -> None:
        say_kind(self.strip, "paper-strip")
        strip = QHBoxLayout(self.strip)
        strip.setContentsMargins(16, 8, 16, 8)
        strip.addWidget(self.place, 1)
        strip.addWidget(self.switch)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.setHandleWidth(1)
        for half in (self.view, self.pages):
            self._halves.addWidget(half)
            self._halves.setCollapsible(self._halves.count() - 1, False)
        self.pages.setMinimumWidth(260)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.strip)
        whole.addWidget(self._halves, 1)

    def _wire(self) -> None:
        self.switch.chosen.connect(self.show_as)
        self.view.selection_made.connect(self._follow)
        self.view.selection_let_go.connect(lambda: self._follow(self.view.caret, self.view.caret))
        self.pages.mouse_selected.connect(self._follow_in_text)
        self.pages.verticalScrollBar().valueChanged.connect(self._say_page)
        self.view.verticalScrollBar().valueChanged.connect(self._say_page)
        for shown in (self.pages, self.view):  # which page is in the middle is known once they have their size
            shown.verticalScrollBar().rangeChanged.connect(self._say_page)

    @property
    def front(self) -> TextView | PageView:
        """What has the keyboard: the text, unless only pages are shown."""
        return self.pages if self.way is Way.PAGES and self._shown else self.view

    def show_report(self, report: Report | None) -> None:
        """Shows the pages of a report beside the text that the view shows already, where it has pages."""
        self._report = report
        self._shown = self._pages_of(report) if report is not None and report.encoding == ENCODING else ()
        self._loaded = False
        self.pages.show_pages((), b"")
        self._show_way()

    def _pages_of(self, report: Report) -> tuple[Page, ...]:
        for structure in self._session.reader.all(Structure, report_id=report.id):
            if structure.text_sha256 == report.text_sha256 and any(page.runs for page in structure.pages):
                return structure.pages
        return ()

    def _load(self) -> None:
        """Reads the file when its pages are first asked for: it is large, and many read the text only."""
        report = self._report
        if self._loaded or report is None or not self._shown:
            return
        self._loaded = True
        original = self._session.attempt(lambda: self._session.reader.original(report.original_sha256))
        self.pages.show_pages(self._shown, original or b"")

    def show_as(self, way: object) -> None:
        """Shows the text, the pages, or both; the words that were read stay in sight."""
        if not isinstance(way, Way):
            return
        if not self._shown:
            self._session.said.emit(self.tr("This report has no pages: it came in as a text."))
            return
        place = self._place_read()
        had_keyboard = self.front.hasFocus()
        self.way = way
        self._show_way()
        self.pages.seek(place)
        self.view.reveal_place(place)
        if had_keyboard or not self.isAncestorOf(self.focusWidget() or self):
            self.front.setFocus(Qt.FocusReason.OtherFocusReason)
        self.way_chosen.emit(way)

    def turn(self) -> None:
        """Goes from the text to the pages, or back."""
        self.show_as(Way.PAGES if self.way is Way.TEXT else Way.TEXT)

    def put_side_by_side(self) -> None:
        """Shows text and pages side by side, or the text alone again."""
        self.show_as(Way.TEXT if self.way is Way.BOTH else Way.BOTH)

    def zoom(self, asked: Asked) -> None:
        """Shows larger or smaller what has the keyboard."""
        if self.pages.hasFocus():
            self.pages.do(asked)
        else:
            self.view.do(asked)

    def _place_read(self) -> int:
        """The place that somebody reads: the caret if it is in sight, else what is uppermost."""
        shown = self.pages if self.way is Way.PAGES else self.view
        first, after = shown.places_seen()
        return self.view.caret if first <= self.view.caret < after else first

    def _show_way(self) -> None:
        way = self.way if self._shown else Way.TEXT
        if way is not Way.TEXT:
            self._load()
        self.strip.setVisible(bool(self._shown))
        self.view.setVisible(way is not Way.PAGES)
        self.pages.setVisible(way is not Way.TEXT)
        nobody = cast("QWidget", None)  # Qt takes None for nobody; its stubs do not say so
        self.view.setFocusProxy(self.pages if way is Way.PAGES else nobody)
        if way is Way.BOTH:
            half = max(1, self._halves.width() // 2)
            self._halves.setSizes([half, half])
        self.switch.settle(way)
        self._say_page()

    def _follow(self, start: int, end: int) -> None:
        """Shows on the pages what was selected elsewhere."""
        if self._shown and self.pages.isVisible():
            self.pages.reveal_place(start, end)

    def _follow_in_text(self) -> None:
        bounds = self.view.selection
        if bounds is not None and self.view.isVisible():
            self.view.reveal_place(*bounds)

    def _say_page(self) -> None:
        if not self._shown:
            self.place.setText("")
            return
        number = self.pages.page_seen if self.way is not Way.TEXT else self._page_of_text()
        if number is None:
            return
        words = self.tr("Page {label} · {n} of {m}")
        self.place.setText(words.format(label=self._shown[number].label, n=number + 1, m=len(self._shown)))

    def _page_of_text(self) -> int | None:
        first, _after = self.view.places_seen()
        return max((number for number, page in enumerate(self._shown) if page.start <= first), default=0)
