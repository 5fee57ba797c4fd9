"""Searches beside the window, and hands over what is found a few finds at a time; only the last question matters."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from curator.errors import CuratorError
from curator.finding.finds import Find, Where
from curator.finding.question import Asked
from curator.finding.searching import search
from ui.window.jobs import Progress
from ui.window.session import Session

MOST_SHOWN = 10_000
"""More finds than this are not listed: nobody reads them."""

_FIRST, _MORE = 25, 400


class _Overtaken(CuratorError):
    """Another question was asked meanwhile."""


class Looking(QObject):
    """``found`` brings finds one after the other, ``ended`` comes last and says whether there are more."""

    found = Signal(object)
    ended = Signal(bool)
    _found_for = Signal(int, object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._number = 0
        self.is_looking = False
        self._found_for.connect(self._hand_over)

    def ask(self, asked: Asked, where: Iterable[Where]) -> None:
        """Looks for the answer to a question; what was asked before is given up."""
        self._number += 1
        number, reader, places = self._number, self._session.reader, frozenset(where)
        self.is_looking = True

        def tell(progress: Progress, share: float, words: str) -> None:
            if number != self._number:
                raise _Overtaken("Another question was asked.")
            progress(share, words)

        def look(progress: Progress) -> bool:
            batch: list[Find] = []
            count, wanted = 0, _FIRST
            for find in search(reader, asked, where=places, progress=lambda share, words: tell(progress, share, words)):
                batch.append(find)
                count += 1
                if len(batch) == wanted:
                    self._found_for.emit(number, batch)
                    batch, wanted = [], _MORE
                if count == MOST_SHOWN:
                    break
            self._found_for.emit(number, batch)
            return count == MOST_SHOWN

        self._session.run(
            look,
            lambda more: self._end(number, more),
            self.tr("Searching"),
            lambda sentence: self._fail(number, sentence),
            watch=lambda job: job.cancelled.connect(lambda: self._end(number, more=True)),
        )

    def give_up(self) -> None:
        """Hears no more of what was asked."""
        self._number += 1
        self.is_looking = False

    def _hand_over(self, number: int, finds: object) -> None:
        if number == self._number:
            self.found.emit(finds)

    def _end(self, number: int, more: bool) -> None:
        if number == self._number:
            self.is_looking = False
            self.ended.emit(more)

    def _fail(self, number: int, sentence: str) -> None:
        if number == self._number:
            self._session.complained.emit(sentence)
            self._end(number, more=False)
