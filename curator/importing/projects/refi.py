"""REFI-QDA projects (.qdpx) of ATLAS.ti, MAXQDA, NVivo, QualCoder and others.

Codes become labels; those in a folder called Therapies, Outcomes or Directions become what the folder says, and what
was coded with them becomes draft claims. Users become reviewers. How a file counts its places is found out over all
of its selections.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from curator.importing.accounts import ImportAccount, Progress
from curator.importing.doors import Door
from curator.importing.formats.reading import Head
from curator.importing.projects.bundle import bundle_at, names_in_archive
from curator.importing.projects.each import take_each
from curator.importing.projects.foreign import ForeignProject
from curator.ports import RecordReader


def _recognises(head: Head) -> bool:
    """An archive that begins with a project file, or is named as one: that file may also stand last in it."""
    if not head.start.startswith(b"PK\x03\x04"):
        return False
    return head.ending == ".qdpx" or any(name.lower().endswith(".qde") for name in names_in_archive(head.start))


def _read(
    paths: Sequence[Path], reader: RecordReader, reviewer_id: str | None, progress: Progress | None
) -> ImportAccount:
    from curator.importing.projects.refi_project import read_project  # lxml takes a while to load

    def project_at(path: Path) -> ForeignProject:
        with bundle_at(path) as bundle:
            return read_project(bundle, path.name)

    return take_each(paths, reader, reviewer_id, progress, project_at)


DOOR = Door(name="REFI-QDA projects", endings=(".qdpx",), recognises=_recognises, read=_read)
