"""Narrows the queue, and lists everything again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from ui.window.compare.narrowing import narrowed_by_cell, narrowed_by_field, narrowed_by_report
from ui.window.compare.queue_rows import Narrowing

if TYPE_CHECKING:
    from ui.window.compare.compare_room import CompareRoom


class Narrower(QObject):
    """What is shown stays chosen as long as it is listed."""

    def __init__(self, room: CompareRoom) -> None:
        super().__init__(room)
        self._room = room

    def _narrow(self, narrowing: Narrowing) -> None:
        centre = self._room.centre
        current = centre.queue.current_row
        centre.rows.narrow(narrowing)
        centre.say_narrowed(narrowing.says)
        if narrowing.pairs is None:
            self._room.left.details.table.cells.mark(None)
        self._room.list_queue(current.disagreement.key if current is not None and current.disagreement else None)

    def by_words(self, words: str) -> None:
        """Lists only what has these words, of what is listed otherwise."""
        self._narrow(replace(self._room.centre.rows.narrowing, words=words))

    def list_all(self) -> None:
        """Lists everything again."""
        self._room.centre.search.clear()
        self._narrow(Narrowing())

    def by_cell(self, row: str, column: str) -> None:
        """Lists only the claims behind a cell of the confusion table."""
        room, compared, details = self._room, self._room.comparing.known, self._room.left.details.details
        if compared is not None and details is not None:
            self._narrow(narrowed_by_cell(compared.found, room.settings, details, row, column, room.hands))

    def by_report(self, report_id: str) -> None:
        """Lists only what is on one report."""
        self._narrow(narrowed_by_report(report_id, self._room.titles.get(report_id, "")))

    def by_field(self, name: str) -> None:
        """Lists only what differs in one field."""
        compared = self._room.comparing.known
        if compared is not None:
            self._narrow(narrowed_by_field(compared.found, name))
