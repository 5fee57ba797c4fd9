"""Reports that may be in the review twice: looked for beside the window, and decided pair by pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from shiboken6 import isValid

from curator.changes import Applied, Change
from curator.errors import Refused
from curator.importing.references.doubles import Double, find_doubles, join_reports, keep_both, which_to_keep
from curator.records import Report
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.account import AccountPanel
from ui.window.furniture.own_keys import OwnKeys
from ui.window.furniture.words import counted, plain_label, translated
from ui.window.jobs import Job
from ui.window.session import Session
from ui.window.sources.doubles.double_card import DoubleCard

MOST_CARDS = 30
"""More pairs than these are shown once these are decided."""


class DoublesPanel(AccountPanel):
    """A card for each pair; J joins, K keeps both, L leaves it for later. Each decision is one change.

    ``read_asked`` carries the id of a report that somebody wants to look at. What others alter, or undo takes back, is
    looked for anew.
    """

    read_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(translated("DoublesPanel", "Reports that may be here twice"))
        self._session = session
        self._open: list[Double] = []
        self._later: set[frozenset[str]] = set()
        self._deciding = False
        self._stale = False
        self.cards: list[DoubleCard] = []
        self._hint = plain_label(self.tr("J joins · K keeps both · L leaves it for later"), "hint", wraps=True)
        self.add_choice(self._hint)
        session.changed.connect(self._follow)
        keys = OwnKeys(self)
        keys.bind("J", lambda: self._with_current(self._join))
        keys.bind("K", lambda: self._with_current(self._keep))
        keys.bind("L", lambda: self._with_current(self._wait))

    def search(self) -> None:
        """Looks for pairs among all reports, beside the window."""
        self._stale = False
        self._show([])
        self.tell("")
        self._session.run(
            lambda progress: find_doubles(self._session.store, progress),
            lambda found: self._found(found) if isValid(self) else None,
            self.tr("Looking for reports that may be here twice"),
            lambda sentence: self._refuse(sentence) if isValid(self) else None,
            watch=self._watch,
        )

    def _watch(self, job: Job) -> None:
        self.watch(job)
        job.cancelled.connect(lambda: self.tell(self.tr("Cancelled. Nothing was changed.")) if isValid(self) else None)

    def _refuse(self, sentence: str) -> None:
        self.say_problem(sentence)
        self.tell(self.tr("Nothing was changed."))

    def _found(self, found: Sequence[Double]) -> None:
        if self._stale:
            self.search()
            return
        self._show([double for double in found if _ids(double) not in self._later])

    def _follow(self, applied: Applied) -> None:
        if self._deciding or not applied.touches(Report):
            return
        if self.is_busy:
            self._stale = True
        else:
            self.search()

    # The cards.

    def _show(self, doubles: list[Double]) -> None:
        self._open = doubles
        self.clear()
        self.cards = [self._card(double) for double in doubles[:MOST_CARDS]]
        for card in self.cards:
            self.groups.addWidget(card)
        if len(doubles) > MOST_CARDS:
            more = self.tr("and {n} more, shown once these are decided").format(n=f"{len(doubles) - MOST_CARDS:,}")
            self.groups.addWidget(plain_label(more, "muted"))
        self._hint.setVisible(bool(doubles))
        self._say_how_many()
        self.begin(self.cards[0].first_choice if self.cards else self.leaving)

    def _card(self, double: Double) -> DoubleCard:
        kept, refusal = None, ""
        try:
            kept, _ = which_to_keep(self._session.store, double)
        except Refused as problem:
            refusal = sentence_of(problem)
        card = DoubleCard(double, kept, refusal)
        card.joining.connect(self._join)
        card.keeping.connect(self._keep)
        card.waiting.connect(self._wait)
        card.read_asked.connect(self.read_asked)
        return card

    def _say_how_many(self) -> None:
        reports = counted(
            self._session.store.count(Report, retired=False), self.tr("the one report"), self.tr("the {n} reports")
        )
        said = counted(
            len(self._open),
            self.tr("{n} pair may be the same report. Each answer is one change, which undo takes back."),
            self.tr("{n} pairs may be the same report. Each answer is one change, which undo takes back."),
        )
        if not self._open:
            nothing = self.tr("Among {reports}, no two look like the same one.")
            rest = self.tr("Among {reports}, no other two look like the same one.")
            said = (rest if self._later else nothing).format(reports=reports)
        if self._later:
            said += " " + counted(
                len(self._later), self.tr("{n} pair is left for later."), self.tr("{n} pairs are left for later.")
            )
        self.tell(said)

    # What is decided.

    def _with_current(self, choose: Callable[[DoubleCard], None]) -> None:
        focused = self.focusWidget()
        current = next((card for card in self.cards if focused is not None and card.isAncestorOf(focused)), None)
        if current is not None or self.cards:
            choose(current or self.cards[0])

    def _join(self, card: DoubleCard) -> None:
        kept, aside = card.kept, card.aside
        if kept is not None and aside is not None:
            store, by = self._session.store, self._session.reviewer.id
            self._decide(card, lambda: join_reports(store, kept, aside, by))

    def _keep(self, card: DoubleCard) -> None:
        self._decide(card, lambda: keep_both(card.double, self._session.reviewer.id))

    def _wait(self, card: DoubleCard) -> None:
        self._later.add(_ids(card.double))
        self._go_on(card)

    def _decide(self, card: DoubleCard, change: Callable[[], Change]) -> None:
        if self.is_busy or not self._session.may_change():
            return
        self._deciding = True
        try:
            applied = self._session.apply(self._session.attempt(change))
        finally:
            self._deciding = False
        if applied is not None:
            self._go_on(card)

    def _go_on(self, card: DoubleCard) -> None:
        """Takes a card away, and brings the other pairs of its reports up to date; looks again when none is left."""
        place = self.cards.index(card)
        rest = [double for double in self._open if double is not card.double]
        touched = _ids(card.double)
        if not rest or any(touched & _ids(double) for double in rest):
            self.search()
            return
        self._open = rest
        self.cards.remove(card)
        self.groups.removeWidget(card)
        beside = self.cards[min(place, len(self.cards) - 1)] if self.cards else None
        if beside is None:
            self._show(rest)
            return
        beside.first_choice.setFocus(Qt.FocusReason.OtherFocusReason)
        card.hide()
        card.deleteLater()
        self._say_how_many()


def _ids(double: Double) -> frozenset[str]:
    return frozenset((double.report.id, double.earlier.id))
