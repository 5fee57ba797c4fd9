"""Which claims belong together: why the program put these together, and what a person says about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from curator.adjudication.queue import Disagreement
from curator.agreement.claims.corrections import pairing_of, say_different, say_nothing, say_same
from curator.changes import Change
from curator.codebook.names import fold
from curator.evidence.lines import LineWriter
from curator.evidence.question import Column
from curator.records import Claim
from ui.window.compare.comparing import Compared
from ui.window.compare.hands import Hands
from ui.window.compare.pair_reasons import PairReasons, pair_in_words
from ui.window.furniture.finder import Find, Finder
from ui.window.furniture.pane import Card
from ui.window.furniture.panel import Panel
from ui.window.furniture.words import button, plain_label, rule, translated
from ui.window.session import Session

_LONGEST_QUOTE = 160


class PairingPanel(Panel):
    """The pairs behind what is shown, each to be taken apart; and the claims that one of them may be put with."""

    def __init__(self, session: Session, one: Disagreement, compared: Compared, hands: Hands) -> None:
        super().__init__(
            translated("PairingPanel", "Which claims belong together"), leave=translated("PairingPanel", "Close")
        )
        self._session = session
        self._one = one
        self._hands = hands
        self._claims = {claim.id: claim for own in compared.coded.claims.values() for claim in own}
        self._writer = LineWriter.read(session.reader, session.codebook)
        self.body.addWidget(
            plain_label(
                self.tr("What you say here goes before what the program finds, and can be undone like any change."),
                "muted",
                wraps=True,
            )
        )
        self._add_pairs(PairReasons(compared.units))
        self.finder = Finder(self.tr("Put it with another claim"), self._fitting, self.tr("therapy, outcome or words"))
        self.finder.picked.connect(self._put_together)
        self._add_finder()
        self.first: QWidget = self.finder
        self.finish()
        self.finder.search()

    def _add_pairs(self, reasons: PairReasons) -> None:
        pairs = reasons.pairs_of(self._one)
        for pair in pairs:
            first, second = self._claims.get(pair.first), self._claims.get(pair.second)
            if first is None or second is None:
                continue
            card = Card()
            card.body.addWidget(plain_label(self._who(first, second), "strong", wraps=True))
            card.body.addWidget(plain_label(pair_in_words(pair), "muted", wraps=True))
            parting = button(self.tr("They are about different things"), "small-link")
            parting.clicked.connect(lambda _checked=False, one=first, other=second: self._part(one, other))
            card.body.addWidget(parting, 0, Qt.AlignmentFlag.AlignLeft)
            if pairing_of(self._session.store, first, second) is not None:
                leaving = button(self.tr("Leave it to the program again"), "small-link")
                leaving.clicked.connect(lambda _checked=False, one=first, other=second: self._leave(one, other))
                card.body.addWidget(leaving, 0, Qt.AlignmentFlag.AlignLeft)
            self.body.addWidget(card)
        if not pairs:
            words = self.tr("No claim of anybody else has enough in common with it: neither words nor terms.")
            self.body.addWidget(plain_label(words, wraps=True))
        self._add_parted()

    def _add_parted(self) -> None:
        """What somebody said to be different, to be taken back."""
        for claim in self._one.claims:
            for other in self._others(claim):
                said = pairing_of(self._session.store, claim, other)
                if said is None or said.same:
                    continue
                card = Card()
                card.body.addWidget(plain_label(self._in_a_line(other), wraps=True))
                card.body.addWidget(plain_label(self.tr("somebody said that they are different"), "muted"))
                leaving = button(self.tr("Leave it to the program again"), "small-link")
                leaving.clicked.connect(lambda _checked=False, one=claim, two=other: self._leave(one, two))
                card.body.addWidget(leaving, 0, Qt.AlignmentFlag.AlignLeft)
                self.body.addWidget(card)

    def _add_finder(self) -> None:
        self.body.addWidget(rule())
        claim = self._one.claims[0]
        words = self.tr("Put the claim of the {who} with another one on this report")
        who = self._hands[claim.reviewer_id].in_words
        self.body.addWidget(
            plain_label(words.format(who=who) if not self._hands.named else self._put_words(who), wraps=True)
        )
        self.body.addWidget(self.finder)

    def _put_words(self, who: str) -> str:
        return self.tr("Put the claim of {who} with another one on this report").format(who=who)

    def _who(self, first: Claim, second: Claim) -> str:
        return " – ".join(self._hands[claim.reviewer_id].title for claim in (first, second))

    def _others(self, claim: Claim) -> Sequence[Claim]:
        """Everybody else's claims on the same report, nearest in the text first."""
        place = claim.passages[0].start if claim.passages else 0
        others = [
            other
            for other in self._claims.values()
            if other.report_id == claim.report_id and other.reviewer_id != claim.reviewer_id
        ]
        return sorted(others, key=lambda other: abs((other.passages[0].start if other.passages else 0) - place))

    def _in_a_line(self, claim: Claim) -> str:
        line = self._writer.line(claim)
        parts = (line[Column.THERAPY], line[Column.OUTCOME], line[Column.DIRECTION])
        return " · ".join(filter(None, parts)) or self.tr("a claim without terms")

    def _fitting(self, words: str) -> Sequence[Find]:
        wanted = fold(words).split()
        together = {claim.id for claim in self._one.claims}
        found: list[Find] = []
        for other in self._others(self._one.claims[0]):
            quote = " ".join(self._writer.line(other)[Column.QUOTE].split())[:_LONGEST_QUOTE]
            name = self._in_a_line(other)
            if other.id not in together and all(word in fold(f"{name} {quote}") for word in wanted):
                found.append((other.id, name, f"{self._hands[other.reviewer_id].title}: {quote}"))
        return found

    def _put_together(self) -> None:
        other = self._claims.get(self.finder.current_id or "")
        if other is not None:
            self._say(lambda: say_same(self._session.store, self._one.claims[0], other, self._session.reviewer.id))

    def _part(self, one: Claim, other: Claim) -> None:
        self._say(lambda: say_different(self._session.store, one, other, self._session.reviewer.id))

    def _leave(self, one: Claim, other: Claim) -> None:
        self._say(lambda: say_nothing(self._session.store, one, other, self._session.reviewer.id))

    def _say(self, correct: Callable[[], Change | None]) -> None:
        session = self._session
        if session.may_change():
            session.apply(session.attempt(correct))
            self.left.emit()
