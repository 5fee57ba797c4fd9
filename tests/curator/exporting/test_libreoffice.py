"""LibreOffice opens the workbook, and what it saves again says the same."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")

HOSTILE = ["=1+1", "@SUM(A1)", "\t=2", "'quoted", "3-4", "00123", "_x0041_", "a\nb", "  edges  ", "<b>&", "עברית 😀"]


def convert(workbook: Path, to: str, tmp_path: Path) -> Path:
    """What LibreOffice makes of a workbook, in a profile of its own."""
    folder = tmp_path / "converted"
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
        str(workbook),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=True)
    made = list(folder.iterdir())
    assert made, done.stdout + done.stderr
    return folder


@pytest.fixture
def hostile(sample, put, claim_on):
    """Claims whose notes are hostile."""
    text = "Cells with prednisone"
    put(*(claim_on(sample.report, text, (0, 5), note=note, key=f"h{n:02}") for n, note in enumerate(HOSTILE)))


def test_saved_again_by_libreoffice_every_cell_says_the_same(export, hostile, tmp_path: Path):
    ours = export()
    theirs = load_workbook(convert(ours.path, "xlsx", tmp_path) / "out.xlsx")
    assert theirs.sheetnames == ours.book.sheetnames
    for worksheet in ours.book:
        for row in worksheet.iter_rows():
            for cell in row:
                again = theirs[worksheet.title][cell.coordinate]
                assert again.value == cell.value, (worksheet.title, cell.coordinate)
                assert again.data_type != "f"
                assert (again.hyperlink is None) == (cell.hyperlink is None), (worksheet.title, cell.coordinate)
                if cell.hyperlink is not None:
                    assert again.hyperlink.location == cell.hyperlink.location
    assert theirs["Claims"].auto_filter.ref == ours.sheet("Claims").auto_filter.ref


def test_as_csv_from_libreoffice_the_keys_stand_first_and_notes_are_as_written(export, hostile, tmp_path: Path):
    as_csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,2"
    folder = convert(export().path, as_csv, tmp_path)
    (made,) = folder.iterdir()
    with made.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    notes = {row["key"]: row["note"] for row in rows if row["key"].startswith("h")}
    assert notes == {f"h{n:02}": note for n, note in enumerate(HOSTILE)}
