"""A small review with everything in it, and the workbook made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, structs
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from curator.changes import Change, SourceText, added
from curator.coding.reviews import new_review
from curator.exporting.workbook import Choice, WorkbookAccount, export_workbook
from curator.ids import new_id as any_id
from curator.ports import ReviewStore
from curator.records import (
    Absence,
    Arm,
    Better,
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Direction,
    Estimate,
    Field,
    FieldKind,
    Label,
    Mark,
    Meaning,
    Outcome,
    Query,
    Record,
    Report,
    Reviewer,
    Study,
    Therapy,
)
from curator.text.passages import cut
from db.files import SqliteFiles

_ids = iter(sorted(any_id() for _ in range(10_000)))


def new_id() -> str:
    """Ids whose order is that of making, also within one millisecond."""
    return next(_ids)


AT = datetime(2026, 3, 4, 5, 6, 7, 890_000, tzinfo=UTC)
TEXT = "Cells with prednisone led to fewer flares than placebo did. Blood pressure rose. Mice got better too."


class Sample(Struct):
    """The records of the small review, by what they are for."""

    report: Report
    other_report: Report
    ben: Reviewer
    study: Study
    full: Claim
    mechanism: Claim
    retracted: Claim
    of_ben: Claim
    in_other_report: Claim
    mark: Mark
    retracted_mark: Mark
    queries: tuple[Query, Query, Query]
    fields: tuple[Field, ...]


def source(text: str, title: str, **details: Any) -> tuple[Report, SourceText]:
    """A report of this text, and the text."""
    words = SourceText(text=text, original=text.encode())
    report = Report(
        id=new_id(),
        title=title,
        text_sha256=words.text_sha256,
        original_sha256=words.original_sha256,
        characters=len(text),
        **details,
    )
    return report, words


@pytest.fixture
def other(tmp_path: Path) -> Iterator[ReviewStore]:
    """Another review, with nothing in it."""
    opened = SqliteFiles().create(tmp_path / "other.curator")
    opened.apply(new_review("Another one", "Zoe"))
    yield opened
    opened.close()


@pytest.fixture
def put(store: ReviewStore, anna: Reviewer) -> Callable[..., None]:
    """Puts records, and texts with them, into the review."""

    def put(*records: Record, texts: tuple[SourceText, ...] = ()) -> None:
        store.apply(Change(title="Put in", reviewer_id=anna.id, alterations=added(records), texts=texts, at=AT))

    return put


@pytest.fixture
def claim_on(anna: Reviewer) -> Callable[..., Claim]:
    """Makes a claim of Anna's on places of a text."""

    def claim_on(report: Report, text: str, *places: tuple[int, int], **fields: Any) -> Claim:
        passages = tuple(cut(text, start, end) for start, end in places)
        usual = Claim(id=new_id(), report_id=report.id, reviewer_id=anna.id, passages=passages, recorded_at=AT)
        return structs.replace(usual, **fields)

    return claim_on


