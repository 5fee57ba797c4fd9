"""The right column of the Read room: the claim in hand, or the mark, and under it the claims of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from curator.changes import Applied
from curator.codebook.codebook import CODEBOOK_TYPES
from curator.coding.marks import record_mark, same_mark
from curator.records import Claim, ClaimStatus, Mark, Passage, Query, Record, Report, Study
from ui.window.claiming import query_acts
from ui.window.claiming.as_high import AsHighAsItsContent
from ui.window.claiming.claim_actions import ClaimActions
from ui.window.claiming.claim_fields import ClaimFields
from ui.window.claiming.claim_in_hand import ClaimInHand
from ui.window.claiming.claim_panel import ClaimPanel
from ui.window.claiming.claims_list import ClaimsList
from ui.window.claiming.claims_of_report import ClaimsOfReport
from ui.window.claiming.label_chooser import LabelChooser
from ui.window.claiming.mark_card import MarkCard
from ui.window.claiming.nothing_in_hand import NothingInHand
from ui.window.furniture.words import rule, surface
from ui.window.session import Session

WIDTH = 370
_SIDE = 20


class ClaimColumn(QWidget):
    """Makes claims, shows them, and lists those of the report.

    ``claim_shown`` and ``mark_shown`` carry the id of what is in hand now, or None; ``reveal_asked`` a place to show
    in the text; ``text_wanted`` gives the keyboard back to the text. ``passage_wanted`` asks the text for its
    selected words (answer with ``add_passage``), ``replacement_wanted`` for words in the place of the passage at
    ``(start, end)`` (answer with ``replace_passage``).
    """

    claim_shown = Signal(object)
    mark_shown = Signal(object)
    reveal_asked = Signal(int, int)
    text_wanted = Signal()
    passage_wanted = Signal()
    replacement_wanted = Signal(int, int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown_id: str | None = None
        self._typed: dict[str, dict[str, str]] = {}
        self._retracted_id: str | None = None
        self._label_chooser: LabelChooser | None = None
        self._to_mark: tuple[Passage, ...] = ()
        self._shown_mark_id: str | None = None
        self.setAccessibleName(self.tr("Claim"))
        self.claims = ClaimsOfReport(session, self)
        self.hand = ClaimInHand(session, self)
        self.panel = ClaimPanel(session, self.hand, self.claims)
        self.mark_card = MarkCard(session)
        self.marks_here: Callable[[], Iterable[Mark]] = tuple
        self.nothing = NothingInHand()
        self.list = ClaimsList(self.claims, session)
        self.claim_actions = ClaimActions(self, self)
        self.panel.show_menu(self.claim_actions.anywhere)
        self._lay_out()
        self._connect()
        self._show()

    @property
    def fields(self) -> ClaimFields:
        """The fields of the claim."""
        return self.panel.fields

    def _lay_out(self) -> None:
        content = surface("surround")
        inner = QVBoxLayout(content)
        inner.setContentsMargins(_SIDE, 12, _SIDE, 10)
        inner.setSpacing(0)
        for page in (self.panel, self.mark_card, self.nothing):
            inner.addWidget(page)
        inner.addStretch()
        self._scroll = AsHighAsItsContent(content, WIDTH)
        self._below = surface("surround")
        lower = QVBoxLayout(self._below)
        lower.setContentsMargins(_SIDE - 8, 0, _SIDE - 8, 8)
        lower.setSpacing(10)
        line = QHBoxLayout()
        line.setContentsMargins(8, 0, 8, 0)
        line.addWidget(rule())
        lower.addLayout(line)
        lower.addWidget(self.list, 1)
        self._foot = surface("surround")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(_SIDE, 6, _SIDE, 12)
        foot.addWidget(self.panel.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll)
        column.addWidget(self._foot)
        column.addWidget(self._below, 1)
        column.addStretch(0)
        self.setMinimumWidth(332)

    def _connect(self) -> None:
        panel, mark, listed = self.panel, self.mark_card, self.list
        self.hand.altered.connect(self._show)
        self._session.changed.connect(self._heed)
        self._session.reviewer_changed.connect(self._start_anew)
        for card in (panel, mark):
            card.reveal_asked.connect(self.reveal_asked)
            card.passage_wanted.connect(self.passage_wanted)
            card.replacement_wanted.connect(self.replacement_wanted)
            card.escaped.connect(self.text_wanted)
        panel.next_asked.connect(self.text_wanted)
        mark.closed.connect(self._close_mark)
        listed.claim_chosen.connect(self._choose)
        listed.escaped.connect(self.text_wanted)
        listed.report_query_asked.connect(self._ask_about_report)
        self.nothing.undo_asked.connect(self._session.undo)
        for action in self.claim_actions.anywhere:
            self.addAction(action)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

    # What it is told ----------------------------------------------------------------------------------------------

    def show_report(self, report: Report | None) -> None:
        """Goes to another report: its claims are listed, and no claim is in hand."""
        self.settle()
        self._retracted_id = None
        self.mark_card.show_mark(None)
        self.claims.show_report(report)
        self.hand.open_report(report)

    def start_claim(self, passages: Sequence[Passage]) -> str | None:
        """Records a draft on these words and puts the keyboard into Therapy; gives its id, None when refused."""
        if not self._session.may_change():
            return None
        self.settle()
        self.mark_card.show_mark(None)
        claim = self.hand.start(passages)
        if claim is None:
            return None
        self.focus_field("therapies")
        return claim.id

    def add_passage(self, passage: Passage) -> None:
        """Adds words to the mark or claim in hand."""
        if self.mark_card.mark is not None:
            self.mark_card.add_passage(passage)
        else:
            self.hand.add_passage(passage)

    def replace_passage(self, place: tuple[int, int], passage: Passage) -> None:
        """Puts other words in the place of the passage that stood at ``(start, end)``."""
        if self.mark_card.mark is not None:
            self.mark_card.replace_passage(place, passage)
        else:
            self.hand.replace_passage(place, passage)

    def show_claim(self, claim_id: str | None) -> None:
        """Takes a claim in hand, or none. The keyboard stays where it is."""
        self.settle()
        self.mark_card.show_mark(None)
        self._retracted_id = None
        if claim_id == self._shown_id:
            self._show()
        else:
            self.hand.show(claim_id)

    def show_mark(self, mark_id: str | None) -> None:
        """Shows a mark in the place of the claim, or the claim again."""
        self.settle()
        known = self._session.reader.get_many(Mark, [mark_id]) if mark_id else {}
        mark = known.get(mark_id or "")
        self.mark_card.show_mark(mark if mark is not None and not mark.retracted else None)
        self._show()

    def start_mark(self, passages: Sequence[Passage], place: QPoint) -> None:
        """Offers the labels at ``place`` (on the screen); the one that is chosen marks these words."""
        if not self._session.may_change():
            return
        window = self.window()
        if self._label_chooser is None or self._label_chooser.parentWidget() is not window:
            self._label_chooser = LabelChooser(window)
            self._label_chooser.closed.connect(self.text_wanted)
            self._label_chooser.chosen.connect(lambda label_id: self.record_mark(self._to_mark, label_id))
        self._to_mark = tuple(passages)
        self._label_chooser.ask(self._session.codebook.labels.values(), window.mapFromGlobal(place))

    def record_mark(self, passages: Sequence[Passage], label_id: str) -> str | None:
        """Marks these words with a label at once; gives the mark's id, None when that was refused.

        Words that have this label already are not marked again.
        """
        session, report = self._session, self.hand.report
        if report is None or not passages:
            return None
        there = same_mark(self.marks_here(), label_id, passages)
        if there is not None:
            name = session.codebook.name_of(label_id)
            session.said.emit(self.tr("These words are marked “{label}” already").format(label=name))
            return there.id
        made = session.attempt(
            lambda: record_mark(session.store, report.id, session.reviewer.id, label_id, tuple(passages))
        )
        if made is None or session.apply(made[1]) is None:
            return None
        return made[0].id

    def settle(self) -> None:
        """Stores what is being typed; half a term that names nothing is kept for when the claim is shown again."""
        if self.mark_card.mark is not None:
            self.mark_card.memo.finish()
        if self._shown_id is None:
            return
        self.panel.finish()
        typed = self.panel.typed
        if typed:
            self._typed[self._shown_id] = typed
        else:
            self._typed.pop(self._shown_id, None)

    # What it does -------------------------------------------------------------------------------------------------

    def actions_on_text(self) -> list[QAction]:
        """Single keys for the text: a letter for each field, P for a passage, digits for directions."""
        return self.claim_actions.on_text

    def actions_anywhere(self) -> list[QAction]:
        """Keys for the text and for this column alike, and for the menu."""
        return self.claim_actions.anywhere

    def focus_field(self, name: str) -> None:
        """Puts the keyboard into a field of the claim, by the field's name in the record."""
        if self.mark_card.mark is not None:
            if name == "note":
                self.mark_card.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
            self._close_mark()
        if self.hand.claim is not None:
            self.panel.focus(name)

    def choose_direction(self, number: int) -> None:
        """Gives the claim the direction with this key."""
        if self.hand.claim is not None:
            self.panel.fields.direction.choose_number(number)

    def ask_for_passage(self) -> None:
        """Asks the text for its selected words."""
        self.passage_wanted.emit()

    def save(self) -> None:
        """Says that the claim is complete, if nothing is missing, and gives the keyboard back to the text."""
        self.panel.save()

    def make_draft(self) -> None:
        """Says that the claim is not complete after all."""
        self.settle()
        self.hand.set_status(ClaimStatus.DRAFT)

    def retract(self) -> None:
        """Retracts the claim in hand; undo brings it back."""
        self.settle()
        claim = self.hand.claim
        if claim is not None and self.hand.retract():
            self._typed.pop(claim.id, None)
            self._retracted_id = claim.id
            self._show()
            self.text_wanted.emit()

    def duplicate(self) -> None:
        """A new draft on the same words, with the keyboard in its outcome."""
        self.settle()
        if self.hand.duplicate() is not None:
            self.focus_field("outcome_id")

    def step(self, rows: int) -> None:
        """Takes the next or the previous claim of the report in hand, and shows its words."""
        claims = self.claims.claims
        if not claims:
            return
        row = self.claims.row_of(self._shown_id) if self._shown_id is not None else None
        start = row if row is not None else (-1 if rows > 0 else len(claims))
        self._choose(claims[max(0, min(start + rows, len(claims) - 1))].id)

    def _choose(self, claim_id: str) -> None:
        self.show_claim(claim_id)
        claim = self.hand.claim
        if claim is not None and claim.passages:
            self.reveal_asked.emit(claim.passages[0].start, claim.passages[0].end)

    # What is shown ------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        claim, mark = self.hand.claim, self.mark_card.mark
        other = (claim.id if claim is not None else None) != self._shown_id
        self._shown_id = claim.id if claim is not None else None
        self.mark_card.setVisible(mark is not None)
        self.panel.setVisible(claim is not None and mark is None)
        self._foot.setVisible(claim is not None and mark is None)
        self.nothing.setVisible(claim is None and mark is None)
        if claim is not None:
            self._retracted_id = None
            self.panel.show_claim(other=other)
            if other:
                self.panel.show_typed(self._typed.pop(claim.id, {}))
        self.nothing.say(has_report=self.hand.report is not None, retracted=self._retracted_id is not None)
        self.claim_actions.enable(claim=claim is not None or mark is not None, editable=self.hand.may_be_altered)
        self.list.light(self._shown_id)
        self._below.setVisible(self.hand.report is not None)
        self._scroll.updateGeometry()
        self._say_what_is_shown(other)

    def _say_what_is_shown(self, other_claim: bool) -> None:
        """Says which mark and which claim are in hand; a claim comes to the fore again when a mark goes."""
        mark_id = self.mark_card.mark.id if self.mark_card.mark is not None else None
        mark_went = mark_id is None and self._shown_mark_id is not None
        if other_claim:
            self._scroll.verticalScrollBar().setValue(0)
        if mark_id != self._shown_mark_id:
            self._shown_mark_id = mark_id
            self.mark_shown.emit(mark_id)
        if other_claim or mark_went:
            self.claim_shown.emit(self._shown_id)

    def _ask_about_report(self, words: str) -> None:
        if self.hand.report is not None:
            query_acts.ask(self._session, self.hand.report.id, words, None)

    def _close_mark(self) -> None:
        self.mark_card.show_mark(None)
        self._show()
        self.text_wanted.emit()

    def _heed(self, applied: Applied) -> None:
        """Follows what was altered elsewhere in what this column shows besides the claim."""
        if applied.touches(Study):
            self.panel.fields.forget_studies()
        mark = self.mark_card.mark
        for alteration in applied.alterations:
            if mark is not None and alteration.record().id == mark.id:
                after = alteration.after
                self.mark_card.show_mark(after if isinstance(after, Mark) and not after.retracted else None)
                self._show()
            elif alteration.record().id == self._retracted_id:
                self._bring_back(alteration.after)
        if applied.touches(Study, *CODEBOOK_TYPES):
            self._show()
        elif applied.touches(Query):
            self.panel.show_queries()

    def _bring_back(self, after: Record | None) -> None:
        """Takes the claim that was just retracted in hand again, once that was undone."""
        if isinstance(after, Claim) and after.status is not ClaimStatus.RETRACTED:
            self.show_claim(after.id)

    def _start_anew(self) -> None:
        """Somebody else works here now."""
        self._typed.clear()
        self.hand.show(None)
        self.mark_card.show_mark(None)
        self._show()

    def _follow_focus(self, _old: QWidget | None, focused: QWidget | None) -> None:
        content = self._scroll.widget()
        if focused is not None and content is not None and content.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused, 0, 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.text_wanted.emit()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 700)
