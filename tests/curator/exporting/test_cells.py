"""Cells: whatever somebody wrote comes back as it was, and is never anything but text."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from curator.exporting.workbook import cells
from curator.exporting.workbook.column import Column, Kind, Sheet, Value
from curator.exporting.workbook.package import write_package
from curator.exporting.workbook.stream import SheetStream
from curator.exporting.workbook.styles import Styles

HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "'quoted",
    "＝1+1",
    "{=1+1}",
    "0.75",
    "1e5",
    "3-4",
    "TRUE",
    "#N/A",
    "SEPT2",
    "00123",
    "https://example.org",
    "www.example.org",
    "mailto:a@example.org",
    "file:///etc/passwd",
    "10.1234/abc",
    "_x0041_",
    "_x005F_x0041_",
    "_x005F_",
    "_x000D_ and _xD83D_ and _X0041_",
    "<b>&amp;</b> ]]> <!-- -->",
    "  two spaces on both sides  ",
    " ",
    "\u00a0no-break\u2028line\u2029paragraph\u0085next",
    "a\r\nb\rc\nd\te",
    "😀 e\u0301 \u202eright to left\u202c עברית",
    "\x7f\x80\x9f",
    "\ufdd0\U0001fffe",
]


class _Written:
    def __init__(self, values: list[Value], *, kind: Kind = Kind.TEXT, wrapped: bool = False) -> None:
        column = Column(key="said", heading="Said", meaning="What was said", kind=kind, wrapped=wrapped)
        known = Column(key="known_id", heading="Id", meaning="The id", kind=Kind.IDENTITY)
        book = Workbook(write_only=True)
        worksheet: Any = book.create_sheet("Sheet")
        file = BytesIO()
        with TemporaryDirectory() as folder:
            sheet = Sheet(title="Sheet", meaning="Rows", columns=(column, known))
            self.stream = SheetStream(worksheet, sheet, Styles(book, worksheet), Path(folder) / "sheet.xml")
            try:
                for number, value in enumerate(values):
                    self.stream.append({"said": value, "known_id": f"id-{number}"})
            except Exception:
                self.stream.give_up()
                raise
            self.stream.close()
            write_package(book, file, lambda _: None)
        self.file = file
        self.sheet: Worksheet = load_workbook(file)["Sheet"]
        self.values = [row[0].value for row in self.sheet.iter_rows(min_row=2)]
        file.seek(0)
        self.read_by_calamine = [
            row[0] for row in CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
        ]


def test_hostile_texts_come_back_as_they_were():
    written = _Written(list(HOSTILE))
    assert written.values == HOSTILE
    assert written.read_by_calamine[1:] == HOSTILE
    assert written.stream.altered == []


def test_hostile_texts_are_text_cells_in_a_text_format_and_lead_nowhere():
    for row in _Written(list(HOSTILE)).sheet.iter_rows(min_row=2):
        assert row[0].data_type == "s"
        assert row[0].number_format == "@"
        assert row[0].hyperlink is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "'x"])
def test_text_that_starts_like_a_formula_stays_text_when_its_cell_is_edited(text: str):
    cell = _Written([text]).sheet["A2"]
    assert cell._style.quotePrefix == 1
    assert _Written(["x" + text]).sheet["A2"]._style.quotePrefix == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(), max_size=40), min_size=1, max_size=20))
def test_any_text_comes_back_but_for_what_no_cell_can_hold(texts: list[str]):
    written = _Written(list(texts))
    possible = [cells.possible(text).text or None for text in texts]
    assert written.values == possible
    lost = [number for number, text in enumerate(texts, 2) if cells.possible(text).replaced]
    assert [cell.row for cell in written.stream.altered] == lost


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="_x0041F5eE ='\t\r\n&<>", max_size=30), min_size=1, max_size=20))
def test_texts_that_look_like_escapes_come_back_by_every_reader(texts: list[str]):
    written = _Written(list(texts))
    assert written.values == [text or None for text in texts]
    assert written.read_by_calamine[1:] == texts


def test_characters_that_no_cell_can_hold_are_replaced_one_by_one_and_named():
    written = _Written(["a\x00b\x0cc\x0c", "\ufffe\uffff", "\ud800", "fine"])
    assert written.values == ["a\ufffdb\ufffdc\ufffd", "\ufffd\ufffd", "\ufffd", "fine"]
    first, second, third = written.stream.altered
    assert (first.sheet, first.row, first.column) == ("Sheet", 2, "said")
    assert first.what.endswith("U+0000 at 1; U+000C at 3, 5")
    assert second.what.endswith("U+FFFE at 0; U+FFFF at 1")
    assert third.what.endswith("U+D800 at 0")


def test_very_many_impossible_characters_are_counted_rather_than_listed():
    what = cells.possible("\x01" * 1_000).replaced
    assert what.endswith("and 950 more places")
    assert len(cells.possible("".join(map(chr, range(0xD800, 0xE000)))).replaced) < cells.LONGEST_TEXT


@pytest.mark.parametrize("letter", ["a", "é", "😀"])
def test_a_text_as_long_as_a_cell_holds_is_whole(letter: str):
    text = letter * (cells.LONGEST_TEXT // cells.units(letter))
    written = _Written([text])
    assert written.values == [text]
    assert written.stream.too_long == []


@pytest.mark.parametrize("letter", ["a", "é", "😀"])
def test_a_longer_text_is_begun_in_the_cell_and_kept_whole(letter: str):
    text = letter * (cells.LONGEST_TEXT // cells.units(letter) + 1)
    written = _Written([text], wrapped=True)
    (shown,) = written.values
    assert cells.units(shown) <= cells.LONGEST_TEXT
    assert text.startswith(shown.split(" … [")[0])
    (whole,) = written.stream.too_long
    assert (whole.row, whole.column, whole.record_id, whole.text) == (2, "said", "id-0", text)
    assert "32,767" in written.stream.altered[0].what


@given(st.text(alphabet="aé😀\n", max_size=60), st.integers(2, 9))
def test_parts_joined_are_the_whole_text_and_each_fits(text: str, longest: int):
    parts = cells.in_parts(text, longest)
    assert "".join(parts) == text
    assert all(0 < cells.units(part) <= longest for part in parts)


@pytest.mark.parametrize("number", [0, -5, 7, 0.1, -0.25, 1e-12, 1e300, 5e-324, 123456789.123456789, 10**15])
def test_numbers_are_numbers(number: float):
    written = _Written([number], kind=Kind.NUMBER)
    assert written.values == [number]
    assert written.sheet["A2"].data_type == "n"
    assert written.read_by_calamine[1] == number


@pytest.mark.parametrize("number", [float("inf"), float("nan"), 10**15 + 1, 12345678901234567890])
def test_a_number_that_no_spreadsheet_holds_exactly_is_text_and_said(number: float):
    written = _Written([number], kind=Kind.NUMBER)
    assert written.values == [str(number)]
    assert "stands as text" in written.stream.altered[0].what


def test_flags_are_yes_or_no_in_every_language():
    assert _Written([True, False]).values == ["yes", "no"]


def test_moments_are_dates_in_utc_to_the_second():
    there = timezone(timedelta(hours=5, minutes=30))
    moments = [datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC), datetime(2024, 3, 1, 1, 0, 1, tzinfo=there)]
    written = _Written(list(moments), kind=Kind.DATE_TIME)
    assert written.values == [datetime(2024, 2, 29, 23, 59, 59), datetime(2024, 2, 29, 19, 30, 1)]  # noqa: DTZ001
    assert written.sheet["A2"].number_format == "yyyy-mm-dd hh:mm:ss"


@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31, 23, 59, 59)))  # noqa: DTZ001
def test_every_moment_reads_back_to_the_second(moment: datetime):
    from openpyxl.utils.datetime import from_excel

    xml = cells.date_xml(moment)
    assert xml is not None
    assert from_excel(float(xml)) == moment.replace(microsecond=0)


def test_days_are_dates_and_days_of_a_doubtful_calendar_are_text():
    written = _Written([date(2024, 2, 29), date(1900, 3, 1), date(1899, 5, 6)], kind=Kind.DATE)
    assert written.values == [datetime(2024, 2, 29), datetime(1900, 3, 1), "1899-05-06"]  # noqa: DTZ001
    assert written.sheet["A2"].number_format == "yyyy-mm-dd"
    assert len(written.stream.altered) == 1


def test_a_row_with_a_long_text_is_not_taller_than_a_few_lines():
    written = _Written(["word " * 2_000, "short"], wrapped=True)
    assert written.sheet.row_dimensions[2].height == 180
    assert written.sheet.row_dimensions[3].height is None


def test_a_row_with_other_columns_is_a_fault():
    with pytest.raises(ValueError, match="other columns"):
        _Written([]).stream.append({"said": "x"})
    with pytest.raises(TypeError, match="cannot hold"):
        _Written([b"bytes"])  # type: ignore[list-item]
