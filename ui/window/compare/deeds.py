"""The buttons that decide: one key each, and the one that was chosen stands out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from curator.adjudication.queue import Disagreement
from curator.records import Verdict
from ui.window.compare.hands import Hands
from ui.window.compare.intent import Intent, to_merge, to_take
from ui.window.compare.side_by_side import readers_of
from ui.window.furniture.pane import take_away_all
from ui.window.furniture.words import Button, plain_tip, unkeyed, with_key
from ui.window.look import palette as colours
from ui.window.look.palette import colour
from ui.window.look.style import say_kind, set_look
from ui.window.look.typefaces import sans

_PAIR = 2


class Deed(Button):
    """Words at the left, the key at the right."""

    def __init__(self, words: str, key: str, tip: str = "") -> None:
        super().__init__(unkeyed(words))
        say_kind(self, "deed")
        self.key = key
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(with_key(tip or words, key)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(80)

    @property
    def is_chosen(self) -> bool:
        """Whether this is what is about to be decided."""
        return bool(self.property("chosen") == "true")

    def show_chosen(self, chosen: bool) -> None:
        """Lets it stand out, or not."""
        set_look(self, "chosen", chosen)
        self.setAccessibleDescription(self.tr("chosen") if chosen else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        palette = colours.current()
        painter = QPainter(self)
        painter.setFont(sans(12))
        painter.setPen(colour(palette.on_accent if self.is_chosen else palette.faint))
        inside = self.rect().adjusted(0, 0, -12, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.key)
        painter.end()


class Deeds(QWidget):
    """What may be decided about the claims that are shown.

    ``meant`` carries what was chosen; ``missed`` a key of which there is nothing to be done here.
    """

    meant = Signal(object)
    query_asked = Signal()
    missed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._disagreement: Disagreement | None = None
        self._intent = Intent()
        self.by_key: dict[str, Deed] = {}
        self._keys: dict[str, str] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)

    def show_for(self, disagreement: Disagreement, hands: Hands, intent: Intent) -> None:
        """Offers what these claims allow."""
        self._disagreement = disagreement
        readers = readers_of(disagreement, hands)
        self._keys = {claim.id: str(readers.index(claim.reviewer_id) + 1) for claim in disagreement.claims}
        take_away_all(self._grid)
        self.by_key = {}
        for words, key, tip in self._offered(disagreement, hands):
            deed = Deed(words, key, tip)
            deed.clicked.connect(lambda _checked=False, key=key: self.do(key))
            self.by_key[key] = deed
        for number, deed in enumerate(self.by_key.values()):
            self._grid.addWidget(deed, number // 2, number % 2)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self.show_intent(intent)

    def _offered(self, disagreement: Disagreement, hands: Hands) -> Sequence[tuple[str, str, str]]:
        claims = disagreement.claims
        several = len(claims) > 1
        offered = []
        for claim in claims:
            title = hands[claim.reviewer_id].in_words
            who = title if hands.named else self.tr("the {which}").format(which=title)
            words = self.tr("Take {who}").format(who=who) if several else self.tr("Take it")
            offered.append((words, self._keys[claim.id], self.tr("The consensus is this claim, as it was made")))
        if several:
            all_of_them = self.tr("Keep both") if len(claims) == _PAIR else self.tr("Keep them all")
            offered.append((all_of_them, "B", self.tr("Keep them as separate claims")))
        if several and disagreement.differing:
            offered.append(
                (self.tr("Merge field by field"), "M", self.tr("Choose field by field whose value is taken"))
            )
        offered.append(
            (
                self.tr("Neither") if several else self.tr("Leave it out"),
                "X",
                self.tr("Keep nothing of it, and say why"),
            )
        )
        offered.append((self.tr("Ask a query"), "Q", self.tr("Ask a query about these claims; nothing is decided")))
        return offered

    def do(self, key: str) -> bool:
        """Does what a key asks; False when that is not offered here."""
        disagreement = self._disagreement
        if disagreement is None:
            return False
        if key not in self.by_key:
            self.missed.emit(key)
            return False
        match key:
            case "Q":
                self.query_asked.emit()
            case "B":
                self.meant.emit(Intent(verdict=Verdict.KEPT_APART))
            case "M":
                self.meant.emit(to_merge(disagreement, self._intent))
            case "X":
                self.meant.emit(Intent(verdict=Verdict.NEITHER))
            case _:
                self.meant.emit(to_take(next(one for one in disagreement.claims if self._keys[one.id] == key)))
        return True

    def show_intent(self, intent: Intent) -> None:
        """Shows what is about to be decided."""
        self._intent = intent
        chosen = ""
        if self._disagreement is not None:
            taken = self._keys.get(intent.claim_id or "", "")
            chosen = {
                Verdict.TAKEN: taken,
                Verdict.KEPT_APART: "B",
                Verdict.MERGED: "M",
                Verdict.NEITHER: "X",
            }.get(intent.verdict or Verdict.IDENTICAL, "")
        for key, deed in self.by_key.items():
            deed.show_chosen(key == chosen)
