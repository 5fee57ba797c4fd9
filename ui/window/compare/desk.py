"""Who settles: the reviewer who works here, alone or with others at the same desk."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from curator.coding.reviews import people
from curator.records import Reviewer
from ui.window.furniture.words import unkeyed
from ui.window.session import Session


class Desk(QObject):
    """``also`` are the ids of those who sit beside whoever works here. ``altered`` says that others do now."""

    altered = Signal()

    def __init__(self, session: Session, at: QPushButton) -> None:
        super().__init__(at)
        self._session = session
        self._at = at
        self._also: list[str] = []

    @property
    def also(self) -> tuple[str, ...]:
        """The ids of the others at the desk, in the order of the review."""
        return tuple(person.id for person in self._others() if person.id in self._also)

    def _others(self) -> list[Reviewer]:
        return [person for person in people(self._session.reader) if person.id != self._session.reviewer.id]

    def in_words(self) -> tuple[str, str]:
        """Who settles, short and at length."""
        beside = [person.name for person in self._others() if person.id in self._also]
        tip = self.tr("Who settles here, alone or together")
        return (self.tr("together with {names}").format(names=", ".join(beside)) if beside else self.tr("alone")), tip

    def turn(self, reviewer_id: str) -> None:
        """Lets somebody sit down, or leave."""
        if reviewer_id in self._also:
            self._also.remove(reviewer_id)
        else:
            self._also.append(reviewer_id)
        self.altered.emit()

    def forget(self) -> None:
        """Somebody else works here now, alone at first."""
        self._also = []
        self.altered.emit()

    def menu(self) -> QMenu:
        """Everybody else, with a tick at those who sit at the desk."""
        menu = QMenu(self._at)
        for person in self._others():
            action = menu.addAction(unkeyed(self.tr("Together with {name}").format(name=person.name)))
            action.setCheckable(True)
            action.setChecked(person.id in self._also)
            action.triggered.connect(lambda _checked=False, reviewer_id=person.id: self.turn(reviewer_id))
        return menu

    def choose(self) -> None:
        """Offers who may sit down."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._at.mapToGlobal(self._at.rect().topLeft()))
