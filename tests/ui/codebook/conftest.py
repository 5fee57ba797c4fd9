"""A codebook with claims that use it, and somebody who edits it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from curator.changes import Change, SourceText, added
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Claim, Outcome, Passage, Report, Reviewer, Therapy
from ui.window.codebook.codebook_room import CodebookRoom
from ui.window.codebook.parts import Part
from ui.window.session import Session

TEXT = "Relapses were fewer after the infusion of cells."


@pytest.fixture
def terms(store: ReviewStore, anna: Reviewer) -> dict[str, Therapy | Outcome]:
    """Therapies: cells over HSCT and MSC; steroids. An outcome. Three claims on HSCT, one on MSC."""
    cells = Therapy(id=new_id(), name="Stem cell therapy", position=0)
    made: dict[str, Therapy | Outcome] = {
        "Cells": cells,
        "HSCT": Therapy(id=new_id(), name="HSCT", parent_id=cells.id, synonyms=("marrow transplant",), position=0),
        "MSC": Therapy(id=new_id(), name="MSC therapy", parent_id=cells.id, position=1),
        "Steroids": Therapy(id=new_id(), name="Corticosteroids", position=1),
        "Relapse": Outcome(id=new_id(), name="Relapse", position=99),
    }
    source = SourceText(text=TEXT, original=TEXT.encode())
    report = Report(
        id=new_id(),
        title="Cells",
        text_sha256=source.text_sha256,
        original_sha256=source.original_sha256,
        characters=len(TEXT),
    )
    claims = [
        Claim(
            id=new_id(),
            report_id=report.id,
            reviewer_id=anna.id,
            passages=(Passage(words=TEXT[:19], start=0, end=19),),
            therapies=((made[name].id,),),
            outcome_id=made["Relapse"].id,
            recorded_at=datetime.now(UTC),
        )
        for name in ("HSCT", "HSCT", "HSCT", "MSC")
    ]
    alterations = added([*made.values(), report, *claims])
    store.apply(Change(title="Begin", reviewer_id=anna.id, alterations=alterations, texts=(source,)))
    return made


class Editor:
    """Somebody at the Codebook room, with a keyboard."""

    def __init__(self, room: CodebookRoom, session: Session, qtbot: QtBot) -> None:
        self.room = room
        self.session = session
        self.qtbot = qtbot
        self.complaints: list[str] = []
        session.complained.connect(self.complaints.append)

    def choose(self, name: str) -> Editor:
        book = self.session.codebook
        found = book.therapies.find(name) or book.outcomes.find(name) or book.label_named(name)
        found = found or book.direction_named(name) or book.field_named(name)
        assert found is not None, name
        self.room.show_term(found.id)
        self.room.enter()
        return self

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Editor:
        QTest.keyClick(self.room.view, key, modifiers)
        return self

    def type(self, widget: QWidget, words: str, *, enter: bool = True) -> Editor:
        QTest.keyClicks(widget, words)
        if enter:
            QTest.keyClick(widget, Qt.Key.Key_Return)
        return self

    @property
    def chosen(self) -> str:
        return self.room.chosen.name if self.room.chosen is not None else ""

    def shown(self) -> list[str]:
        """The names of the tree from top to bottom, with a dash for each step down."""
        model = self.room.model

        def under(parent: object, depth: int) -> list[str]:
            names: list[str] = []
            for row in range(model.rowCount(parent)):  # type: ignore[arg-type]
                index = model.index(row, 0, parent)  # type: ignore[arg-type]
                names.append("-" * depth + str(index.data()))
                names += under(index, depth + 1)
            return names

        return under(model.index(-1, 0), 0)

    def used(self, name: str) -> str:
        place = self.room.model.place_of(self.session.codebook.therapies.find(name).id)  # type: ignore[union-attr]
        return str(place.siblingAtColumn(1).data())

    def therapies_of_claims(self) -> list[str]:
        book = self.session.codebook
        return sorted(book.name_of(group[0]) for claim in self.session.store.all(Claim) for group in claim.therapies)


@pytest.fixture
def editor(terms: dict[str, Therapy | Outcome], session: Session, qtbot: QtBot) -> Editor:
    """Somebody in front of the therapies."""
    room = CodebookRoom(session)
    qtbot.addWidget(room)
    room.resize(1280, 720)
    with qtbot.waitSignal(room.uses.counted):
        room.show()
    room.show_part(Part.THERAPIES)
    room.enter()
    return Editor(room, session, qtbot)
