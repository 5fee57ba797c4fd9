"""Pictures of pages, painted beside the window by the process that PDFs are read in; the few that are near are kept."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from shiboken6 import isValid

from curator.importing.formats.pdf.apart import Apart, painting_apart
from curator.importing.formats.pdf.asking import Painted, Places
from ui.window.session import Session

MOST_KEPT = 8


class _Wanted(NamedTuple):
    page: int
    scale: float


class PagePictures(QObject):
    """The pictures of one PDF's pages. ``ready`` says which page came; ``failed`` says why one does not."""

    ready = Signal(int)
    drawn = Signal(int, object)
    failed = Signal(int, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._apart: Apart = painting_apart()
        self._data = b""
        self._generation = 0
        self._images: dict[int, tuple[float, QImage]] = {}
        self._known: set[int] = set()
        self._damaged: set[int] = set()
        self._wanted: list[_Wanted] = []
        self._busy = False

    @property
    def is_busy(self) -> bool:
        """Whether pages are being painted."""
        return self._busy

    def open(self, data: bytes) -> None:
        """Goes over to another PDF, or to none."""
        self._generation += 1
        self._data = data
        self._images.clear()
        self._known.clear()
        self._damaged.clear()
        self._wanted.clear()

    def image(self, page: int) -> QImage | None:
        """A page's picture as it is now, perhaps of another size than was asked for last."""
        known = self._images.get(page)
        return known[1] if known is not None else None

    def want(self, pages: list[int], scale: float) -> None:
        """Asks for these pages, the most important first, ``scale`` pixels to a point; what is here is not painted."""
        self._wanted = [
            _Wanted(page, scale)
            for page in pages
            if page not in self._damaged and (page not in self._images or self._images[page][0] != scale)
        ]
        far = [page for page in self._images if page not in pages]
        while len(self._images) > MOST_KEPT and far:
            del self._images[far.pop(0)]
        self._go_on()

    def _go_on(self) -> None:
        if self._busy or not self._wanted or not self._data:
            return
        self._busy = True
        wanted, generation = self._wanted.pop(0), self._generation
        data, apart = self._data, self._apart
        needs_places = wanted.page not in self._known

        def paint(_progress: object) -> tuple[Painted, Places | None]:
            return apart.painted(data, wanted.page, wanted.scale, with_places=needs_places)

        self._session.run(
            paint,
            lambda result: self._take(result, wanted, generation),
            self.tr("Painting the pages"),
            lambda sentence: self._give_up(sentence, wanted, generation),
            watch=lambda job: job.ended.connect(lambda _job: self._ended()),
        )

    def _take(self, result: tuple[Painted, Places | None], wanted: _Wanted, generation: int) -> None:
        if not isValid(self) or generation != self._generation:
            return
        painted, places = result
        shape = (painted.width, painted.height, painted.stride, QImage.Format.Format_RGB32)
        image = QImage(painted.pixels, *shape).copy()
        self._images.pop(wanted.page, None)
        self._images[wanted.page] = (wanted.scale, image)
        if places is not None:
            self._known.add(wanted.page)
            self.drawn.emit(wanted.page, places)
        self.ready.emit(wanted.page)

    def _give_up(self, sentence: str, wanted: _Wanted, generation: int) -> None:
        if isValid(self) and generation == self._generation:
            self._damaged.add(wanted.page)
            self.failed.emit(wanted.page, sentence)

    def _ended(self) -> None:
        if not isValid(self):
            return
        self._busy = False
        if not self._session.jobs.stopped:
            self._go_on()
