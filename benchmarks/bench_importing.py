"""References, a table of claims and a workbook read in, each beside the bare library that reads the same file."""

from __future__ import annotations

import csv
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import python_calamine
import rispy

from benchmarks.measurement import Measurement, side_by_side
from curator.changes import Change, SourceText, added
from curator.coding.reviews import new_review
from curator.exporting.choice import Choice
from curator.exporting.workbook import export_workbook
from curator.ids import new_id
from curator.importing.claims import read_claims
from curator.importing.references.intake import read_references
from curator.importing.references.ris import read
from curator.importing.spreadsheets import read_spreadsheets
from curator.ports import ReviewStore
from curator.records import Claim, Report, Reviewer
from db.files import SqliteFiles

REFERENCES = Path(__file__).resolve().parents[2] / "shared" / "data" / "references"
RECORDS = 286
ROWS = 10_000
REPORTS = 40
_SENTENCES = 120
_WORDS = ("fewer", "relapses", "and", "a", "lower", "score", "at", "twelve", "months", "in", "those", "given", "cells")


def measure() -> Iterator[Measurement]:
    """Measures reading references, claims and an untouched workbook."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = SqliteFiles().create(folder / "bench.curator")
        store.apply(new_review("Benchmark", "Anna"))
        yield from _references(store, folder)
        yield from _claims(store, folder)
        yield _workbook(store, folder)
        store.close()


def _references(store: ReviewStore, folder: Path) -> Iterator[Measurement]:
    path = folder / "references.ris"
    path.write_text(_ris(), "utf-8")
    data, text = path.read_bytes(), path.read_text("utf-8")
    anna = store.all(Reviewer)[0].id
    ours, bare = side_by_side(lambda: read(data), lambda: rispy.loads(text))
    found = len(read(data).references)
    lost = found - len(rispy.loads(text))
    yield Measurement(
        f"{RECORDS} references of RIS, every tag", ours, bare, 4, remark=f"{found} records; rispy lost {lost}"
    )
    ours, bare = side_by_side(lambda: read_references([path], store, anna), lambda: rispy.loads(text), times=3)
    made = len(read_references([path], store, anna).reports)
    yield Measurement("the same as reports, doubles sought", ours, bare, 25, remark=f"{made} reports")


def _ris() -> str:
    """So many records as real databases write them; without those, made-up ones."""
    real = sorted(REFERENCES.glob("asreview_[eps]*.ris")) if REFERENCES.exists() else []
    records = [record for file in real for record in file.read_text("utf-8-sig").split("ER  -") if "TY  -" in record]
    records = records or [f"TY  - JOUR\nTI  - {' '.join(_WORDS)}\nDO  - 10.1000/x\nAB  - {' '.join(_WORDS * 20)}\n"]
    made = []
    for number in range(RECORDS):
        lines = records[number % len(records)].strip().splitlines()
        made.append("\n".join(_numbered(line, number) for line in lines) + "\nER  - \n")
    return "\n".join(made)


def _numbered(line: str, number: int) -> str:
    return f"{line}-{number}" if line[:2] in ("TI", "T1", "DO") else line


def _claims(store: ReviewStore, folder: Path) -> Iterator[Measurement]:
    chance = random.Random(7)
    anna = store.all(Reviewer)[0].id
    texts = [" ".join(chance.choices(_WORDS, k=12)) + f" number {place}." for place in range(REPORTS * _SENTENCES)]
    sources = []
    for report in range(REPORTS):
        words = "\n".join(texts[report * _SENTENCES : (report + 1) * _SENTENCES])
        sources.append(SourceText(text=words, original=words.encode()))
    reports = [
        Report(
            id=new_id(),
            title=f"Report {place}",
            file_name=f"r{place}.txt",
            text_sha256=source.text_sha256,
            original_sha256=source.original_sha256,
            characters=len(source.text),
        )
        for place, source in enumerate(sources)
    ]
    store.apply(Change(title="Texts", reviewer_id=anna, alterations=added(reports), texts=tuple(sources)))
    path = folder / "claims.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("report", "key", "therapy", "outcome", "direction", "quote", "note"))
        for row in range(ROWS):
            place = chance.randrange(len(texts))
            outcome = f"Outcome {row % 200}"
            direction = chance.choice(("improved", "worsened"))
            quote = texts[place]
            report_name = f"r{place // _SENTENCES}.txt"
            writer.writerow((report_name, f"k{row}", f"Therapy {row % 50}", outcome, direction, quote, "as it stands"))

    def bare() -> None:
        with path.open(encoding="utf-8", newline="") as opened:
            list(csv.DictReader(opened))

    brought = read_claims(path, store, anna, add_terms=True)
    ours, plain = side_by_side(lambda: read_claims(path, store, anna, add_terms=True), bare, times=3)
    yield Measurement(
        f"{ROWS:,} rows of claims, words found", ours, plain, 20, remark=f"{len(brought.claims):,} claims, terms added"
    )
    if brought.change is not None:
        store.apply(brought.change)


def _workbook(store: ReviewStore, folder: Path) -> Measurement:
    anna = store.all(Reviewer)[0].id
    path = folder / "out.xlsx"
    with store.snapshot() as reader:
        export_workbook(reader, path, Choice())

    def bare() -> None:
        book = python_calamine.CalamineWorkbook.from_path(path)
        for title in book.sheet_names:
            book.get_sheet_by_name(title).to_python()

    ours, plain = side_by_side(lambda: read_spreadsheets([path], store, anna), bare, times=1)
    account = read_spreadsheets([path], store, anna)
    remark = f"{store.count(Claim):,} claims; {len(account.lines)} line: {account.lines[0].fate.value}"
    return Measurement("an untouched workbook read back", ours, plain, 25, remark=remark)