@pytest.fixture
def sample(store: ReviewStore, anna: Reviewer, put: Callable[..., None], claim_on: Callable[..., Claim]) -> Sample:
    """Two reports, two reviewers, claims of every sort, marks, queries and fields."""
    ben = Reviewer(id=new_id(), name="Ben Osei")
    study = Study(id=new_id(), name="CELLS-1", year=2020)
    report, text = source(
        TEXT, "Cells for lupus", authors="Carl N", year=2024, doi="10.1234/x.1", study_ids=(study.id,)
    )
    other, other_text = source("Nothing happened.", "A second report")
    cells, drug, placebo = (Therapy(id=new_id(), name=name) for name in ("MSC therapy", "Prednisone", "Placebo"))
    area = Outcome(id=new_id(), name="Disease activity area")
    flares = Outcome(
        id=new_id(), name="Flares", parent_id=area.id, better=Better.LOWER, synonyms=("Relapses", "BILAG A")
    )
    decreased = next(each for each in store.all(Direction) if each.meaning is Meaning.DECREASED)
    label = store.all(Label)[0]
    fields = (
        Field(id=new_id(), name="Dose in mg", kind=FieldKind.NUMBER, position=0),
        Field(id=new_id(), name="Seen on", kind=FieldKind.DATE, position=1),
        Field(id=new_id(), name="Funded", kind=FieldKind.YES_NO, position=2),
        Field(id=new_id(), name="Note", position=3),
    )
    estimate = Estimate(
        id=new_id(),
        measure="RR",
        value=0.47,
        ci_low=0.26,
        ci_high=0.83,
        ci_level=95,
        p_operator="<",
        p_value=0.01,
        intervention=Arm(n=60, events=6),
        control=Arm(n=61, events=13),
    )
    full = claim_on(
        report,
        TEXT,
        (0, 21),
        (29, 41),
        therapies=((cells.id, drug.id), (cells.id,)),
        comparators=((placebo.id,),),
        outcome_id=flares.id,
        direction_id=decreased.id,
        study_id=study.id,
        population="adults",
        estimates=(estimate, Estimate(id=new_id(), as_reported="about a half")),
        statement="Fewer flares",
        note="=1+1",
        key="q7",
        status=ClaimStatus.COMPLETE,
        absent={"time_point": Absence.NOT_REPORTED},
        extra={fields[0].id: "12.5", fields[1].id: "2024-03-31", fields[2].id: "yes", fields[3].id: "own"},
    )
    mechanism = claim_on(
        report,
        TEXT,
        (81, 85),
        absent={
            "therapies": Absence.NOT_APPLICABLE,
            "estimates": Absence.NOT_REPORTED,
            fields[3].id: Absence.NOT_APPLICABLE,
        },
        extra={fields[0].id: "about 3", fields[1].id: "2024-03"},
    )
    retracted = claim_on(report, TEXT, (60, 80), status=ClaimStatus.RETRACTED)
    of_ben = claim_on(report, TEXT, (6, 10), reviewer_id=ben.id, absent={fields[0].id: Absence.NOT_REPORTED})
    elsewhere = claim_on(other, "Nothing happened.", (0, 7))
    mark = Mark(
        id=new_id(),
        report_id=report.id,
        reviewer_id=anna.id,
        label_id=label.id,
        passages=(cut(TEXT, 11, 21),),
        memo="given together",
        recorded_at=AT,
    )
    gone = structs.replace(mark, id=new_id(), retracted=True)
    asked = Query(id=new_id(), report_id=report.id, reviewer_id=ben.id, question="Which dose?", asked_at=AT)
    queries = (
        structs.replace(asked, claim_id=full.id),
        structs.replace(asked, id=new_id(), claim_id=full.id, resolved=True, answer="None given"),
        structs.replace(asked, id=new_id(), question="Is there a protocol?"),
    )
    coding = Coding(id=new_id(), report_id=report.id, reviewer_id=anna.id, status=CodingStatus.SUBMITTED)
    put(ben, study, report, other, cells, drug, placebo, area, flares, *fields, coding, texts=(text, other_text))
    put(mechanism, full, retracted, of_ben, elsewhere, mark, gone, *queries)
    return Sample(
        report=report,
        other_report=other,
        ben=ben,
        study=study,
        full=full,
        mechanism=mechanism,
        retracted=retracted,
        of_ben=of_ben,
        in_other_report=elsewhere,
        mark=mark,
        retracted_mark=gone,
        queries=queries,
        fields=fields,
    )


class Exported:
    """A workbook as it was read back with openpyxl."""

    def __init__(self, path: Path, account: WorkbookAccount) -> None:
        self.path = path
        self.account = account
        self.book: Workbook = load_workbook(path)

    def sheet(self, title: str) -> Worksheet:
        """A sheet of it."""
        return self.book[title]

    def rows(self, title: str) -> list[dict[str, Any]]:
        """The rows of a sheet by column key; empty cells are None."""
        keys, *rows = self.sheet(title).values
        return [dict(zip(keys, row, strict=True)) for row in rows]

    def row(self, title: str, record_id: str) -> dict[str, Any]:
        """The row that has this id in the first column."""
        return next(row for row in self.rows(title) if next(iter(row.values())) == record_id)

    def about(self) -> dict[str, Any]:
        """What About says."""
        return {row["key"]: row["value"] for row in self.rows("About")}


@pytest.fixture
def export(store: ReviewStore, tmp_path: Path) -> Callable[..., Exported]:
    """Exports the review and reads the workbook back."""

    def export(name: str = "out.xlsx", **chosen: Any) -> Exported:
        path = tmp_path / name
        with store.snapshot() as reader:
            account = export_workbook(reader, path, Choice(**chosen))
        return Exported(path, account)

    return export
