"""Which way a file takes: what a file dialog offers, and which panel a table is shown in first."""

from __future__ import annotations

from pathlib import Path

from curator.errors import CuratorError
from curator.importing.column_mapping import TableKind, preview_table
from curator.importing.doors import door_for, doors, head_of
from curator.importing.spreadsheet_file import SPREADSHEET_ENDINGS, Spreadsheet
from curator.importing.tables import TABLE_ENDINGS, key_of
from curator.importing.workbook.sheets import is_a_workbook_of_ours
from ui.window.furniture.words import translated

CLAIMS = "claims"
UNKNOWN = "tables"


def dialog_filter() -> str:
    """What a file dialog offers: everything that has a door, each kind by itself, and all files."""
    every: dict[str, None] = {}
    kinds = []
    for door in doors():
        endings = dict.fromkeys(f"*{ending}" for ending in door.endings)
        every |= endings
        if endings and door.name != UNKNOWN:
            kinds.append(f"{translated('doors', door.name).capitalize()} ({' '.join(endings)})")
    all_kinds = translated("doors", "Everything that can come in")
    all_files = translated("doors", "All files")
    return ";;".join((f"{all_kinds} ({' '.join(every)})", *kinds, f"{all_files} (*)"))


def is_table(path: Path) -> bool:
    """Whether a file is a table by its ending."""
    return path.is_file() and path.suffix.lower() in (*TABLE_ENDINGS, *SPREADSHEET_ENDINGS)


def way_of(path: Path) -> str:
    """The name of a table's door; ``claims`` and ``tables`` for a spreadsheet that is, or may be made, such a one."""
    try:
        if path.suffix.lower() not in SPREADSHEET_ENDINGS:
            door = door_for(head_of(path))
            return door.name if door is not None else ""
        if is_a_workbook_of_ours(Spreadsheet(path)):
            return ""
        seen = preview_table(path)
    except (CuratorError, OSError):
        return ""
    exact = all(column.guess in ("", key_of(column.name)) for column in seen.columns)
    if seen.missing() or (seen.kind is not TableKind.REFERENCES and not exact):
        return UNKNOWN
    return CLAIMS if seen.kind is TableKind.CLAIMS else ""
