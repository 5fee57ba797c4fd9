"""A new person of the review."""

from __future__ import annotations

from PySide6.QtCore import Signal

from curator.coding.reviews import add_reviewer
from ui.window.furniture.fields import LabelledField, OneLine
from ui.window.furniture.panel import Panel
from ui.window.furniture.words import plain_label, translated
from ui.window.session import Session


class AddReviewerPanel(Panel):
    """Asks for a name; initials and a colour come with it. ``added`` carries the id."""

    added = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__(translated("AddReviewerPanel", "A new reviewer"), translated("AddReviewerPanel", "Add"))
        self._session = session
        self.name = OneLine(self.tr("Name"), self.tr("such as Ben Ito"))
        self.name.returnPressed.connect(self._add)
        self.field = LabelledField(self.tr("Name"), self.name)
        self.body.addWidget(self.field)
        self.body.addWidget(
            plain_label(
                self.tr("They may work in this file, or in one of their own that you hand out to them."),
                "hint",
                wraps=True,
            )
        )
        self.confirmed.connect(self._add)
        self.finish()

    def _add(self) -> None:
        session, name = self._session, self.name.text()
        if not name.strip():
            self.field.say_fault(self.tr("A reviewer needs a name. Type one and try again."))
            return
        made = session.attempt(lambda: add_reviewer(session.store, name, session.reviewer.id))
        if made is None:
            return
        reviewer, change = made
        if change is None:
            self.field.say_fault(self.tr("{name} is there already.").format(name=reviewer.name))
        elif session.apply(change) is not None:
            self.added.emit(reviewer.id)
            self.left.emit()
