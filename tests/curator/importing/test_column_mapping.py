"""Tables from elsewhere: their columns guessed, said, and read; as CSV and as spreadsheets, hostile ones refused."""

from __future__ import annotations

import csv
import tracemalloc
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from curator.errors import BadInput
from curator.importing.accounts import Answers, Fate, ImportAccount
from curator.importing.claims import read_claims
from curator.importing.codebooks import read_codebook
from curator.importing.column_mapping import TableKind, preview_table
from curator.importing.doors import in_order
from curator.importing.tables import read_table
from curator.importing.texts import read_pasted
from curator.ports import ReviewStore
from curator.records import Claim, Outcome, Report, Reviewer, Therapy

TERMS = [["kind", "name", "synonyms"], ["therapy", "MSC", "stem cells"], ["outcome", "Relapse", ""]]
CLAIMS = [
    ["Paper", "Treatment", "Endpoint", "Excerpt", "Follow-up", "Shoe size"],
    ["Cells", "MSC", "Relapse", "Relapse was rarer", "12 months", 7],
]
PAPERS = [
    ["Article Title", "Authors", "Publication Year", "Source title", "DOI", "Abstract", "Cited by"],
    ["Cells for lupus", "Yuan X", 2022, "Lancet", "10.1000/abcd", "Relapse was rarer.", 4],
    ["Other cells", "Sun L", "n.d.", "Lancet", "", "", ""],
]
Cells = Sequence[Sequence[object]]


def table(folder: Path, name: str, cells: Cells) -> Path:
    """A table as CSV or as a spreadsheet, by its name."""
    path = folder / name
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(cells)
        return path
    book = Workbook()
    for row in cells:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def bring_in(
    store: ReviewStore, anna: Reviewer, path: Path, columns: dict[str, str] | None = None
) -> tuple[str, ImportAccount]:
    answers = Answers(columns=columns or {})
    [(door, files)] = in_order([path], answers.columns)
    account = door.decide(files, store, anna.id, None, answers) if door.decide else door.read(files, store, None, None)
    if account.change is not None:
        store.apply(account.change)
    return door.name, account


@pytest.fixture
def lupus(store: ReviewStore, anna: Reviewer, tmp_path: Path) -> ReviewStore:
    """A review with one text and a codebook."""
    account = read_pasted("Relapse was rarer with cells.", "Cells", store, anna.id)
    assert account.change is not None
    store.apply(account.change)
    return store


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_codebook_claims_and_references_come_in_from_tables_of_both_kinds(
    lupus: ReviewStore, anna: Reviewer, tmp_path: Path, ending: str
) -> None:
    _, account = bring_in(lupus, anna, table(tmp_path, f"terms.{ending}", TERMS))
    assert account.lines[0].fate is Fate.CAME_IN
    assert {"MSC", "Relapse"} <= {term.name for kind in (Therapy, Outcome) for term in lupus.all(kind)}
    columns = {"Paper": "report", "Treatment": "therapy", "Endpoint": "outcome", "Excerpt": "quote"}
    _, account = bring_in(
        lupus, anna, table(tmp_path, f"claims.{ending}", CLAIMS), columns | {"follow up": "timepoint"}
    )
    assert account.lines[0].fate is Fate.CAME_IN, account.lines
    [claim] = lupus.all(Claim)
    assert (claim.passages[0].words, claim.time_point) == ("Relapse was rarer", "12 months")
    _, account = bring_in(lupus, anna, table(tmp_path, f"papers.{ending}", PAPERS))
    assert [line.fate for line in account.lines] == [Fate.CAME_IN, Fate.CAME_IN]
    _, first, second = lupus.all(Report)
    assert (first.title, first.authors, first.year, first.journal) == ("Cells for lupus", "Yuan X", 2022, "Lancet")
    assert (first.doi, first.details["Cited by"]) == ("10.1000/abcd", "4")
    assert lupus.text(first.text_sha256) == "Cells for lupus\n\nRelapse was rarer."
    assert second.details["Year"] == "n.d."


