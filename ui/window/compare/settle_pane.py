"""The right side of the Compare room: the claims side by side, what may be decided about them, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.adjudication.queue import Disagreement
from curator.codebook.codebook import Codebook
from curator.records import Query, Verdict
from ui.window.claiming.remark import Remark
from ui.window.compare.claim_fields import count_differing, rows_of
from ui.window.compare.deeds import Deeds
from ui.window.compare.hands import Hands
from ui.window.compare.intent import Intent
from ui.window.compare.queue_rows import verdict_in_words
from ui.window.compare.side_by_side import SideBySide
from ui.window.furniture.elided import ElidedLabel
from ui.window.furniture.words import Surface, button, plain_label, plain_tip
from ui.window.look.style import say_kind

SETTLE_WIDTH = 464


class SettlePane(Surface):
    """Shows one disagreement. ``settled`` carries the intent and the reason, once Enter or the button says so.

    What was chosen and typed about a disagreement stays with it while one looks at others.
    """

    settled = Signal(object, str)
    asked = Signal(str)
    withdrawn = Signal()
    pairing_asked = Signal()
    desk_asked = Signal()
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__("surround")
        self.setAccessibleName(self.tr("Settle"))
        self.setMinimumWidth(340)
        self.disagreement: Disagreement | None = None
        self.intent = Intent()
        self._hands = Hands()
        self._kept: dict[tuple[str, ...], tuple[Intent, str]] = {}
        self._stored = (Intent(), "")
        self.heading = plain_label(self.tr("Settle"), "heading")
        self.differing = plain_label("", "warning")
        self.differing.setAccessibleName(self.tr("How many fields differ"))
        self.reason = ElidedLabel("", "hint")
        self.pairing = button(
            self.tr("Pairing") + "  P", "place", key="P", tip=self.tr("Say which claims belong together")
        )
        self.side = SideBySide()
        self.deeds = Deeds()
        self.queries = plain_label("", "hint", wraps=True)
        self.queries.setAccessibleName(self.tr("Queries on these claims"))
        self.question = Remark(self.tr("Query"), self.tr("What should be checked? Enter asks"))
        self.why_name = plain_label("", "muted")
        self.why = Remark(self.tr("Why"), "", lines=2)
        self.problem = plain_label("", "warning", wraps=True)
        self.problem.hide()
        self.settling = button(self.tr("Settle and next"), "primary", key="Enter")
        self.withdrawing = button(
            self.tr("Withdraw"), "small-link", key="Del", tip=self.tr("Open it again: take the decision back")
        )
        self.desk = button("", "place")
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.differing)
        under = QHBoxLayout()
        under.setSpacing(12)
        under.addWidget(self.reason, 1)
        under.addWidget(self.pairing)
        why = QHBoxLayout()
        why.addWidget(self.why_name, 1)
        why.addWidget(plain_label("W", "key"))
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.settling)
        foot.addWidget(self.withdrawing)
        foot.addStretch(1)
        foot.addWidget(self.desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(under)
        column.addWidget(self.side, 1000)
        column.addSpacing(4)
        column.addWidget(self.deeds)
        for widget in (self.queries, self.question):
            column.addWidget(widget)
        column.addLayout(why)
        column.addWidget(self.why)
        column.addWidget(self.problem)
        column.addLayout(foot)
        column.addStretch(1)
        self.why_name.setBuddy(self.why)
        self.question.hide()

    def _wire(self) -> None:
        self.deeds.meant.connect(self.mean)
        self.deeds.query_asked.connect(self.start_question)
        self.deeds.missed.connect(self._say_what_is_offered)
        self.side.chosen.connect(self.mean)
        self.settling.clicked.connect(self.settle)
        self.withdrawing.clicked.connect(self.withdrawn)
        self.pairing.clicked.connect(self.pairing_asked)
        self.desk.clicked.connect(self.desk_asked)
        self.why.moved_on.connect(self.settle)
        self.why.escaped.connect(self.escaped)
        self.why.textChanged.connect(lambda: self.say_problem(""))
        self.question.filled.connect(self._ask)
        self.question.escaped.connect(self._close_question)

    def sizeHint(self) -> QSize:
        return QSize(SETTLE_WIDTH, super().sizeHint().height())

    # What is shown ------------------------------------------------------------------------------------------------

    def show_disagreement(
        self, disagreement: Disagreement, hands: Hands, codebook: Codebook, studies: Mapping[str, str], stored: Intent
    ) -> None:
        """Shows other claims; ``stored`` is what was decided about them already."""
        self._keep()
        self._hands = hands
        same = self.disagreement is not None and self.disagreement.key == disagreement.key
        self.disagreement = disagreement
        decision = disagreement.decision
        self._stored = (stored, decision.rationale if decision is not None else "")
        intent, words = self._kept.get(disagreement.key, self._stored)
        rows = rows_of(disagreement, codebook, studies)
        self.intent = intent
        self.side.show_claims(disagreement, rows, hands, intent)
        self.deeds.show_for(disagreement, hands, intent)
        self._order_tabs()
        self.why.show_words(self._stored[1])
        self.why.setPlainText(words)
        self._say_how_many(*count_differing(rows))
        self.withdrawing.setVisible(decision is not None)
        self.say_problem("")
        if not same:
            self._close_question(quietly=True)

    def _order_tabs(self) -> None:
        """The buttons that decide are made anew for each disagreement; Tab comes to them after the claims."""
        foot = (self.question, self.why, self.settling, self.withdrawing, self.desk)
        for before, after in pairwise((self.pairing, self.side, *self.deeds.by_key.values(), *foot)):
            QWidget.setTabOrder(before, after)

    def _say_how_many(self, differ: int, fields: int) -> None:
        disagreement = self.disagreement
        if disagreement is None:
            return
        if disagreement.is_settled and disagreement.decision is not None:
            words = self.tr("settled: {how}").format(how=verdict_in_words(disagreement.decision.verdict))
            say_kind(self.differing, "fine")
        elif len(disagreement.claims) == 1:
            words = self.tr("only one found it")
            say_kind(self.differing, "warning")
        else:
            words = self.tr("{n} of {m} fields differ").format(n=differ, m=fields)
            say_kind(self.differing, "warning" if differ else "fine")
        if disagreement.overtaken:
            words = self.tr("changed since it was settled · {words}").format(words=words)
        self.differing.setText(words)

    def show_reason(self, words: str) -> None:
        """Says why these claims are put together."""
        self.reason.say(words)

    def show_desk(self, words: str, tip: str) -> None:
        """Says who settles."""
        self.desk.setText(f"{words}  D")
        self.desk.setAccessibleName(words)
        self.desk.setToolTip(plain_tip(f"{tip} (D)"))

    def show_rule(self, *, why_needed: bool, may_change: bool) -> None:
        """Says whether a reason is needed, and whether anything may be decided at all."""
        self.why_name.setText(self.tr("Why (needed)") if why_needed else self.tr("Why (kept with the decision)"))
        self.why.set_editable(may_change)
        self.deeds.setEnabled(may_change)
        self.settling.setEnabled(may_change)
        self.withdrawing.setEnabled(may_change)

    def show_queries(self, queries: Sequence[Query]) -> None:
        """Shows the open queries on these claims."""
        lines = [self.tr("? {question}").format(question=query.question) for query in queries]
        self.queries.setText("\n".join(lines))
        self.queries.setVisible(bool(lines))

    # What one does ------------------------------------------------------------------------------------------------

    def mean(self, intent: Intent) -> None:
        """Takes a choice; nothing is settled yet."""
        begins_merging = intent.verdict is Verdict.MERGED and self.intent.verdict is not Verdict.MERGED
        self.intent = intent
        self.side.show_intent(intent, self._hands)
        self.deeds.show_intent(intent)
        self.say_problem("")
        if begins_merging:
            self.side.begin_choosing()
        elif intent.verdict is Verdict.NEITHER and not self.words:
            self.start_why()

    def _say_what_is_offered(self, key: str) -> None:
        offered = ", ".join(f"{one} {deed.accessibleName().lower()}" for one, deed in self.deeds.by_key.items())
        words = self.tr("{key} does nothing here. There is: {offered}.").format(key=key, offered=offered)
        self.say_problem(words)

    @property
    def words(self) -> str:
        """The reason as it is typed."""
        return self.why.toPlainText().strip()

    def start_why(self) -> None:
        """Puts the keyboard where the reason is typed."""
        self.why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def settle(self) -> None:
        """Asks to settle as was chosen."""
        if self.disagreement is not None and self.settling.isEnabled():
            self.settled.emit(self.intent, self.words)

    def say_problem(self, sentence: str) -> None:
        """Says why it could not be settled; an empty sentence takes that back."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def forget(self, key: tuple[str, ...]) -> None:
        """Forgets what was chosen and typed about a disagreement: it is settled now, or open again."""
        self._kept.pop(key, None)
        if self.disagreement is not None and self.disagreement.key == key:
            self.disagreement = None

    def _keep(self) -> None:
        if self.disagreement is None:
            return
        now = (self.intent, self.why.toPlainText())
        if now == self._stored:
            self._kept.pop(self.disagreement.key, None)
        else:
            self._kept[self.disagreement.key] = now

    # A query ------------------------------------------------------------------------------------------------------

    def start_question(self) -> None:
        """Opens the line to ask in."""
        self.question.show()
        self.question.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self, words: object) -> None:
        if str(words):
            self.question.forget_typed()
            self._close_question()
            self.asked.emit(str(words))

    def _close_question(self, *, quietly: bool = False) -> None:
        self.question.forget_typed()
        self.question.hide()
        if not quietly:
            self.escaped.emit()
