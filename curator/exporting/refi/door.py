"""The REFI-QDA project as one of the formats in which a review goes out."""

from __future__ import annotations

from pathlib import Path

from curator.exporting.accounts import Cancelled, ExportAccount, Progress, heeding
from curator.exporting.choice import Choice
from curator.exporting.chosen import Chosen
from curator.exporting.doors import ExportDoor
from curator.exporting.saving import target_of
from curator.exporting.several_files import several_files
from curator.ports import RecordReader

ENDINGS = (".qdpx",)


def _write(reader: RecordReader, path: Path, choice: Choice, progress: Progress | None) -> ExportAccount:
    from curator.exporting.refi.writing import Writing  # lxml takes a while to load: not before it is needed

    target_of(path, ENDINGS)
    writing = Writing(Chosen(reader, choice), heeding(progress))
    try:
        with several_files(path, ENDINGS) as (target, files):
            writing.write(files)
    except Cancelled:
        return ExportAccount(path=path, cancelled=True)
    return ExportAccount(path=target, counts=writing.counts, notes=tuple(writing.notes()))


DOOR = ExportDoor(
    name="refi",
    title="REFI-QDA project",
    meaning="Texts, codes and codings for ATLAS.ti, MAXQDA, NVivo, QualCoder and others.",
    endings=ENDINGS,
    write=_write,
)
