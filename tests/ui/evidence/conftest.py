"""A review with a handful of claims, and a reviewer who looks through them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from curator.changes import Change, SourceText, added
from curator.codebook.codebook import Codebook
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import (
    Absence,
    Better,
    Claim,
    ClaimStatus,
    Outcome,
    Passage,
    Record,
    Report,
    Reviewer,
    Therapy,
)
from ui.window.evidence.columns import ORDER
from ui.window.evidence.evidence_room import EvidenceRoom
from ui.window.session import Session

TEXTS = {
    "Carl N": "Relapses were fewer after the infusion of cells. Infections were more frequent in the same group.",
    "Sun L": "Cells from the marrow lowered relapse. The steroid dose fell in most of the people treated.",
}


class MadeReview:
    """The records of the review by their names."""

    def __init__(self, store: ReviewStore, anna: Reviewer) -> None:
        self.store = store
        self.anna = anna
        self.codebook = Codebook.read(store)
        texts = {author: SourceText(text=text, original=text.encode()) for author, text in TEXTS.items()}
        ids = dict(zip(texts, sorted(new_id() for _ in texts), strict=True))
        self.reports = {
            author: Report(
                id=ids[author],
                title=f"Cells for lupus, by {author}",
                authors=author,
                year=2024 if author == "Carl N" else 2022,
                text_sha256=source.text_sha256,
                original_sha256=source.original_sha256,
                characters=len(source.text),
            )
            for author, source in texts.items()
        }
        cells = Therapy(id=new_id(), name="Stem cell therapy")
        self.therapies = {
            "Cells": cells,
            "HSCT": Therapy(id=new_id(), name="HSCT", parent_id=cells.id, synonyms=("marrow transplant",)),
            "MSC": Therapy(id=new_id(), name="MSC therapy", parent_id=cells.id),
            "Steroids": Therapy(id=new_id(), name="Corticosteroids"),
        }
        self.outcomes = {
            "Relapse": Outcome(id=new_id(), name="Relapse", better=Better.LOWER),
            "Infection": Outcome(id=new_id(), name="Infection", better=Better.LOWER),
            "Dose": Outcome(id=new_id(), name="Steroid dose"),
        }
        records: list[Record] = [*self.reports.values(), *self.therapies.values(), *self.outcomes.values()]
        store.apply(Change(title="Begin", reviewer_id=anna.id, alterations=added(records), texts=tuple(texts.values())))

    def passage(self, author: str, words: str) -> Passage:
        start = TEXTS[author].index(words)
        return Passage(words=words, start=start, end=start + len(words))

    def claim(self, author: str, words: str, therapy: str, outcome: str, direction: str, **fields: object) -> Claim:
        found = self.codebook.direction_named(direction)
        made = Claim(
            id=new_id(),
            report_id=self.reports[author].id,
            reviewer_id=self.anna.id,
            passages=(self.passage(author, words),),
            therapies=((self.therapies[therapy].id,),) if therapy else (),
            outcome_id=self.outcomes[outcome].id,
            direction_id=found.id if found else None,
            recorded_at=datetime.now(UTC),
            **fields,  # type: ignore[arg-type]
        )
        self.add(made)
        return made

    def add(self, *records: Record) -> None:
        self.store.apply(Change(title="Add", reviewer_id=self.anna.id, alterations=added(records)))


@pytest.fixture
def made(store: ReviewStore, anna: Reviewer) -> MadeReview:
    """The records of a review with four claims, one of them retracted."""
    return MadeReview(store, anna)


@pytest.fixture
def claims(made: MadeReview) -> dict[str, Claim]:
    """Three claims that count, and one that was retracted."""
    return {
        "fewer": made.claim(
            "Carl N", "Relapses were fewer", "HSCT", "Relapse", "decreased", status=ClaimStatus.COMPLETE
        ),
        "infections": made.claim(
            "Carl N", "Infections were more frequent", "HSCT", "Infection", "increased", population="severe lupus"
        ),
        "dose": made.claim(
            "Sun L",
            "The steroid dose fell",
            "MSC",
            "Dose",
            "decreased",
            absent={"time_point": Absence.NOT_REPORTED},
            note="per protocol",
        ),
        "retracted": made.claim(
            "Sun L", "lowered relapse", "MSC", "Relapse", "decreased", status=ClaimStatus.RETRACTED
        ),
    }


class Looker:
    """Somebody who looks through the claims."""

    def __init__(self, room: EvidenceRoom, qtbot: QtBot) -> None:
        self.room = room
        self.qtbot = qtbot

    def settle(self) -> Looker:
        """Lets what was asked be answered."""
        self.qtbot.waitUntil(lambda: not self.room.asking.is_busy)
        return self

    @property
    def listed(self) -> Sequence[str]:
        return list(self.room.table.claim_ids)

    def words(self, row: int, column: object) -> str:
        index = self.room.table.index(row, list(ORDER).index(column))  # type: ignore[arg-type]
        return str(self.room.table.data(index))

    def type(self, widget: QWidget, words: str) -> Looker:
        """Types into a line, and waits until the pause after typing has been answered."""
        with self.qtbot.waitSignal(self.room.asking.answered):
            QTest.keyClicks(widget, words)
        return self.settle()

    def press(self, key: Qt.Key, widget: QWidget | None = None) -> Looker:
        QTest.keyClick(widget or self.room.view, key)
        return self.settle()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "columns.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def looker(claims: dict[str, Claim], session: Session, settings: QSettings, qtbot: QtBot) -> Looker:
    """Somebody in front of the Evidence room with the four claims."""
    room = EvidenceRoom(session, settings)
    qtbot.addWidget(room)
    room.resize(1280, 700)
    with qtbot.waitSignal(room.asking.answered):
        room.show()
    return Looker(room, qtbot).settle()
