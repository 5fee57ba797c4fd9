"""What every table is told of in its account, whatever its rows are about: rows refused, and columns not used."""

from __future__ import annotations

from collections.abc import Sequence

from curator.importing.accounts import Fate, ImportLine
from curator.importing.tables import RefusedRow


def refused_rows(file: str, rows: Sequence[RefusedRow]) -> list[ImportLine]:
    """A line for each row of this file that cannot be used."""
    return [ImportLine(name=f"{file}, row {row.row}", fate=Fate.REFUSED, problem=row.problem) for row in rows]


def unused_columns(columns: Sequence[str]) -> str:
    """A sentence that names the columns that say nothing to us; empty where there are none."""
    return f"Columns that were not used: {', '.join(columns)}." if columns else ""
