"""CSV as one of the formats in which a review goes out."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from curator.exporting.accounts import Cancelled, ExportAccount, Progress, heeding
from curator.exporting.choice import Choice
from curator.exporting.chosen import Chosen
from curator.exporting.doors import ExportDoor
from curator.exporting.several_files import several_files
from curator.ports import RecordReader

ENDINGS = (".csv.zip", ".zip")


def _write(reader: RecordReader, path: Path, choice: Choice, progress: Progress | None) -> ExportAccount:
    from curator.exporting.csv_tables.tables import CsvDraft  # the workbook's library comes with it

    tell = heeding(progress)
    try:
        with (
            several_files(path, ENDINGS) as (target, files),
            TemporaryDirectory(prefix="trial-evidence-curator-") as folder,
        ):
            draft = CsvDraft(Chosen(reader, choice), Path(folder), tell)
            draft.write_rows()
            for table in draft.files():
                tell(0.9, table.name)
                with table.open("rb") as written, files.file(table.name) as into:
                    shutil.copyfileobj(written, into)
    except Cancelled:
        return ExportAccount(path=path, cancelled=True)
    guarded = draft.guarded()
    words = (
        "An apostrophe stands before {count} texts that a spreadsheet would take for a formula; drop it to read them."
    )
    notes = (words.format(count=f"{guarded:,}"),) if guarded else ()
    return ExportAccount(path=target, counts=draft.rows_of(), notes=notes)


DOOR = ExportDoor(
    name="csv",
    title="CSV tables",
    meaning="The workbook's tables, one file each, for programs.",
    endings=ENDINGS,
    takes_folder=True,
    write=_write,
)
