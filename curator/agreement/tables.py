"""A table of ratings from outside: a file with units in rows and coders in columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from curator.agreement.ratings import Category, Level, Ratings, number_in
from curator.errors import BadInput
from curator.importing.tables import Row, Table, read_table

_FEWEST_CODERS = 2


def read_ratings_table(path: Path, level: Level = Level.NOMINAL, categories: Sequence[str] | None = None) -> Ratings:
    """The ratings in a CSV file: names of coders in the first row, units in the first column, empty is "not coded".

    ``categories`` is the codebook in rank order, used or not; without it, it is what was used, which for an ordinal
    level must be numbers. A label is what is written, so that "NA", "nan" and "None" are categories like any other.
    Raises ``BadInput`` that names the row.
    """
    if level is Level.SET:
        raise BadInput("A table cannot hold sets of categories. Give a column to each category.")
    table = read_table(path)
    if table.refused:
        raise BadInput("{file}, {sentence}", file=table.name, sentence=_lower_first(table.refused[0].sentence))
    names, places = _coders(table)
    _units_must_be_named(table)
    as_number = level.is_numeric or (level is Level.ORDINAL and _all_numbers(table.rows, places, categories))
    read = _number if as_number else _text
    codebook = [read(category, "The category “{words}” is not a number.", {}) for category in categories or ()]
    known = set(codebook)
    columns: list[list[Category | None]] = [[] for _ in names]
    for row in table.rows:
        for column, name, place in zip(columns, names, places, strict=True):
            words = row.cells[place].strip()
            where = {"file": table.name, "row": row.number, "coder": name}
            code = read(words, _NOT_A_NUMBER, where) if words else None
            if categories is not None and code is not None and code not in known:
                listed = ", ".join(map(str, codebook))
                raise BadInput(_UNKNOWN, words=words, categories=listed, **where)
            if level is Level.RATIO and isinstance(code, int | float) and code < 0:
                raise BadInput(_BELOW_ZERO, words=words, **where)
            column.append(code)
    return Ratings.of(names, columns, level=level, categories=codebook if categories is not None else None)


_NOT_A_NUMBER = (
    "{file}, row {row}: “{words}” of {coder} is not a number, and this level needs numbers."
    " Write decimals with a point, or choose another level."
)
_UNKNOWN = "{file}, row {row}: “{words}” of {coder} is not one of the categories ({categories})."
_BELOW_ZERO = "{file}, row {row}: {words} of {coder} is below 0, and ratios need numbers from 0 upwards."


def _coders(table: Table) -> tuple[list[str], list[int]]:
    """The names and places of the coders' columns."""
    keys = {place: key for key, place in table.places.items()}
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            if place and place not in keys and cell.strip():
                raise BadInput(
                    "{file}, row {row}: there is a code in column {column}, which has no name in the first row.",
                    file=table.name,
                    row=row.number,
                    column=place + 1,
                )
    places = [place for place in sorted(keys) if place]
    if len(places) < _FEWEST_CODERS:
        raise BadInput(
            "{file} needs two coders or more: their names stand in the first row, beginning in the second column.",
            file=table.name,
        )
    if not table.rows:
        raise BadInput("{file} has no units: there is nothing under its first row.", file=table.name)
    return [table.names[keys[place]] for place in places], places


def _units_must_be_named(table: Table) -> None:
    rows: dict[str, int] = {}
    for row in table.rows:
        unit = row.cells[0].strip()
        if not unit:
            raise BadInput("{file}, row {row}: the first column does not name a unit.", file=table.name, row=row.number)
        if unit in rows:
            raise BadInput(
                "{file}, row {row}: the unit “{unit}” stands in row {first} already. A unit has one row.",
                file=table.name,
                row=row.number,
                unit=unit,
                first=rows[unit],
            )
        rows[unit] = row.number


def _all_numbers(rows: Sequence[Row], places: Sequence[int], categories: Sequence[str] | None) -> bool:
    words = categories if categories is not None else (row.cells[place].strip() for row in rows for place in places)
    return all(number_in(word) is not None for word in words if word)


_Read = Callable[[str, str, dict[str, object]], Category]


def _text(words: str, problem: str, where: dict[str, object]) -> Category:
    del problem, where
    return words.strip()


def _number(words: str, problem: str, where: dict[str, object]) -> Category:
    number = number_in(words)
    if number is None:
        raise BadInput(problem, words=words, **where)
    return number


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
