"""The claims behind one cell of a picture, as cards: their words, where they are from, and how settled they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel

from curator.evidence.lines import ClaimLine
from curator.evidence.question import Column
from curator.records import ClaimStatus
from curator.text.estimate_words import show_estimate
from ui.window.furniture.pane import SidePane, take_away_all
from ui.window.furniture.quotes import QuoteFrame, words_shown
from ui.window.furniture.words import counted, link, plain_label, shortened, translated

_MOST_CARDS = 60
_LONGEST_QUOTE = 260


class ClaimCard(QuoteFrame):
    """One claim. A click or Enter asks to be shown its words in the text."""

    opened = Signal(str)

    def __init__(self, line: ClaimLine) -> None:
        super().__init__(line.meaning)
        self.claim_id = line.claim.id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        quote = " … ".join(words_shown(passage) for passage in line.claim.passages)
        words = shortened(quote, _LONGEST_QUOTE) if quote else line[Column.STATEMENT]
        shown = f"“{words}”" if quote else words or self.tr("No words were marked for this claim.")
        self.body.addWidget(plain_label(shown, "quote" if quote else "muted", wraps=True))
        under = QHBoxLayout()
        under.setSpacing(8)
        source = plain_label(_source(line), "muted", wraps=True)
        under.addWidget(source, 1)
        under.addWidget(_state(line), 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(under)
        self.setAccessibleName(f"{shown} {source.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.claim_id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.claim_id)


class CellReading(SidePane):
    """Shows what is behind a cell. ``claim_opened`` asks for a claim's words; the others ask for the picture."""

    claim_opened = Signal(str)
    copy_asked = Signal()
    save_asked = Signal()

    def __init__(self) -> None:
        super().__init__(translated("CellReading", "The claims of the chosen cell"), width=372)
        self.cards: list[ClaimCard] = []

    def show_cell(self, name: str, said: str, lines: Sequence[ClaimLine], left_out: int) -> None:
        """Shows the claims of a cell under its name; ``left_out`` claims have no place in the picture."""
        take_away_all(self.body)
        self.cards = [ClaimCard(line) for line in lines[:_MOST_CARDS]]
        if name:
            self.body.addWidget(plain_label(name, "heading", wraps=True))
            self.body.addWidget(plain_label(said, "muted", wraps=True))
        else:
            self.body.addWidget(plain_label(self.tr("Choose a cell to read its claims here."), "muted", wraps=True))
        for card in self.cards:
            card.opened.connect(self.claim_opened)
            self.body.addWidget(card)
        if len(lines) > _MOST_CARDS:
            more = counted(len(lines) - _MOST_CARDS, self.tr("and {n} more"), self.tr("and {n} more"))
            self.body.addWidget(plain_label(more, "hint"))
        self._add_links(bool(self.cards))
        if left_out:
            words = counted(
                left_out,
                self.tr("{n} claim has no place here: something that the picture needs is not filled in."),
                self.tr("{n} claims have no place here: something that the picture needs is not filled in."),
            )
            self.body.addWidget(plain_label(words, "hint", wraps=True))
        self.body.addStretch()
        self.to_top()

    def _add_links(self, has_cards: bool) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        if has_cards:
            opening = link(self.tr("Open in text"), key="Enter")
            opening.clicked.connect(lambda: self.claim_opened.emit(self.cards[0].claim_id))
            row.addWidget(opening)
        copying = link(self.tr("Copy"), key="Ctrl+C", tip=self.tr("Copy the picture"))
        copying.clicked.connect(self.copy_asked)
        saving = link(self.tr("Save"), key="P", tip=self.tr("Save the picture to a file"))
        saving.clicked.connect(self.save_asked)
        row.addWidget(copying)
        row.addWidget(saving)
        row.addStretch()
        self.body.addLayout(row)


def _source(line: ClaimLine) -> str:
    against = line[Column.COMPARATOR] if line.claim.comparators else ""
    parts = [line[Column.STUDY] if line.claim.study_id else "", line[Column.REPORT]]
    if against:
        parts.append(translated("ClaimCard", "against {comparator}").format(comparator=against))
    parts += [line.claim.time_point, *(show_estimate(estimate) for estimate in line.claim.estimates[:1])]
    return " · ".join(part for part in dict.fromkeys(parts) if part)


def _state(line: ClaimLine) -> QLabel:
    claim = line.claim
    if claim.from_claim_ids:
        return plain_label(translated("ClaimCard", "settled"), "fine")
    if claim.status is ClaimStatus.DRAFT:
        return plain_label(translated("ClaimCard", "draft"), "hint")
    return plain_label(shortened(line[Column.REVIEWER], 18), "hint")
