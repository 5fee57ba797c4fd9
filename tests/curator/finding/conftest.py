"""A review with texts, claims, notes and references to search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from curator.changes import Change, SourceText, added
from curator.coding.claims import record_claim
from curator.coding.marks import record_mark
from curator.coding.queries import ask
from curator.coding.reviews import add_reviewer, new_review
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import Label, Report, Reviewer, Section, SectionKind, Structure
from curator.text.passages import cut
from db.files import SqliteFiles

TRIAL = (
    "Cells in lupus: the HARBOUR trial\n\nResults\nFewer relapses were seen with cells than with placebo "
    "(6/60 vs 13/61; RR 0.47, 95% CI 0.19–1.15, p = 0.09). IL-6 fell.\nNo relapse was fatal.\n"
)
REVIEW = "A review of cells. Relapses were rare in every study; IL 6 was not measured. Médecine, 疼痛, p<0.001.\n"


class Searched:
    """The review; ``anna`` and ``ben`` work on it."""

    def __init__(self, store: ReviewStore) -> None:
        self.store = store
        store.apply(new_review("Searched", "Anna"))
        made = add_reviewer(store, "Ben")[1]
        assert made is not None
        store.apply(made)
        self.anna, self.ben = store.all(Reviewer)
        self.trial = self.bring_in(
            TRIAL, title="Cells in lupus", authors="Yuan X, Sun L", year=2024, note="Ask for IL-6"
        )
        self.review = self.bring_in(REVIEW, title="What is known of cells", journal="Lupus", doi="10.1234/cells.5")
        start = TRIAL.index("Results")
        section = Section(kind=SectionKind.RESULTS, title="Results", start=start, end=len(TRIAL))
        whole = Structure(id=new_id(), report_id=self.trial.id, text_sha256=self.trial.text_sha256, sections=(section,))
        store.apply(Change(title="Say where", reviewer_id=None, alterations=added([whole])))
        self.label = Label(id=new_id(), name="Number")
        store.apply(Change(title="Add", reviewer_id=None, alterations=added([self.label])))

    def bring_in(self, text: str, **details: object) -> Report:
        source = SourceText(text=text, original=text.encode())
        report = Report(id=new_id(), text_sha256=source.text_sha256, characters=len(text), **details)  # type: ignore[arg-type]
        self.store.apply(Change(title="Import", reviewer_id=None, alterations=added([report]), texts=(source,)))
        return report

    def claim(self, who: Reviewer, **fields: object) -> str:
        claim, change = record_claim(self.store, self.trial.id, who.id, [cut(TRIAL, 0, 5)], **fields)
        self.store.apply(change)
        return claim.id

    def mark(self, who: Reviewer, memo: str) -> str:
        mark, change = record_mark(self.store, self.trial.id, who.id, self.label.id, [cut(TRIAL, 0, 5)], memo)
        self.store.apply(change)
        return mark.id

    def ask(self, who: Reviewer, question: str) -> None:
        self.store.apply(ask(self.trial.id, who.id, question)[1])


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Searched]:
    store = SqliteFiles(tmp_path / "backups").create(tmp_path / "searched.curator")
    yield Searched(store)
    store.close()
