"""The mark that was chosen in the text: its label, its memo, its words, and the way to take it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from curator.coding.claims import in_text_order
from curator.coding.marks import amend_mark, retract_mark
from curator.records import Label, Mark, Passage, Report
from ui.window.claiming.keyed_field import KeyedField
from ui.window.claiming.label_chooser import LabelChooser
from ui.window.claiming.quote_card import QuoteCard
from ui.window.claiming.remark import Remark
from ui.window.furniture.label_sample import paint_sample
from ui.window.furniture.places import Places
from ui.window.furniture.words import Button, button, plain_label, unkeyed
from ui.window.look import palette as colours
from ui.window.look.style import say_kind
from ui.window.session import Session


class _LabelButton(Button):
    """Shows the mark's label, and asks for another one."""

    def __init__(self) -> None:
        super().__init__()
        say_kind(self, "label")
        self.setAutoDefault(False)
        self._label: Label | None = None

    def show_label(self, label: Label | None) -> None:
        """Shows a label's sample and name."""
        self._label = label
        name = label.name if label is not None else self.tr("no label")
        self.setText(unkeyed(name))
        self.setAccessibleName(self.tr("Label: {name}").format(name=name))
        self.setToolTip(self.tr("Choose another label (L)"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._label is not None:
            painter = QPainter(self)
            paint_sample(painter, QRectF(11, (self.height() - 15) / 2, 20, 14), self._label, colours.current())


class MarkCard(QWidget):
    """One mark to look at and amend. Every edit is a change at once."""

    reveal_asked = Signal(int, int)
    passage_wanted = Signal()
    replacement_wanted = Signal(int, int)
    escaped = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.mark: Mark | None = None
        self.heading = plain_label(self.tr("Mark"), "heading")
        self.state = plain_label(self.tr("saved"), "fine")
        self.quote = QuoteCard()
        self.label = _LabelButton()
        self.label.clicked.connect(self.choose_label)
        self.memo = Remark(self.tr("Memo"), self.tr("why these words matter"), lines=3)
        self.memo.filled.connect(lambda words: self.amend(memo=words))
        self.memo.moved_on.connect(self.escaped)
        self.memo.escaped.connect(self.escaped)
        self._remove = button(self.tr("Remove the mark"), "small-link", tip=self.tr("Undo brings it back"))
        self._remove.clicked.connect(self.remove)
        self._back = button(self.tr("Back to the claim"), "small-link", key=self.tr("Esc"))
        self._back.clicked.connect(self.closed)
        self._chooser: LabelChooser | None = None
        self.quote.reveal_asked.connect(self.reveal_asked)
        self.quote.passage_wanted.connect(self.passage_wanted)
        self.quote.replacement_wanted.connect(self.replacement_wanted)
        self.quote.removed.connect(lambda start, end: self.remove_passage((start, end)))
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.heading)
        top.addStretch()
        top.addWidget(self.state)
        foot = QHBoxLayout()
        foot.addWidget(self._remove)
        foot.addStretch()
        foot.addWidget(self._back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.quote)
        column.addSpacing(4)
        column.addWidget(KeyedField(self.tr("Label"), self.label, "L"))
        column.addWidget(KeyedField(self.tr("Memo"), self.memo, "N"))
        column.addLayout(foot)

    def show_mark(self, mark: Mark | None) -> None:
        """Shows a mark as the review holds it; what is being typed into its memo stays."""
        other = mark is None or self.mark is None or mark.id != self.mark.id
        if other and self.mark is not None:
            self.memo.finish()
        self.mark = mark
        if mark is None:
            return
        mine = mark.reviewer_id == self._session.reviewer.id and not self._session.store.read_only
        label = self._session.codebook.labels.get(mark.label_id)
        self.quote.hue = label.colour if label is not None else None
        self.quote.update()
        report = self._session.store.get_many(Report, [mark.report_id]).get(mark.report_id)
        places = Places.of(self._session)
        self.quote.show_passages(mark.passages, editable=mine, where=lambda start: places.words(report, start))
        self.label.show_label(label)
        self.label.setEnabled(mine)
        if other:
            self.memo.show_words(mark.memo)
            self.memo.forget_typed()
        self.memo.show_words(mark.memo)
        self.memo.set_editable(mine)
        self._remove.setVisible(mine)

    def amend(self, **fields: object) -> bool:
        """Gives the mark another label, memo or words, as one change; False when that was refused."""
        session, mark = self._session, self.mark
        if mark is None:
            return False
        change = session.attempt(lambda: (amend_mark(session.store, mark, session.reviewer.id, **fields),))
        return change is not None and (change[0] is None or session.apply(change[0]) is not None)

    def add_passage(self, passage: Passage) -> bool:
        """Adds words to the mark."""
        return self.mark is not None and self.amend(passages=in_text_order((*self.mark.passages, passage)))

    def replace_passage(self, place: tuple[int, int], passage: Passage) -> bool:
        """Puts other words in the place of the passage at ``(start, end)``."""
        return self.mark is not None and self.amend(passages=in_text_order((*self._others(place), passage)))

    def remove_passage(self, place: tuple[int, int]) -> bool:
        """Takes one of several passages away; the last one stays."""
        kept = self._others(place)
        return bool(kept) and self.amend(passages=kept)

    def remove(self) -> None:
        """Takes the mark away; undo brings it back."""
        session, mark = self._session, self.mark
        if mark is None:
            return
        session.apply(session.attempt(lambda: retract_mark(session.store, mark, session.reviewer.id)))

    def choose_label(self) -> None:
        """Offers the labels under the one that the mark has."""
        if self.mark is None or not self.label.isEnabled():
            return
        window = self.window()
        if self._chooser is None or self._chooser.parentWidget() is not window:
            self._chooser = LabelChooser(window)
            self._chooser.chosen.connect(lambda label: self.amend(label_id=label))
            self._chooser.closed.connect(lambda: self.label.setFocus(Qt.FocusReason.OtherFocusReason))
        below = self.label.mapTo(window, QPoint(0, self.label.height() + 2))
        self._chooser.ask(self._session.codebook.labels.values(), below)

    @property
    def chooser(self) -> LabelChooser | None:
        """The list of labels, once it was asked for."""
        return self._chooser

    def _others(self, place: tuple[int, int]) -> tuple[Passage, ...]:
        if self.mark is None:
            return ()
        return tuple(known for known in self.mark.passages if (known.start, known.end) != place)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()
