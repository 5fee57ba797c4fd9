"""The process in which PDFs are read and painted: it answers until nobody asks any more.

Run as ``python -m curator.importing.formats.pdf.child``. Its memory is bounded where the system can do that.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from curator.errors import BadInput, CuratorError
from curator.importing.formats.pdf import asking
from curator.importing.formats.pdf.library import PdfDocument, PdfiumError
from curator.importing.formats.pdf.painting import page_as_picture
from curator.importing.formats.pdf.pieces import places_of
from curator.importing.formats.pdf.reading_pdf import open_pdf, read_pdf

MOST_MEMORY = 1_500_000_000
"""Bytes of address space. The largest reports take a third of it."""


def main() -> None:
    """Answers what comes in on standard input."""
    _bound_memory()
    asks = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not come between answers
    desk = _Desk(answers)
    while (asked := asking.next_asked(asks)) is not None:
        try:
            answer = desk.answer(asked)
        except CuratorError as problem:
            details = {name: str(value) for name, value in problem.details.items()}
            answer = asking.Refusal(problem.template, details)
        asking.send(answers, answer)


def _bound_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
        _soft, hard = resource.getrlimit(limit)
        resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


class _Desk:
    """What lies open."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._open: PdfDocument | None = None

    def answer(self, asked: asking.Asked) -> asking.Answer:
        if isinstance(asked, asking.ReadAsked):
            return asking.ReadingDone(read_pdf(asked.data, lambda: asking.send(self._answers, asking.PageRead())))
        if isinstance(asked, asking.OpenAsked):
            self._open = open_pdf(asked.data)
            return asking.Opened(len(self._open))
        if self._open is None:
            raise ValueError("no PDF is open")
        try:
            page = self._open[asked.page]
        except (PdfiumError, IndexError) as trouble:
            raise BadInput("Page {page} is damaged and cannot be shown.", page=asked.page + 1) from trouble
        try:
            if isinstance(asked, asking.PaintAsked):
                return page_as_picture(page, asked.scale)
            return places_of(page)
        finally:
            page.close()


if __name__ == "__main__":
    main()
