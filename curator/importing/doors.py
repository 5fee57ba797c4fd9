"""The doors through which files come in: each kind of file has one, and a file finds its door by its content.

Adding a kind is a module with a ``DOOR`` in it and its name in ``_MODULES``; nothing else is touched.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path

from msgspec import Struct

from curator.errors import BadInput
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
    the other, each as a change of its own. A folder that ``recognises_folder`` knows is one file of this kind. Files of
    a kind that is ``only_named`` come in when somebody chose them, not when they lie in a folder.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[Head], bool]
    read: Callable[[Sequence[Path], RecordReader, str | None, Progress | None], ImportAccount]
    decide: Deciding | None = None
    one_by_one: bool = False
    recognises_folder: Callable[[Path], bool] | None = None
    only_named: bool = False


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


def _door_of(path: Path, renamed: Mapping[str, str] | None) -> Door | None:
    """The door of a file, or of a folder that is a project; None for what nobody knows or nobody can open."""
    with suppress(OSError):
        if path.is_dir():
            return _door_for_folder(path)
        if path.is_file():
            return door_for(head_of(path, renamed))
    return None


def found_in(folder: Path, renamed: Mapping[str, str] | None = None) -> Iterator[tuple[Path, Door | None]]:
    """What lies in a folder and its subfolders, by name, with its door; None for texts and what is no one's.

    A subfolder that is a project of a kind is one file. Names that begin with a point are not looked at.
    """
    last = doors()[-1]
    for place, folders, names in os.walk(folder):
        seen = [(Path(place, name), _door_of(Path(place, name), renamed)) for name in _in_sight(folders)]
        folders[:] = [path.name for path, door in seen if door is None]
        yield from ((path, door) for path, door in seen if door is not None)
        for name in _in_sight(names):
            door = _door_of(Path(place, name), renamed)
            yield Path(place, name), None if door is last or (door is not None and door.only_named) else door


def _in_sight(names: Iterable[str]) -> list[str]:
    return sorted(name for name in names if not name.startswith("."))


def why_passed_over(path: Path) -> BadInput:
    """Why a file in a folder came in by no door."""
    named_like = [door for door in doors() if path.suffix.lower() in door.endings]
    if any(door.only_named for door in named_like):
        return BadInput(
            "It is a table whose columns are not known. Choose the file itself to say which column is which."
        )
    if named_like:
        kinds = " or ".join(door.name for door in named_like)
        return BadInput("Its name ends as those of {kinds} do, but nothing in it could be told apart.", kinds=kinds)
    if path.suffix.lower() == ".curator":
        return BadInput("It is the file of a review. Merge it, if it came back from somebody.")
    return BadInput("It is of no kind that can come in.")


def sort_by_door(paths: Iterable[Path], renamed: Mapping[str, str] | None = None) -> dict[str, list[Path]]:
    """The files by the name of their door, in the order of the doors; what no door knows is left to the last one.

    So are files that cannot be opened: it says of each what is wrong. What lies in a folder goes through its own door,
    and the folder itself to the last one, for its texts and for what is to be said of the rest.
    """
    last = doors()[-1]
    sorted_files: dict[str, dict[Path, Path]] = {door.name: {} for door in doors()}
    for path in paths:
        door = _door_of(path, renamed)
        sorted_files[(door or last).name].setdefault(path.absolute(), path)
        if door is None and path.is_dir():
            for found, its_door in found_in(path, renamed):
                if its_door is not None:
                    sorted_files[its_door.name].setdefault(found.absolute(), found)
    return {name: list(files.values()) for name, files in sorted_files.items() if files}


def in_order(paths: Iterable[Path], renamed: Mapping[str, str] | None = None) -> list[tuple[Door, list[Path]]]:
    """The files with their doors, in the order in which they are to come in: each may need what came before it."""
    by_name = {door.name: door for door in doors()}
    ordered: list[tuple[Door, list[Path]]] = []
    for name, files in reversed(sort_by_door(paths, renamed).items()):
        door = by_name[name]
        ordered += [(door, [file]) for file in files] if door.one_by_one else [(door, files)]
    return ordered
