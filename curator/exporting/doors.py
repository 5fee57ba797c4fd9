"""The doors through which a review goes out: each format has one, found by its name or by the ending of the file.

Adding a format is a module with a ``DOOR`` in it and its name in ``_MODULES``; nothing else is touched. Such a module
loads its libraries when it is first asked to write.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from curator.errors import BadInput
from curator.exporting.accounts import ExportAccount, Progress
from curator.exporting.choice import Choice
from curator.ports import RecordReader


class ExportDoor(Struct, frozen=True, kw_only=True):
    """One format. ``name`` is what commands call it, ``title`` what people do, ``meaning`` is for whom it is.

    ``endings`` are those of its file, the usual one first; with ``takes_folder`` it may also be a folder of files.
    A format that ``holds_all`` is for keeping: unless somebody chooses, retracted claims and marks go into it too.
    ``write`` writes all or nothing: the same review and choice give the same bytes, and what the reader does not show
    is not written. The reader should be a snapshot, so that saving need not wait.
    """

    name: str
    title: str
    meaning: str
    endings: tuple[str, ...]
    takes_folder: bool = False
    holds_all: bool = False
    write: Callable[[RecordReader, Path, Choice, Progress | None], ExportAccount]


_MODULES = (
    "curator.exporting.workbook.door",
    "curator.exporting.evidence_report.door",
    "curator.exporting.evidence_report.pdf_door",
    "curator.exporting.csv_tables.door",
    "curator.exporting.meta.metafor_door",
    "curator.exporting.meta.revman_door",
    "curator.exporting.jsonlines.door",
    "curator.exporting.annotations.door",
    "curator.exporting.refi.door",
    "curator.exporting.brat.door",
)
"""In the order in which they are offered."""


@cache
def export_doors() -> tuple[ExportDoor, ...]:
    """Every door, in the order in which they are offered."""
    return tuple(import_module(name).DOOR for name in _MODULES)


def export_door(path: Path, name: str | None = None) -> ExportDoor:
    """The door of this name, or without one the door whose ending the file has.

    Raises ``BadInput`` for a name that no door has, and for a file that no door, or more than one, would write.
    """
    doors = export_doors()
    if name is not None:
        found = [door for door in doors if door.name == name.strip().lower()]
        if not found:
            raise BadInput("There is no format “{name}”. There are: {known}.", name=name, known=_listed(doors))
        return found[0]
    fits = {
        door.name: max((len(one) for one in door.endings if path.name.lower().endswith(one)), default=0)
        for door in doors
    }
    longest = max(fits.values())
    found = [door for door in doors if longest and fits[door.name] == longest]
    if not found and (path.is_dir() or not path.suffix):
        found = [door for door in doors if door.takes_folder]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(
            "“{name}” may be one of several formats. Say which, with --format: {known}.",
            name=path.name,
            known=_listed(found),
        )
    raise BadInput(
        "“{name}” does not end as any format does. Give it another ending, or say the format: {known}.",
        name=path.name,
        known="; ".join(f"{door.name} ({', '.join(door.endings)})" for door in doors),
    )


def _listed(doors: Sequence[ExportDoor]) -> str:
    return ", ".join(door.name for door in doors)
