"""A reviewer at a desktop of their own, with a real review file, as a story tells it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from curator.changes import Applied, Change
from curator.codebook.altering import add_term, amend_term, merge_terms, remove_term
from curator.codebook.codebook import Codebook
from curator.coding.claims import amend_claim, record_claim, retract_claim
from curator.coding.marks import record_mark
from curator.coding.progress import submit_several
from curator.coding.queries import ask
from curator.coding.reviews import new_review
from curator.desktops.accounts import Choices, Merge
from curator.desktops.handing_out import HandedOut, hand_out
from curator.desktops.merging import merge_files
from curator.importing.texts import read_texts
from curator.records import Claim, Handout, Label, Mark, Outcome, Query, Record, Report, Reviewer, Therapy
from curator.text.passages import cut
from db.files import SqliteFiles

CELLS = (
    "Cells in lupus\n\nRelapse was rarer with cells than with standard care (RR 0.47, 95% CI 0.26 to 0.83).\n"
    "Infections were seen in both groups. Survival was longer with cells. Nobody died of infections."
)
RITUXIMAB = "Rituximab in lupus\n\nRituximab gave fewer flares. Infections were rare in those who were given it."


class Desktop:
    """One review file, open for writing, and whoever works in it."""

    def __init__(self, path: Path, reviewer: str) -> None:
        self.path = path
        self.began_at = 0
        self.files = SqliteFiles()
        self.store = self.files.open(path)
        self.me = next(one for one in self.store.all(Reviewer) if one.name == reviewer)

    @classmethod
    def new(cls, path: Path, name: str, *, title: str = "Cells in lupus") -> Desktop:
        """A new review with two reports, a therapy and two outcomes."""
        store = SqliteFiles().create(path)
        store.apply(new_review(title, name))
        store.close()
        desktop = cls(path, name)
        desktop.bring("cells.txt", CELLS)
        desktop.bring("rituximab.txt", RITUXIMAB)
        desktop.add(Therapy, "Cells")
        desktop.add(Therapy, "Rituximab")
        desktop.add(Outcome, "Relapse")
        return desktop

    def close(self) -> None:
        self.store.close()

    def do(self, change: Change | None) -> Applied:
        if change is None:
            raise LookupError("nothing is other than before")
        return self.store.apply(change)

    # What a reviewer does

    def bring(self, file_name: str, text: str) -> Report:
        folder = self.path.parent / f"{self.path.stem} texts"
        folder.mkdir(exist_ok=True)
        (folder / file_name).write_text(text, encoding="utf-8", newline="")
        self.do(read_texts([folder / file_name], self.store, self.me.id).change)
        return self.store.all(Report)[-1]

    def claim(self, words: str, file_name: str = "cells.txt", **fields: Any) -> Claim:
        """A claim on these words; therapies and outcome by their names."""
        report = self.report(file_name)
        start = self.store.text(report.text_sha256).index(words)
        passages = [cut(self.store.text(report.text_sha256), start, start + len(words))]
        claim, change = record_claim(self.store, report.id, self.me.id, passages, **self._fields(fields))
        self.do(change)
        return claim

    def amend(self, claim: Claim, **fields: Any) -> Claim:
        self.do(amend_claim(self.store, self.store.get(Claim, claim.id), claim.reviewer_id, **self._fields(fields)))
        return self.store.get(Claim, claim.id)

    def _fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        if "therapy" in fields:
            fields["therapies"] = ((self.term(Therapy, fields.pop("therapy")).id,),)
        if "outcome" in fields:
            fields["outcome_id"] = self.term(Outcome, fields.pop("outcome")).id
        return fields

    def retract(self, claim: Claim) -> None:
        self.do(retract_claim(self.store, self.store.get(Claim, claim.id), claim.reviewer_id))

    def mark(self, words: str, file_name: str = "cells.txt", label: str = "Outcome") -> Mark:
        report, text = self.report(file_name), self.text(file_name)
        start = text.index(words)
        label_id = self.term(Label, label).id
        mark, change = record_mark(self.store, report.id, self.me.id, label_id, [cut(text, start, start + len(words))])
        self.do(change)
        return mark

    def ask(self, question: str, claim: Claim) -> Query:
        query, change = ask(claim.report_id, self.me.id, question, claim)
        self.do(change)
        return query

    def submit(self, *file_names: str) -> None:
        reports = [self.report(name).id for name in file_names] or None
        self.do(submit_several(self.store, reports, self.me.id, self.me.id))

    def add(self, kind: Any, name: str, **fields: Any) -> Any:
        term, change = add_term(self.book, kind, name, self.me.id, **fields)
        self.do(change)
        return term

    def rename(self, kind: Any, name: str, /, **fields: Any) -> None:
        self.do(amend_term(self.book, self.term(kind, name), self.me.id, **fields))

    def remove(self, kind: Any, name: str) -> None:
        self.do(remove_term(self.store, self.book, self.term(kind, name), self.me.id))

    def merge_terms(self, kind: Any, source: str, target: str) -> None:
        self.do(merge_terms(self.store, self.term(kind, source), self.term(kind, target), self.me.id))

    # What is in the file

    @property
    def book(self) -> Codebook:
        return Codebook.read(self.store)

    def term(self, kind: Any, name: str) -> Any:
        return next(one for one in self.store.all(kind) if one.name == name)

    def report(self, file_name: str) -> Report:
        return next(one for one in self.store.all(Report) if one.file_name == file_name)

    def text(self, file_name: str) -> str:
        return self.store.text(self.report(file_name).text_sha256)

    def get(self, record: Any) -> Any:
        return self.store.get(type(record), record.id)

    def claims_of(self, name: str) -> list[Claim]:
        person = next(one for one in self.store.all(Reviewer) if one.name == name)
        return self.store.all(Claim, reviewer_id=person.id)

    # What goes between desktops

    def hand_out(self, name: str) -> Desktop:
        handed = self.hand_out_file(name)
        return Desktop(handed.path, handed.reviewer.name)

    def hand_out_file(self, name: str, file_name: str = "") -> HandedOut:
        path = self.path.parent / (file_name or f"{name.lower()}.curator")
        return hand_out(self.store, self.files, path, name, self.me.id)

    def preview(self, *others: Desktop | Path, **choices: Any) -> Merge:
        paths = [other.path if isinstance(other, Desktop) else other for other in others]
        return merge_files(self.store, self.files, paths, self.me.id, Choices(**choices))

    def merge(self, *others: Desktop | Path, **choices: Any) -> Merge:
        merge = self.preview(*others, **choices)
        assert merge.change is not None, [account for account in merge.files if account.refused] or merge.open_conflicts
        self.store.apply(merge.change)
        return merge


def records(desktop: Desktop) -> dict[str, Record]:
    """Everything in a review but what it says of its handouts, by id."""
    from curator.records import RECORD_TYPES

    kinds = [kind for kind in RECORD_TYPES if kind is not Handout]
    return {record.id: record for kind in kinds for record in desktop.store.all(kind)}
