"""A sheet behind a scroll bar, pixel by pixel, that keeps still while estimated heights turn into true ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.window.look import palette as colours
from ui.window.reading.page import (
    LARGEST_ZOOM,
    LINE_HEIGHT,
    SMALLEST_ZOOM,
    Page,
    PaperHeading,
    page_for,
    typesetting,
)
from ui.window.reading.sheet import Sheet

_BELOW_THE_TEXT = 96


class ScrolledSheet(QAbstractScrollArea):
    """The paper: heading, text column and margin, scrolled together. It paints nothing and knows no marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading = PaperHeading()
        self.zoom = 1.0
        self.page: Page = self.page_at(668)
        self.sheet = Sheet("", typesetting(self.zoom, self.page.measure), self._sign_colour())
        self._settling = False
        self._shown_from = 0
        self.heading.set_width(self.page.measure, self.zoom)

    @staticmethod
    def _sign_colour() -> QColor:
        return QColor(colours.current().faint)

    def page_at(self, paper_width: int) -> Page:
        """How paper of this width is divided."""
        return page_for(paper_width, self.zoom)

    @property
    def text(self) -> str:
        """The stored text that is shown."""
        return self.sheet.text

    def put_text(self, title: str, byline: str, text: str, warning: str = "") -> None:
        """Shows another text from its beginning."""
        self.page = self.page_at(self.viewport().width())
        self.sheet = Sheet(text, typesetting(self.zoom, self.page.measure), self._sign_colour(), title)
        self._set_heading(title, byline, warning)
        self._shown_from = 0
        self._settle(lambda: 0)

    def put_heading(self, title: str, byline: str, warning: str = "") -> None:
        """Shows another heading above the same text, which stays where it is."""
        place, above = self._held()
        self._set_heading(title, byline, warning)
        self._hold(place, above)

    def _set_heading(self, title: str, byline: str, warning: str) -> None:
        """A text that begins with its own title does not get it twice."""
        self.heading = PaperHeading("" if self.sheet.begins_with_title else title, byline, warning)
        self.heading.set_width(self.page.measure, self.zoom)

    # Where things are in the viewport

    @property
    def sheet_top(self) -> int:
        """Where the text begins in the viewport; negative once it is scrolled."""
        return self.heading.height - self.verticalScrollBar().value()

    def place_under(self, across: float, down: float) -> int:
        """The place nearest to a point of the viewport."""
        return self.sheet.place_at(across - self.page.left, down - self.sheet_top)

    def is_on_words(self, across: float, down: float) -> bool:
        """Whether a point of the viewport is on words."""
        return self.sheet.is_on_words(across - self.page.left, down - self.sheet_top)

    def caret_rect(self, place: int) -> QRectF:
        """Where a place is in the viewport: the height of its line, and no width."""
        return self.sheet.caret_rect(place).translated(self.page.left, self.sheet_top)

    def right_edge_of(self, place: int) -> float:
        """Where in the viewport the character before a place ends."""
        return self.sheet.right_edge_of(place) + self.page.left

    def places_seen(self) -> tuple[int, int]:
        """The first place that can be seen and the one after the last, by whole paragraphs."""
        sheet = self.sheet
        first = sheet.heights.at(-self.sheet_top)
        last = sheet.heights.at(self.viewport().height() - self.sheet_top)
        return sheet.paragraphs.start(first), sheet.paragraphs.end(last) + 1

    @property
    def top_place(self) -> int:
        """The place at the top of what is seen; 0 while the heading can be seen."""
        return self._held()[0]

    # Scrolling

    def show_at_top(self, place: int) -> None:
        """Scrolls until the line of a place is the first that can be seen; for 0 to the heading."""
        if place:
            self._hold(place, 0)
        else:
            self.verticalScrollBar().setValue(0)

    def reveal_place(self, place: int, after: int | None = None) -> None:
        """Scrolls until the words from ``place`` (to ``after``) can be seen; not at all if they can be already."""
        at = self.caret_rect(place)
        below = self.caret_rect(after).bottom() if after is not None else at.bottom()
        height = self.viewport().height()
        if at.top() >= 0 and (below <= height or below - at.top() > height):
            self._lay_seen()
            return
        self._hold(place, height / 3)

    def keep_seen(self, place: int) -> None:
        """Scrolls by as little as shows the line of a place, with a line to spare."""
        at = self.caret_rect(place)
        spare = float(self.sheet.setting.line_height)
        height = self.viewport().height()
        if at.top() < spare:
            self._hold(place, min(spare, height / 3))
        elif at.bottom() > height - spare:
            self._hold(place, max(height - spare - at.height(), 0))

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        if not self._settling:
            anchor = self.sheet.heights.at(self._shown_from - self.heading.height)
            self._settle(lambda: self.verticalScrollBar().value(), anchor)
        self.viewport().update()

    def _held(self) -> tuple[int, float]:
        """The place at the top of the viewport and where it stands: what keeps still when all else is laid anew."""
        if self.verticalScrollBar().value() <= self.heading.height:
            return 0, self.sheet_top
        place = self.place_under(self.page.left, 0)
        return place, self.caret_rect(place).top()

    def _hold(self, place: int, above: float) -> None:
        """Scrolls until a place's line begins ``above`` pixels below the viewport's top."""

        def wanted() -> int:
            return round(self.heading.height + self.sheet.caret_rect(place).top() - above)

        for _ in range(4):
            before = wanted()
            self._settle(wanted)
            if wanted() == before:
                break
        self.viewport().update()

    def _settle(self, wanted: Callable[[], int], anchor: int | None = None) -> None:
        """Lays out what is seen at a scroll position; what grows above ``anchor`` moves the position along."""
        if self._settling:
            return
        self._settling = True
        try:
            bar = self.verticalScrollBar()
            self._set_range()
            bar.setValue(wanted())
            if anchor is not None:
                for _ in range(4):
                    grown = self._lay_seen(anchor)
                    self._set_range()
                    if not grown:
                        break
                    bar.setValue(bar.value() + grown)
            else:
                self._lay_seen()
                self._set_range()
                bar.setValue(wanted())
                self._lay_seen()
            self._shown_from = bar.value()
        finally:
            self._settling = False

    def _lay_seen(self, anchor: int = 0) -> int:
        """Lays out what can be seen; says by how much the pieces before ``anchor`` grew by that."""
        sheet = self.sheet
        bottom = self.viewport().height() - self.sheet_top
        number = sheet.heights.at(-self.sheet_top)
        top = sheet.heights.top(number)
        grown = 0
        while number < len(sheet.heights) and top < bottom:
            before = sheet.heights[number]
            sheet.laid(number)
            if number < anchor:
                grown += sheet.heights[number] - before
            top += sheet.heights[number]
            number += 1
        return grown

    def _set_range(self) -> None:
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        whole = self.heading.height + self.sheet.heights.total + min(_BELOW_THE_TEXT, height // 2)
        bar.setPageStep(max(1, height - 2 * self.sheet.setting.line_height))
        bar.setSingleStep(self.sheet.setting.line_height)
        bar.setRange(0, max(0, whole - height))

    # Size, zoom, looks and focus: what has it painted anew

    def set_zoom(self, zoom: float) -> None:
        """Shows the text larger or smaller; the words at the top stay there."""
        self.zoom = min(LARGEST_ZOOM, max(SMALLEST_ZOOM, round(zoom, 2)))
        self._set_anew(force=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_anew(force=False)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange) and hasattr(self, "sheet"):
            self.sheet.set_sign_colour(self._sign_colour())
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _set_anew(self, *, force: bool) -> None:
        page = self.page_at(self.viewport().width())
        place, above = self._held()
        changed = page.measure != self.page.measure or force
        self.page = page
        if changed:
            self.heading.set_width(page.measure, self.zoom)
            self.sheet.set_typesetting(typesetting(self.zoom, page.measure))
        if place == 0 and above >= 0:
            value = self.verticalScrollBar().value()
            self._settle(lambda: value)
        else:
            self._hold(place, above)
        self.viewport().update()

    @property
    def line_height(self) -> float:
        """The height of a line at the zoom in force, in pixels."""
        return LINE_HEIGHT * self.zoom
