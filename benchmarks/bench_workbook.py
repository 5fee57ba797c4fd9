"""The workbook of 20,000 claims, beside a bare openpyxl write-only loop over the same cells."""

from __future__ import annotations

import itertools
import pickle
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl

from benchmarks.measurement import Measurement, side_by_side
from curator.changes import Change, SourceText, added
from curator.coding.reviews import new_review
from curator.exporting.workbook import export_workbook
from curator.ids import new_id
from curator.ports import ReviewStore
from curator.records import (
    Claim,
    ClaimStatus,
    Direction,
    Estimate,
    Outcome,
    Record,
    Report,
    Reviewer,
    Study,
    Therapy,
)
from curator.text.passages import cut
from db.files import SqliteFiles

ROOT = Path(__file__).resolve().parents[1]
CLAIMS = 20_000
REPORTS = 40
_BYTES_ALLOWED = 3 * 1024
_WORDS = ("fewer", "relapses", "and", "a", "lower", "score", "at", "twelve", "months", "in", "those", "given", "cells")

Rows = Iterable[tuple[str, tuple[Any, ...]]]


def measure() -> Iterator[Measurement]:
    """Time, as a ratio; memory, as bytes a claim above the bare loop beside the bytes that are allowed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = _review(folder / "review.curator")
        out, rows = folder / "ours.xlsx", folder / "rows.pickle"
        _export(store, out)
        filled = _spool(out, rows)
        read = list(_spooled(rows))
        ours, bare = side_by_side(lambda: _export(store, out), lambda: _write_bare(read, folder / "bare.xlsx"), times=3)
        remark = f"{filled} filled columns a claim, with passages, estimates and links"
        yield Measurement(
            "export 20,000 claims (bare: write-only loop of the same cells)", ours, bare, goal=1.5, remark=remark
        )
        store.close()
        above = _peak_bytes("ours", folder) - _peak_bytes("bare", folder)
        yield Measurement(
            "memory a claim above the bare loop (bare: what is allowed)",
            above / CLAIMS,
            _BYTES_ALLOWED,
            goal=1,
            unit="bytes",
        )


def _review(path: Path) -> ReviewStore:
    """A review in which every claim has 25 columns filled and more."""
    store = SqliteFiles().create(path)
    store.apply(new_review("Benchmark", "Anna Berg"))
    anna, chance = store.all(Reviewer)[0], random.Random(7)
    study = Study(id=new_id(), name="CELLS-1")
    therapies = [Therapy(id=new_id(), name=f"Therapy {number}") for number in range(50)]
    outcomes, directions = store.all(Outcome), store.all(Direction)
    records: list[Record] = [study, *therapies]
    texts: list[SourceText] = []
    for number in range(REPORTS):
        text = " ".join(chance.choices(_WORDS, k=8_000))
        source = SourceText(text=text, original=text.encode())
        report = Report(id=new_id(), title=f"Report {number}", text_sha256=source.text_sha256, characters=len(text))
        texts.append(source)
        records.append(report)
        for place in sorted(chance.choices(range(len(text) - 400), k=CLAIMS // REPORTS)):
            named = [chance.choice(kinds).id for kinds in (therapies, therapies, outcomes, directions)]
            records.append(_claim(report, anna, study, text, place, named))
    store.apply(Change(title="Import", reviewer_id=anna.id, alterations=added(records), texts=tuple(texts)))
    return store


def _claim(report: Report, anna: Reviewer, study: Study, text: str, place: int, named: list[str]) -> Claim:
    therapy, comparator, outcome, direction = named
    places = [(place, place + 120), (place + 220, place + 260)][: 1 + (place % 3 == 0)]
    estimate = Estimate(
        id=new_id(), measure="RR", value=0.47, ci_low=0.26, ci_high=0.83, ci_level=95.0, p_operator="=", p_value=0.01
    )
    return Claim(
        id=new_id(),
        report_id=report.id,
        reviewer_id=anna.id,
        passages=tuple(cut(text, start, end) for start, end in places),
        therapies=((therapy,),),
        comparators=((comparator,),),
        outcome_id=outcome,
        direction_id=direction,
        study_id=study.id,
        population="adults with active disease",
        time_point="12 months",
        design="randomised trial",
        attribution="own results",
        statement="Fewer relapses with the therapy than without it",
        estimates=(estimate,) if place % 2 else (),
        note="as the abstract says",
        key=f"q{place}",
        status=ClaimStatus.COMPLETE,
        recorded_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def _export(store: ReviewStore, out: Path) -> None:
    with store.snapshot() as reader:
        export_workbook(reader, out)


def _spool(workbook: Path, rows: Path) -> int:
    """Puts the cells of a workbook into a file, row by row, and counts the filled columns of its first claim."""
    filled = 0
    book = openpyxl.load_workbook(workbook, read_only=True)
    with rows.open("wb") as file:
        for sheet in book:
            for number, row in enumerate(sheet.iter_rows(values_only=True)):
                pickle.dump((sheet.title, row), file, pickle.HIGHEST_PROTOCOL)
                if sheet.title == "Claims" and number == 1:
                    filled = sum(value is not None for value in row)
    book.close()
    return filled


def _spooled(rows: Path) -> Rows:
    with rows.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return


def _write_bare(rows: Rows, out: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    for title, of_sheet in itertools.groupby(rows, key=lambda row: row[0]):
        sheet = book.create_sheet(title)
        for _, row in of_sheet:
            sheet.append(row)
    book.save(out)


def _peak_bytes(which: str, folder: Path) -> int:
    """The most memory that a process of its own took for one of the two."""
    command = [sys.executable, "-m", "benchmarks.bench_workbook", which, str(folder)]
    return int(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def _take_memory(which: str, folder: Path) -> int:
    """Exports, or writes the same cells with a bare loop that holds one row at a time; both have the review open."""
    store = SqliteFiles().open(folder / "review.curator", read_only=True)
    if which == "ours":
        _export(store, folder / "ours.xlsx")
    else:
        _write_bare(_spooled(folder / "rows.pickle"), folder / "bare.xlsx")
    store.close()
    return _most_memory()


def _most_memory() -> int:
    """The most bytes that this process has had; on Linux without those of the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    import psutil

    used = psutil.Process().memory_info()
    if hasattr(used, "peak_wset"):
        return int(used.peak_wset)
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    print(_take_memory(sys.argv[1], Path(sys.argv[2])))
