"""One sheet, written row by row: nothing of a row is kept once it is written.

The workbook, its styles, views, filters and parts are openpyxl's. The rows are made here, as one small piece of XML
each, which is several times as fast as a cell object for each value.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, cast

from lxml import etree
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter

from curator import product
from curator.errors import BadInput
from curator.exporting.workbook import cells
from curator.exporting.workbook.account import AlteredCell, TooLong
from curator.exporting.workbook.column import Column, Kind, Row, Sheet, Value
from curator.exporting.workbook.links import Links
from curator.exporting.workbook.styles import FORMATS, Looks, Styles

MOST_ROWS = 1_048_576

_MOST_LINES_SHOWN = 12
_LINE_HEIGHT = 15
_COMMENT_WIDTH = 300
_WIDEST_ON_A_PAGE = 240
_FILTER_BUTTON = 3  # so many characters of a key does it hide


class _Outlet:
    """The file that a sheet is written into.

    A failure is kept and raised between two rows: in the middle of one, the XML writer would stumble over its own
    unfinished elements and hide it. After a failure, or when the sheet is given up, nothing more is written.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._problem: OSError | None = None
        self._given_up = False

    def write(self, piece: bytes) -> int:
        if not self._given_up:
            try:
                self._file.write(piece)
            except OSError as problem:
                self._problem = problem
                self._given_up = True
        return len(piece)

    def check(self) -> None:
        """Raises what went wrong since."""
        if self._problem is not None:
            raise self._problem

    def give_up(self) -> None:
        self._given_up = True
        with suppress(OSError):
            self._file.close()

    def close(self) -> None:
        self._file.close()
        self.check()


class _SheetWriter(WorksheetWriter):
    """openpyxl's writer, with links that are written as they are asked for."""

    def __init__(self, worksheet: WriteOnlyWorksheet, path: Path, links: Links) -> None:
        self.outlet = _Outlet(path)
        self._path = path
        self._links = links
        super().__init__(worksheet, cast("Any", self.outlet))

    def write_hyperlinks(self) -> None:
        """Writes the links that were added."""
        if not self._links.count:
            return
        stream: Any = self.xf.send(True)
        with stream.element("hyperlinks"):
            for place, target in self._links:
                stream.write(etree.Element("hyperlink", ref=place, location=target))
        self.xf.send(None)

    def close(self) -> None:
        """Ends the sheet; from now on it is a file by its path."""
        super().close()
        self.outlet.close()
        self.out = self._path

    def cleanup(self) -> None:
        """Takes the sheet's own file away once it is in the workbook."""
        self._path.unlink()


class _Place(NamedTuple):
    """A column as it is written: where, and how its cells look."""

    column: Column
    letter: str
    looks: Looks
    wraps_after: int


