"""Whose claims are listed: the consensus where there is one, or what each reviewer extracted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from curator.evidence.question import ClaimSource
from ui.window.furniture.words import link, plain_tip


def words_for(source: ClaimSource) -> tuple[str, str]:
    """What a choice is called in short, and what it means."""
    translate = QCoreApplication.translate
    return {
        ClaimSource.CONSENSUS_WHERE_SETTLED: (
            translate("WhoseClaims", "Consensus first"),
            translate("WhoseClaims", "Consensus first: the consensus where there is one, else as extracted"),
        ),
        ClaimSource.AS_EXTRACTED: (
            translate("WhoseClaims", "As extracted"),
            translate("WhoseClaims", "As extracted: what each reviewer found"),
        ),
        ClaimSource.CONSENSUS: (
            translate("WhoseClaims", "Consensus only"),
            translate("WhoseClaims", "Consensus only: just what was settled"),
        ),
        ClaimSource.EVERYTHING: (
            translate("WhoseClaims", "All claims"),
            translate("WhoseClaims", "All claims: the consensus beside what it came from"),
        ),
    }[source]


class WhoseClaims(QWidget):
    """A link that says which claims are listed, and opens the choice. It shows only where something was settled."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.source = ClaimSource.CONSENSUS_WHERE_SETTLED
        self.shown = link("", tip=self.tr("Whose claims are listed"))
        self.shown.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.shown)
        self.choose(self.source)

    def choose(self, source: ClaimSource) -> None:
        """Lists these claims from now on."""
        altered, self.source = source is not self.source, source
        name, meaning = words_for(source)
        self.shown.setText(name)
        self.shown.setAccessibleName(self.tr("Whose claims: {name}").format(name=name))
        self.shown.setToolTip(plain_tip(meaning))
        if altered:
            self.chosen.emit()

    def menu(self) -> QMenu:
        """The choice, with a tick at what is listed now."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for source in ClaimSource:
            action = menu.addAction(words_for(source)[1])
            action.setCheckable(True)
            action.setChecked(source is self.source)
            action.triggered.connect(lambda _on=False, source=source: self.choose(source))
            group.addAction(action)
        return menu

    def _open(self) -> None:
        self.menu().popup(self.shown.mapToGlobal(self.shown.rect().bottomLeft()))
