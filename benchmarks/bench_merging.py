"""Merging 10,000 claims on 50 reports, beside copying the same rows from one file into another with bare Core."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.measurement import Measurement, side_by_side
from curator.changes import Change, SourceText, added
from curator.coding.reviews import new_review
from curator.desktops.handing_out import hand_out
from curator.desktops.merging import merge_files
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import (
    Claim,
    ClaimStatus,
    Coding,
    CodingStatus,
    Direction,
    Outcome,
    Record,
    Report,
    Reviewer,
    Therapy,
)
from curator.text.passages import cut
from db.files import SqliteFiles
from db.tables import table_of

CLAIMS = 10_000
REPORTS = 50
_WORDS = ("fewer", "relapses", "and", "a", "lower", "score", "at", "twelve", "months", "in", "those", "given", "cells")


def measure() -> Iterator[Measurement]:
    """Merging as a whole, opening the file included; and merging the same file once more, with nothing new in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lead, ben = _two_desktops(folder)
        merged, copied, again = folder / "merged.curator", folder / "copied.curator", folder / "again.curator"

        def merge_new() -> None:
            shutil.copyfile(lead, merged)
            _merge(merged, ben)

        def copy_rows() -> None:
            shutil.copyfile(lead, copied)
            _copy_rows(copied, ben)

        ours, bare = side_by_side(merge_new, copy_rows, times=3)
        yield Measurement(
            "merge 10,000 claims on 50 reports (bare: Core, the same rows copied)",
            ours,
            bare,
            goal=5,
            remark="previewed, texts compared, logged, undoable",
        )
        shutil.copyfile(merged, again)
        ours, bare = side_by_side(lambda: _merge(again, ben), copy_rows, times=3)
        yield Measurement("merge the same file once more (bare: as above)", ours, bare, goal=0.5)
        handed, bare = side_by_side(lambda: _hand_out(merged, folder), copy_rows, times=3)
        yield Measurement(
            "hand out 50 reports with 10,000 claims of their reviewer (bare: as above)", handed, bare, goal=3
        )


def _two_desktops(folder: Path) -> tuple[Path, Path]:
    """A review with 50 reports, and the file that was handed out to Ben and has come back."""
    chance, files = random.Random(11), SqliteFiles()
    store = files.create(folder / "lead.curator")
    store.apply(new_review("Benchmark", "Anna"))
    records: list[Record] = [Therapy(id=new_id(), name=f"Therapy {number}") for number in range(50)]
    texts = []
    for number in range(REPORTS):
        text = " ".join(chance.choices(_WORDS, k=8_000))
        source = SourceText(text=text, original=text.encode())
        texts.append(source)
        sha256 = source.text_sha256
        records.append(Report(id=new_id(), title=f"Report {number}", text_sha256=sha256, characters=len(text)))
    store.apply(Change(title="Import", reviewer_id=None, alterations=added(records), texts=tuple(texts)))
    handed = hand_out(store, files, folder / "ben.curator", "Ben", None)
    store.close()
    ben = files.open(handed.path)
    ben.apply(Change(title="Work", reviewer_id=None, alterations=added(_work(ben, chance))))
    ben.close()
    return folder / "lead.curator", handed.path


def _work(store: ReviewStore, chance: random.Random) -> list[Record]:
    """A submitted coding of every report, with its claims."""
    person = store.all(Reviewer)[0].id
    records: list[Record] = []
    for report in store.all(Report):
        records.append(Coding(id=new_id(), report_id=report.id, reviewer_id=person, status=CodingStatus.SUBMITTED))
        records += _claims(store, report, person, chance)
    return records


def _claims(store: ReviewStore, report: Report, person: str, chance: random.Random) -> Iterator[Claim]:
    text = store.text(report.text_sha256)
    therapies, outcomes, directions = store.all(Therapy), store.all(Outcome), store.all(Direction)
    for place in sorted(chance.sample(range(len(text) - 200), CLAIMS // REPORTS)):
        yield Claim(
            id=new_id(),
            report_id=report.id,
            reviewer_id=person,
            passages=(cut(text, place, place + 80), cut(text, place + 100, place + 120)),
            therapies=((chance.choice(therapies).id,),),
            comparators=((chance.choice(therapies).id,),),
            outcome_id=chance.choice(outcomes).id,
            direction_id=chance.choice(directions).id,
            population="adults with active disease",
            time_point="12 months",
            statement="Fewer relapses with the therapy than without it",
            status=ClaimStatus.COMPLETE,
            recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
        )


def _merge(review: Path, other: Path) -> None:
    files = SqliteFiles()
    store = files.open(review)
    merge = merge_files(store, files, [other], None)
    if merge.change is not None:
        store.apply(merge.change)
    store.close()


def _hand_out(review: Path, folder: Path) -> None:
    files = SqliteFiles()
    store = files.open(review)
    hand_out(store, files, folder / f"{new_id()}.curator", "Ben", None)
    store.close()


def _copy_rows(review: Path, other: Path) -> None:
    """The claims and codings of one file read and inserted into another, and committed."""
    source, target = (_engine(path) for path in (other, review))
    with source.connect() as reading, target.begin() as writing:
        for kind in (Coding, Claim):
            rows = [dict(row) for row in reading.execute(sa.select(table_of(kind))).mappings()]
            writing.execute(sa.insert(table_of(kind)), rows)
    source.dispose()
    target.dispose()


def _engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{path}")

    @sa.event.listens_for(engine, "connect")
    def _safe(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=FULL")

    return engine
