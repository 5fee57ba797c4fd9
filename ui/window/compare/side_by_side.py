"""Claims about the same thing side by side, a card for each, with the fields marked in which they differ."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from curator.adjudication.queue import Disagreement
from curator.records import Verdict
from ui.window.compare.cell_table import CellTable
from ui.window.compare.claim_fields import PASSAGES, FieldRow
from ui.window.compare.hands import Hands
from ui.window.compare.intent import BOTH, Intent, choose
from ui.window.compare.side_painting import CardHeads, SidePainter
from ui.window.compare.side_rows import ClaimCard, SideRows
from ui.window.furniture.words import Surface, translated

Place = QModelIndex | QPersistentModelIndex
_NARROWEST = 128


def readers_of(disagreement: Disagreement, hands: Hands) -> list[str]:
    """The ids of all who read the report, in the order in which their cards stand, whether they found it or not."""
    readers = [*(claim.reviewer_id for claim in disagreement.claims), *disagreement.missing]
    return sorted(readers, key=lambda reviewer_id: hands[reviewer_id].place)


class SideBySide(CellTable):
    """The cards. While fields are chosen one by one, ←→ choose and ↑↓ go from one that differs to the next.

    ``chosen`` carries the intent with another choice.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translated("SideBySide", "The claims side by side"), parent)
        self.table = SideRows(self)
        self._disagreement: Disagreement | None = None
        self.setModel(self.table)
        self.setItemDelegate(SidePainter(self))
        self.setHorizontalHeader(CardHeads(self))
        self.setWordWrap(True)
        self.setCornerWidget(Surface("surround"))
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._clicked)

    def show_claims(
        self, disagreement: Disagreement | None, rows: Sequence[FieldRow], hands: Hands, intent: Intent
    ) -> None:
        """Shows the claims of a disagreement; none for None."""
        self._disagreement = disagreement
        self.table.show(rows, self._cards(disagreement, hands, intent), intent)
        self._fit()
        self.scrollToTop()

    def show_intent(self, intent: Intent, hands: Hands) -> None:
        """Shows what is about to be decided about the same claims."""
        self.table.show_intent(intent, self._cards(self._disagreement, hands, intent))

    def _cards(self, disagreement: Disagreement | None, hands: Hands, intent: Intent) -> list[ClaimCard]:
        if disagreement is None:
            return []
        every = intent.verdict is Verdict.KEPT_APART
        claims = {claim.reviewer_id: claim.id for claim in disagreement.claims}
        cards = []
        for number, reviewer_id in enumerate(readers_of(disagreement, hands), start=1):
            claim_id = claims.get(reviewer_id)
            taken = every or (intent.verdict is Verdict.TAKEN and intent.claim_id == claim_id)
            cards.append(
                ClaimCard(
                    hand=hands[reviewer_id],
                    claim_id=claim_id,
                    key=str(number) if claim_id is not None else "",
                    taken=taken and claim_id is not None,
                )
            )
        return cards

    def begin_choosing(self) -> None:
        """Puts the keyboard on the first field that differs."""
        for row, field in enumerate(self.table.rows):
            if field.differs:
                self._stand_at(row)
                break
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand_at(self, row: int) -> None:
        wanted = self.table.intent.chosen.get(self.table.rows[row].code)
        ids = [card.claim_id for card in self.table.cards]
        index = self.table.index(row, ids.index(wanted) if wanted in ids else 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    @property
    def is_choosing(self) -> bool:
        """Whether fields are being chosen one by one."""
        return self.table.intent.verdict is Verdict.MERGED

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and self.is_choosing and self.currentIndex().isValid():
            match event.key():
                case Qt.Key.Key_Left:
                    self._choose_beside(-1)
                    return
                case Qt.Key.Key_Right | Qt.Key.Key_Space:
                    self._choose_beside(1)
                    return
                case Qt.Key.Key_Up:
                    self._go(-1)
                    return
                case Qt.Key.Key_Down:
                    self._go(1)
                    return
        super().keyPressEvent(event)

    def _go(self, by: int) -> None:
        row = self.currentIndex().row() + by
        while 0 <= row < len(self.table.rows):
            if self.table.rows[row].differs:
                self._stand_at(row)
                return
            row += by

    def _choose_beside(self, by: int) -> None:
        """The next claim's value; for passages the words of all of them stand at the end of the line."""
        field = self.table.rows[self.currentIndex().row()]
        if not field.differs:
            return
        options = [card.claim_id for card in self.table.cards if card.claim_id is not None]
        if field.code == PASSAGES:
            options.append(BOTH)
        now = self.table.intent.chosen.get(field.code)
        place = options.index(now) if now in options else 0
        self._choose(field.code, options[(place + by) % len(options)])
        self._stand_at(self.currentIndex().row())

    def _choose(self, code: str, claim_id: str) -> None:
        self.chosen.emit(choose(self.table.intent, code, claim_id))

    def _clicked(self, index: Place) -> None:
        field, card = self.table.rows[index.row()], self.table.cards[index.column()]
        if self.is_choosing and field.differs and card.claim_id is not None:
            self._choose(field.code, card.claim_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shares the width between the cards, and gives every row the height that its words need."""
        cards = len(self.table.cards)
        if not cards:
            return
        width = max(_NARROWEST, self.viewport().width() // cards)
        for column in range(cards):
            last = column == cards - 1 and width * cards <= self.viewport().width()
            self.setColumnWidth(column, self.viewport().width() - width * column if last else width)
        self.resizeRowsToContents()
        bar = self.horizontalScrollBar().sizeHint().height() if width * cards > self.viewport().width() else 0
        high = self.verticalHeader().length() + self.horizontalHeader().sizeHint().height() + bar + 2
        self.setMaximumHeight(high)
