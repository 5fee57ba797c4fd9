"""Spreadsheets are read whatever is in their cells, or refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from curator.errors import BadInput
from curator.importing.spreadsheet_file import Spreadsheet


def test_a_date_before_all_calendars_is_refused_with_its_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Claims"
    for row in (["claim_id", "recorded_at"], ["one", 2], ["two", -1e18]):
        sheet.append(row)
    sheet["B3"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "odd.xlsx")
    with pytest.raises(BadInput, match="In row 3 of the sheet Claims a cell that is formatted as a date"):
        list(Spreadsheet(tmp_path / "odd.xlsx").rows("Claims"))
