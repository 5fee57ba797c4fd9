"""What waits for a person before it comes in: records that may be there already, and cells that were edited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from curator.coding.reports import short_name
from curator.importing.accounts import Answer, Fate, ImportLine, Offer
from ui.window.furniture.pane import Card
from ui.window.furniture.segments import Segments
from ui.window.furniture.words import counted, link, plain_label, plain_tip, translated
from ui.window.look.style import say_kind
from ui.window.sources.edits import in_words

MOST_CARDS = 120
"""More records than these are answered all at once."""

_LINE = Qt.ItemDataRole.UserRole
_BESIDE_WORDS, _AROUND_WORDS, _ENDLESS = 52, 10, 100_000
"""Pixels for the tick and the margins beside the words, and above and below them."""


def _answers(name: str) -> Segments:
    return Segments(
        name,
        (
            (translated("WaitingRecords", "Same report"), Answer.JOIN),
            (translated("WaitingRecords", "Another one"), Answer.KEEP),
            (translated("WaitingRecords", "Leave out"), Answer.LEAVE),
        ),
    )


def reason_in_words(offer: Offer) -> str:
    """Why something may be about a report that is there, and how alike they are."""
    likeness = translated("WaitingRecords", "{percent} % alike").format(percent=round(offer.likeness * 100))
    return offer.reason if likeness in offer.reason else f"{offer.reason} {likeness}"


class WaitingRecords(QWidget):
    """A card for each record that may be about a report that is there. ``decided`` when somebody answered one."""

    decided = Signal()

    def __init__(self, lines: Sequence[ImportLine]) -> None:
        super().__init__()
        self.answers: dict[str, Answer] = {}
        self.choices: dict[str, Segments] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if len(lines) > 1:
            self.for_all = _answers(self.tr("All of them"))
            self.for_all.chosen.connect(lambda answer: self._answer_all(lines, answer))
            column.addWidget(plain_label(self.tr("All of them:"), "muted"))
            column.addWidget(self.for_all)
        for line in lines[:MOST_CARDS]:
            column.addWidget(self._card(line))
        self.setFocusProxy(self.for_all if len(lines) > 1 else self.choices[lines[0].name])
        self.setFocusProxy(self.for_all if len(lines) > 1 else next(iter(self.choices.values())))
        if len(lines) > MOST_CARDS:
            more = self.tr("and {n} more, answered all at once").format(n=f"{len(lines) - MOST_CARDS:,}")
            column.addWidget(plain_label(more, "muted"))

    def _card(self, line: ImportLine) -> Card:
        card = Card()
        title = line.report.title if line.report is not None else line.name
        card.body.addWidget(plain_label(title, wraps=True))
        if line.offer is not None and line.offer.report is not None:
            there = line.offer.report
            named = short_name(there)
            maybe = self.tr("May be {report}: {title}").format(report=named, title=there.title)
            if named == there.title:
                maybe = self.tr("May be {report}").format(report=named)
            card.body.addWidget(plain_label(maybe, "muted", wraps=True))
            card.body.addWidget(plain_label(reason_in_words(line.offer), "hint", wraps=True))
        card.body.addWidget(plain_label(line.name, "hint", wraps=True))
        choice = _answers(line.name)
        choice.chosen.connect(lambda answer, name=line.name: self._answer(name, answer))
        self.choices[line.name] = choice
        card.body.addWidget(choice)
        return card

    def _answer(self, name: str, answer: object) -> None:
        if isinstance(answer, Answer):
            self.answers[name] = answer
            self.decided.emit()

    def _answer_all(self, lines: Sequence[ImportLine], answer: object) -> None:
        if isinstance(answer, Answer):
            self.answers = {line.name: answer for line in lines}
            for choice in self.choices.values():
                choice.settle(answer)
            self.decided.emit()


class _WholeWords(QStyledItemDelegate):
    """Gives each line the height that its words need beside the tick; Qt forgets the tick's width."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = max(1, self._view.viewport().width() - _BESIDE_WORDS)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        metrics = QFontMetrics(self._view.font())
        needed = metrics.boundingRect(QRect(0, 0, width, _ENDLESS), Qt.TextFlag.TextWordWrap, words)
        return QSize(self._view.viewport().width(), needed.height() + _AROUND_WORDS)


class EditedCells(QWidget):
    """A tick for each cell that was edited and can be taken: what is there, and what the workbook says.

    What waits (a number typed as text, a cell that was changed here meanwhile) has no tick until somebody sets it.
    """

    decided = Signal()

    def __init__(self, lines: Sequence[ImportLine]) -> None:
        super().__init__()
        self.list = QListWidget()
        say_kind(self.list, "choices")
        self.list.setAccessibleName(self.tr("What was edited, with ticks for what is taken"))
        self.list.setWordWrap(True)
        self.list.setItemDelegate(_WholeWords(self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)  # or words that wrap anew would be cut
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(320)
        for line in lines:
            self.list.addItem(_item(line))
        if self.list.count():
            self.list.setCurrentRow(0)
        self.list.itemChanged.connect(lambda _item: self.decided.emit())
        every = link(self.tr("Tick all"), tip=self.tr("Tick all (Ctrl+A)"))
        none = link(self.tr("Tick none"), tip=self.tr("Tick none (Ctrl+Shift+A)"))
        every.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        none.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        for keys, state in (("Ctrl+A", Qt.CheckState.Checked), ("Ctrl+Shift+A", Qt.CheckState.Unchecked)):
            shortcut = QShortcut(QKeySequence(keys), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(lambda state=state: self._tick(state))
        ticks = QHBoxLayout()
        ticks.addWidget(every)
        ticks.addWidget(none)
        ticks.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(
            plain_label(self.tr("Space ticks a line; what has no tick stays as it is."), "hint", wraps=True)
        )
        column.addLayout(ticks)
        column.addWidget(self.list)

    def _tick(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for item in self._items():
            item.setCheckState(state)
        self.list.blockSignals(False)
        self.decided.emit()

    def _items(self) -> Iterable[QListWidgetItem]:
        return (self.list.item(row) for row in range(self.list.count()))

    @property
    def ticked(self) -> int:
        """How many lines have a tick."""
        return sum(item.checkState() is Qt.CheckState.Checked for item in self._items())

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers that the ticks give, where they are not what happens anyway."""
        given: dict[str, Answer] = {}
        for item in self._items():
            line, ticked = item.data(_LINE), item.checkState() is Qt.CheckState.Checked
            if ticked and line.fate is Fate.TO_DECIDE:
                given[line.name] = Answer.JOIN
            elif not ticked:
                given[line.name] = Answer.LEAVE
        return given


def _item(line: ImportLine) -> QListWidgetItem:
    words = line.name.partition(", ")[2] or line.name
    if line.difference is not None:
        words = in_words(line.difference)
    notes = " ".join(line.notes)
    reason = line.offer.reason if line.offer is not None and line.offer.reason not in notes else ""
    item = QListWidgetItem("\n".join(filter(None, (words, f"{notes} {reason}".strip()))))
    item.setToolTip(plain_tip(item.text()))
    item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    waits = line.fate is Fate.TO_DECIDE
    item.setCheckState(Qt.CheckState.Unchecked if waits else Qt.CheckState.Checked)
    item.setData(_LINE, line)
    return item


def ticks_in_words(ticked: int) -> str:
    """How many edited cells are taken, in words."""
    return counted(
        ticked, translated("EditedCells", "{n} of them is taken"), translated("EditedCells", "{n} of them are taken")
    )
