"""Settles, withdraws and asks: what was chosen in the pane becomes a change of the review."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from curator.adjudication import deciding
from curator.changes import Applied, Change
from curator.coding import queries
from curator.errors import CuratorError
from curator.records import Decision
from ui.window.compare.desk import Desk
from ui.window.compare.intent import Intent, change_for
from ui.window.compare.settle_pane import SettlePane
from ui.window.frame.sentences import sentence_of
from ui.window.session import Session


class Settler(QObject):
    """Works on the disagreement that the pane shows. ``settled`` carries it with its decision."""

    settled = Signal(object, object)
    withdrawn = Signal(object)

    def __init__(self, session: Session, pane: SettlePane, desk: Desk) -> None:
        super().__init__(pane)
        self._session = session
        self._pane = pane
        self._desk = desk

    def settle(self, intent: Intent, rationale: str) -> None:
        """Settles so; what stands in the way is said in the pane."""
        session, one = self._session, self._pane.disagreement
        if one is None or not session.may_change():
            return
        try:
            change = change_for(session.store, one, intent, session.reviewer.id, rationale, self._desk.also)
        except CuratorError as problem:
            self._pane.say_problem(sentence_of(problem))
            if intent.verdict is not None and not rationale:
                self._pane.start_why()
            return
        decision = _decision_in(session.apply(change))
        if decision is not None:
            self.settled.emit(one, decision)

    def withdraw(self) -> None:
        """Takes back what was decided about what is shown."""
        session, one = self._session, self._pane.disagreement
        if one is None or one.decision is None or not session.may_change():
            return
        change = session.attempt(lambda: deciding.withdraw(session.store, one, session.reviewer.id))
        if change is not None:
            self.withdrawn.emit(one)
            session.apply(change)

    def ask(self, question: str) -> None:
        """Leaves a query on the first of the claims."""
        session, one = self._session, self._pane.disagreement
        if one is None or not one.claims or not session.may_change():
            return
        asked = session.attempt(lambda: queries.ask(one.report_id, session.reviewer.id, question, one.claims[0]))
        if asked is not None:
            session.apply(asked[1])

    def take_over_alike(self) -> None:
        """Takes over, worked out beside the window, what all readers of a report made alike."""
        session, by, also = self._session, self._session.reviewer.id, self._desk.also
        if not session.may_change():
            return

        def apply(change: Change | None) -> None:
            session.apply(change)

        title = self.tr("Taking over what was made alike")
        session.run(lambda _progress: deciding.settle_identical(session.store, by, also), apply, title)


def _decision_in(applied: Applied | None) -> Decision | None:
    records = (alteration.after for alteration in applied.alterations) if applied is not None else ()
    return next((record for record in records if isinstance(record, Decision)), None)
