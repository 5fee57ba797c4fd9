"""A claim column beside a stand-in for the text, driven as a reviewer would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QWidget

from curator.changes import Change, SourceText, added
from curator.codebook.altering import add_term
from curator.codebook.codebook import Codebook
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Claim, Outcome, Report, Therapy
from curator.text.passages import cut
from ui.window.claiming.claim_column import ClaimColumn
from ui.window.session import Session

TEXT = (
    "We gave MSC therapy to 24 people with lupus nephritis. Fewer relapses were seen than with cyclophosphamide. "
    "Disease activity fell within six months, and infections were rare. One person died of sepsis in the second year."
)

THERAPIES = (
    ("Stem cell therapy", None, ("stem cell transplantation",)),
    ("HSCT", "Stem cell therapy", ("haematopoietic stem cell transplantation",)),
    ("MSC therapy", "Stem cell therapy", ("MSC", "mesenchymal stem cells")),
    ("Cyclophosphamide", None, ("CYC", "CTX")),
    ("Rituximab", None, ("anti-CD20",)),
)
OUTCOMES = ("Relapse", "Remission", "Disease activity score", "Infections")


class Desk:
    """The column in a window beside a text that can have the keyboard. It counts the keys that are pressed."""

    def __init__(self, session: Session, report: Report) -> None:
        self.session = session
        self.report = report
        self.presses = 0
        self.window = QWidget()
        self.text = QPlainTextEdit(TEXT)
        self.text.setReadOnly(True)
        self.column = ClaimColumn(session)
        self.column.text_wanted.connect(self.text.setFocus)
        self.text.addActions(self.column.actions_on_text())
        row = QHBoxLayout(self.window)
        row.addWidget(self.text, 1)
        row.addWidget(self.column)
        self.window.resize(1000, 720)
        self.window.show()
        QTest.qWaitForWindowActive(self.window)
        self.column.show_report(report)
        self.text.setFocus()

    @property
    def store(self) -> ReviewStore:
        return self.session.store

    @property
    def claim(self) -> Claim:
        claim = self.column.hand.claim
        assert claim is not None
        return claim

    @property
    def stored(self) -> Claim:
        """The claim in hand as it lies on the disk."""
        return self.store.get(Claim, self.claim.id)

    @property
    def fields(self):
        return self.column.panel.fields

    def select_and_enter(self, *words: str) -> None:
        """Words are selected in the text, and Enter is pressed there."""
        self.presses += 1
        self.column.start_claim([self.passage(some) for some in words])

    def passage(self, words: str):
        start = TEXT.index(words)
        return cut(TEXT, start, start + len(words))

    def type(self, words: str) -> None:
        for sign in words:
            self.presses += 1
            if sign.isascii():
                QTest.keyClicks(self.focused, sign)
            else:
                pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
                QApplication.sendEvent(self.focused, pressed)

    def press(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.presses += 1
        QTest.keyClick(self.focused, key, modifiers)

    def enter(self) -> None:
        self.press(Qt.Key.Key_Return)

    @property
    def focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused

    def therapy(self, name: str) -> str:
        return self._term(self.session.codebook.therapies, name)

    def outcome(self, name: str) -> str:
        return self._term(self.session.codebook.outcomes, name)

    def direction(self, name: str) -> str:
        direction = self.session.codebook.direction_named(name)
        assert direction is not None
        return direction.id

    @staticmethod
    def _term(tree, name: str) -> str:
        term = tree.find(name)
        assert term is not None
        return term.id

    def names(self, groups) -> list[list[str]]:
        return [[self.session.codebook.name_of(term) for term in group] for group in groups]


@pytest.fixture
def report(store: ReviewStore) -> Report:
    source = SourceText(text=TEXT, original=TEXT.encode())
    made = Report(
        id=new_id(),
        title="Mesenchymal stem cells in lupus nephritis",
        text_sha256=source.text_sha256,
        original_sha256=source.original_sha256,
        characters=len(TEXT),
    )
    store.apply(Change(title="Bring in a text", reviewer_id=None, alterations=added([made]), texts=(source,)))
    for name, parent, synonyms in THERAPIES:
        codebook = Codebook.read(store)
        above = codebook.therapies.find(parent) if parent else None
        _, change = add_term(
            codebook, Therapy, name, None, synonyms=synonyms, parent_id=above.id if above is not None else None
        )
        store.apply(change)
    for name in OUTCOMES:
        _, change = add_term(Codebook.read(store), Outcome, name, None)
        store.apply(change)
    return made


@pytest.fixture
def desk(report: Report, session: Session) -> Iterator[Desk]:
    session.codebook = Codebook.read(session.store)
    made = Desk(session, report)
    yield made
    made.window.close()
    made.window.deleteLater()
