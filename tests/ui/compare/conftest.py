"""Reviews that two and three people coded, and somebody at the whole window who compares and settles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from curator.adjudication.queue import Disagreement
from curator.changes import Change, SourceText, added
from curator.codebook.codebook import Codebook
from curator.coding.reviews import new_review
from curator.ids import new_id
from curator.importing.claims import read_claims
from curator.importing.codebooks import read_codebook
from curator.importing.texts import read_texts
from curator.ports import ReviewStore
from curator.records import (
    Claim,
    Coding,
    CodingStatus,
    Decision,
    Outcome,
    Passage,
    Record,
    Report,
    Review,
    Reviewer,
    Therapy,
)
from db.files import SqliteFiles
from tests.conftest import shared_folder
from tests.driver import Driver
from ui.window.compare.compare_room import CompareRoom
from ui.window.frame.remembered import Remembered
from ui.window.main_window import MainWindow

LONGEST_WAIT = 60_000
"""Milliseconds after which something that should have happened did not, also on a machine with much to do."""

TEXT = (
    "Relapses were fewer after the infusion of cells. Infections were more frequent in the same group.\n"
    "The steroid dose fell in most of the people treated. Survival was the same in both groups.\n"
)
AUTHORS = ("Carl", "Sun", "Yuan", "Wang", "Burt")
PEOPLE = ("Anna Berg", "Ben Okafor", "Cleo Marsh")


class TwoHands:
    """A review in which claims are made in a line: who, on which words, therapy, outcome, direction."""

    def __init__(self, path: Path, people: Sequence[str] = PEOPLE[:2], reports: int = 1) -> None:
        self.path = path
        self.store: ReviewStore = SqliteFiles().create(path)
        self.store.apply(new_review("Cells in lupus", people[0]))
        self.codebook = Codebook.read(self.store)
        first = self.store.all(Reviewer)[0]
        others = [Reviewer(id=new_id(), name=name, initials=name[0]) for name in people[1:]]
        self.people = {person.name.split()[0]: person for person in (first, *others)}
        texts = [SourceText(text=TEXT + str(n), original=TEXT.encode()) for n in range(reports)]
        ids = sorted(new_id() for _ in range(reports))
        self.reports = [
            Report(
                id=report_id,
                title=f"Report {n}",
                authors=f"{AUTHORS[n]} N",
                year=2020 + n,
                text_sha256=text.text_sha256,
                original_sha256=text.original_sha256,
                characters=len(text.text),
            )
            for n, (report_id, text) in enumerate(zip(ids, texts, strict=True))
        ]
        self.therapies = {name: Therapy(id=new_id(), name=name) for name in ("HSCT", "MSC")}
        self.outcomes = {name: Outcome(id=new_id(), name=name) for name in ("Relapse", "Infection", "Dose", "Survival")}
        records: list[Record] = [*others, *self.reports, *self.therapies.values(), *self.outcomes.values()]
        self.store.apply(Change(title="Begin", reviewer_id=first.id, alterations=added(records), texts=tuple(texts)))

    def claim(
        self, who: str, words: str, therapy: str, outcome: str, direction: str, report: int = 0, **fields: object
    ) -> Claim:
        start = TEXT.index(words)
        found = self.codebook.direction_named(direction)
        assert found is not None, direction
        made = Claim(
            id=new_id(),
            report_id=self.reports[report].id,
            reviewer_id=self.people[who].id,
            passages=(Passage(words=words, start=start, end=start + len(words)),),
            therapies=((self.therapies[therapy].id,),),
            outcome_id=self.outcomes[outcome].id,
            direction_id=found.id,
            recorded_at=datetime.now(UTC),
            **fields,  # type: ignore[arg-type]
        )
        self.add(made)
        return made

    def add(self, *records: Record) -> None:
        first = next(iter(self.people.values()))
        self.store.apply(Change(title="Add", reviewer_id=first.id, alterations=added(records)))

    def submit(self, *who: str, report: int = 0, status: CodingStatus = CodingStatus.SUBMITTED) -> TwoHands:
        self.add(
            *(
                Coding(id=new_id(), report_id=self.reports[report].id, reviewer_id=self.people[name].id, status=status)
                for name in who
            )
        )
        return self

    def done(self) -> Path:
        self.store.close()
        return self.path


def disagreeing(path: Path, people: Sequence[str] = PEOPLE[:2]) -> TwoHands:
    """Anna and Ben on one report: one claim alike, a direction that differs, and one that only Ben found."""
    made = TwoHands(path, people)
    for who in ("Anna", "Ben"):
        made.claim(who, "Relapses were fewer", "HSCT", "Relapse", "improved")
    made.claim("Anna", "Infections were more frequent", "HSCT", "Infection", "worsened", population="adults")
    made.claim("Ben", "Infections were more frequent in", "HSCT", "Infection", "improved", population="adults")
    made.claim("Ben", "The steroid dose fell", "MSC", "Dose", "improved")
    return made


class Adjudicator(Driver):
    """Somebody who compares and settles."""

    def start(self, path: Path, name: str = "Anna Berg") -> Adjudicator:
        """Opens a review as one of its reviewers and goes to the Compare room."""
        store = SqliteFiles().open(path, read_only=True)
        person = next(one for one in store.all(Reviewer) if one.name == name)
        self.window.remembered.remember_reviewer(store.all(Review)[0].id, person.id)
        store.close()
        self.window.open_review(path)
        self.complaints: list[str] = []
        self.session.complained.connect(self.complaints.append)
        self.press("Ctrl+3")
        return self.rest()

    @property
    def room(self) -> CompareRoom:
        return self.workplace.compare

    def rest(self) -> Adjudicator:
        """Waits until everything is computed that was asked for."""
        self.qtbot.waitUntil(
            lambda: not self.room.comparing.is_busy and not self.session.jobs.running, timeout=LONGEST_WAIT
        )
        if QApplication.activeWindow() is None:  # the screen of the tests forgets it when a closed panel's list goes
            with self.qtbot.waitActive(self.window):
                self.window.activateWindow()
        return self

    def press(self, keys: str, times: int = 1) -> Adjudicator:
        super().press(keys, times)
        return self

    @property
    def shown(self) -> Disagreement:
        one = self.room.pane.disagreement
        assert one is not None
        return one

    @property
    def queue(self) -> list[str]:
        return [row.spoken for row in self.room.centre.rows.rows]

    @property
    def decisions(self) -> list[Decision]:
        return self.all(Decision)

    @property
    def open_count(self) -> int:
        compared = self.room.comparing.known
        assert compared is not None
        return len(compared.queue.open)

    @property
    def consensus(self) -> list[Claim]:
        """The claims of the consensus that hold."""
        owners = {one.id for one in self.all(Reviewer) if one.consensus}
        return [claim for claim in self.claims if claim.reviewer_id in owners and claim.status.value != "retracted"]


@pytest.fixture
def adjudicator(remembered: Remembered, qtbot: QtBot) -> Iterator[Adjudicator]:
    window = MainWindow(SqliteFiles(), remembered)
    yield Adjudicator(window, qtbot)
    window.close()


@pytest.fixture
def two_hands(tmp_path: Path) -> Path:
    """Anna and Ben, both done."""
    return disagreeing(tmp_path / "lupus.curator").submit("Anna", "Ben").done()


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The two real texts with the claims of both reviewers, 38 and 64, both submitted."""
    folder = shared_folder("seeds")
    path = tmp_path / "seeds.curator"
    store = SqliteFiles().create(path)
    store.apply(new_review("Stem cells in lupus", "A"))
    by = store.all(Reviewer)[0].id
    for change in (
        lambda: read_texts(sorted(folder.glob("0*.txt")), store, by).change,
        lambda: read_codebook(folder / "codebook.csv", store, by).change,
        lambda: read_claims(folder / "claims_reviewer_a.csv", store, by, submit=True).change,
        lambda: read_claims(folder / "claims_reviewer_b.csv", store, by, add_terms=True, submit=True).change,
    ):
        made = change()
        assert made is not None
        store.apply(made)
    store.close()
    return path
