"""Questions left on a claim or on the report: asked, answered, resolved and opened again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from curator.records import Query
from ui.window.claiming.remark import Remark
from ui.window.furniture.words import button, plain_label, plain_tip
from ui.window.look.style import say_kind, set_look


class QueryCard(QFrame):
    """One query: what is asked, by whom, what was answered, and whether that settles it."""

    answered = Signal(object)
    resolved = Signal()
    reopened = Signal()
    chosen = Signal()
    escaped = Signal()

    def __init__(self, query: Query, asker: str, about: str, *, editable: bool) -> None:
        super().__init__()
        say_kind(self, "card")
        self.query = query
        self._editable = editable
        state = self.tr("resolved") if query.resolved else self.tr("open")
        self.setAccessibleName(self.tr("Query, {state}: {question}").format(state=state, question=query.question))
        self.sign = plain_label("✓" if query.resolved else "?", "fine" if query.resolved else "query")
        self.question = plain_label(query.question, "muted" if query.resolved else "", wraps=True)
        self.answer = Remark(self.tr("Answer"), self.tr("answer"))
        self.answer.show_words(query.answer)
        self.answer.set_editable(editable)
        self.answer.setVisible(bool(query.answer))
        self.answer.filled.connect(self.answered)
        self.answer.escaped.connect(self.escaped)
        self.answer_link = button(self.tr("answer"), "small-link", tip=self.tr("Answer this query"))
        self.answer_link.clicked.connect(self.start_answer)
        self.answer_link.setVisible(editable and not query.resolved and not query.answer)
        settle = self.tr("open again") if query.resolved else self.tr("resolve")
        tip = self.tr("Open this query again") if query.resolved else self.tr("This query is settled")
        self.settle_link = button(settle, "small-link", tip=tip)
        self.settle_link.setVisible(editable)
        self.settle_link.clicked.connect(self._settle)
        self.about_link = button(about, "place", tip=self.tr("Show this claim"))
        self.about_link.setVisible(bool(about))
        self.about_link.clicked.connect(self.chosen)
        self._lay_out(" · ".join(part for part in (asker, f"{query.asked_at:%d %b %Y}", state) if part))
        set_look(self, "settled", query.resolved)

    def _lay_out(self, meta: str) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self.question, 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(plain_label(meta, "hint"))
        foot.addStretch()
        foot.addWidget(self.answer_link)
        foot.addWidget(self.settle_link)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addWidget(self.about_link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(top)
        column.addWidget(self.answer)
        column.addLayout(foot)

    def start_answer(self) -> None:
        """Opens the answer, with the keyboard in it."""
        self.answer.show()
        self.answer.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _settle(self) -> None:
        if self.query.resolved:
            self.reopened.emit()
        else:
            self.answer.finish()
            self.resolved.emit()


class Queries(QWidget):
    """Queries under each other, and a place to ask the next one.

    ``asked`` and ``answered`` carry words; ``resolved`` and ``reopened`` the query; ``claim_chosen`` the id of the
    claim that a query is about.
    """

    asked = Signal(str)
    answered = Signal(object, str)
    resolved = Signal(object)
    reopened = Signal(object)
    claim_chosen = Signal(str)
    escaped = Signal()

    def __init__(self, name_of: Callable[[str], str], hint: str) -> None:
        super().__init__()
        self._name_of = name_of
        self.cards: list[QueryCard] = []
        self._shown: tuple[object, ...] = ()
        self.ask_line = Remark(hint, hint)
        self.ask_line.filled.connect(self._ask)
        self.ask_line.escaped.connect(self._escape)
        self.ask_line.hide()
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._column)
        column.addWidget(self.ask_line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_queries(self, queries: Sequence[Query], *, editable: bool, about: Mapping[str, str] | None = None) -> None:
        """Shows these queries; ``about`` says by claim id which claim each is about."""
        about = about or {}
        key = (tuple(queries), editable, tuple(about.items()))
        if key == self._shown:
            self._hide_if_empty()
            return
        answering = {card.query.id: card.answer.typed for card in self.cards if card.answer.typed}
        self._shown = key
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [self._card(query, about.get(query.claim_id or "", ""), editable) for query in queries]
        for card in self.cards:
            self._column.addWidget(card)
            card.show()
            if card.query.id in answering:
                card.answer.show()
                card.answer.show_typed(answering[card.query.id])
        self._hide_if_empty()

    def start_question(self) -> None:
        """Opens the line to ask in, with the keyboard in it."""
        self.show()
        self.ask_line.show()
        self.ask_line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def in_order(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        order: list[QWidget] = []
        for card in self.cards:
            order += [card.about_link, card.answer, card.answer_link, card.settle_link]
        return [*order, self.ask_line]

    @property
    def typed(self) -> str:
        """A question that is being typed."""
        return self.ask_line.typed

    def forget_question(self) -> None:
        """Closes the line to ask in."""
        self.ask_line.forget_typed()
        self.ask_line.hide()
        self._hide_if_empty()

    def _hide_if_empty(self) -> None:
        self.setVisible(bool(self.cards) or not self.ask_line.isHidden())

    def _card(self, query: Query, about: str, editable: bool) -> QueryCard:
        card = QueryCard(query, self._name_of(query.reviewer_id), about, editable=editable)
        card.about_link.setToolTip(plain_tip(about))
        card.answered.connect(partial(self.answered.emit, query))
        card.resolved.connect(partial(self.resolved.emit, query))
        card.reopened.connect(partial(self.reopened.emit, query))
        card.chosen.connect(partial(self.claim_chosen.emit, query.claim_id or ""))
        card.escaped.connect(self.escaped)
        return card

    def _ask(self, words: str) -> None:
        if words:
            self.ask_line.forget_typed()
            self.ask_line.hide()
            self.asked.emit(words)

    def _escape(self) -> None:
        """An empty question is closed again; one that was typed has been asked by now."""
        self.forget_question()
        self.escaped.emit()
