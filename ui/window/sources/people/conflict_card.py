"""A record that was amended here and in a file, each in another way: both versions, and which of them shall stand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from curator.desktops.accounts import Conflict, Take
from curator.desktops.differences import Difference
from ui.window.furniture.pane import Card
from ui.window.furniture.segments import Segments
from ui.window.furniture.words import plain_label, translated


class ConflictCard(Card):
    """Offers the two versions; the one that is safe is named. ``taken`` says which one was chosen."""

    taken = Signal(str, object)

    def __init__(self, conflict: Conflict, differences: Sequence[Difference]) -> None:
        super().__init__("warning-card")
        self.conflict = conflict
        self.body.setContentsMargins(14, 10, 14, 12)
        self.body.addWidget(plain_label(conflict.what, "strong", wraps=True))
        if conflict.is_hidden:
            words = self.tr("Both versions stay hidden until you have both submitted the report.")
            self.body.addWidget(plain_label(words, "muted", wraps=True))
        elif conflict.ours is None or conflict.theirs is None:
            gone = self.tr("Taken away here, amended in the file.")
            kept = self.tr("Amended here, taken away in the file.")
            self.body.addWidget(plain_label(gone if conflict.ours is None else kept, "muted", wraps=True))
        if differences:
            self.body.addLayout(self._table(differences))
        names = {
            Take.OURS: self.tr("As it is here"),
            Take.THEIRS: self.tr("As in the file"),
        }
        safe = self.tr("{version} (safe)")
        options = [
            (safe.format(version=words) if take is conflict.safe else words, take) for take, words in names.items()
        ]
        self.choice = Segments(translated("ConflictCard", "What shall stand"), options)
        self.choice.chosen.connect(lambda take: self.taken.emit(conflict.record_id, take))
        self.body.addWidget(self.choice)

    def _table(self, differences: Sequence[Difference]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, words in enumerate((self.tr("here"), self.tr("in the file")), start=1):
            grid.addWidget(plain_label(words, "hint"), 0, column)
            grid.setColumnStretch(column, 1)
        for row, one in enumerate(differences, start=1):
            grid.addWidget(plain_label(one.title, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            for column, words in enumerate((one.ours, one.theirs), start=1):
                shown = plain_label(words or self.tr("empty"), "" if words else "hint", wraps=True)
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(shown, row, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def settle(self, take: Take | None) -> None:
        """Shows what is chosen."""
        if take is not None:
            self.choice.settle(self.conflict.safe if take is Take.SAFE else take)