def test_the_preview_guesses_what_each_column_is_and_shows_examples(tmp_path: Path) -> None:
    seen = preview_table(table(tmp_path, "claims.csv", CLAIMS))
    assert seen.kind is TableKind.CLAIMS
    guesses = {column.name: column.guess for column in seen.columns}
    assert guesses == {
        "Paper": "report",
        "Treatment": "therapy",
        "Endpoint": "outcome",
        "Excerpt": "quote",
        "Follow-up": "timepoint",
        "Shoe size": "",
    }
    assert seen.columns[3].examples == ("Relapse was rarer",)
    assert seen.missing() == ()
    assert seen.missing({"Paper": "note"}) == ("report",)
    as_references = preview_table(table(tmp_path, "p.xlsx", PAPERS))
    assert as_references.kind is TableKind.REFERENCES
    assert as_references.mapping["Source title"] == "journal"
    assert preview_table(table(tmp_path, "t.csv", TERMS)).kind is TableKind.CODEBOOK
    with_own_field = preview_table(tmp_path / "claims.csv", TableKind.CLAIMS, own_fields=["Shoe size"])
    assert with_own_field.mapping["Shoe size"] == "Shoe size"


def test_a_table_whose_columns_are_not_known_is_refused_with_what_they_may_be(
    store: ReviewStore, anna: Reviewer, tmp_path: Path
) -> None:
    for name in ("claims.csv", "claims.xlsx"):
        _, account = bring_in(store, anna, table(tmp_path, name, CLAIMS))
        [line] = account.lines
        assert line.fate is Fate.REFUSED
        assert "“Paper=report”" in line.sentence
        assert "seems to be about claims" in line.sentence


def test_formulas_are_read_as_what_they_last_gave_and_never_run(tmp_path: Path) -> None:
    path = table(tmp_path, "t.xlsx", [["kind", "name"], ["therapy", '=HYPERLINK("http://x.org","MSC")']])
    assert [row.cells for row in read_table(path).rows] == [["therapy", ""]]


def test_a_spreadsheet_is_read_by_the_old_commands_too(lupus: ReviewStore, anna: Reviewer, tmp_path: Path) -> None:
    terms = read_codebook(table(tmp_path, "terms.xlsx", TERMS), lupus, anna.id)
    assert terms.added == ("MSC", "Relapse")
    cells = [["report", "outcome", "quote"], ["Cells", "Relapse", "was rarer"]]
    claims = read_claims(table(tmp_path, "c.xlsx", cells), lupus, anna.id, add_terms=True)
    assert len(claims.claims) == 1


def bomb(path: Path, sheet: bytes) -> Path:
    """A spreadsheet whose only sheet is made by hand."""
    honest = table(path.parent, "honest.xlsx", TERMS)
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, sheet if name.startswith("xl/worksheets/sheet") else source.read(name))
    return path


def test_a_spreadsheet_that_swells_is_refused_before_it_is_laid_out(tmp_path: Path) -> None:
    swollen = bomb(tmp_path / "bomb.xlsx", b"<worksheet>" + b"\n" * 400_000_000 + b"</worksheet>")
    with pytest.raises(BadInput, match="too large"):
        read_table(swollen)


def test_a_spreadsheet_with_a_cell_at_the_end_of_the_earth_is_refused(tmp_path: Path) -> None:
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    far = bomb(tmp_path / "far.xlsx", b"<worksheet " + main + b"><sheetData>" + cells + b"</sheetData></worksheet>")
    with pytest.raises(BadInput, match="reaches down to row 1,048,576"):
        read_table(far)


def test_half_a_gigabyte_of_csv_is_refused_without_being_read(
    store: ReviewStore, anna: Reviewer, tmp_path: Path
) -> None:
    path = tmp_path / "huge.csv"
    path.write_bytes(b"report,therapy,quote\n")
    with path.open("r+b") as file:
        file.truncate(500_000_000)
    tracemalloc.start()
    _, account = bring_in(store, anna, path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert account.lines[0].fate is Fate.REFUSED
    assert "500 MB, and 100 MB is the most" in account.lines[0].sentence
    assert most < 20_000_000
    path.write_bytes(b"Article Title,Abstract\n")
    with path.open("r+b") as file:
        file.truncate(500_000_000)
    _, account = bring_in(store, anna, path)
    assert "the most that is taken in at once" in account.lines[0].sentence
