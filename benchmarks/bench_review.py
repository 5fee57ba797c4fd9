"""The review file: recording, importing, opening a report, and paging, beside bare SQLAlchemy Core."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.measurement import Measurement, seconds, side_by_side
from curator.changes import Change, SourceText, added, amended
from curator.codebook.altering import add_term
from curator.codebook.codebook import Codebook
from curator.coding.claims import record_claim
from curator.coding.reviews import new_review
from curator.evidence.question import EvidenceQuestion
from curator.ids import new_id
from curator.importing.claims import read_claims
from curator.ports import ReviewStore
from curator.records import Claim, Outcome, Report, Reviewer, Therapy
from curator.text.passages import cut
from db.files import SqliteFiles
from db.mapping import mapping_of
from db.tables import table_of

_SENTENCE = "Relapse was rarer with cells than with standard care (RR 0.47, 95% CI 0.26 to 0.83) after two years. "
_TEXT = _SENTENCE * 500


def measure() -> Iterator[Measurement]:
    """All measurements of the review file."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _measure_saving(Path(folder))
        yield from _measure_reading(Path(folder))


def _new(path: Path) -> tuple[ReviewStore, Report, Reviewer]:
    store = SqliteFiles().create(path)
    store.apply(new_review("Benchmark", "Anna"))
    anna = store.all(Reviewer)[0]
    for kind, name in ((Therapy, "MSC therapy"), (Outcome, "Relapse")):
        store.apply(add_term(Codebook.read(store), kind, name, anna.id)[1])
    source = SourceText(text=_TEXT, original=_TEXT.encode())
    report = Report(id=new_id(), title="R", text_sha256=source.text_sha256, characters=len(_TEXT))
    store.apply(Change(title="Import", reviewer_id=anna.id, alterations=added([report]), texts=(source,)))
    return store, report, anna


def _claims(store: ReviewStore, report: Report, anna: Reviewer, count: int) -> list[Claim]:
    codebook = Codebook.read(store)
    therapy, outcome = next(iter(codebook.therapies)), next(iter(codebook.outcomes))
    direction = next(iter(codebook.directions))
    length = len(_SENTENCE)
    return [
        Claim(
            id=new_id(),
            report_id=report.id,
            reviewer_id=anna.id,
            passages=(cut(_TEXT, number % 400 * length, number % 400 * length + 40),),
            therapies=((therapy.id,),),
            outcome_id=outcome.id,
            direction_id=direction,
            population="adults with lupus",
            time_point="2 years",
            statement=f"claim {number}",
            recorded_at=datetime.now(UTC),
        )
        for number in range(count)
    ]


def _bare_engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{path}")

    @sa.event.listens_for(engine, "connect")
    def _safe(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=FULL")

    table_of(Claim).metadata.create_all(engine)
    return engine


def _measure_saving(folder: Path) -> Iterator[Measurement]:
    store, report, anna = _new(folder / "saving.curator")
    engine = _bare_engine(folder / "bare.db")
    table, row = table_of(Claim), mapping_of(Claim).row
    passage = cut(_TEXT, 0, 40)

    def record() -> None:
        store.apply(record_claim(store, report.id, anna.id, [passage])[1])

    def insert_one() -> None:
        claim = _claims(store, report, anna, 1)[0]
        with engine.begin() as connection:
            connection.execute(sa.insert(table), [row(claim)])

    ours, bare = side_by_side(record, insert_one, times=60)
    yield Measurement("record a claim, on the disk (bare: one row inserted and committed)", ours, bare, goal=3)

    def apply_many() -> None:
        store.apply(Change(title="Import", reviewer_id=anna.id, alterations=added(claims)))

    def insert_many() -> None:
        rows = [row(claim) for claim in claims]
        with engine.begin() as connection:
            connection.execute(sa.insert(table), rows)

    claims = _claims(store, report, anna, 20_000)
    bare = seconds(insert_many)
    ours = seconds(apply_many)
    yield Measurement("apply 20,000 claims as one change, log included (bare: Core insert)", ours, bare, goal=4)
    yield from _measure_importing(folder, engine)
    engine.dispose()
    store.close()


def _measure_importing(folder: Path, engine: sa.Engine) -> Iterator[Measurement]:
    """A table of 20,000 claims, read, matched to the text and stored, beside a bare insert of the same rows."""
    store, report, anna = _new(folder / "importing.curator")
    store.apply(_name_the_file(report, anna))
    table = folder / "claims.csv"
    length = len(_SENTENCE)
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("report", "start", "end", "quote", "therapy", "outcome", "direction", "population", "statement"))
        for number in range(20_000):
            start = number % 400 * length
            words = _TEXT[start : start + 40]
            said = ("MSC therapy", "Relapse", "improved", "adults with lupus", f"claim {number}")
            rows.writerow(("report.txt", start, start + 40, words, *said))

    def bring_in() -> None:
        change = read_claims(table, store, anna.id).change
        assert change is not None
        store.apply(change)

    ours = seconds(bring_in)
    row = mapping_of(Claim).row
    claims = store.all(Claim)

    def insert_many() -> None:
        with engine.begin() as connection:
            connection.execute(sa.insert(table_of(Claim)), [row(claim) for claim in claims])

    bare = seconds(insert_many)
    yield Measurement("import 20,000 claims from a table (bare: Core insert of the same rows)", ours, bare, goal=4)
    store.close()


def _name_the_file(report: Report, anna: Reviewer) -> Change:
    """The change that gives the report the file name that the table of claims uses."""
    alterations = (amended(report, file_name="report.txt"),)
    return Change(title="Name the file", reviewer_id=anna.id, alterations=alterations)


def _measure_reading(folder: Path) -> Iterator[Measurement]:
    store, report, anna = _new(folder / "reading.curator")
    claims = _claims(store, report, anna, 100_000)
    store.apply(Change(title="Import", reviewer_id=anna.id, alterations=added(claims)))
    ids = store.claim_ids(EvidenceQuestion())

    def page(number: int) -> Any:
        return store.get_many(Claim, ids[number * 100 : number * 100 + 100])

    late, first = side_by_side(lambda: page(999), lambda: page(0), times=15)
    asked = seconds(lambda: store.claim_ids(EvidenceQuestion()), times=3)
    remark = f"ids in order once: {asked * 1000:.0f} ms"
    yield Measurement("page 1,000 of 100,000 claims (bare: page 1)", late, first, goal=2, remark=remark)
    store.close()
