"""The workbook as one of the formats in which a review goes out."""

from __future__ import annotations

from pathlib import Path

from curator.exporting.accounts import ExportAccount, Progress
from curator.exporting.choice import Choice
from curator.exporting.doors import ExportDoor
from curator.exporting.workbook.account import WorkbookAccount
from curator.exporting.workbook.exporting import export_workbook
from curator.ports import RecordReader


def _write(reader: RecordReader, path: Path, choice: Choice, progress: Progress | None) -> ExportAccount:
    account = export_workbook(reader, path, choice, progress)
    return ExportAccount(
        path=account.path, counts=account.rows, notes=tuple(_notes(account)), cancelled=account.cancelled
    )


def _notes(account: WorkbookAccount) -> list[str]:
    notes = []
    if account.altered:
        cells = f"{len(account.altered):,} cells" if len(account.altered) > 1 else "1 cell"
        notes.append(f"{cells} could not hold all that belongs there; the sheet About lists each.")
    if account.links_left_out:
        links = f"{account.links_left_out:,} links" if account.links_left_out > 1 else "1 link"
        notes.append(f"{links} between sheets left out: a sheet holds no more of them.")
    if account.without_pictures:
        notes.append(account.without_pictures)
    return notes


DOOR = ExportDoor(
    name="workbook",
    title="Workbook",
    meaning="One row per claim, passage and estimate, for Excel, LibreOffice or R.",
    endings=(".xlsx",),
    write=_write,
)
