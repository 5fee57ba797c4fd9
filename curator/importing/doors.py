"""The doors through which files come in: each kind of file has one, and a file finds its door by its content.

Adding a kind is a module with a ``DOOR`` in it and its name in ``_MODULES``; nothing else is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from curator.importing.accounts import Answers, ImportAccount, Progress
from curator.importing.file_bytes import must_be_a_file
from curator.importing.formats.reading import Head
from curator.ports import RecordReader

HEAD_BYTES = 65_536

Deciding = Callable[[Sequence[Path], RecordReader, str | None, Progress | None, Answers], ImportAccount]


class Door(Struct, frozen=True, kw_only=True):
    """One kind of file. ``name`` is what a person calls it; ``endings`` are for file dialogs.

    ``read`` makes the change and the account of it for one or more files of this kind; who applies it is another
    matter. ``decide`` does the same with the answers of a person. Files of a kind with ``one_by_one`` come in one after
    the other, each as a change of its own. A folder that ``recognises_folder`` knows is one file of this kind.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[Head], bool]
    read: Callable[[Sequence[Path], RecordReader, str | None, Progress | None], ImportAccount]
    decide: Deciding | None = None
    one_by_one: bool = False
    recognises_folder: Callable[[Path], bool] | None = None


_MODULES = (
    "curator.importing.spreadsheets",
    "curator.importing.claims_door",
    "curator.importing.codebook_door",
    "curator.importing.projects.jsonlines",
    "curator.importing.projects.annotations",
    "curator.importing.projects.refi",
    "curator.importing.projects.qualcoder",
    "curator.importing.projects.brat",
    "curator.importing.references.intake",
    "curator.importing.unknown_tables",
    "curator.importing.texts",
)
"""In the order in which they are asked: texts come last, since nearly everything can be read as a plain text.

Brought in together they come in the other way round: claims need their codebook, and both need the texts.
"""


@cache
def doors() -> tuple[Door, ...]:
    """Every door, in the order in which they are asked."""
    return tuple(import_module(name).DOOR for name in _MODULES)


def head_of(path: Path, renamed: Mapping[str, str] | None = None) -> Head:
    """The first bytes of a file; raises ``OSError``, and ``BadInput`` for a pipe or a device."""
    must_be_a_file(path)
    with path.open("rb") as file:
        return Head(name=path.name, size=path.stat().st_size, start=file.read(HEAD_BYTES), renamed=renamed or {})


def door_for(head: Head) -> Door | None:
    """The door of a file; None where nobody recognises it."""
    return next((door for door in doors() if door.recognises(head)), None)


def _door_for_folder(folder: Path) -> Door | None:
    knowing = (door for door in doors() if door.recognises_folder is not None and door.recognises_folder(folder))
    return next(knowing, None)


def sort_by_door(paths: Iterable[Path], renamed: Mapping[str, str] | None = None) -> dict[str, list[Path]]:
    """The files by the name of their door, in the order of the doors; what no door knows is left to the last one.

    So are folders that are no project of a kind, and files that cannot be opened: it says of each what is wrong.
    """
    last = doors()[-1]
    sorted_files: dict[str, list[Path]] = {door.name: [] for door in doors()}
    for path in paths:
        door = None
        with suppress(OSError):
            door = (
                _door_for_folder(path)
                if path.is_dir()
                else door_for(head_of(path, renamed))
                if path.is_file()
                else None
            )
        sorted_files[(door or last).name].append(path)
    return {name: files for name, files in sorted_files.items() if files}


def in_order(paths: Iterable[Path], renamed: Mapping[str, str] | None = None) -> list[tuple[Door, list[Path]]]:
    """The files with their doors, in the order in which they are to come in: each may need what came before it."""
    by_name = {door.name: door for door in doors()}
    ordered: list[tuple[Door, list[Path]]] = []
    for name, files in reversed(sort_by_door(paths, renamed).items()):
        door = by_name[name]
        ordered += [(door, [file]) for file in files] if door.one_by_one else [(door, files)]
    return ordered
