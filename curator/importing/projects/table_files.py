"""The opening through which tables in a database file of another program are read.

The rules know no SQL: ``main.py`` plugs in who reads such files, as it does with who draws pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from curator.errors import BadInput

Row = Mapping[str, str | int | float | None]
"""A row by the names of its columns; a column that the file has not is None."""

ReadTables = Callable[[Path, Mapping[str, Sequence[str]]], Mapping[str, list[Row]]]
"""Reads from a file, of each table that is named, the columns that are named; a table that is not there is left out.

Never writes, and raises ``BadInput`` for what is no database, is damaged or too large.
"""


def _nobody(path: Path, _wanted: Mapping[str, Sequence[str]]) -> Mapping[str, list[Row]]:
    raise BadInput("“{name}” is a database, and nothing here can read it.", name=path.name)


_reading: list[ReadTables] = [_nobody]


def read_tables_with(read: ReadTables) -> None:
    """From now on, ``read`` reads the database files of other programs in this process."""
    _reading[0] = read


def read_tables(path: Path, wanted: Mapping[str, Sequence[str]]) -> Mapping[str, list[Row]]:
    """The rows of these tables, with these columns; raises ``BadInput``."""
    return _reading[0](path, wanted)
