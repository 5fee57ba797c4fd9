"""Where passages stand, in words: the section and the page, of the reports that were looked at last."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject

from curator.changes import Applied
from curator.errors import CuratorError
from curator.records import Report, Structure
from curator.text.structure import SHORT, WITHIN, structure_of, words_for_page, words_for_place, words_for_section
from ui.window.session import Session

_KEPT = 8


class Places(QObject):
    """Tells the section and the page of a place. One for a session, which ``of`` gives."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._known: OrderedDict[str, tuple[str, Structure | None]] = OrderedDict()
        session.changed.connect(self._heed)

    @classmethod
    def of(cls, session: Session) -> Places:
        """The one of this session."""
        return session.findChild(cls) or cls(session)

    def words(self, report: Report | None, start: int) -> str:
        """The section and the page ("Results · p. 4"); empty where nothing is known of them."""
        return words_for_place(self._structure(report), start, SHORT)

    def short_words(self, report: Report | None, start: int) -> str:
        """The page where there are pages, else the widest section: what fits into a margin."""
        structure = self._structure(report)
        return words_for_page(structure, start) or words_for_section(structure, start, SHORT).partition(WITHIN)[0]

    def _structure(self, report: Report | None) -> Structure | None:
        if report is None:
            return None
        known = self._known.get(report.id)
        if known is None or known[0] != report.text_sha256:
            try:
                known = report.text_sha256, structure_of(self._session.store, report)
            except CuratorError:
                return None
            self._known[report.id] = known
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return known[1]

    def _heed(self, applied: Applied) -> None:
        if applied.touches(Structure, Report):
            self._known.clear()