class SheetStream:
    """One sheet while it is written."""

    def __init__(self, worksheet: Any, sheet: Sheet, styles: Styles, path: Path) -> None:
        self.sheet = sheet
        self.links = Links()
        self.altered: list[AlteredCell] = []
        self.too_long: list[TooLong] = []
        self.last_row = 1
        self._worksheet = worksheet
        self._places = [
            _Place(column, get_column_letter(number), styles.looks(column), column.width if column.wrapped else 0)
            for number, column in enumerate(sheet.columns, 1)
        ]
        self._letters = {place.column.key: place.letter for place in self._places}
        self._dress()
        self._writer = _SheetWriter(worksheet, path, self.links)
        worksheet._writer = self._writer  # noqa: SLF001
        self._writer.write_top()
        self._rows = _rows_into(self._writer)
        next(self._rows)
        worksheet._rows = self._rows  # noqa: SLF001
        self._write_header(styles)

    def _dress(self) -> None:
        """Widths, frozen header and how it prints: all of it stands before the rows in the file."""
        worksheet = self._worksheet
        worksheet.freeze_panes = "A2"
        worksheet.print_title_rows = "1:1"
        worksheet.page_setup.orientation = "landscape"
        if sum(column.width for column in self.sheet.columns) <= _WIDEST_ON_A_PAGE:
            worksheet.sheet_properties.pageSetUpPr.fitToPage = True
            worksheet.page_setup.fitToHeight = 0
        for place in self._places:
            dimension = worksheet.column_dimensions[place.letter]
            dimension.width = max(place.column.width, len(place.column.key) + _FILTER_BUTTON)
            if place.column.kind is not Kind.MIXED:
                dimension.number_format = FORMATS[place.column.kind]

    def _write_header(self, styles: Styles) -> None:
        parts = ['<row r="1">']
        for place in self._places:
            parts.append(f'<c r="{place.letter}1" s="{styles.header}" t="inlineStr">{cells.text_xml(place.column.key)}')
            parts.append("</c>")
            self._worksheet._comments.append(_comment(place))  # noqa: SLF001
        parts.append("</row>")
        self._send("".join(parts))

    def _send(self, row: str) -> None:
        """Writes a row; it is read back first, so that a bad one cannot spoil the sheet."""
        self._rows.send(etree.fromstring(row))

    def append(self, row: Row) -> int:
        """Writes a row and gives its number. Raises ``BadInput`` when the sheet is full."""
        if len(row) != len(self._places):
            raise ValueError(f"a row of {self.sheet.title} has other columns than the sheet")
        if self.last_row >= MOST_ROWS:
            raise BadInput(
                "The sheet {sheet} would have more than {most} rows, which no spreadsheet holds. Choose fewer reports.",
                sheet=self.sheet.title,
                most=f"{MOST_ROWS:,}",
            )
        self.last_row = number = self.last_row + 1
        lines = 1
        parts: list[str] = []
        for place in self._places:
            value = row[place.column.key]
            if value is None or value == "":
                continue
            if type(value) is str:
                if place.wraps_after and (len(value) > place.wraps_after or "\n" in value):
                    lines = max(lines, _lines_of(value, place.wraps_after))
                parts.append(self._text_cell(place, number, value, row))
            else:
                parts.append(self._typed_cell(place, number, value, row))
        self._send(f'<row r="{number}"{_height_of(lines)}>{"".join(parts)}</row>')
        self._writer.outlet.check()
        return number

    def _text_cell(self, place: _Place, number: int, text: str, row: Row) -> str:
        if not (text.isascii() and text.isprintable()):
            text, replaced = cells.possible(text)
            if replaced:
                self._alter(place, number, replaced)
        if cells.is_too_long(text):
            text = self._beginning_of(place, number, text, row)
        style = place.looks.guarded if cells.starts_like_a_formula(text) else place.looks.text
        return f'<c r="{place.letter}{number}" s="{style}" t="inlineStr">{cells.text_xml(text)}</c>'

    def _beginning_of(self, place: _Place, number: int, text: str, row: Row) -> str:
        note = cells.ONLY_THE_BEGINNING
        ids = (row[column.key] for column in self.sheet.columns if column.kind is Kind.IDENTITY)
        record_id = str(next(filter(None, ids), ""))
        self.too_long.append(TooLong(self.sheet.title, number, place.column.key, record_id, text))
        self._alter(
            place,
            number,
            f"{cells.units(text):,} characters are more than the {cells.LONGEST_TEXT:,} that a cell holds: it has the "
            "beginning, and the sheet Long texts has all of it",
        )
        return cells.in_parts(text, cells.LONGEST_TEXT - len(note))[0] + note

    def _typed_cell(self, place: _Place, number: int, value: Value, row: Row) -> str:
        where = f'<c r="{place.letter}{number}"'
        if isinstance(value, bool):
            return f'{where} s="{place.looks.text}" t="inlineStr">{cells.text_xml("yes" if value else "no")}</c>'
        if isinstance(value, date):
            written, style = cells.date_xml(value), _style_of_date(place, value)
        elif isinstance(value, int | float):
            written, style = cells.number_xml(value), place.looks.number
        else:
            raise TypeError(f"{self.sheet.title}: {place.column.key} cannot hold a {type(value).__name__}")
        if written is None:
            self._alter(place, number, f"{value} stands as text: no spreadsheet holds it exactly")
            return self._text_cell(place, number, str(value), row)
        return f'{where} s="{style}"><v>{written}</v></c>'

    def _alter(self, place: _Place, number: int, what: str) -> None:
        self.altered.append(AlteredCell(sheet=self.sheet.title, row=number, column=place.column.key, what=what))

    def link(self, key: str, rows: tuple[int, int], to_sheet: str, to_row: int) -> None:
        """Leads from the cells of a column, first to last row, to a row of another sheet."""
        self.links.add(self._letters[key], *rows, to_sheet, to_row)

    @property
    def links_left_out(self) -> int:
        """How many links there was no room for."""
        return self.links.left_out

    @property
    def rows(self) -> int:
        """How many rows there are below the header."""
        return self.last_row - 1

    def close(self) -> None:
        """Ends the sheet with its filter and links."""
        last = self._places[-1].letter
        self._worksheet.auto_filter.ref = f"A1:{last}{self.last_row}"
        self._worksheet.close()

    def give_up(self) -> None:
        """Leaves the sheet unfinished, and keeps no file open."""
        self._writer.outlet.give_up()
        if not self._worksheet.closed:
            self._rows.close()
            self._writer.xf.close()


def _rows_into(writer: _SheetWriter) -> Generator[None, etree._Element, None]:
    """Takes rows and writes them into the sheet."""
    stream: Any = writer.xf.send(True)
    with stream.element("sheetData"):
        try:
            while True:
                stream.write((yield))
        except GeneratorExit:
            pass
    writer.xf.send(None)


def _lines_of(text: str, width: int) -> int:
    """About how many lines a wrapped text takes; no more are counted than are shown."""
    lines = text.count("\n") + len(text) // width + 1
    if lines > _MOST_LINES_SHOWN:
        return _MOST_LINES_SHOWN + 1
    return sum(1 + len(line) // width for line in text.split("\n"))


def _height_of(lines: int) -> str:
    """A row's height as attributes. What would take too much of the screen is cut off; the cell still has it all."""
    if lines == 1:
        return ""
    if lines > _MOST_LINES_SHOWN:
        return f' ht="{_MOST_LINES_SHOWN * _LINE_HEIGHT}" customHeight="1"'
    return f' ht="{lines * _LINE_HEIGHT}"'


def _style_of_date(place: _Place, value: date) -> int:
    return place.looks.moment if hasattr(value, "hour") else place.looks.day


def _comment(place: _Place) -> CommentRecord:
    """What appears beside a header when one points at it: the heading and what it means."""
    words = cells.possible(f"{place.column.heading}\n{place.column.meaning}").text
    lines = 2 + len(place.column.meaning) // 45
    comment = CommentRecord(ref=f"{place.letter}1", author=product.NAME, height=18 * lines + 12, width=_COMMENT_WIDTH)
    comment.text.t = words
    return comment
