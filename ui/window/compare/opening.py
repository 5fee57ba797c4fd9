"""What is opened over or beside the Compare room: menus, panels, the table of all figures, a place to save them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from ui.window.compare.compare_room import CompareRoom
    from ui.window.compare.pairing_panel import PairingPanel
    from ui.window.compare.rules_panel import RulesPanel


class Opening(QObject):
    """Opens each at the first time that it is wanted: entering the room waits for none of them."""

    def __init__(self, room: CompareRoom) -> None:
        super().__init__(room)
        self._room = room

    def choose_reviewers(self) -> None:
        """Offers every pair of reviewers, and all of them."""
        from ui.window.compare.choosing import reviewers_menu

        room, compared = self._room, self._room.comparing.known
        if compared is not None:
            menu = reviewers_menu(room, compared.found, room.settings, room.hands, room.compare_between)
            menu.popup(room.left.who.mapToGlobal(room.left.who.rect().bottomLeft()))

    def open_rules(self) -> None:
        """Opens what may be chosen about pairing and comparing."""
        from ui.window.compare.rules_panel import RulesPanel

        panel = RulesPanel(self._room.session, self._room.settings)
        panel.chosen.connect(self._room.use)
        self._open(panel)

    def open_pairing(self) -> None:
        """Opens why the claims that are shown are put together, to be corrected."""
        from ui.window.compare.pairing_panel import PairingPanel

        room = self._room
        one, compared = room.pane.disagreement, room.comparing.known
        if one is not None and one.claims and compared is not None:
            self._open(PairingPanel(room.session, one, compared, room.hands))

    def _open(self, panel: RulesPanel | PairingPanel) -> None:
        self._room.side.setVisible(True)
        if self._room.side.open(panel):
            panel.begin(panel.first)

    def show_table(self) -> None:
        """Shows all figures as a table."""
        from ui.window.compare.figure_table import FigureTable

        room, compared = self._room, self._room.comparing.known
        if compared is None:
            return
        page = FigureTable(compared.found, room.hands)
        page.left.connect(self.close_table)
        page.export_asked.connect(self.export_figures)
        room.pages.addWidget(page)
        room.pages.setCurrentWidget(page)
        page.begin()

    def close_table(self) -> None:
        """Goes back from the table to the drawing."""
        from ui.window.compare.figure_table import FigureTable

        room, page = self._room, self._room.pages.currentWidget()
        if isinstance(page, FigureTable):
            room.pages.setCurrentIndex(0)
            room.pages.removeWidget(page)
            page.deleteLater()
            room.to_queue()

    def export_figures(self) -> None:
        """Asks where the figures shall be saved, and as what."""
        from ui.window.compare.figure_export import ask_and_export

        room, compared = self._room, self._room.comparing.known
        if compared is not None:
            ask_and_export(room, room.session, compared.found, room.settings)
