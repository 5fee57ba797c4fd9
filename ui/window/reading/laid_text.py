"""Lays the claims and marks of the report on its text, and keeps them as the review holds them."""

from __future__ import annotations

from collections.abc import Sequence

from curator.changes import Applied
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.records import Claim, Mark, Report
from ui.window.claiming.claim_column import ClaimColumn
from ui.window.furniture.places import Places
from ui.window.furniture.words import plain_tip
from ui.window.look import palette as colours
from ui.window.reading.laid_on import (
    claim_in_words,
    claim_stretches,
    looks_of,
    mark_in_words,
    mark_stretches,
    notes_of,
)
from ui.window.reading.marks_of_report import MarksOfReport
from ui.window.reading.text_view import TextView
from ui.window.session import Session

_MOST_ONE_BY_ONE = 40
"""Alterations up to which marks and claims are put in one by one; more are laid on anew."""


class LaidText:
    """What lies on the text of one view. Claims are those that the column lists; marks are read here."""

    def __init__(self, session: Session, view: TextView, column: ClaimColumn) -> None:
        self._session = session
        self._view = view
        self._column = column
        self.marks = MarksOfReport(session)
        view.tip_of = self._tip_of
        self.show_looks()

    @property
    def in_hand_id(self) -> str | None:
        """The mark or claim that is in hand, whose words stand out."""
        in_hand = self._column.mark_card.mark or self._column.hand.claim
        return in_hand.id if in_hand is not None else None

    def show_report(self, report: Report | None) -> None:
        """Lays on what belongs to another report; the column has gone there already."""
        self.marks.show_report(report)
        self._lay_all_on()

    def read_anew(self) -> None:
        """Reads the marks again: somebody else works here now."""
        self.marks.read()
        self._lay_all_on()

    def _lay_all_on(self) -> None:
        stretches = [*claim_stretches(self._column.claims.claims), *mark_stretches(self.marks.marks.values())]
        self._view.show_stretches(stretches, looks_of(self._session.codebook, colours.current()))
        self._show_notes()
        self.stand_out()

    def _show_notes(self) -> None:
        report, places = self._column.hand.report, Places.of(self._session)
        notes = notes_of(
            self._column.claims.claims, self._session.codebook, lambda place: places.short_words(report, place)
        )
        self._view.show_notes(notes)

    def show_looks(self) -> None:
        """Takes hues, lines and keys of the labels from the codebook and the palette in force."""
        codebook = self._session.codebook
        self._view.show_looks(looks_of(codebook, colours.current()))
        self._view.label_keys = {
            label.key.casefold(): label.id for label in codebook.labels.values() if label.key and not label.retired
        }

    def stand_out(self) -> None:
        """Lets the words of the claim or mark in hand stand out."""
        self._view.set_current(self.in_hand_id)

    def heed(self, applied: Applied) -> list[Mark]:
        """Lays on what was altered, and nothing else; gives the marks that are new or other than before."""
        if applied.touches(*CODEBOOK_TYPES):
            self.show_looks()
            self._show_notes()
        marks = self.marks.heed(applied)
        claims = [alteration for alteration in applied.alterations if isinstance(alteration.record(), Claim)]
        if len(marks) + len(claims) > _MOST_ONE_BY_ONE:
            self._lay_all_on()
        else:
            for mark_id, mark in marks.items():
                self._view.put_stretches(mark_id, mark_stretches([mark] if mark is not None else []))
            for alteration in claims:
                self._put_claim(alteration.record().id, alteration.after)
            if claims:
                self._show_notes()
        return [mark for mark in marks.values() if mark is not None]

    def _put_claim(self, claim_id: str, after: object) -> None:
        here = isinstance(after, Claim) and self._column.claims.row_of(claim_id) is not None
        self._view.put_stretches(claim_id, claim_stretches([after] if isinstance(after, Claim) and here else []))

    def _tip_of(self, owner_ids: Sequence[str]) -> str:
        lines = []
        for owner_id in owner_ids:
            mark, row = self.marks.marks.get(owner_id), self._column.claims.row_of(owner_id)
            if mark is not None:
                lines.append(mark_in_words(mark, self._session.codebook))
            elif row is not None:
                lines.append(claim_in_words(self._column.claims.claims[row], self._session.codebook))
        return plain_tip("\n".join(lines))
