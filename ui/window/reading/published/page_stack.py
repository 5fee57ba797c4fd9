"""Pages one below the other behind scroll bars: how large they are, where their words stand, what can be seen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from curator.records import Page
from ui.window.reading.page import LARGEST_ZOOM, SMALLEST_ZOOM
from ui.window.reading.published.places import PagePlaces

SIDE, _GAP = 20, 16
_WIDEST = 2.0
"""Pixels to a point at which a page is wide enough, however much room there is."""
_STEP = 48


class PageStack(QAbstractScrollArea):
    """Lays pages out and scrolls them. It paints nothing, and knows nothing of what lies on their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.zoom = 1.0
        self._pages: list[PagePlaces] = []
        self._tops: list[float] = []
        self._sought: tuple[int, int | None] | None = None

    def put_pages(self, pages: Sequence[Page]) -> None:
        """Lays other pages out, from the first one on."""
        self._pages = [PagePlaces(page) for page in pages]
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    @property
    def scale(self) -> float:
        """Pixels to a point, as pages are shown now."""
        widest = max((places.page.width for places in self._pages), default=0.0) or 600.0
        room = max(120, self.viewport().width() - 2 * SIDE)
        return min(_WIDEST, room / widest) * self.zoom

    def set_zoom(self, zoom: float) -> None:
        """Shows the pages larger or smaller; what is in the middle stays there."""
        middle = QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        number, across, down = self._page_under(middle)
        self.zoom = max(SMALLEST_ZOOM, min(LARGEST_ZOOM, zoom))
        self._lay_out()
        if number is not None:
            corner = self._corner(number)
            self._scroll_by(corner.x() + across * self.scale - middle.x(), corner.y() + down * self.scale - middle.y())

    def _lay_out(self) -> None:
        scale = self.scale
        self._tops = []
        down = float(_GAP)
        for places in self._pages:
            self._tops.append(down)
            down += places.page.height * scale + _GAP
        room = self.viewport().size()
        widest = max((places.page.width for places in self._pages), default=0.0) * scale + 2 * SIDE
        for bar, length, page in (
            (self.verticalScrollBar(), down, room.height()),
            (self.horizontalScrollBar(), widest, room.width()),
        ):
            bar.setRange(0, max(0, round(length - page)))
            bar.setPageStep(page)
            bar.setSingleStep(_STEP)
        self.viewport().update()

    def _corner(self, number: int) -> QPointF:
        """Where in the viewport a page begins."""
        wide = self._pages[number].page.width * self.scale
        left = max(float(SIDE), (self.viewport().width() - wide) / 2) - self.horizontalScrollBar().value()
        return QPointF(left, self._tops[number] - self.verticalScrollBar().value())

    def _area(self, number: int) -> QRectF:
        page = self._pages[number].page
        corner = self._corner(number)
        return QRectF(corner.x(), corner.y(), page.width * self.scale, page.height * self.scale)

    def _seen(self) -> list[int]:
        """The pages that can be seen."""
        shown = QRectF(self.viewport().rect())
        return [number for number in range(len(self._pages)) if self._area(number).intersects(shown)]

    def _page_under(self, point: QPointF) -> tuple[int | None, float, float]:
        """The page at or nearest above a point, and the point on it in points of the page."""
        if not self._pages:
            return None, 0.0, 0.0
        down = point.y() + self.verticalScrollBar().value()
        number = max(0, bisect_right(self._tops, down + _GAP / 2) - 1)
        on_page = point - self._corner(number)
        return number, on_page.x() / self.scale, on_page.y() / self.scale

    # Where words stand in the viewport

    def places_seen(self) -> tuple[int, int]:
        """The first place that can be seen and the one after the last, by whole pages."""
        seen = self._seen()
        if not seen:
            return 0, 0
        return min(self._pages[one].first for one in seen), max(self._pages[one].after for one in seen)

    def caret_rect(self, place: int) -> QRectF:
        """Where a place is in the viewport: the height of its line, and no width; empty when no page has it."""
        number = self._page_of(place)
        box = self._pages[number].caret(place) if number is not None else None
        if number is None or box is None:
            return QRectF()
        corner, scale = self._corner(number), self.scale
        return QRectF(corner.x() + box[0] * scale, corner.y() + box[1] * scale, 0, (box[3] - box[1]) * scale)

    def right_edge_of(self, place: int) -> float:
        """Where in the viewport the character before a place ends."""
        number = self._page_of(place - 1)
        if number is None:
            return 0.0
        boxes = self._pages[number].boxes(place - 1, place)
        return self._corner(number).x() + boxes[-1][2] * self.scale if boxes else 0.0

    def areas_of(self, start: int, end: int) -> list[QRectF]:
        """Where words stand in the viewport, an area for each line, whether they can be seen or not."""
        areas: list[QRectF] = []
        for number, places in enumerate(self._pages):
            corner, scale = self._corner(number), self.scale
            areas += [
                QRectF(corner.x() + left * scale, corner.y() + top * scale, (right - left) * scale, (low - top) * scale)
                for left, top, right, low in places.boxes(start, end)
            ]
        return areas

    def _page_of(self, place: int) -> int | None:
        """The page on which the character at a place stands; for one on none (a line's end) that before it."""
        for at in (place, place - 1):
            for number, places in enumerate(self._pages):
                if places.holds(at):
                    return number
        return None

    @property
    def page_seen(self) -> int | None:
        """The number of the page in the middle of what is seen."""
        return self._page_under(QPointF(self.viewport().width() / 2, self.viewport().height() / 2))[0]

    # Scrolling

    def reveal_place(self, start: int, end: int | None = None) -> None:
        """Scrolls until the words from ``start`` (to ``end``) can be seen; not at all if they can be already."""
        areas = self.areas_of(start, max(start + 1, end or start + 1)) or [self.caret_rect(start)]
        first = areas[0]
        if first.isNull():
            return
        room = QRectF(self.viewport().rect())
        if first.top() < 0 or first.bottom() > room.height():
            self._scroll_by(0, first.top() - room.height() / 3)
        if first.left() < 0 or first.right() > room.width():
            self._scroll_by(first.left() - room.width() / 4, 0)

    def seek(self, start: int, end: int | None = None) -> None:
        """Shows words, also when the view is only about to get its size."""
        self._sought = (start, end)
        self.reveal_place(start, end)
        QTimer.singleShot(0, self._stop_seeking)

    def _stop_seeking(self) -> None:
        if self._sought is not None:
            self.reveal_place(*self._sought)
        self._sought = None

    def _scroll_by(self, across: float, down: float) -> None:
        for bar, by in ((self.horizontalScrollBar(), across), (self.verticalScrollBar(), down)):
            bar.setValue(bar.value() + round(by))
