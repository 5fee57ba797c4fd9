"""Database files of other programs: their tables are read, and nothing else of them is trusted or touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from curator.errors import BadInput
from curator.importing.projects.table_files import Row

MOST_ROWS = 500_000
"""Of all tables together."""
MOST_BYTES = 400_000_000
"""Of all texts together: an import is one change and is held in memory."""
_LONGEST_VALUE = 60_000_000
_STEPS_BETWEEN_LOOKS = 1_000_000
_MOST_LOOKS = 2_000


def tables_of(path: Path, wanted: Mapping[str, Sequence[str]]) -> Mapping[str, list[Row]]:
    """The rows of the tables that are named, with the columns that are named; raises ``BadInput``."""
    address = f"file:{quote(str(path.resolve()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
            _harden(connection)
            budget = _Budget(path.name)
            found = {table: _rows(connection, table, columns, budget) for table, columns in wanted.items()}
            return {table: rows for table, rows in found.items() if rows is not None}
    except sqlite3.Error as trouble:
        raise BadInput(
            "“{name}” cannot be read: {reason}. If it is open in its own program, close it there and try again.",
            name=path.name,
            reason=trouble,
        ) from trouble


def _harden(connection: sqlite3.Connection) -> None:
    """Nothing that the file brings along is run, and no reading goes on for ever."""
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.text_factory = lambda words: words.decode("utf-8", "replace")
    looks = 0

    def look() -> int:
        nonlocal looks
        looks += 1
        return int(looks > _MOST_LOOKS)

    connection.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)


class _Budget:
    """How much may still be read of one file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._rows = MOST_ROWS
        self._bytes = MOST_BYTES

    def take(self, values: Sequence[object]) -> None:
        """Counts a row; raises ``BadInput`` when it is one too many."""
        self._rows -= 1
        self._bytes -= sum(len(value) for value in values if isinstance(value, str | bytes))
        if self._rows < 0 or self._bytes < 0:
            raise BadInput("“{name}” holds more than is taken in at once.", name=self._name)


def _rows(connection: sqlite3.Connection, table: str, columns: Sequence[str], budget: _Budget) -> list[Row] | None:
    """The rows of a table; None where there is no such table, or it is a view, which might be anything."""
    is_table = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ? AND sql LIKE 'CREATE TABLE%'", (table,)
    ).fetchone()[0]
    if not is_table:
        return None
    there = {str(row[0]) for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    named = [column for column in columns if column in there]
    if not named:
        return None
    listed = ", ".join(f'"{column}"' for column in named)
    chosen = connection.execute(f'SELECT {listed} FROM "{table}"')  # noqa: S608 -- names that this program asks for
    rows: list[Row] = []
    for values in chosen:
        budget.take(values)
        kept = (value if isinstance(value, str | int | float) else None for value in values)
        rows.append(dict(zip(named, kept, strict=True)))
    return rows
