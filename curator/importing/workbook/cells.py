"""Cells of an edited workbook: whether one says what was written into it, and what it says otherwise."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from curator.errors import BadInput
from curator.exporting.workbook.cells import ONLY_THE_BEGINNING, is_too_long, number_xml, possible
from curator.exporting.workbook.column import Value
from curator.importing.spreadsheet_file import CellValue, in_words
from curator.text.estimate_words import plain, read_count, read_number

_DIGITS = 15


class Offered(Struct, frozen=True):
    """What a cell says when it is taken otherwise than it was typed; ``reason`` says how, in a sentence."""

    value: object
    reason: str


def says(written: Value, cell: CellValue) -> bool:
    """Whether a cell still says what the workbook was made with, whichever program saved it since."""
    if isinstance(written, datetime):
        moment = written.astimezone(UTC).replace(tzinfo=None, microsecond=0) if written.tzinfo else written
        return isinstance(cell, datetime) and abs(cell - moment) <= timedelta(seconds=1)
    if isinstance(written, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return day == written
    if isinstance(written, int | float) and not isinstance(written, bool) and number_xml(written) is not None:
        number = isinstance(cell, int | float) and not isinstance(cell, bool)
        return number and f"{written:.{_DIGITS}g}" == f"{cell:.{_DIGITS}g}"
    return _same_words(value_in_words(written), in_words(cell))


def _same_words(written: str, cell: str) -> bool:
    text = _with_one_newline(possible(written).text)
    said = _with_one_newline(cell)
    if is_too_long(written) and said.endswith(ONLY_THE_BEGINNING):
        return text.startswith(said.removesuffix(ONLY_THE_BEGINNING))
    return text == said


def _with_one_newline(words: str) -> str:
    return words.replace("\r\n", "\n").replace("\r", "\n")


def value_in_words(value: Value) -> str:
    """What a cell was written with, as it is shown to a person."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return in_words((value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None, microsecond=0))
    return in_words(value)


def number_in(cell: CellValue, *, whole: bool) -> float | int | Offered | None:
    """The number of a cell, None when it is blank; raises ``BadInput`` for what is none.

    A number that was typed as text is only offered: a comma in it may part thousands or decimals.
    """
    if isinstance(cell, str):
        if not plain(cell):
            return None
        number = read_count(cell) if whole else read_number(cell)
        return Offered(number, f"“{cell.strip()}” is typed as text; as a number it is {number:.{_DIGITS}g}.")
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise BadInput("“{words}” is not a number.", words=in_words(cell))
    if not whole:
        return float(cell)
    if cell != int(cell) or cell < 0:
        raise BadInput("“{words}” is not a whole number of people.", words=in_words(cell))
    return int(cell)
