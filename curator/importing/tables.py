"""Tables in CSV files and spreadsheets, read as they come: any encoding, comma, semicolon or tab, line breaks in cells.

Rows are numbered as a spreadsheet numbers them: the header is row 1, and a cell with line breaks is still in one row.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from curator.codebook.names import fold, tidy
from curator.errors import BadInput, CuratorError
from curator.importing.file_bytes import bytes_of
from curator.importing.formats.reading import Head, head_in_words
from curator.importing.spreadsheet_file import SPREADSHEET_ENDINGS, Spreadsheet, in_words
from curator.text.decoding import decode

TABLE_ENDINGS = (".csv", ".tsv")
"""How the names of tables end."""

MOST_BYTES = 100_000_000
"""Larger tables are refused: a table is read as a whole."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})

_LONGEST_CELL = 10_000_000
_DELIMITERS = ",;\t"


class Row(NamedTuple):
    """A row's number and its cells, one for every column of the header."""

    number: int
    cells: list[str]


class RefusedRow(Struct, frozen=True, kw_only=True):
    """A row that cannot be used, and why.

    ``of_words`` is true when only its words cannot, and the claim that it makes can do without.
    """

    row: int
    problem: CuratorError
    of_words: bool = False

    @property
    def sentence(self) -> str:
        """The refusal in words."""
        return f"Row {self.row}: {self.problem.sentence()}"


class Table(Struct, frozen=True, kw_only=True):
    """A table's columns (their place by key, and their names as written), its rows, and the rows that are faulty.

    A column's key is its name in small letters with ``_`` between words. Blank rows are left out.
    """

    name: str
    places: dict[str, int]
    names: dict[str, str]
    rows: list[Row]
    refused: list[RefusedRow]


def read_table(path: Path, needed: Sequence[str] = (), renamed: Mapping[str, str] = NO_NAMES) -> Table:
    """The table in a CSV file, or in the first sheet of a spreadsheet that has one.

    ``renamed`` says of columns, by the names that they have, which of ours they are.

    Raises ``BadInput`` when the file cannot be read, has no header, names a column twice, lacks one of the
    ``needed`` columns (by key), or has quotation marks that are never closed.
    """
    if path.suffix.lower() in SPREADSHEET_ENDINGS:
        return table_of(path.name, records_of_spreadsheet(Spreadsheet(path)), needed, renamed)
    text = _text_of(path)
    return table_of(path.name, records_of_csv(path.name, text), needed, renamed)


def records_of_csv(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file one by one, with their numbers; raises ``BadInput`` for quotation marks gone wrong."""
    csv.field_size_limit(_LONGEST_CELL)
    reading = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(text), strict=True)
    try:
        yield from enumerate(reading, start=1)
    except csv.Error as trouble:
        raise BadInput(
            "{file} cannot be read as a table: near line {line}, {trouble}. Look at the quotation marks there.",
            file=file,
            line=reading.line_num,
            trouble=str(trouble),
        ) from trouble


def records_of_spreadsheet(book: Spreadsheet) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet that has any, as text, with their numbers."""
    for title in book.titles:
        rows = [(row.number, list(map(in_words, row.cells))) for row in book.rows(title)]
        if rows:
            return iter(rows)
    return iter(())


def names_columns(head: Head, needed: Sequence[str]) -> bool:
    """Whether a file is a table, by its ending, and its header names all of these columns (by key)."""
    return set(needed) <= set(header_of(head))


def header_of(head: Head) -> list[str]:
    """The keys of a table's columns as far as its first bytes tell; empty for what is no table by its ending."""
    if head.ending not in TABLE_ENDINGS:
        return []
    words = head_in_words(head).lstrip("\n")
    first = words.partition("\n")[0]
    if _names_delimiter([first]) and len(first) == len("sep=") + 1:
        first = words.split("\n", 2)[1]
    header = next(csv.reader([first], delimiter=_delimiter_of(words)), [])
    return [key_of(named(name, head.renamed)) for name in header]


def named(column: str, renamed: Mapping[str, str]) -> str:
    """What a column is called here, when somebody said so; else its own name."""
    wanted = key_of(column)
    return next((ours for theirs, ours in renamed.items() if key_of(theirs) == wanted), column)


def key_of(name: str) -> str:
    """The key of a column: its name in small letters with ``_`` between words."""
    return fold(name).replace(" ", "_").replace("-", "_")


def _text_of(path: Path) -> str:
    try:
        return decode(bytes_of(path, MOST_BYTES)).text
    except OSError as trouble:
        reason = trouble.strerror or "no reason given"
        raise BadInput("{file} cannot be read: {reason}.", file=path.name, reason=reason) from trouble
    except BadInput as problem:
        reason = problem.sentence()
        raise BadInput("{file} cannot be read as a table. {reason}", file=path.name, reason=reason) from problem


def _delimiter_of(text: str) -> str:
    """What separates the cells of the first line; quoted cells aside."""
    first = text.lstrip("\n").partition("\n")[0]
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        return first[-1]
    outside = "".join(first.split('"')[0::2])
    return max(_DELIMITERS, key=outside.count)


def _columns(header: list[str], file: str, needed: Sequence[str]) -> tuple[dict[str, int], dict[str, str]]:
    keys = [key_of(name) for name in header]
    twice = [key for key, count in Counter(keys).items() if count > 1 and key]
    if twice:
        raise BadInput("{file} has the column “{column}” twice. Rename or remove one.", file=file, column=twice[0])
    missing = [key for key in needed if key not in keys]
    if missing:
        raise BadInput(
            "{file} has no column “{column}”. Its first row names these: {columns}.",
            file=file,
            column=missing[0],
            columns=", ".join(map(tidy, header)) or "none",
        )
    places = {key: place for place, key in enumerate(keys) if key}
    return places, {key: tidy(header[place]) for key, place in places.items()}


def table_of(
    file: str,
    records: Iterator[tuple[int, list[str]]],
    needed: Sequence[str] = (),
    renamed: Mapping[str, str] = NO_NAMES,
) -> Table:
    """The table that rows make, the first of which is its header."""
    header: list[str] = []
    for _, header in records:
        if any(map(str.strip, header)) and not _names_delimiter(header):
            break
    header = [named(name, renamed) for name in header] if renamed else header
    places, names = _columns(header, file, needed)
    table = Table(name=file, places=places, names=names, rows=[], refused=[])
    width = len(header)
    for number, cells in records:
        if len(cells) == width and cells[0]:
            table.rows.append(Row(number, cells))
        elif not any(map(str.strip, cells)):
            continue
        elif len(cells) != width and (len(cells) < width or any(map(str.strip, cells[width:]))):
            problem = BadInput("It has {cells} cells where the header has {width}.", cells=len(cells), width=width)
            table.refused.append(RefusedRow(row=number, problem=problem))
        else:
            table.rows.append(Row(number, cells))
    return table


def _names_delimiter(record: list[str]) -> bool:
    """Whether a record is the line ``sep=;`` that spreadsheets put before the header."""
    return record[0].lower().startswith("sep=") and not any(record[1:])
