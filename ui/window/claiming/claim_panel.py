"""The claim in hand, from its quote to the button that saves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from curator.coding.claims import what_is_missing
from curator.records import ClaimStatus, Reviewer
from ui.window.claiming import query_acts
from ui.window.claiming.claim_fields import ClaimFields
from ui.window.claiming.claim_in_hand import ClaimInHand
from ui.window.claiming.claims_of_report import ClaimsOfReport
from ui.window.claiming.estimates import Estimates
from ui.window.claiming.keyed_field import KeyedField
from ui.window.claiming.number_questions import NumberQuestions
from ui.window.claiming.queries import Queries
from ui.window.claiming.quote_card import QuoteCard
from ui.window.claiming.remark import Remark
from ui.window.furniture.places import Places
from ui.window.furniture.words import button, plain_label
from ui.window.look.style import say_kind
from ui.window.session import Session


class SaveButton(QPushButton):
    """The one filled button. Enter presses it, Escape goes back to the text."""

    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        say_kind(self, "primary")
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class ClaimPanel(QWidget):
    """Shows the claim in hand and says what is wanted of it. ``next_asked`` comes when it is done with."""

    reveal_asked = Signal(int, int)
    passage_wanted = Signal()
    replacement_wanted = Signal(int, int)
    next_asked = Signal()
    escaped = Signal()

    def __init__(self, session: Session, hand: ClaimInHand, claims: ClaimsOfReport) -> None:
        super().__init__()
        self._session, self._hand, self._claims = session, hand, claims
        self._wants_note = False
        self._places = Places.of(session)
        self.heading = plain_label(self.tr("Claim"), "heading")
        self.menu_button = button("⋯", "quiet", tip=self.tr("What can be done with this claim"))
        self.menu_button.setAccessibleName(self.tr("What can be done with this claim"))
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.state = button("", "state")
        self.state.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.quote = QuoteCard()
        self.fields = ClaimFields(session, claims.words_in_use)
        self.estimates = Estimates()
        self.number_questions = NumberQuestions()
        self.note = Remark(self.tr("Note"), self.tr("for yourself and your co-reviewers"))
        self.note_field = KeyedField(self.tr("Note"), self.note, "N")
        self.queries = Queries(self._initials, self.tr("What should be checked about this claim?"))
        self.missing = plain_label("", "warning", wraps=True)
        self.add_estimate = self._link(self.tr("+ estimate"), "E", self.tr("Add an estimate"))
        self.add_note = self._link(self.tr("+ note"), "N", self.tr("Write a note on the claim"))
        self.ask_query = self._link(self.tr("? query"), "Q", self.tr("Ask a query about the claim"))
        self.ask_query.setEnabled(not session.store.read_only)
        self.save_button = SaveButton()
        self.foot = QWidget()
        self._lay_out()
        self._connect()

    def _link(self, words: str, key: str, tip: str) -> QPushButton:
        made = button(f"{words}  {key}", "small-link", key=key, tip=tip)
        made.setAccessibleName(tip)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.heading)
        head.addWidget(self.menu_button)
        head.addStretch()
        head.addWidget(self.state)
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        for link in (self.add_estimate, self.add_note, self.ask_query):
            foot.addWidget(link)
            foot.addItem(QSpacerItem(12, 1, QSizePolicy.Policy.Maximum))  # gives way before the button does
        foot.addStretch()
        foot.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.missing)  # above the fields: what a field offers drops down and would cover it
        column.addWidget(self.quote)
        column.addSpacing(2)
        for widget in (self.fields, self.estimates, self.number_questions, self.note_field, self.queries):
            column.addWidget(widget)

    def _connect(self) -> None:
        hand, fields, quote = self._hand, self.fields, self.quote
        fields.filled.connect(lambda field, value: hand.amend(**{field: value}))
        fields.absence_chosen.connect(hand.say_absent)
        fields.extra_filled.connect(hand.set_extra)
        fields.new_term_asked.connect(hand.add_new_term)
        fields.new_study_asked.connect(hand.name_new_study)
        fields.finished.connect(self.go_to_save)
        quote.reveal_asked.connect(self.reveal_asked)
        quote.passage_wanted.connect(self.passage_wanted)
        quote.replacement_wanted.connect(self.replacement_wanted)
        quote.removed.connect(lambda start, end: hand.remove_passage((start, end)))
        self.estimates.filled.connect(lambda estimates: hand.amend(estimates=estimates))
        self.estimates.absence_chosen.connect(partial(hand.say_absent, "estimates"))
        self.estimates.moved_on.connect(self.go_to_save)
        self.note.filled.connect(lambda words: hand.amend(note=words))
        self.note.moved_on.connect(self.go_to_save)
        self.queries.asked.connect(self._ask)
        self.queries.answered.connect(partial(query_acts.answer, self._session))
        self.queries.resolved.connect(partial(query_acts.resolve, self._session))
        self.queries.reopened.connect(partial(query_acts.reopen, self._session))
        self.add_estimate.clicked.connect(lambda: self.focus("estimates"))
        self.add_note.clicked.connect(lambda: self.focus("note"))
        self.ask_query.clicked.connect(lambda: self.focus("queries"))
        self.save_button.clicked.connect(self.save)
        self.state.clicked.connect(self._toggle_status)
        for part in (fields, self.estimates, self.note, self.queries, self.save_button):
            part.escaped.connect(self.escaped)

    def show_menu(self, actions: Sequence[QAction]) -> None:
        """Puts what can be done with a claim behind the three dots."""
        menu = QMenu(self.menu_button)
        menu.addActions(list(actions))
        self.menu_button.clicked.connect(
            lambda: menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))
        )

    # What it shows ------------------------------------------------------------------------------------------------

    def show_claim(self, *, other: bool) -> None:
        """Shows the claim in hand; with ``other`` it is another than before, and nothing typed there stays."""
        claim, report = self._hand.claim, self._hand.report
        if claim is None:
            return
        editable = self._hand.may_be_altered
        self.quote.show_passages(
            claim.passages, editable=editable, where=lambda start: self._places.words(report, start)
        )
        self.fields.show_claim(claim, report.study_ids if report is not None else (), editable=editable)
        if other:
            self.estimates.show_other_claim(claim.estimates, editable=editable)
            self.queries.forget_question()
            self.note.show_words(claim.note)
            self.note.forget_typed()
            self._wants_note = False
        self.estimates.show_estimates(claim.estimates, editable=editable)
        self.estimates.show_absence(claim.absent.get("estimates"))
        self.number_questions.show_claim(claim)
        self.note.show_words(claim.note)
        self.note.set_editable(editable)
        self.note_field.setVisible(bool(claim.note) or self._wants_note or bool(self.note.typed))
        self._show_state(editable=editable)
        self.show_queries()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab follows the eye, also through what was laid out later."""
        order = [*self.quote.places, self.quote.add, *self.fields.in_order(), *self.estimates.in_order()]
        order += [self.note, *self.queries.in_order(), self.add_estimate, self.add_note, self.ask_query]
        order += [self.save_button, self.menu_button, self.state]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def show_queries(self) -> None:
        """Shows the queries on the claim in hand."""
        claim = self._hand.claim
        if claim is not None:
            queries = self._claims.queries_of(claim.id)
            self.queries.show_queries(queries, editable=not self._session.store.read_only)

    def _show_state(self, *, editable: bool) -> None:
        claim = self._hand.claim
        if claim is None:
            return
        complete = claim.status is ClaimStatus.COMPLETE
        status = self.tr("complete") if complete else self.tr("draft")
        if claim.reviewer_id != self._session.reviewer.id:
            whose = self.tr("by {name}").format(name=self._initials(claim.reviewer_id))
            self.state.setText(f"{status} · {whose}")
        else:
            self.state.setText(f"{status} · {self.tr('saved') if editable else self.tr('locked')}")
        self.state.setEnabled(editable)
        self.state.setToolTip(
            self.tr("Make it a draft again (Ctrl+Shift+D)") if complete else self.tr("Mark it complete (Ctrl+Enter)")
        )
        self.save_button.setText((self.tr("Next claim") if complete or not editable else self.tr("Save claim")) + "  ↵")
        self.save_button.setAccessibleName(self.tr("Next claim") if complete else self.tr("Save claim"))
        self.save_button.setToolTip(self.tr("Enter here, or Ctrl+Enter anywhere"))
        for link in (self.add_estimate, self.add_note):
            link.setEnabled(editable)
        if complete or not any(self.missing_words()):
            self.missing.hide()

    def _initials(self, reviewer_id: str) -> str:
        known = self._session.reader.get_many(Reviewer, [reviewer_id]).get(reviewer_id)
        return known.name if known is not None else ""

    # What is done -------------------------------------------------------------------------------------------------

    def focus(self, name: str) -> None:
        """Puts the keyboard into a field, opening it first if need be."""
        editable = self._hand.may_be_altered
        if name == "estimates" and editable:
            self.estimates.add()
            self._order_tabs()
        elif name == "note":
            self._wants_note = editable
            self.note_field.setVisible(editable or bool(self.note.toPlainText()))
            self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif name == "queries":
            if self._session.may_change():
                self.queries.start_question()
        else:
            self.fields.focus(name)

    def go_to_save(self) -> None:
        """Puts the keyboard on the button that saves."""
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish(self) -> None:
        """Stores what is being typed."""
        for part in (self.fields, self.estimates, self.note):
            part.finish()
        self.queries.ask_line.finish()
        for card in self.queries.cards:
            card.answer.finish()

    @property
    def typed(self) -> dict[str, str]:
        """By field, what was typed and could not be stored."""
        return self.fields.typed

    def show_typed(self, typed: Mapping[str, str]) -> None:
        """Puts back what was typed before, and nothing else."""
        self.fields.show_typed(typed)

    def missing_words(self) -> list[str]:
        """The names of the fields that the claim still needs to be complete."""
        claim = self._hand.claim
        if claim is None:
            return []
        names = {
            "passages": self.tr("words from the text"),
            "outcome_id": self.tr("an outcome"),
            "direction_id": self.tr("a direction"),
        }
        return [names[field] for field in what_is_missing(claim)]

    def save(self) -> None:
        """Says that the claim is complete and goes on; while something is missing it says so and goes there."""
        self.finish()
        claim = self._hand.claim
        if claim is None:
            return
        if not self._hand.may_be_altered:
            self.next_asked.emit()
            return
        missing = what_is_missing(claim)
        if missing:
            words = self.tr(" and ").join(self.missing_words())
            said = self.tr("It stays a draft. Not filled yet: {missing}. Ctrl+R says that something is not reported.")
            self.missing.setText(said.format(missing=words))
            self.missing.show()
            self.fields.focus(missing[0])
        elif self._hand.set_status(ClaimStatus.COMPLETE):
            self.next_asked.emit()

    def _toggle_status(self) -> None:
        claim = self._hand.claim
        if claim is None:
            return
        if claim.status is ClaimStatus.COMPLETE:
            self._hand.set_status(ClaimStatus.DRAFT)
        else:
            self.save()

    def _ask(self, words: str) -> None:
        claim = self._hand.claim
        if claim is not None:
            query_acts.ask(self._session, claim.report_id, words, claim)
