"""By how much: the estimates of a claim, each in a line, and opened in its parts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from curator.coding.offered import MEASURES
from curator.ids import new_id
from curator.records import Absence, Estimate
from curator.text.estimate_words import (
    PARTS,
    check_estimate,
    read_estimate,
    read_part,
    says_nothing,
    show_estimate,
    show_part,
)
from ui.window.claiming.offers import absence_in_words
from ui.window.claiming.words_field import WordsField
from ui.window.furniture.words import button, plain_label
from ui.window.look.style import say_kind

_ARMS = ("intervention", "control")


class EstimateCard(QFrame):
    """One estimate: a line that is typed at once, and under it every part by itself.

    ``filled`` carries the estimate as it is to be stored. What cannot be read stays in its field, marked, with a
    sentence under the parts, and is not stored.
    """

    filled = Signal(object)
    absence_chosen = Signal(object)
    removed = Signal()
    opened = Signal()
    moved_on = Signal()
    escaped = Signal()

    def __init__(self, estimate: Estimate) -> None:
        super().__init__()
        say_kind(self, "card")
        self.estimate = estimate
        self._editable = True
        self._faults: dict[str, str] = {}
        self._rest = ""
        self.summary = button("", "summary", tip=self.tr("Open this estimate"))
        self.summary.clicked.connect(self.opened)
        self._remove = button("×", "quiet", tip=self.tr("Remove this estimate"))
        self._remove.clicked.connect(self.removed)
        self.line = WordsField(
            self.tr("Estimate in one line"),
            tuple,
            self.tr("RR 0.47 [0.26, 0.83], p=0.01"),
            reads=self._read_line,
        )
        self.line.setToolTip(self.tr("Ctrl+R says that no estimate is reported"))
        self.parts = {part: self._part(part) for part in PARTS}
        self.fault = plain_label("", "warning", wraps=True)
        self._inside = QWidget()
        self._lay_out()
        self.line.filled.connect(self._line_read)
        self.line.faulted.connect(partial(self._say_fault, "line"))
        self.line.moved_on.connect(self._move_on)
        self.line.absence_chosen.connect(self.absence_chosen)
        self.line.escaped.connect(self.escaped)
        self.show_estimate(estimate, editable=True)

    # How it is laid out -------------------------------------------------------------------------------------------

    def _part(self, part: str) -> WordsField:
        names = {
            "measure": self.tr("Measure"),
            "value": self.tr("Value"),
            "unit": self.tr("Unit"),
            "ci_low": self.tr("Interval from"),
            "ci_high": self.tr("to"),
            "ci_level": self.tr("Level %"),
            "p": self.tr("p"),
            "as_reported": self.tr("As reported"),
            "note": self.tr("Note on the estimate"),
            "events": self.tr("Events"),
            "n": self.tr("Total n"),
            "mean": self.tr("Mean"),
            "sd": self.tr("SD"),
        }
        arm, _, name = part.rpartition(".")
        whole = f"{names[name]}, {self._arm_name(arm)}" if arm else names[name]
        field = WordsField(
            whole,
            (lambda: MEASURES) if part == "measure" else tuple,
            reads=partial(self._read_part, part),
            may_be_absent=False,
        )
        field.setProperty("short-name", names[name])
        field.setMinimumWidth(40)
        field.filled.connect(partial(self._part_read, part))
        field.faulted.connect(partial(self._say_fault, part))
        field.moved_on.connect(self._next_part)
        field.escaped.connect(self.escaped)
        return field

    def _next_part(self) -> None:
        self.focusNextChild()

    def _arm_name(self, arm: str) -> str:
        return self.tr("intervention") if arm == "intervention" else self.tr("control")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.summary, 1)
        head.addWidget(self._remove)
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.line, 0, 0, 1, 4)
        rows: tuple[tuple[tuple[str, int], ...], ...] = (
            (("measure", 1), ("value", 1), ("unit", 2)),
            (("ci_low", 1), ("ci_high", 1), ("ci_level", 1), ("p", 1)),
            tuple((f"intervention.{part}", 1) for part in ("events", "n", "mean", "sd")),
            tuple((f"control.{part}", 1) for part in ("events", "n", "mean", "sd")),
            (("as_reported", 4),),
            (("note", 4),),
        )
        row = 1
        for parts in rows:
            arm = parts[0][0].rpartition(".")[0]
            if arm:
                heading = plain_label(self._arm_name(arm).capitalize(), "strong-hint")
                heading.setIndent(0)
                grid.addWidget(heading, row, 0, 1, 4)
                row += 1
            self._lay_row(grid, row, parts, named=arm != "control")
            row += 2
        for column in range(4):
            grid.setColumnStretch(column, 1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(12, 6, 8, 8)
        column_layout.setSpacing(6)
        column_layout.addLayout(head)
        column_layout.addWidget(self._inside)
        column_layout.addWidget(self.fault)
        self.fault.hide()

    def _lay_row(self, grid: QGridLayout, row: int, parts: Sequence[tuple[str, int]], *, named: bool) -> None:
        place = 0
        for part, span in parts:
            field = self.parts[part]
            if named:
                label = plain_label(str(field.property("short-name")), "hint")
                label.setBuddy(field)
                grid.addWidget(label, row, place, 1, span)
            grid.addWidget(field, row + 1, place, 1, span)
            place += span

    # What it shows ------------------------------------------------------------------------------------------------

    def show_estimate(self, estimate: Estimate, *, editable: bool) -> None:
        """Shows what is stored; what is being typed stays."""
        self.estimate, self._editable = estimate, editable
        self.summary.setText(show_estimate(estimate) or self.tr("New estimate"))
        self.summary.setToolTip(self.tr("Open this estimate"))
        self._remove.setVisible(editable)
        for part, field in self.parts.items():
            field.show_words(show_part(estimate, part), None)
            field.set_editable(editable)
        self.line.setVisible(editable)

    def open(self, is_open: bool) -> None:
        """Shows the parts, or only the line."""
        self._inside.setVisible(is_open)

    @property
    def is_open(self) -> bool:
        """Whether the parts are shown."""
        return not self._inside.isHidden()

    def in_order(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [self.summary, self.line, *self.parts.values(), self._remove]

    def finish(self) -> None:
        """Stores what is being typed."""
        for field in (self.line, *self.parts.values()):
            field.finish()

    def _move_on(self) -> None:
        """Enter goes on from the line, unless what stands in it could not be read."""
        if "line" not in self._faults:
            self.moved_on.emit()

    # What is typed ------------------------------------------------------------------------------------------------

    def _read_line(self, words: str) -> str:
        check_estimate(read_estimate(words).laid_over(self.estimate))
        return words.strip()

    def _line_read(self, words: str) -> None:
        """Takes the parts out of the line; words that were not understood are kept as they were reported."""
        if not words:
            return
        reading = read_estimate(words)
        read = reading.laid_over(self.estimate)
        if reading.rest:
            read = read_part(read, "as_reported", words)
        self.line.show_words(words, None)
        self.line.show_words("", None)
        self.filled.emit(read)
        self._rest = reading.rest
        self._show_faults()

    def _read_part(self, part: str, words: str) -> str:
        return show_part(read_part(self.estimate, part, words), part)

    def _part_read(self, part: str, words: str) -> None:
        self.filled.emit(read_part(self.estimate, part, words))

    def _say_fault(self, part: str, sentence: str) -> None:
        self._rest = ""
        if sentence:
            self._faults[part] = sentence
        else:
            self._faults.pop(part, None)
        self._show_faults()

    def _show_faults(self) -> None:
        sentences = list(dict.fromkeys(self._faults.values()))
        if self._rest:
            sentences.append(
                self.tr("“{rest}” was not understood. The whole line is kept as reported.").format(rest=self._rest)
            )
        self.fault.setText("\n".join(sentences))
        self.fault.setVisible(bool(sentences))


class Estimates(QWidget):
    """All estimates of a claim; one of them may be open. ``filled`` carries all that are to be stored."""

    filled = Signal(object)
    absence_chosen = Signal(object)
    moved_on = Signal()
    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._absent: Absence | None = None
        self.absence = plain_label("", "said")
        self._stored: tuple[Estimate, ...] = ()
        self._editable = True
        self.cards: list[EstimateCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self.absence)
        self.absence.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_absence(self, reason: Absence | None) -> None:
        """Shows why there is no estimate."""
        self._absent = reason
        words = self.tr("Estimate: {reason}").format(reason=absence_in_words(reason)) if reason else ""
        self.absence.setText(words)
        self.absence.setVisible(bool(words))
        self._hide_if_empty()

    def _hide_if_empty(self) -> None:
        self.setVisible(bool(self.cards) or self._absent is not None)

    def _say_absent(self, card: EstimateCard, reason: Absence | None) -> None:
        """Nothing is reported: the blank estimate goes. The same key again takes that back."""
        if says_nothing(card.estimate):
            self._drop(card)
        wanted = None if reason is self._absent else reason
        self.absence_chosen.emit(wanted)
        self.moved_on.emit()

    def show_estimates(self, estimates: Sequence[Estimate], *, editable: bool) -> None:
        """Shows what is stored. A new one that is still blank stays, and so does what is being typed."""
        self._stored, self._editable = tuple(estimates), editable
        known = {estimate.id: estimate for estimate in estimates}
        for card in list(self.cards):
            if card.estimate.id not in known and not (editable and says_nothing(card.estimate)):
                self._drop(card)
        cards = {card.estimate.id: card for card in self.cards}
        for estimate in estimates:
            if estimate.id in cards:
                cards[estimate.id].show_estimate(estimate, editable=editable)
            else:
                self._put(estimate).open(False)
        self._hide_if_empty()

    def show_other_claim(self, estimates: Sequence[Estimate], *, editable: bool) -> None:
        """Shows another claim's estimates; nothing of the one before stays."""
        for card in list(self.cards):
            self._drop(card)
        self.show_estimates(estimates, editable=editable)

    def add(self) -> EstimateCard:
        """Opens a new, blank estimate, with the keyboard in its line; a blank one that is there already serves."""
        blank = next((card for card in self.cards if says_nothing(card.estimate)), None)
        card = blank or self._put(Estimate(id=new_id()))
        self.setVisible(True)
        self._open(card)
        card.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return card

    def in_order(self) -> list[QWidget]:
        """What Tab goes through, in order."""
        return [field for card in self.cards for field in card.in_order()]

    def finish(self) -> None:
        """Stores what is being typed."""
        for card in self.cards:
            card.finish()

    def _put(self, estimate: Estimate) -> EstimateCard:
        card = EstimateCard(estimate)
        card.show_estimate(estimate, editable=self._editable)
        card.filled.connect(partial(self._store, card))
        card.absence_chosen.connect(partial(self._say_absent, card))
        card.removed.connect(partial(self._remove, card))
        card.opened.connect(lambda: self._open(card, toggle=True))
        card.moved_on.connect(self.moved_on)
        card.escaped.connect(self.escaped)
        self.cards.append(card)
        self._column.addWidget(card)
        card.show()
        return card

    def _drop(self, card: EstimateCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _open(self, chosen: EstimateCard, *, toggle: bool = False) -> None:
        for card in self.cards:
            card.open(card is chosen and not (toggle and card.is_open))

    def _store(self, card: EstimateCard, estimate: Estimate) -> None:
        """Says what is wanted: this estimate in its place, or gone when nothing is left of it."""
        card.show_estimate(estimate, editable=self._editable)
        wanted = [estimate if known.id == estimate.id else known for known in self._stored]
        if estimate.id not in {known.id for known in self._stored}:
            wanted.append(estimate)
        self.filled.emit(tuple(known for known in wanted if not says_nothing(known)))

    def _remove(self, card: EstimateCard) -> None:
        gone = card.estimate.id
        self._drop(card)
        self._hide_if_empty()
        if any(known.id == gone for known in self._stored):
            self.filled.emit(tuple(known for known in self._stored if known.id != gone))
