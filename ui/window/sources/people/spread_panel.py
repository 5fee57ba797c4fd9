"""Reports spread evenly over the reviewers: how many coders each gets, which share is double-coded, in which round."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QCheckBox, QLineEdit

from curator.changes import Change
from curator.coding.assignments import share_from, spread
from curator.coding.reviews import people
from curator.errors import CuratorError
from curator.records import Assignment
from ui.window.frame.sentences import sentence_of
from ui.window.furniture.fields import LabelledField, OneLine
from ui.window.furniture.panel import Panel
from ui.window.furniture.segments import Segments
from ui.window.furniture.words import counted, plain_label, translated
from ui.window.session import Session

_MOST_CODERS = 4


class SpreadPanel(Panel):
    """Says who would get how much before it is done. ``round`` proposes a name for the round."""

    def __init__(self, session: Session, proposed_round: str = "") -> None:
        super().__init__(
            translated("SpreadPanel", "Spread the reports evenly"), translated("SpreadPanel", "Assign them so")
        )
        self._session = session
        self._coders = 1
        self._change: Change | None = None
        self._people = people(session.reader)
        self.body.addWidget(
            plain_label(
                self.tr("What is assigned already stays and counts. Whoever has the least to do comes first."),
                "muted",
                wraps=True,
            )
        )
        numbers = range(1, min(_MOST_CODERS, max(2, len(self._people))) + 1)
        self.coders = Segments(self.tr("Coders for each report"), [(str(number), number) for number in numbers])
        self.coders.chosen.connect(self._take_coders)
        self.share = QLineEdit()
        self.share.setAccessibleName(self.tr("Share that is double-coded"))
        self.share.setPlaceholderText(self.tr("all of them"))
        self.share.textChanged.connect(self._preview)
        self.share_field = LabelledField(self.tr("Only this share gets several coders (20%)"), self.share)
        self.round = OneLine(self.tr("Round"), self.tr("such as Pilot; may stay empty"))
        self.round.setText(proposed_round)
        self.round.textChanged.connect(self._preview)
        self.body.addWidget(LabelledField(self.tr("Coders for each report"), self.coders))
        self.body.addWidget(self.share_field)
        self.body.addWidget(LabelledField(self.tr("Round"), self.round))
        self.body.addWidget(plain_label(self.tr("Among"), "muted"))
        self.among: dict[str, QCheckBox] = {}
        for person in self._people:
            box = QCheckBox(person.name)
            box.setChecked(True)
            box.toggled.connect(self._preview)
            self.among[person.id] = box
            self.body.addWidget(box)
        self.outcome = plain_label("", wraps=True)
        self.outcome.setAccessibleName(self.tr("Who would get how much"))
        self.body.addWidget(self.outcome)
        self.confirmed.connect(self._assign)
        self.finish()
        self._take_coders(min(2, len(self._people)))
        self.coders.settle(self._coders)

    def _take_coders(self, number: object) -> None:
        self._coders = int(str(number))
        self._preview()

    def _preview(self) -> None:
        """Works out the assignments and says who would get how many; nothing is altered."""
        self._change = None
        self.say_problem("")
        self.share_field.say_fault("")
        try:
            share = share_from(self.share.text()) if self.share.text().strip() else None
        except CuratorError as problem:
            self.share_field.say_fault(sentence_of(problem))
            self.outcome.setText("")
            self.confirming.setEnabled(False)
            return
        try:
            self._change = spread(
                self._session.store,
                self._session.reviewer.id,
                coders=self._coders,
                double_coded=share,
                round_name=self.round.text(),
                reviewer_ids=[person_id for person_id, box in self.among.items() if box.isChecked()],
            )
        except CuratorError as problem:
            self.say_problem(sentence_of(problem))
            self.outcome.setText("")
        else:
            self.outcome.setText(self._in_words())
        self.confirming.setEnabled(self._change is not None and not self._session.store.read_only)

    def _in_words(self) -> str:
        if self._change is None:
            return self.tr("Every report has its coders already.")
        new = Counter(one.after.reviewer_id for one in self._change.alterations if isinstance(one.after, Assignment))
        lines = [
            f"{person.name}: {counted(new[person.id], self.tr('{n} more report'), self.tr('{n} more reports'))}"
            for person in self._people
            if new[person.id]
        ]
        return "\n".join(lines)

    def _assign(self) -> None:
        self._preview()
        if self._change is not None and self._session.apply(self._change) is not None:
            self.left.emit()
