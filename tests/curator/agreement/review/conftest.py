"""A review of several reviewers in a real file, coded by name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pytest

from curator.agreement.of_review import Comparison, ReviewAgreement, agreement_of_review
from curator.agreement.review.selection import Selection
from curator.agreement.settings import Bootstrap
from curator.changes import Change, added
from curator.coding.codings import reopen, submit
from curator.ids import new_id
from curator.importing.texts import read_pasted
from curator.ports import ReviewStore
from curator.records import Claim, Label, Mark, Record, Report, Reviewer
from curator.text.passages import cut
from tests.curator.agreement.trial import NOW, claim, terms

TEXT = "Relapse was rarer with cells than with standard care, and nothing else was seen. " * 20
WITHOUT_RESAMPLES = Comparison(bootstrap=Bootstrap(samples=0))


class Team:
    """Reviewers who code reports; everything goes through the store."""

    def __init__(self, store: ReviewStore) -> None:
        self.store = store
        self.labels = {
            name: Label(id=new_id(), name=name, position=place) for place, name in enumerate(["Result", "Harm"])
        }
        self.reviewers: dict[str, Reviewer] = {}
        self.add(*terms(), *self.labels.values())

    def add(self, *records: Record) -> None:
        self.store.apply(Change(title="Add", reviewer_id=None, alterations=added(records)))

    def reviewer(self, name: str, called: str | None = None) -> Reviewer:
        if name not in self.reviewers:
            self.reviewers[name] = Reviewer(id=new_id(), name=called or name)
            self.add(self.reviewers[name])
        return self.reviewers[name]

    def report(self, title: str = "Cells", text: str = TEXT) -> Report:
        change = read_pasted(text, title, self.store, None).change
        assert change is not None
        self.store.apply(change)
        return next(one for one in self.store.all(Report) if one.title == title)

    def claims(self, name: str, report: Report, *places: tuple[int, int], **fields: object) -> list[Claim]:
        """A claim on each of these places."""
        made = []
        for place in places:
            one = claim(self.reviewer(name).id, report=report.id, **fields)  # type: ignore[arg-type]
            made.append(_on(one, self.store.text(report.text_sha256), place))
        self.add(*made)
        return made

    def marks(self, name: str, report: Report, label: str, *places: tuple[int, int], at: datetime = NOW) -> None:
        text = self.store.text(report.text_sha256)
        self.add(
            *(
                Mark(
                    id=new_id(),
                    report_id=report.id,
                    reviewer_id=self.reviewer(name).id,
                    label_id=self.labels[label].id,
                    passages=(cut(text, *place),),
                    recorded_at=at,
                )
                for place in places
            )
        )

    def submit(self, report: Report, *names: str) -> None:
        for name in names:
            self.store.apply(submit(self.store, report.id, self.reviewer(name).id))

    def reopen(self, report: Report, name: str) -> None:
        self.store.apply(reopen(self.store, report.id, self.reviewer(name).id))

    def agreement(self, comparison: Comparison = WITHOUT_RESAMPLES, **selection: object) -> ReviewAgreement:
        return agreement_of_review(self.store, Selection(**selection), comparison)  # type: ignore[arg-type]

    def ids(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.reviewers[name].id for name in names)


def _on(one: Claim, text: str, place: tuple[int, int]) -> Claim:
    import msgspec

    return msgspec.structs.replace(one, passages=(cut(text, *place),))


@pytest.fixture
def team(store: ReviewStore) -> Team:
    return Team(store)
