"""A small review to try the database on: a report with its text, two reviewers, a codebook, and claims."""

from __future__ import annotations

from datetime import UTC, datetime

from curator.changes import Change, SourceText, added
from curator.ids import new_id
from curator.records import (
    Claim,
    ClaimStatus,
    Direction,
    Label,
    Mark,
    Meaning,
    Outcome,
    Passage,
    Record,
    Report,
    Review,
    Reviewer,
    Study,
    Therapy,
)

NOW = datetime(2025, 3, 1, 9, 30, 0, 123456, tzinfo=UTC)
TEXT = "Fewer relapses were seen after 2 years.\nNo serious harm was reported — médecine, 疼痛, 😀.\n" * 20


def change(*records: Record, title: str = "Add", texts: tuple[SourceText, ...] = ()) -> Change:
    """A change that adds records."""
    return Change(title=title, reviewer_id=None, alterations=added(records), texts=texts)


class Sample:
    """Records that fit together; ``base`` is the change that brings all of them in."""

    def __init__(self) -> None:
        self.source = SourceText(text=TEXT, original=TEXT.encode("utf-16"))
        self.review = Review(id=new_id(), title="Cells in lupus")
        self.anna = Reviewer(id=new_id(), name="Anna Berg")
        self.ben = Reviewer(id=new_id(), name="ben Østby")
        self.study = Study(id=new_id(), name="LUMINA")
        self.report = self.report_titled("Cells and relapses")
        self.other_report = self.report_titled("A second report")
        self.therapy = Therapy(id=new_id(), name="Cell therapy")
        self.msc = Therapy(id=new_id(), name="Mesenchymal cells", parent_id=self.therapy.id, synonyms=("MSC", "UC-MSC"))
        self.placebo = Therapy(id=new_id(), name="placebo")
        self.outcome = Outcome(id=new_id(), name="Relapse")
        self.harm = Outcome(id=new_id(), name="Äußerst harmful event")
        self.improved = Direction(id=new_id(), name="improved", meaning=Meaning.IMPROVED)
        self.label = Label(id=new_id(), name="Result")

    def report_titled(self, title: str) -> Report:
        """One more report on the same text."""
        return Report(
            id=new_id(),
            title=title,
            text_sha256=self.source.text_sha256,
            original_sha256=self.source.original_sha256,
            characters=len(TEXT),
        )

    @property
    def base(self) -> Change:
        """The change that brings in everything but claims and marks."""
        return change(*self.records, title="Set up", texts=(self.source,))

    @property
    def records(self) -> tuple[Record, ...]:
        """Everything but claims and marks."""
        return (
            *(self.review, self.anna, self.ben, self.study, self.report, self.other_report, self.therapy, self.msc),
            *(self.placebo, self.outcome, self.harm, self.improved, self.label),
        )

    def passage(self, start: int, end: int) -> Passage:
        """The passage at ``[start, end)``."""
        return Passage(words=TEXT[start:end], start=start, end=end, before=TEXT[max(0, start - 32) : start])

    def claim(self, **fields: object) -> Claim:
        """A claim of Anna's about MSC and relapses."""
        usual: dict[str, object] = {
            "report_id": self.report.id,
            "reviewer_id": self.anna.id,
            "passages": (self.passage(0, 14),),
            "therapies": ((self.msc.id,),),
            "outcome_id": self.outcome.id,
            "direction_id": self.improved.id,
            "status": ClaimStatus.COMPLETE,
            "recorded_at": NOW,
        }
        return Claim(id=new_id(), **{**usual, **fields})  # type: ignore[arg-type]

    def mark(self, **fields: object) -> Mark:
        """A mark of Anna's."""
        usual: dict[str, object] = {
            "report_id": self.report.id,
            "reviewer_id": self.anna.id,
            "label_id": self.label.id,
            "passages": (self.passage(0, 14),),
            "recorded_at": NOW,
        }
        return Mark(id=new_id(), **{**usual, **fields})  # type: ignore[arg-type]
