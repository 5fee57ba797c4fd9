"""From source texts to the workbook and back, on the real input beside the project."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from curator.records import Claim, ClaimStatus, Query, Report
from db.files import SqliteFiles
from tests.commandline.conftest import Terminal
from tests.conftest import shared_folder


def rows_of(workbook: Path, sheet: str) -> list[dict[str, object]]:
    """A sheet's rows by the keys of its columns."""
    cells = openpyxl.load_workbook(workbook)[sheet].iter_rows(values_only=True)
    keys = [str(key) for key in next(cells)]
    return [dict(zip(keys, row, strict=True)) for row in cells]


def claims_in(review: Path) -> list[Claim]:
    store = SqliteFiles().open(review, read_only=True)
    try:
        return store.all(Claim)
    finally:
        store.close()


def test_the_seeds_become_38_claims_and_a_workbook_that_says_the_same(
    terminal: Terminal, review: Path, tmp_path: Path
) -> None:
    seeds = shared_folder("seeds")
    assert terminal("import", review, *sorted(seeds.glob("*.txt"))).code == 0
    assert terminal("import-codebook", review, seeds / "codebook.csv").code == 0
    came = terminal("import-claims", review, seeds / "claims_reviewer_a.csv")
    assert (came.code, came.err) == (0, "")
    assert "38 claims from 38 rows, 15 of them with several passages" in came.out
    assert terminal("check", review).code == 0

    workbook = tmp_path / "lupus.xlsx"
    assert terminal("export", review, workbook).code == 0
    claims = claims_in(review)
    exported = rows_of(workbook, "Claims")
    assert {row["claim_id"] for row in exported} == {claim.id for claim in claims}
    assert len(exported) == 38
    with (seeds / "claims_reviewer_a.csv").open(encoding="utf-8", newline="") as table:
        quotes = sorted(row["quote"] for row in csv.DictReader(table))
    words: dict[object, list[tuple[object, object]]] = {}
    for row in rows_of(workbook, "Passages"):
        words.setdefault(row["claim_id"], []).append((row["start"], row["words"]))
    assert sorted(" … ".join(str(word) for _, word in sorted(parts)) for parts in words.values()) == quotes  # type: ignore[type-var]

    assert terminal("undo", review).code == 0
    assert claims_in(review) == []
    assert terminal("redo", review).code == 0
    assert claims_in(review) == claims


def test_exporting_twice_gives_the_same_bytes(terminal: Terminal, tmp_path: Path) -> None:
    terminal("demo", tmp_path)
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    terminal("export", tmp_path / "demo.curator", first)
    terminal("export", tmp_path / "demo.curator", second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("table", "options", "count", "rows"),
    [
        ("claims_two_reviewers.csv", ("--add-terms",), 167, 176),
        ("claims_four_reviewers.csv", ("--add-terms", "--skip-bad"), 152, 180),
    ],
)
def test_the_evidence_inference_tables_come_in_whole(
    terminal: Terminal, review: Path, table: str, options: tuple[str, ...], count: int, rows: int
) -> None:
    folder = shared_folder("data", "evidence-inference")
    assert "27 came in" in terminal("import", review, folder / "documents").out
    came = terminal("import-claims", review, folder / table, *options)
    assert came.code == 0
    assert f"{count} claims from {rows} rows" in came.out
    assert json.loads(terminal("check", review, "--json").out)["ok"] is True
    assert len(claims_in(review)) == count


def test_every_row_whose_words_are_not_found_is_named_and_its_claim_asks_about_it(
    terminal: Terminal, review: Path
) -> None:
    folder = shared_folder("data", "evidence-inference")
    terminal("import", review, folder / "documents")
    table = folder / "claims_four_reviewers.csv"
    with table.open(encoding="utf-8", newline="") as file:
        without = {number for number, row in enumerate(csv.DictReader(file), start=2) if not row["fragments"]}
    refused = terminal("import-claims", review, table, "--add-terms")
    assert refused.code == 1
    assert claims_in(review) == []
    came = terminal("import-claims", review, table, "--add-terms", "--skip-bad")
    named = {int(line.split(":")[0].removeprefix("Row ")) for line in came.out.splitlines() if line.startswith("Row ")}
    assert without <= named
    store = SqliteFiles().open(review, read_only=True)
    wordless = [claim for claim in store.all(Claim) if not claim.passages]
    asked = {query.claim_id for query in store.all(Query, resolved=False)}
    store.close()
    assert wordless
    assert {claim.id for claim in wordless} <= asked
    assert {claim.status for claim in wordless} == {ClaimStatus.DRAFT}


def test_no_text_trap_moves_a_passage(terminal: Terminal, review: Path) -> None:
    folder = shared_folder("data", "evidence-inference")
    terminal("import", review, folder / "documents")
    terminal("import-claims", review, folder / "claims_two_reviewers.csv", "--add-terms")
    with (folder / "claims_two_reviewers.csv").open(encoding="utf-8", newline="") as file:
        said = {(row["report"], place) for row in csv.DictReader(file) for place in row["fragments"].split(";")}
    store = SqliteFiles().open(review, read_only=True)
    names = {report.id: report.file_name for report in store.all(Report)}
    held = {
        (names[claim.report_id], f"{passage.start}-{passage.end}")
        for claim in store.all(Claim)
        for passage in claim.passages
    }
    store.close()
    assert held == said
