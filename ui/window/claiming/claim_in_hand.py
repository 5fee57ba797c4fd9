"""The claim being made: every edit becomes a change at once, and what the review then holds is shown.

No widget alters a claim. It says what is wanted; this asks the rules for the change, hands it to the session, and
says ``altered`` when the review holds it. The same happens when the claim is altered elsewhere, by undo or redo.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from curator.changes import Applied, Change
from curator.codebook.altering import add_term
from curator.coding import claims as coding
from curator.coding.codings import coding_of
from curator.coding.reports import add_study, amend_report
from curator.records import (
    Absence,
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Group,
    Outcome,
    Passage,
    Report,
    Study,
    Therapy,
)
from ui.window.session import Session


def together(*changes: Change | None) -> Change | None:
    """Several changes as one, with the title of the first: applied, and undone, at once."""
    real = [change for change in changes if change is not None]
    if not real:
        return None
    alterations = tuple(alteration for change in real for alteration in change.alterations)
    return msgspec.structs.replace(real[0], alterations=alterations)


class ClaimInHand(QObject):
    """The claim that the panel shows, or none. ``altered`` says that it is another, or other than it was."""

    altered = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: Report | None = None
        self._claim: Claim | None = None
        self._is_locked: bool | None = None
        session.changed.connect(self._heed)
        session.sight_changed.connect(self._look_again)

    @property
    def claim(self) -> Claim | None:
        """The claim as the review holds it; None when none is shown."""
        return self._claim

    @property
    def report(self) -> Report | None:
        """The report that is being read."""
        return self._report

    @property
    def may_be_altered(self) -> bool:
        """Whether this reviewer may alter the claim: it is their own, and the coding was not submitted."""
        claim = self._claim
        if claim is None or self._session.store.read_only or claim.reviewer_id != self._session.reviewer.id:
            return False
        if self._is_locked is None:
            coded = coding_of(self._session.store, claim.report_id, claim.reviewer_id)
            self._is_locked = coded is not None and coded.status is CodingStatus.SUBMITTED
        return not self._is_locked

    def open_report(self, report: Report | None) -> None:
        """Goes to another report; no claim is in hand then."""
        self._report, self._is_locked = report, None
        self._show(None)

    def start(self, passages: Sequence[Passage]) -> Claim | None:
        """Records a draft claim on these passages and takes it in hand; None when that was refused."""
        session, report = self._session, self._report
        if report is None or not passages:
            return None
        made = session.attempt(
            lambda: coding.record_claim(session.store, report.id, session.reviewer.id, tuple(passages))
        )
        return self._take(made)

    def duplicate(self) -> Claim | None:
        """Records a draft with the same words for another outcome and takes it in hand."""
        session, claim = self._session, self._claim
        if claim is None:
            return None
        return self._take(session.attempt(lambda: coding.duplicate_claim(session.store, claim, session.reviewer.id)))

    def show(self, claim_id: str | None) -> None:
        """Takes another claim in hand, or none."""
        known = self._session.reader.get_many(Claim, [claim_id]) if claim_id else {}
        claim = known.get(claim_id or "")
        self._show(claim if claim is not None and claim.status is not ClaimStatus.RETRACTED else None)

    def amend(self, **fields: object) -> bool:
        """Gives the claim other values in these fields, as one change; False when that was refused."""
        return self._amend(lambda claim: self._amended(claim, **fields))

    def say_absent(self, field: str, reason: Absence | None) -> bool:
        """Says why a field is empty, or with None that it is not filled yet."""
        return self._amend(lambda claim: coding.say_absent(*self._by_me(claim), field, reason))

    def set_extra(self, field_id: str, words: str) -> bool:
        """Fills one of the codebook's own fields; no words empty it."""
        if self._claim is None:
            return False
        extra = {known: said for known, said in self._claim.extra.items() if known != field_id}
        return self.amend(extra=extra | ({field_id: words} if words else {}))

    def add_new_term(
        self,
        field: str,
        name: str,
        parent_id: str | None,
        chosen: Callable[[str], tuple[Group, ...]],
    ) -> bool:
        """Makes a new term of the codebook and names it in the claim, as one change."""
        session = self._session

        def change(claim: Claim) -> Change | None:
            me = session.reviewer.id
            term: Therapy | Outcome
            if field == "outcome_id":
                term, added = add_term(session.codebook, Outcome, name, me, parent_id=parent_id)
                return together(added, self._amended(claim, outcome_id=term.id))
            term, added = add_term(session.codebook, Therapy, name, me, parent_id=parent_id)
            return together(added, self._amended(claim, **{field: chosen(term.id)}))

        return self._amend(change)

    def name_new_study(self, name: str) -> bool:
        """Makes a study of this name, says that the report is about it, and names it in the claim, as one change."""
        session, report = self._session, self._report

        def change(claim: Claim) -> Change | None:
            study, added = add_study(session.store, name, session.reviewer.id)
            now = session.store.get(Report, report.id) if report is not None else None
            about = None
            if now is not None and study.id not in now.study_ids:
                about = amend_report(now, session.reviewer.id, study_ids=(*now.study_ids, study.id))
            return together(added, about, self._amended(claim, study_id=study.id))

        return self._amend(change)

    def add_passage(self, passage: Passage) -> bool:
        """Adds words to the claim, wherever they stand."""
        return self._claim is not None and self.amend(passages=(*self._claim.passages, passage))

    def replace_passage(self, place: tuple[int, int], passage: Passage) -> bool:
        """Puts other words in the place of the passage that stands at ``(start, end)``."""
        if self._claim is None:
            return False
        kept = [known for known in self._claim.passages if (known.start, known.end) != place]
        return self.amend(passages=(*kept, passage))

    def remove_passage(self, place: tuple[int, int]) -> bool:
        """Takes one of several passages away; the last one stays, for a claim stands on words."""
        if self._claim is None:
            return False
        kept = tuple(known for known in self._claim.passages if (known.start, known.end) != place)
        return bool(kept) and self.amend(passages=kept)

    def set_status(self, status: ClaimStatus) -> bool:
        """Says that the claim is complete, or a draft again."""
        return self._claim is not None and (self._claim.status is status or self.amend(status=status))

    def retract(self) -> bool:
        """Retracts the claim; undo brings it back."""
        return self._amend(lambda claim: coding.retract_claim(*self._by_me(claim)))

    def _amended(self, claim: Claim, **fields: object) -> Change | None:
        return coding.amend_claim(self._session.store, claim, self._session.reviewer.id, **fields)

    def _by_me(self, claim: Claim) -> tuple[Any, Claim, str]:
        return self._session.store, claim, self._session.reviewer.id

    def _amend(self, change: Callable[[Claim], Change | None]) -> bool:
        """Applies a change to the claim; when it is refused, what the review holds is shown again."""
        claim, session = self._claim, self._session
        if claim is None:
            return False
        worked = session.attempt(lambda: (change(claim),))
        if worked is None:
            self.altered.emit()
            return False
        if worked[0] is None:
            return True
        applied = session.apply(worked[0])
        if applied is None:
            self._show(session.reader.get_many(Claim, [claim.id]).get(claim.id))
        return applied is not None

    def _take(self, made: tuple[Claim, Change] | None) -> Claim | None:
        if made is None or self._session.apply(made[1]) is None:
            return None
        self._show(made[0])
        return made[0]

    def _show(self, claim: Claim | None) -> None:
        if claim is None or self._claim is None or claim.report_id != self._claim.report_id:
            self._is_locked = None
        self._claim = claim
        self.altered.emit()

    def _look_again(self) -> None:
        """Somebody else's claim may be one that must no longer be seen."""
        if self._claim is not None and self._claim.reviewer_id != self._session.reviewer.id:
            self.show(self._claim.id)

    def _heed(self, applied: Applied) -> None:
        """Takes over what was altered elsewhere, or by this very panel."""
        concerned = applied.touches(Coding, Study)
        if applied.touches(Coding):
            self._is_locked = None
        for alteration in applied.alterations:
            record = alteration.record()
            if self._report is not None and record.id == self._report.id and isinstance(alteration.after, Report):
                self._report = alteration.after
            if self._claim is not None and record.id == self._claim.id:
                after = alteration.after
                stands = isinstance(after, Claim) and after.status is not ClaimStatus.RETRACTED
                self._claim = after if isinstance(after, Claim) and stands else None
                concerned = True
        if concerned:
            self.altered.emit()
